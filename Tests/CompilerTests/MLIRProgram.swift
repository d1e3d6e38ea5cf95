import Compiler
import Evaluation
import Foundation
import TestSupport

/// A program in MLIR that runs a model's loops on given inputs and prints what comes out.
///
/// The loops stand in it as Tangram prints them; the function around them is MLIR's own text. So
/// what the loops mean is decided by MLIR: its verifier, its lowering, its runner.
struct MLIRProgram {
  /// From our loops to what the runner takes, by MLIR's own conversions only.
  private static let lowering = [
    "--convert-vector-to-llvm", "--convert-scf-to-cf", "--arith-expand", "--convert-math-to-llvm",
    "--convert-arith-to-llvm", "--finalize-memref-to-llvm", "--convert-func-to-llvm",
    "--convert-cf-to-llvm", "--reconcile-unrealized-casts",
  ]

  /// MLIR's tools and the library that prints numbers; `nil` when one is not installed.
  private static let tools: (opt: Tool, runner: Tool, library: String)? = {
    guard let opt = Tool("mlir-opt-19"), let runner = Tool("mlir-cpu-runner-19") else { return nil }
    let libraries = ["/usr/lib/llvm-19/lib", "/usr/lib", "/usr/local/lib"].flatMap { folder in
      FileSystem.list(folder).sorted().filter { $0.hasPrefix("libmlir_c_runner_utils.so") }
        .map { "\(folder)/\($0)" }
    }
    return libraries.first.map { (opt, runner, $0) }
  }()

  static var canRun: Bool { tools != nil }

  /// A failure of one of MLIR's tools, in its own words.
  struct Failure: Error, CustomStringConvertible { var description: String }

  private let model: LoweredModel
  private var globals = ""
  private var body = ""
  private var elementCounts: [Int] = []
  private var names = 0

  init(_ model: LoweredModel) throws {
    self.model = model
    addGlobal("weights", try model.weightsContents().array)
  }

  /// Adds a run on inputs; `outputs` gives the shapes of what comes out, in `f32`.
  mutating func addRun(_ inputs: [TensorValue], sizes: [Int], outputs: [[Int]], workspace: Int) {
    var arguments: [String] = []
    for input in inputs {
      names += 1
      addGlobal("input\(names)", input.bytes)
      arguments.append(memory(of: "input\(names)", byteCount: input.bytes.count))
    }
    var results: [(name: String, count: Int)] = []
    for shape in outputs {
      let count = shape.reduce(1, *)
      results.append((allocation(count * 4), count))
      elementCounts.append(count)
    }
    arguments += results.map(\.name)
    arguments.append(allocation(workspace))
    arguments.append(memory(of: "weights", byteCount: weightsByteCount))
    let types = arguments.map { _ in "memref<?xi8>" } + sizes.map { _ in "index" }
    arguments += sizes.map { constant($0) }
    let main = MainFunction.name(of: model.options.name)
    body += "  func.call @\(main)(\(arguments.joined(separator: ", ")))"
    body += " : (\(types.joined(separator: ", "))) -> ()\n"
    for result in results { addPrinting(result.name, result.count) }
  }

  private var weightsByteCount: Int { model.weights.byteCount }

  private mutating func addGlobal(_ name: String, _ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    let digits = bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    globals += """
      memref.global "private" constant @\(name) : memref<\(bytes.count)xi8> \
      = dense<"0x\(digits)"> {alignment = 64 : i64}\n
      """
  }

  private mutating func memory(of global: String, byteCount: Int) -> String {
    guard byteCount > 0 else { return allocation(0) }
    names += 1
    body += "  %g\(names) = memref.get_global @\(global) : memref<\(byteCount)xi8>\n"
    body += "  %v\(names) = memref.cast %g\(names) : memref<\(byteCount)xi8> to memref<?xi8>\n"
    return "%v\(names)"
  }

  private mutating func allocation(_ byteCount: Int) -> String {
    let size = constant(max(byteCount, 64))
    names += 1
    body += "  %v\(names) = memref.alloc(\(size)) {alignment = 64 : i64} : memref<?xi8>\n"
    return "%v\(names)"
  }

  private mutating func constant(_ value: Int) -> String {
    names += 1
    body += "  %v\(names) = arith.constant \(value) : index\n"
    return "%v\(names)"
  }

  /// Prints the bits of `count` numbers, one a line: decimal text would round them.
  private mutating func addPrinting(_ memory: String, _ count: Int) {
    let (zero, one, end) = (constant(0), constant(1), constant(count))
    names += 1
    body += """
        %bits\(names) = memref.view \(memory)[\(zero)][\(end)] : memref<?xi8> to memref<?xi32>
        scf.for %i = \(zero) to \(end) step \(one) {
          %bit = memref.load %bits\(names)[%i] : memref<?xi32>
          vector.print %bit : i32
        }

      """
  }

  /// The whole program.
  var text: String {
    get throws {
      let loops = try model.loops().text()
      let end = "}) : () -> ()"
      let open = loops.range(of: end, options: .backwards).map { loops[..<$0.lowerBound] } ?? ""
      return "\(open)\(globals)func.func @judge() {\n\(body)  func.return\n}\n\(end)\n"
    }
  }

  /// What MLIR computes: the numbers of every output of every run, in order.
  ///
  /// - Throws: what MLIR's verifier, lowering or runner objects to.
  func run() throws -> [[Float]] {
    guard let tools = Self.tools else { throw Failure(description: "MLIR is not installed") }
    let lowered = try tools.opt.run(Self.lowering, on: try text)
    guard lowered.status == 0 else { throw Failure(description: lowered.errors) }
    let result = try tools.runner.run(
      ["-O2", "-e", "judge", "-entry-point-result=void", "--shared-libs=\(tools.library)"],
      on: lowered.output)
    guard result.status == 0 else { throw Failure(description: result.errors) }
    let numbers = result.output.split(separator: "\n").compactMap { line in
      Int32(line).map { Float(bitPattern: UInt32(bitPattern: $0)) }
    }
    guard numbers.count == elementCounts.reduce(0, +) else {
      throw Failure(description: "printed \(numbers.count) numbers, expected \(elementCounts)")
    }
    var position = 0
    return elementCounts.map { count in
      defer { position += count }
      return Array(numbers[position..<position + count])
    }
  }
}
