import CodeGeneration
import Compiler
import Dialects
import Evaluation
import Foundation
import IR

/// Models as text, compiled for this machine and evaluated by the reference evaluator.
enum TestModel {
  /// `y = softmax(relu(x w + b))`, `z = reshape(x + x)` with sizes `m` and constants of 24 numbers.
  static let perceptron = """
    "builtin.module"() ({
      "func.func"() <{function_type = (tensor<?x4xf32, #graph.sizes<[m, 4]>>) -> (tensor<?x6xf32, #graph.sizes<[m, 6]>>, tensor<?x4xf32, #graph.sizes<[m, 4]>>), sym_name = "main"}> ({
      ^bb0(%x: tensor<?x4xf32, #graph.sizes<[m, 4]>>):
        %w = "graph.constant"() <{value = dense<[[0.5, -1.0, 0.25, 2.0, 1.0, -0.5], [1.5, 0.0, -2.0, 1.0, 0.5, 0.125], [-1.0, 0.75, 1.0, 0.5, -0.25, 2.0], [0.0, 1.0, -1.0, 0.25, 3.0, 1.0]]> : tensor<4x6xf32>}> : () -> tensor<4x6xf32>
        %b = "graph.constant"() <{value = dense<[0.1, -0.2, 0.3, -0.4, 0.5, -0.6]> : tensor<6xf32>}> : () -> tensor<6xf32>
        %p = "graph.matmul"(%x, %w) <{transpose_lhs = false, transpose_rhs = false}> : (tensor<?x4xf32, #graph.sizes<[m, 4]>>, tensor<4x6xf32>) -> tensor<?x6xf32, #graph.sizes<[m, 6]>>
        %s = "graph.add"(%p, %b) : (tensor<?x6xf32, #graph.sizes<[m, 6]>>, tensor<6xf32>) -> tensor<?x6xf32, #graph.sizes<[m, 6]>>
        %r = "graph.relu"(%s) : (tensor<?x6xf32, #graph.sizes<[m, 6]>>) -> tensor<?x6xf32, #graph.sizes<[m, 6]>>
        %y = "graph.softmax"(%r) <{axis = 1 : i64}> : (tensor<?x6xf32, #graph.sizes<[m, 6]>>) -> tensor<?x6xf32, #graph.sizes<[m, 6]>>
        %z = "graph.add"(%x, %x) : (tensor<?x4xf32, #graph.sizes<[m, 4]>>, tensor<?x4xf32, #graph.sizes<[m, 4]>>) -> tensor<?x4xf32, #graph.sizes<[m, 4]>>
        "func.return"(%y, %z) : (tensor<?x6xf32, #graph.sizes<[m, 6]>>, tensor<?x4xf32, #graph.sizes<[m, 4]>>) -> ()
      }) {graph.input_names = ["x"], graph.output_names = ["y", "z"]} : () -> ()
    }) {graph.symbols = {m = #graph.range<1, 64>}} : () -> ()
    """

  /// Products one after the other with a row operation after each: a kernel for every line.
  static let chain: String = {
    let type = "tensor<?x16xf32, #graph.sizes<[m, 16]>>"
    var lines: [String] = []
    for index in 1...4 {
      let before = index == 1 ? "%x" : "%v\(index - 1)"
      lines.append(
        index % 2 == 0
          ? "%v\(index) = \"graph.log_softmax\"(\(before)) <{axis = 1 : i64}> : (\(type)) -> \(type)"
          : "%v\(index) = \"graph.matmul\"(\(before), %w\(index)) <{transpose_lhs = false, "
            + "transpose_rhs = \(index == 3)}> : (\(type), tensor<16x16xf32>) -> \(type)")
    }
    return """
      "builtin.module"() ({
        "func.func"() <{function_type = (\(type), tensor<16x16xf32>, tensor<16x16xf32>) -> \(type), sym_name = "main"}> ({
        ^bb0(%x: \(type), %w1: tensor<16x16xf32>, %w3: tensor<16x16xf32>):
          \(lines.joined(separator: "\n    "))
          "func.return"(%v4) : (\(type)) -> ()
        }) {graph.input_names = ["x", "w1", "w3"], graph.output_names = ["y"]} : () -> ()
      }) {graph.symbols = {m = #graph.range<1, 64>}} : () -> ()
      """
  }()

  /// The text in a file of its own, which is removed afterwards.
  static func withFile<Result>(
    _ text: String, _ body: (String) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "perceptron.mlir").path()
    try Data(text.utf8).write(to: URL(filePath: path))
    return try body(path)
  }

  static func lower(_ text: String, name: String = "perceptron", threads: Int = 0) throws
    -> LoweredModel
  {
    try withFile(text) { path in
      try LoweredModel(
        path: path,
        options: CompileOptions(
          name: name, hardware: HardwareDescription.detectHost(),
          runtimePrefix: name == "perceptron" ? "tangram" : name, threads: threads))
    }
  }

  /// What the reference evaluator says.
  static func expected(_ text: String, _ inputs: [TensorValue]) throws -> [TensorValue] {
    let module = try Module.parse(text, context: Context(dialects: Dialects.all))
    guard let function = Graph.Function(in: module) else { return [] }
    return try evaluate(function: function, in: module, inputs: inputs)
  }
}
