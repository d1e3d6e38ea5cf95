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
    try module.requireRunnablePrograms()
    var narrowed = module
    try narrowed.narrowPrograms(to: sizes)
    let tasks = functions.compactMap { function -> TuningTask? in
      var own = narrowed
      for other in own.operations(in: own.body) where other != function { own.erase(other) }
      return TuningTask(program: function, in: own)
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
