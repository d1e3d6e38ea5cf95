import IR

extension Module {
  /// A value to use in place of `value` in front of `operation`, which defines it: an operand of the
  /// operation, another value that is known there, or a new one out of nothing; `nil` if there is none
  /// that is simpler than the operation.
  mutating func standIn(
    for value: ValueID, definedBy operation: OperationID, makesNew: Bool = true
  ) -> ValueID? {
    let type = type(of: value)
    if let operand = operands(of: operation).first(where: { self.type(of: $0) == type }) {
      if definingOperation(of: operand) != operation { return operand }
    }
    if let earlier = earlierValue(of: type, before: operation) { return earlier }
    guard makesNew, !isSource(operation) else { return nil }
    return insertSource(of: type, before: operation)
  }

  /// A value of this type that is defined before `operation`, seen from it: the nearest one among the
  /// operations in front of it, the arguments of its block, and so on outwards.
  func earlierValue(of type: Type, before operation: OperationID) -> ValueID? {
    var place = operation
    var steps = 0
    while let block = block(of: place) {
      var previous = previous(before: place)
      while let candidate = previous, steps < 100 {
        if let found = results(of: candidate).first(where: { self.type(of: $0) == type }) {
          return found
        }
        previous = self.previous(before: candidate)
        steps += 1
      }
      var blocks = [block]
      if let region = region(of: block), let entry = entryBlock(of: region) { blocks.append(entry) }
      for arguments in blocks.map({ arguments(of: $0) }) {
        if let found = arguments.first(where: { self.type(of: $0) == type }) { return found }
      }
      guard let parent = parent(of: place), !isIsolated(parent) else { return nil }
      place = parent
    }
    return nil
  }

  /// Whether the operation makes one value out of nothing, so that a new one would be no simpler.
  func isSource(_ operation: OperationID) -> Bool {
    guard operandCount(of: operation) == 0, resultCount(of: operation) == 1 else { return false }
    return name(of: operation) == Self.sourceName
      || definition(of: operation)?.traits.contains(.constantLike) == true
  }

  private func isIsolated(_ operation: OperationID) -> Bool {
    definition(of: operation)?.traits.contains(.isolatedFromAbove) ?? false
  }

  private static var sourceName: String { "builtin.unrealized_conversion_cast" }

  /// A value out of nothing: a constant where a dialect has one for the type, otherwise a cast of no
  /// values.
  mutating func insertSource(of type: Type, before operation: OperationID) -> ValueID {
    var state = OperationState(name: Self.sourceName, resultTypes: [type])
    if let zero = Attribute.zero(of: type) {
      for dialect in context.dialects {
        guard let constant = dialect.makeConstant?(zero, type) else { continue }
        state = constant
        break
      }
    }
    if state.kind == nil { state.kind = context.definition(named: state.name).map { .init($0) } }
    let source = insert(state, at: .before(operation))
    return result(of: source)
  }

  /// Erases an operation, with stand-ins where its results are used; does nothing where there is none.
  mutating func eraseReplacing(_ operation: OperationID) {
    guard !isErased(operation), block(of: operation) != nil else { return }
    var values: [ValueID] = []
    for result in results(of: operation) {
      guard hasUses(result) else {
        values.append(result)
        continue
      }
      guard let value = standIn(for: result, definedBy: operation) else { return }
      values.append(value)
    }
    replace(operation, with: values)
  }

  /// The same operation with only those results whose numbers are given; nothing uses the others.
  ///
  /// The old one is erased.
  ///
  /// - Precondition: the operation has no regions.
  mutating func rebuild(_ operation: OperationID, keeping results: [Int]) {
    let old = self.results(of: operation)
    var state = OperationState(
      name: name(of: operation), operands: operands(of: operation),
      resultTypes: results.map { type(of: old[$0]) }, properties: properties(of: operation),
      attributes: attributes(of: operation), successors: successors(of: operation),
      location: location(of: operation))
    state.kind = context.definition(named: state.name).map { .init($0) }
    let new = insert(state, at: .before(operation))
    for (place, number) in results.enumerated() {
      replaceAllUses(of: old[number], with: result(place, of: new))
    }
    erase(operation)
  }

  /// Takes an operand away, also from the sizes of groups of operands.
  mutating func removeOperand(_ index: Int, of operation: OperationID) {
    var operands = operands(of: operation)
    guard index < operands.count else { return }
    operands.remove(at: index)
    setOperands(of: operation, to: operands)
    guard case .denseArray(let type, var sizes) = property("operandSegmentSizes", of: operation)
    else { return }
    var end = 0
    for (group, size) in sizes.enumerated() {
      end += size
      if index < end {
        sizes[group] -= 1
        break
      }
    }
    setProperty("operandSegmentSizes", of: operation, to: .denseArray(type, sizes))
  }
}

extension Attribute {
  /// Zero of a type that has one.
  static func zero(of type: Type) -> Attribute? {
    switch type {
    case .integer, .index: .integer(0, type)
    case .float: .float(0, type)
    case .tensor(let shaped) where shaped.shape.allSatisfy { $0 != nil }: .splatOfZero(type)
    case .vector: .splatOfZero(type)
    default: nil
    }
  }

  /// `dense<0>` of a type; `nil` for elements that have no bytes.
  static func splatOfZero(_ type: Type) -> Attribute? {
    let element = type.elementType
    guard element.isInteger || element.isFloat || element == .index,
      let width = element.denseByteWidth
    else { return nil }
    return .dense(
      DenseElements(type: type, bytes: [UInt8](repeating: 0, count: width), isSplat: true))
  }
}
