import Support

/// An operation while a rule converts it.
public struct OperationConversion: Sendable {
  /// For reading; changes go through the methods.
  public internal(set) var module: Module
  /// The operation that is converted.
  public let operation: OperationID
  public let types: TypeConverter
  /// Casts that stand between values of old and new types, to be removed at the end.
  var casts: ConversionCasts

  /// Replaces the operation by what `body` builds in its place: a value for each result.
  ///
  /// Where their types are new, operations that are not converted yet go on to see the old ones.
  public mutating func replace(_ body: (inout Builder) throws -> [ValueID]) rethrows {
    try replaceExpanding { build in try body(&build).map { [$0] } }
  }

  /// Replaces the operation by what `body` builds in its place: a list of values for each result.
  public mutating func replaceExpanding(
    _ body: (inout Builder) throws -> [[ValueID]]
  ) rethrows {
    let location = module.location(of: operation)
    let values = try module.build(at: .before(operation), location: location, body)
    precondition(values.count == module.resultCount(of: operation), "values for every result")
    for (old, new) in zip(module.results(of: operation), values) {
      see(old, as: new, .source, at: .before(operation))
    }
    module.erase(operation)
  }

  /// Changes the operation in place.
  ///
  /// Its operands become those of the converted types, which is done for the caller.
  public mutating func modify(_ operands: [ValueID], _ body: (inout Module) throws -> Void) rethrows
  {
    module.setOperands(of: operation, to: operands)
    try body(&module)
  }

  /// Gives the results of the operation, which stays, their converted types.
  ///
  /// A result that becomes none or several keeps its type: `rebuild` converts those.
  public mutating func convertResults() {
    for result in module.results(of: operation) { retype(result, .source, at: .after(operation)) }
  }

  /// Gives the arguments of a region's blocks their converted types.
  public mutating func convertArguments(of region: RegionID) {
    for block in module.blocks(in: region) { convertArguments(of: block) }
  }

  private mutating func convertArguments(of block: BlockID) {
    let old = module.arguments(of: block)
    let lists = old.map { types.expand(module.type(of: $0)) }
    guard lists.contains(where: { $0.count != 1 }) else {
      for argument in old { retype(argument, .argument, at: .atStart(of: block)) }
      return
    }
    let locations = zip(old, lists).flatMap { argument, types in
      types.map { _ in module.location(of: argument) }
    }
    let new = module.replaceArguments(of: block, types: lists.flatMap { $0 })
    for (argument, location) in zip(new, locations) {
      module.setLocation(ofArgument: argument, to: location)
    }
    var next = 0
    for (argument, types) in zip(old, lists) {
      let values = Array(new[next..<next + types.count])
      next += types.count
      see(argument, as: values, .argument, at: .atStart(of: block))
    }
  }

  // MARK: Rebuilding

  /// Makes the operation pass values of the converted types on, in place of the old ones: its
  /// operands, results, the arguments of its regions' blocks, and the type of a function.
  ///
  /// How many operands and results there are in each group of open size follows.
  public mutating func rebuild(_ operands: [[ValueID]]) {
    let results = module.results(of: operation).map { types.expand(module.type(of: $0)) }
    var properties = module.properties(of: operation)
    properties.regroupOperands(operands.map(\.count))
    properties.regroupResults(results.map(\.count))
    if case .type(.function(let type))? = properties["function_type"] {
      properties["function_type"] = .type(types.convert(.function(type)))
      properties.repeat("arg_attrs", type.inputs.map { types.expand($0).count })
      properties.repeat("res_attrs", type.results.map { types.expand($0).count })
    }
    guard results.contains(where: { $0.count != 1 }) else {
      module.setOperands(of: operation, to: operands.flatMap { $0 })
      module.setProperties(of: operation, to: properties)
      convertResults()
      for region in module.regions(of: operation) { convertArguments(of: region) }
      return
    }
    let name = module.name(of: operation)
    let new = module.insert(
      OperationState(
        name: name, kind: module.context.definition(named: name).map { ObjectIdentifier($0) },
        operands: operands.flatMap { $0 }, resultTypes: results.flatMap { $0 },
        properties: properties, attributes: module.attributes(of: operation),
        successors: module.successors(of: operation), location: module.location(of: operation)),
      at: .before(operation))
    module.moveRegions(of: operation, to: new)
    for region in module.regions(of: new) { convertArguments(of: region) }
    var values = module.results(of: new)[...]
    for (old, types) in zip(module.results(of: operation), results) {
      see(old, as: Array(values.prefix(types.count)), .source, at: .before(operation))
      values = values.dropFirst(types.count)
    }
    module.erase(operation)
  }

  // MARK: Casts

  private mutating func retype(
    _ value: ValueID, _ role: ConversionCasts.Role, at point: InsertionPoint
  ) {
    let old = module.type(of: value)
    let new = types.convert(old)
    guard new != old else { return }
    let uses = module.uses(of: value)
    module.setType(of: value, to: new)
    guard !uses.isEmpty else { return }
    let seen = casts.cast([value], to: [old], role, at: point, in: &module)[0]
    for use in uses { module.setOperand(use.index, of: use.operation, to: seen) }
  }

  /// Lets the users of `old` use what stands for it now, through a cast if that is another type.
  private mutating func see(
    _ old: ValueID, as new: [ValueID], _ role: ConversionCasts.Role, at point: InsertionPoint
  ) {
    guard module.hasUses(old) else { return }
    let seen = casts.cast(new, to: [module.type(of: old)], role, at: point, in: &module)
    module.replaceAllUses(of: old, with: seen[0])
  }

  /// The operands in their converted types.
  mutating func convertedOperands() -> [[ValueID]] {
    module.operands(of: operation).map { value in
      casts.cast(
        [value], to: types.expand(module.type(of: value)), .target, at: .before(operation),
        in: &module)
    }
  }
}

extension AttributeDictionary {
  /// Says how many operands there are in each group of open size, where each operand became some
  /// number of values.
  package mutating func regroupOperands(_ counts: [Int]) {
    regroup("operandSegmentSizes", counts)
    regroup("case_operand_segments", counts)
  }

  /// The same of results.
  package mutating func regroupResults(_ counts: [Int]) { regroup("resultSegmentSizes", counts) }

  /// Adds up how many values groups have, of which each became some number of values; they are the
  /// last of all.
  private mutating func regroup(_ name: String, _ counts: [Int]) {
    guard let attribute = self[name], let sizes = attribute.integerArrayValue,
      sizes.allSatisfy({ $0 >= 0 }), sizes.reduce(0, +) <= counts.count
    else { return }
    var rest = counts.suffix(sizes.reduce(0, +))
    let grown = sizes.map { size in
      defer { rest = rest.dropFirst(size) }
      return rest.prefix(size).reduce(0, +)
    }
    self[name] = .i32Array(grown)
  }

  /// Gives what an argument said of itself to the one that it became; several say nothing.
  fileprivate mutating func `repeat`(_ name: String, _ counts: [Int]) {
    guard case .array(let entries)? = self[name], entries.count == counts.count else { return }
    self[name] = .array(
      zip(entries, counts).flatMap { entry, count in
        count == 1 ? [entry] : (0..<count).map { _ in .dictionary(AttributeDictionary()) }
      })
  }
}
