import Dialects
import IR
import Support

extension Module {
  /// Every call inside a function, in order.
  func calls(inside function: OperationID) -> [OperationID] {
    var calls: [OperationID] = []
    walk(function) { if call($0) != nil { calls.append($0) } }
    return calls
  }

  /// Why a function cannot take the place of a call; `nil` if it can.
  func objection(
    toInlining callee: OperationID, at call: OperationID
  ) -> String? {
    let blocks = regions(of: callee).flatMap { self.blocks(in: $0) }
    guard let entry = blocks.first else { return "it has no body here" }
    guard canConvert(operands(of: call), to: arguments(of: entry), of: call) else {
      return "its arguments do not have the types of the call"
    }
    for block in blocks {
      guard let last = lastOperation(in: block), isTerminator(last) else {
        return "a block of it has no terminator"
      }
      if returns(last) {
        guard canConvert(operands(of: last), to: results(of: call), of: call) else {
          return "it does not give the types of the call"
        }
      } else if blocks.count == 1 {
        return "it does not return"
      }
    }
    if blocks.count > 1, parent(of: call).flatMap({ function($0) }) == nil {
      return "it has branches, and the call is inside an operation that cannot have any"
    }
    return affineObjection(toInlining: callee, at: call)
  }

  private func returns(_ operation: OperationID) -> Bool {
    definition(of: operation)?.traits.contains(.returns) ?? false
  }

  /// Whether each value has the type of the one that it is to stand for, or the call can convert it.
  private func canConvert(_ values: [ValueID], to others: [ValueID], of call: OperationID) -> Bool {
    values.count == others.count
      && zip(values, others).allSatisfy { value, other in
        type(of: value) == type(of: other)
          || self.call(call)?.conversion(of: value, to: type(of: other), in: self) != nil
      }
  }

  /// The values in these types, converted by the call in front of `operation`.
  private mutating func convert(
    _ values: [ValueID], to types: [Type], by call: (any CallOperation)?,
    before operation: OperationID, _ location: Location
  ) -> [ValueID] {
    zip(values, types).map { value, type in
      guard self.type(of: value) != type,
        let conversion = call?.conversion(of: value, to: type, in: self)
      else { return value }
      return build(at: .before(operation), location: location) { build in
        let made = build.insert(conversion)
        return build.module.result(of: made)
      }
    }
  }

  func isPrivate(_ function: OperationID) -> Bool {
    property("sym_visibility", of: function)?.stringValue == "private"
  }

  /// How many operations are inside another one.
  func size(of operation: OperationID) -> Int {
    var count = -1
    walk(operation) { _ in count += 1 }
    return count
  }

  /// Puts the body of a function, or a copy if this is not the last use of it, in the place of a call.
  mutating func inline(_ callee: OperationID, at call: OperationID, isLast: Bool) {
    let blocks = blocks(in: region(of: callee))
    if blocks.count == 1 {
      inline(block: blocks[0], at: call, isLast: isLast)
    } else {
      inline(blocks: blocks, of: callee, at: call, isLast: isLast)
    }
  }

  private mutating func inline(block: BlockID, at call: OperationID, isLast: Bool) {
    var mapping = ValueMapping()
    let caller = location(of: call)
    let passed = convert(
      operands(of: call), to: types(of: arguments(of: block)), by: self.call(call), before: call,
      caller)
    for (argument, value) in zip(arguments(of: block), passed) {
      mapping[argument] = value
      if isLast { replaceAllUses(of: argument, with: value) }
    }
    var given: [ValueID] = []
    for operation in operations(in: block) {
      if returns(operation) {
        given = operands(of: operation).map { isLast ? $0 : mapping[$0] }
        if isLast { erase(operation) }
      } else if isLast {
        move(operation, to: .before(call))
        locate(operation, calledFrom: caller)
      } else {
        let copy = clone(operation, at: .before(call), mapping: &mapping)
        locate(copy, calledFrom: caller)
      }
    }
    replace(
      call,
      with: convert(
        given, to: types(of: results(of: call)), by: self.call(call), before: call, caller))
  }

  /// Control goes from the call's block to the entry, and from each return to what followed the call.
  private mutating func inline(
    blocks: [BlockID], of callee: OperationID, at call: OperationID, isLast: Bool
  ) {
    guard let before = block(of: call), let target = region(of: before) else { return }
    let caller = location(of: call)
    let converter = self.call(call)
    let passed = convert(
      operands(of: call), to: types(of: arguments(of: blocks[0])), by: converter, before: call,
      caller)
    let given = types(of: results(of: call))
    let rest = splitBlock(before: call)
    var placed = blocks
    if isLast {
      moveBlocks(of: region(of: callee), toEndOf: target)
    } else {
      var mapping = ValueMapping()
      cloneBlocks(of: region(of: callee), from: self, to: target, mapping: &mapping)
      placed = blocks.map { mapping[$0] }
    }
    for result in results(of: call) {
      let argument = appendArgument(to: rest, type: type(of: result))
      replaceAllUses(of: result, with: argument)
    }
    insert(
      ControlFlow.Branch(to: placed[0], passed), at: .atEnd(of: before), location: caller)
    erase(call)
    for block in placed {
      for operation in operations(in: block) { locate(operation, calledFrom: caller) }
      guard let last = lastOperation(in: block), returns(last) else { continue }
      let values = convert(operands(of: last), to: given, by: converter, before: last, caller)
      insert(
        ControlFlow.Branch(to: rest, values), at: .before(last), location: location(of: last))
      erase(last)
    }
  }

  private func types(of values: [ValueID]) -> [Type] { values.map { type(of: $0) } }

  /// Gives an operation and what is inside it the location of code called from `caller`; of very
  /// long ways the last calls are not named.
  private mutating func locate(_ operation: OperationID, calledFrom caller: Location) {
    var inner: [OperationID] = []
    walk(operation) { inner.append($0) }
    for operation in inner {
      let callee = location(of: operation)
      if callee.callCount < Location.namedCallCount {
        setLocation(of: operation, to: .callSite(callee: callee, caller: caller))
      }
    }
  }
}

extension Location {
  /// A place names at most so many calls: what is longer nobody reads, and it would take longer with
  /// every call.
  fileprivate static let namedCallCount = 32

  /// How many calls lead to a place.
  fileprivate var callCount: Int {
    var (count, place) = (0, self)
    while case .callSite(let callee, _) = place { (count, place) = (count + 1, callee) }
    return count
  }
}
