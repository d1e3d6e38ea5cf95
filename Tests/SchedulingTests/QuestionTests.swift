import Compiler
import Dialects
import Foundation
import IR
import Scheduling
import Support
import Testing

/// What schedules ask on each machine, and what an answer changes, as text: a file for each kernel in
/// `Questions`.
///
/// With the environment variable `TANGRAM_WRITE_QUESTIONS` the files are written anew.
@Suite struct QuestionTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Questions")

  /// A kernel, and the answers after which all is asked.
  struct Kernel: Sendable {
    var example: KernelExample
    /// Whether the first simple tile is decided, since what is around tiles is asked then.
    var decidesTile = false
  }

  static let kernels: [String: Kernel] = [
    "product": Kernel(
      example: .row("product", [([m, 300], .f32)]) { write, x in
        let weight = write.constant([300, 96], .f32) { Double($0 % 7) }
        return try write.add { try Graph.MatMul(x[0], weight, in: $0) }
      }, decidesTile: true),
    "softmax": Kernel(
      example: .row("softmax", [([m, 1000], .f32)]) { write, x in
        try write.add { try Graph.Softmax(x[0], axis: 1, in: $0) }
      }),
    "layer norm": Kernel(
      example: .plane("norm", [([m, n], .f32), ([n], .f32), ([n], .f32)]) { write, x in
        try write.add { try Graph.LayerNorm(x[0], x[1], bias: x[2], axis: 1, in: $0) }
      }),
    "columns": Kernel(
      example: .row("sums", [([m, 96], .f32)]) { write, x in
        try write.add {
          try Graph.Reduce(x[0], kind: .sum, axes: [0], keepsAxes: false, in: $0)
        }
      }),
    "broadcast": Kernel(
      example: .row("sum", [([m, 200, 40], .f32), ([200, 1], .f32)]) { write, x in
        try write.add { try Graph.Add(x[0], x[1], in: $0) }
      }),
    "transpose": Kernel(
      example: .row("transpose", [([320, m], .f32)]) { write, x in
        try write.add { try Graph.Transpose(x[0], permutation: [1, 0], in: $0) }
      }),
  ]

  private func program(_ kernel: Kernel) throws -> KernelProgram {
    let graph = try optimize(LoadedGraph(module: try kernel.example.module())).module
    let function = try #require(Graph.Function(in: graph))
    let body = try #require(function.body(in: graph))
    let first = graph.operations(in: body).first { graph.isA($0, Graph.Kernel.self) }
    return try KernelProgram(of: try #require(first), in: graph)
  }

  private func questions(
    _ program: KernelProgram, _ hardware: HardwareDescription, _ decisions: Decisions
  ) throws -> [Question] {
    var module = program.module
    return try applySchedule(
      to: program.function, in: &module, hardware: hardware, decisions: decisions
    ).questions
  }

  private func scheduled(
    _ program: KernelProgram, _ hardware: HardwareDescription, _ decisions: Decisions
  ) throws -> Module {
    var module = program.module
    _ = try applySchedule(
      to: program.function, in: &module, hardware: hardware, decisions: decisions,
      isExploring: false)
    return module
  }

  /// What differs between two schedules: loop nests, or the text where those are equal.
  private func changes(
    _ before: Module, _ after: Module, _ function: OperationID
  ) throws -> [String] {
    func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }
    var rows = SketchRow.rows(
      lines(try Schedule(before, function: function).sketch),
      lines(try Schedule(after, function: function).sketch))
    if rows.allSatisfy(\.isSame) {
      let form = TextOptions(usesForms: true)
      rows = SketchRow.rows(lines(before.text(form)), lines(after.text(form)))
    }
    return rows.filter { !$0.isSame }.flatMap { row in
      [row.left.map { "- " + $0 }, row.right.map { "+ " + $0 }].compactMap { $0 }
    }
  }

  /// A few of many options.
  private func text(of question: Question) -> String {
    let options = question.options.map { $0 == question.analytic ? "[\($0)]" : $0 }
    if options.count <= 8 { return options.joined(separator: " ") }
    let some = options.prefix(3) + ["…"] + options.suffix(3)
    return some.joined(separator: " ") + ", \(options.count) in all"
  }

  private func text(of kernel: Kernel) throws -> String {
    let program = try program(kernel)
    var lines: [String] = []
    var asked: [String: [String]] = [:]
    var names: [String] = []
    func base(_ hardware: HardwareDescription) throws -> Decisions {
      guard kernel.decidesTile,
        let tile = try questions(program, hardware, Decisions()).first(where: { $0.name == "tile" })
      else { return Decisions() }
      return Decisions(["tile": tile.options.first { tile.parts[$0] == nil } ?? ""])
    }
    for hardware in HardwareDescription.presets {
      for question in try questions(program, hardware, try base(hardware)) {
        if asked[question.name] == nil { names.append(question.name) }
        asked[question.name, default: []].append("\(hardware.name): \(text(of: question))")
      }
    }
    let hardware = HardwareDescription.x86v3
    let start = try base(hardware)
    let before = try scheduled(program, hardware, start)
    for name in names {
      lines += ["# " + name] + (asked[name] ?? [])
      let question = try questions(program, hardware, start).first { $0.name == name }
      let other = question?.options.last { $0 != question?.analytic && $0 != start[name] }
      if let other {
        lines += ["", "\(name)=\(other) on \(hardware.name):"]
        let after = try scheduled(program, hardware, start.deciding(name, other))
        lines += try changes(before, after, program.function)
      }
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }

  @Test(arguments: kernels.keys.sorted())
  func questionsAreWhatTheyWere(_ name: String) throws {
    let found = try text(of: try #require(Self.kernels[name]))
    let file = Self.folder.appending(path: name + ".txt")
    if ProcessInfo.processInfo.environment["TANGRAM_WRITE_QUESTIONS"] != nil {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      try Data(found.utf8).write(to: file)
    }
    let expected = try? String(contentsOf: file, encoding: .utf8)
    #expect(expected == found, "\(name).txt should hold:\n\(found)")
  }
}
