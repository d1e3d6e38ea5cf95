import Compiler
import Dialects
import IR
import Support

extension TuningTask {
  /// The tensor programs of a module, as a text file of them holds.
  ///
  /// - Parameters:
  ///   - module: functions of the `program` dialect that are not scheduled yet.
  ///   - sizes: narrower ranges of symbols, by name.
  /// - Returns: a task for each, in their order.
  /// - Throws: a diagnostic when there is no program, or no size of such a name.
  public static func tasks(
    ofPrograms module: Module, sizes: [String: SymbolRange] = [:]
  ) throws(Diagnostic) -> [TuningTask] {
    let functions = module.operations(in: module.body).filter {
      module.isA($0, Program.Function.self)
    }
    guard !functions.isEmpty else { throw .error("the module holds no tensor program") }
    let symbols = functions.map { module.match($0, as: Program.Function.self)?.symbols ?? [] }
    let known = Set(symbols.joined().map(\.name))
    if let name = sizes.keys.sorted().first(where: { !known.contains($0) }) {
      let others = known.sorted().joined(separator: ", ")
      throw .error(
        "there is no size '\(name)'"
          + (known.isEmpty ? "; the program's sizes are constant" : "; there are \(others)"))
    }
    var tasks: [TuningTask] = []
    for (function, symbols) in zip(functions, symbols) {
      var own = module
      for other in own.operations(in: own.body) where other != function { own.erase(other) }
      guard var properties = own.match(function, as: Program.Function.self) else { continue }
      let names = Set(symbols.map(\.name))
      try properties.narrow(to: sizes.filter { names.contains($0.key) })
      own.setProperties(of: function, to: properties.state.properties)
      if let task = TuningTask(program: function, in: own) { tasks.append(task) }
    }
    return tasks
  }

  /// One tensor program, called once, alone in its module.
  init?(program: OperationID, in module: Module) {
    guard let function = module.match(program, as: Program.Function.self) else { return nil }
    self.init(
      name: function.name, calls: 1, operations: GraphWork.work(ofProgram: program, in: module),
      program,
      in: module)
  }
}
