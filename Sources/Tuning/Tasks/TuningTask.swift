import Compiler
import Dialects
import IR
import Support

/// One tensor program whose schedule is looked for.
public struct TuningTask: Sendable {
  /// What people call it: the nodes that it came from.
  public let name: String
  public let key: ProgramKey
  /// The sizes that the program mentions, with their ranges, in the key's order.
  public let sizes: [(name: String, range: SymbolRange)]
  /// How often a run of the model calls it.
  public let calls: Int
  /// Floating-point operations of one call.
  public let operations: IndexExpression
  /// Not scheduled yet.
  package let module: Module
  package let program: OperationID

  /// `nil` when `program` is no `program.func`.
  init?(
    name: String, calls: Int, operations: IndexExpression, _ program: OperationID, in module: Module
  ) {
    guard let function = module.match(program, as: Program.Function.self) else { return nil }
    (self.name, self.calls, self.operations) = (name, calls, operations)
    (self.module, self.program) = (module, program)
    let key = ProgramKey(program, in: module)
    self.key = key
    sizes = key.sizes.compactMap { name in
      function.symbols.first { $0.name == name }.map { (name, $0.range) }
    }
  }

  /// Bytes of all operands and results.
  func byteCount(_ sizes: [String: Int]) -> Int {
    let arguments = module.body(of: program).map { module.arguments(of: $0) } ?? []
    return arguments.reduce(0) { $0 + (module.bufferType(of: $1)?.byteCount(symbols: sizes) ?? 0) }
  }

  /// Floating-point operations, or numbers that are moved where those are more.
  func work(at sizes: [String: Int]) -> Double {
    let all = complete(sizes)
    return max(
      Double(operations.evaluate(symbols: all) ?? 0), Double(byteCount(all)) / 4)
  }

  /// About how much of a run it takes: the square root of its work at a middle size, so that
  /// small kernels get something, too.
  var weight: Double {
    let middle = Dictionary(
      sizes.map { name, range in
        let upper = Double(min(range.upper, 2048))
        return (name, Int((Double(max(1, range.lower)) * max(1, upper)).squareRoot()))
      }, uniquingKeysWith: { $1 })
    return (Double(calls) * work(at: middle) + 1).squareRoot()
  }

  /// All sizes in the order in which compiled code takes them; those that the program does not mention
  /// have their least value.
  func arguments(_ sizes: [String: Int]) -> [Int] {
    let function = module.match(program, as: Program.Function.self)
    return (function?.symbols ?? []).map { sizes[$0.name] ?? $0.range.lower }
  }

  /// `sizes` with a value of every declared size.
  func complete(_ sizes: [String: Int]) -> [String: Int] {
    var all = sizes
    for symbol in module.match(program, as: Program.Function.self)?.symbols ?? []
    where all[symbol.name] == nil {
      all[symbol.name] = symbol.range.lower
    }
    return all
  }
}

extension TuningTask {
  /// The different kernels of a model, those that take most operations first.
  ///
  /// - Throws: a diagnostic at a kernel that cannot be lowered.
  public static func tasks(of graph: OptimizedGraph) throws(Diagnostic) -> [TuningTask] {
    let module = graph.module
    guard let function = Graph.Function(in: module) else {
      throw .error("the module has no function 'main' with a body")
    }
    let programs = try KernelPrograms(function, in: module)
    var calls: [Int: Int] = [:]
    for number in programs.numbers.values { calls[number, default: 0] += 1 }
    var tasks: [TuningTask] = []
    for (number, unit) in programs.units.enumerated() {
      var operations: IndexExpression = 0
      var names: [String] = []
      module.walk(unit.kernel) { operation in
        guard operation != unit.kernel else { return }
        operations += GraphWork.work(of: operation, in: module)
        let called = module.match(operation, as: Graph.CallProgram.self)?.callee
        let name =
          called ?? module.name(of: operation).split(separator: ".").last.map(String.init) ?? ""
        if name != "yield", names.last != name { names.append(name) }
      }
      let shown = names.count > 4 ? names.prefix(3) + ["…"] : names[...]
      let shape = module.results(of: unit.kernel).first.flatMap { module.type(of: $0).sizes }
      let sizes = shape.map { " [" + $0.map(\.description).joined(separator: ", ") + "]" } ?? ""
      let task = TuningTask(
        name: shown.joined(separator: "+") + sizes, calls: calls[number] ?? 1,
        operations: operations, unit.program, in: unit.module)
      guard let task else { continue }
      if let known = tasks.firstIndex(where: { $0.key.name == task.key.name }) {
        tasks[known] = tasks[known].with(calls: tasks[known].calls + task.calls)
      } else {
        tasks.append(task)
      }
    }
    return tasks
  }

  private func with(calls: Int) -> TuningTask {
    TuningTask(name: name, calls: calls, operations: operations, program, in: module) ?? self
  }
}
