import Support

// The end of an operation in a form of its own: what its text leaves out, and the operation itself.

extension OperationParser {
  mutating func finishForm(
    _ kind: OperationKind, _ start: Token, _ place: Token, _ firstResult: Int, into block: BlockID
  ) throws(ParseFailure) {
    let form = frame.form
    let (firstUse, firstType) = (operandStack.count, typeStack.count)
    defer {
      operandStack.removeLast(operandStack.count - firstUse)
      typeStack.removeLast(typeStack.count - firstType)
    }
    try moveInherentAttributes(kind, at: place)
    for implied in kind.implied where frame.properties[implied.name] == implied.value {
      frame.properties[implied.name] = nil
    }
    let areTypesKnown = try pushOperands(place)
    var operation = NumberedOperation(name: kind.name, kind: kind.kind)
    operation.properties = context.dictionaries.intern(frame.properties)
    operation.attributes = context.dictionaries.intern(frame.attributes)
    let firstOutput = typeStack.count
    let infers = form.resultTypes.contains(.inferred)
    if !infers { try pushResultTypes(place, firstInput: firstType) }
    let outputs = firstOutput..<typeStack.count
    if !infers { try checkResults(from: firstResult, count: outputs.count) }
    var areOperandsKnown = areTypesKnown
    if areTypesKnown { areOperandsKnown = try resolveOperands(from: firstUse, types: firstType) }
    let alias = try parseTrailingLocation(start, &operation)
    guard areOperandsKnown else {
      text.events?.append(.operationEnd(nil), at: text.previousEnd)
      return poisonResults(from: firstResult)
    }
    let id = module.append(
      operation, operands: operandValues[...], resultTypes: typeStack[outputs],
      regions: frame.regions, successors: frame.successors, to: block)
    if infers {
      module.addResults(try inferredTypes(of: id, place), to: id)
      try checkResults(from: firstResult, count: module.resultCount(of: id))
    }
    if let alias { awaitedLocations.append((id, alias)) }
    text.events?.append(.operationEnd(id), at: text.previousEnd)
    defineResults(of: id, from: firstResult)
  }

  // MARK: Operands

  /// Puts operands and their types, by slot, where the generic form has them.
  ///
  /// - Returns: whether all types are known; not so if an operand's definition was in error.
  private mutating func pushOperands(_ place: Token) throws(ParseFailure) -> Bool {
    let form = frame.form
    var isKnown = true
    let first = frame.firstOperand
    let all = slotOperands.count
    let isWhole = slotTypes.count > frame.firstType && slotTypes[frame.firstType].slot == -1
    var sizes: [Int] = []
    var position = 0
    if first < all, slotOperands[first].slot == -1 {
      guard let whole = segments(form.signature.operands, count: all - first) else {
        throw text.fail("the operands do not fit the operation", at: place)
      }
      for (slot, range) in whole.enumerated() {
        for index in range { slotOperands[first + index].slot = slot }
      }
    }
    for (slot, source) in form.operandTypes.enumerated() {
      var typeIndex = frame.firstType
      let before = position
      for index in first..<all where slotOperands[index].slot == slot {
        let use = slotOperands[index].use
        operandStack.append(use)
        position += 1
        if isWhole {
          typeStack.append(slotTypes[frame.firstType + position - 1].type)
          continue
        }
        switch source {
        case .only(let type): typeStack.append(context.types.intern(type))
        case .written:
          while typeIndex < slotTypes.count, slotTypes[typeIndex].slot != slot { typeIndex += 1 }
          guard typeIndex < slotTypes.count else {
            throw text.fail("the type of '\(text.text(of: use.name))' is missing", at: use.name)
          }
          typeStack.append(slotTypes[typeIndex].type)
          typeIndex += 1
        case .common:
          guard let type = commonType else {
            throw text.fail("the type of '\(text.text(of: use.name))' is missing", at: use.name)
          }
          typeStack.append(type)
        case .definition, .property, .inferred:
          guard let type = try definedType(use) else {
            isKnown = false
            typeStack.append(0)
            continue
          }
          typeStack.append(type)
        }
      }
      sizes.append(position - before)
    }
    if form.hasOperandSegments { frame.properties["operandSegmentSizes"] = .i32Array(sizes) }
    return isKnown
  }

  private func segments(_ slots: [Signature.Slot], count: Int) -> [Range<Int>]? {
    Module.segments(slots, count: count, sizes: nil)
  }

  /// The type that is written, of an operation all of whose values have one.
  private var commonType: UInt32? {
    if frame.firstType < slotTypes.count { return slotTypes[frame.firstType].type }
    if frame.firstResultType < slotResultTypes.count {
      return slotResultTypes[frame.firstResultType].type
    }
    return nil
  }

  /// The type of a value that is defined above; `nil` if its definition was in error.
  private mutating func definedType(_ use: OperandUse) throws(ParseFailure) -> UInt32? {
    let index = values.index(of: use.name, in: text.bytes)
    let entry = values[index]
    if entry.isPoisoned { return nil }
    guard entry.value != NameTable.unbound else {
      throw text.fail(
        "'\(text.text(of: use.name))' is not defined above, so its type is not known here; define "
          + "it first, or write this operation in the generic form", at: use.name)
    }
    guard use.number < Int(entry.count) else {
      throw text.fail(
        "'\(text.text(of: use.name))' stands for \(entry.count) values; number \(use.number) is "
          + "past the end", at: use.name)
    }
    return module.valueRows[Int(entry.value) + use.number].type
  }

  // MARK: Results

  private mutating func pushResultTypes(
    _ place: Token, firstInput: Int
  ) throws(ParseFailure) {
    let form = frame.form
    let first = frame.firstResultType
    if first < slotResultTypes.count, slotResultTypes[first].slot == -1 {
      for index in first..<slotResultTypes.count { typeStack.append(slotResultTypes[index].type) }
      return
    }
    for (slot, source) in form.resultTypes.enumerated() {
      let signature = form.signature.results[slot]
      let count =
        signature.arity == .one ? 1 : max(0, frame.namedResults - (form.resultTypes.count - 1))
      switch source {
      case .written:
        for index in first..<slotResultTypes.count where slotResultTypes[index].slot == slot {
          typeStack.append(slotResultTypes[index].type)
        }
      case .only(let type):
        for _ in 0..<count { typeStack.append(context.types.intern(type)) }
      case .common, .definition, .inferred:
        guard let type = commonType else {
          throw text.fail("the type of the result '\(signature.name)' is missing", at: place)
        }
        typeStack.append(type)
      case .property(let number):
        let name = form.signature.properties[number].name
        guard let type = frame.properties[name]?.type else {
          throw text.fail("'\(name)' must have a type, which is the result's", at: place)
        }
        typeStack.append(context.types.intern(type))
      }
    }
  }

  private mutating func inferredTypes(
    of operation: OperationID, _ place: Token
  ) throws(ParseFailure) -> [Type] {
    let signature = frame.form.signature
    guard let segments = module.operandSegments(of: operation, signature) else {
      throw text.fail("the operands do not fit the operation", at: place)
    }
    for (slot, segment) in zip(signature.operands, segments) {
      for index in segment {
        let type = module.type(of: module.operand(index, of: operation))
        if slot.constraint.holds(type) { continue }
        throw text.fail(
          "operand \(index) ('\(slot.name)') of '\(module.name(of: operation))' must be "
            + "\(slot.constraint.summary), not '\(type)'", at: place)
      }
    }
    guard let definition = frame.form.definition as? any ResultTypeInferring.Type else { return [] }
    return definition.init(operation, in: module).resultTypes(in: module)
  }
}
