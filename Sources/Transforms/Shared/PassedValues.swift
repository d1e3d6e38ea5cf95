import Dialects
import IR

/// A place through which values are passed: an argument of a function, a value that a loop carries,
/// a result of a condition, an argument of a block.
///
/// Nothing can be taken from it alone: its values stay or go together.
struct PassedValue: Sendable {
  enum Kind: Hashable, Sendable {
    case argument(of: OperationID, Int)
    case result(of: OperationID, Int)
    case carried
    case blockArgument
  }

  var kind: Kind
  /// The operands that are passed on here.
  var operands: [Use] = []
  /// What they become: results of operations and arguments of blocks.
  var values: [ValueID] = []

  init(_ kind: Kind) { self.kind = kind }
}

extension Module {
  /// The places inside `root` through which values are passed and which can be taken away.
  func passedValues(in root: OperationID) -> [PassedValue] {
    let calls = FunctionCalls(of: root, in: self)
    var found: [PassedValue] = []
    walk(root) { operation in
      found += carriedValues(of: operation)
      for region in regions(of: operation) { found += blockArguments(in: region) }
      if calls.isClosed(operation), isA(operation, Func.Function.self) {
        found += passedValues(of: operation, calls)
      }
    }
    return found
  }

  /// What a function takes and gives.
  private func passedValues(of function: OperationID, _ calls: FunctionCalls) -> [PassedValue] {
    guard let body = body(of: function), let declared: Func.Function = match(function) else {
      return []
    }
    let users = calls.calls(of: function)
    guard users.allSatisfy({ isA($0, Func.Call.self) }) else { return [] }
    let inputs = arguments(of: body).enumerated().map { index, argument in
      var place = PassedValue(.argument(of: function, index))
      place.operands = users.map { Use(operation: $0, index: index) }
      place.values = [argument]
      return place
    }
    // One that is not called returns, too.
    let returns = blocks(in: region(of: function)).compactMap { lastOperation(in: $0) }
      .filter { isA($0, Func.Return.self) }
    return inputs
      + declared.type.results.indices.map { index in
        var place = PassedValue(.result(of: function, index))
        place.operands = returns.map { Use(operation: $0, index: index) }
        place.values = users.map { result(index, of: $0) }
        return place
      }
  }

  /// What loops carry, and what conditions give.
  private func carriedValues(of operation: OperationID) -> [PassedValue] {
    let results = results(of: operation)
    let blocks = regions(of: operation).compactMap { entryBlock(of: $0) }
    let ends = blocks.compactMap { lastOperation(in: $0) }
    guard ends.count == blocks.count else { return [] }
    func carried(_ count: Int, _ body: (Int, inout PassedValue) -> Void) -> [PassedValue] {
      (0..<count).map { index in
        var place = PassedValue(.carried)
        body(index, &place)
        return place
      }
    }
    if isA(operation, SCF.For.self) || isA(operation, Affine.For.self) {
      let first = operandCount(of: operation) - results.count
      return carried(results.count) { index, place in
        place.operands = [
          Use(operation: operation, index: first + index), Use(operation: ends[0], index: index),
        ]
        place.values = [results[index], arguments(of: blocks[0])[1 + index]]
      }
    }
    if isA(operation, SCF.If.self) || isA(operation, SCF.IndexSwitch.self)
      || isA(operation, Affine.If.self)
    {
      return carried(results.count) { index, place in
        place.operands = ends.map { Use(operation: $0, index: index) }
        place.values = [results[index]]
      }
    }
    guard isA(operation, SCF.While.self), ends.count == 2 else { return [] }
    return carried(operandCount(of: operation)) { index, place in
      place.operands = [
        Use(operation: operation, index: index), Use(operation: ends[1], index: index),
      ]
      place.values = [arguments(of: blocks[0])[index]]
    }
      + carried(results.count) { index, place in
        place.operands = [Use(operation: ends[0], index: 1 + index)]
        place.values = [results[index], arguments(of: blocks[1])[index]]
      }
  }

  /// The arguments of a region's blocks but the first, as far as branches pass all of them.
  private func blockArguments(in region: RegionID) -> [PassedValue] {
    let blocks = blocks(in: region)
    guard blocks.count > 1 else { return [] }
    var places: [BlockID: [PassedValue]] = [:]
    for block in blocks.dropFirst() {
      places[block] = arguments(of: block).map { argument in
        var place = PassedValue(.blockArgument)
        place.values = [argument]
        return place
      }
    }
    for end in blocks.compactMap({ lastOperation(in: $0) }) {
      let branch = (definition(of: end) as? any BranchOperation.Type)?.init(end, in: self)
      let targets = successors(of: end)
      let lists = targets.indices.map { branch?.values(forSuccessor: $0) ?? [] }
      // What is passed comes last among the operands, one successor after another.
      let all = lists.flatMap { $0 }
      var next = operandCount(of: end) - all.count
      let isInOrder = next >= 0 && Array(operands(of: end).suffix(all.count)) == all
      for (target, values) in zip(targets, lists) {
        if isInOrder, values.count == places[target]?.count {
          for index in values.indices {
            places[target]?[index].operands.append(Use(operation: end, index: next + index))
          }
        } else {
          places[target] = nil
        }
        next += values.count
      }
    }
    return blocks.compactMap { places[$0] }.flatMap { $0 }
  }
}
