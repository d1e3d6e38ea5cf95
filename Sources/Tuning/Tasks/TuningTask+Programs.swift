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
    var known: Set<String> = []
    let tasks = functions.compactMap { function -> TuningTask? in
      var own = module
      for other in own.operations(in: own.body) where other != function { own.erase(other) }
      guard var properties = own.match(function, as: Program.Function.self) else { return nil }
      for place in properties.symbols.indices {
        let name = properties.symbols[place].name
        known.insert(name)
        if let range = sizes[name] { properties.symbols[place] = .init(name, range) }
      }
      own.setProperties(of: function, to: properties.state.properties)
      return TuningTask(program: function, in: own)
    }
    if let name = sizes.keys.sorted().first(where: { !known.contains($0) }) {
      let others = known.sorted().joined(separator: ", ")
      throw .error(
        "there is no size '\(name)'"
          + (known.isEmpty ? "; the program's sizes are constant" : "; there are \(others)"))
    }
    return tasks
  }

  /// One tensor program, called once, alone in its module.
  init?(program: OperationID, in module: Module) {
    guard let function = module.match(program, as: Program.Function.self) else { return nil }
    self.init(
      name: function.name, calls: 1, operations: Self.operations(of: program, in: module), program,
      in: module)
  }

  /// Sums, products, and other operations on elements.
  private static func operations(of program: OperationID, in module: Module) -> IndexExpression {
    var sum: IndexExpression = 0
    module.walk(program) { operation in
      guard let block = module.match(operation, as: Program.Block.self),
        !module.holdsBlocks(operation),
        let body = module.entryBlock(of: module.region(0, of: operation))
      else { return }
      let count = module.operations(in: body).filter {
        let name = module.name(of: $0)
        return name.hasPrefix("math.") || (name.hasPrefix("arith.") && name != "arith.constant")
      }.count
      sum += block.extents.reduce(IndexExpression(count)) { $0 * $1 }
    }
    return sum
  }
}
