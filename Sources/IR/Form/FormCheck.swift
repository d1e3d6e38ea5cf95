/// Whether an operation's form can express it, so that what is written reads back the same.
///
/// An operation that does not verify, or that has what its form does not foresee, is written in the
/// generic form.
struct FormCheck {
  let module: Module
  let operation: OperationID
  let row: OperationRow
  let form: BoundForm
  /// Whether every operand is defined above.
  let followsDefinitions: Bool
  private let properties: AttributeDictionary
  let operands: [Range<Int>]
  let results: [Range<Int>]

  /// `nil` if the operands or results do not fit the signature.
  init?(
    _ form: BoundForm, _ operation: OperationID, in module: Module, followsDefinitions: Bool
  ) {
    guard let operands = module.operandSegments(of: operation, form.signature),
      let results = module.resultSegments(of: operation, form.signature)
    else { return nil }
    self.module = module
    self.operation = operation
    self.form = form
    self.followsDefinitions = followsDefinitions
    self.operands = operands
    self.results = results
    row = module.row(operation)
    properties = module.properties(of: operation)
  }

  var holds: Bool {
    hasCounts && hasProperties && hasOperandTypes && hasResultTypes && accepts(form.elements)
  }

  private var hasCounts: Bool {
    let signature = form.signature
    return row.kind == ObjectIdentifier(form.definition)
      && (signature.regions ?? Int(row.regions.count)) == Int(row.regions.count)
      && (signature.successors ?? Int(row.successors.count)) == Int(row.successors.count)
  }

  /// Every property is one of the signature's; none has the name of an attribute.
  private var hasProperties: Bool {
    let signature = form.signature
    var left = properties.entries.count
    for property in signature.properties where property.name != "operandSegmentSizes" {
      guard let value = properties[property.name] else {
        if property.isOptional { continue }
        return false
      }
      guard property.constraint.holds(value), property.constraint.spelling.isClear(value) else {
        return false
      }
      left -= 1
    }
    if let sizes = properties["operandSegmentSizes"] {
      guard form.hasOperandSegments, case .denseArray(.i32, _) = sizes else { return false }
      left -= 1
    } else if form.hasOperandSegments {
      return false
    }
    guard left == 0 else { return false }
    return row.attributes == 0
      || !module.attributes(of: operation).entries.contains { entry in
        entry.name == "operandSegmentSizes"
          || signature.properties.contains { $0.name == entry.name }
      }
  }

  // MARK: Types

  private func operandValue(_ index: Int) -> Int {
    Int(module.operandRows[row.operands.range.lowerBound + index].value)
  }

  private func resultValue(_ index: Int) -> Int { row.results.range.lowerBound + index }

  private var hasOperandTypes: Bool {
    for (slot, source) in form.operandTypes.enumerated() {
      for index in operands[slot] {
        let value = operandValue(index)
        switch source {
        case .only(let type): if module.type(of: ValueID(value)) != type { return false }
        case .definition: if !followsDefinitions, !form.hasBriefType { return false }
        case .common: if module.valueRows[value].type != commonType { return false }
        case .written, .property, .inferred: break
        }
      }
    }
    return true
  }

  private var hasResultTypes: Bool {
    for (slot, source) in form.resultTypes.enumerated() {
      for index in results[slot] {
        let value = resultValue(index)
        switch source {
        case .only(let type): if module.type(of: ValueID(value)) != type { return false }
        case .common: if module.valueRows[value].type != commonType { return false }
        case .property(let number):
          let property = properties[form.signature.properties[number].name]
          if property?.type != module.type(of: ValueID(value)) { return false }
        case .inferred:
          if index == 0, !hasInferredTypes { return false }
        case .written, .definition: break
        }
      }
    }
    return true
  }

  /// The type that is written, of an operation all of whose values have one.
  private var commonType: UInt32? {
    for (slot, source) in form.operandTypes.enumerated() where source == .written {
      if let index = operands[slot].first { return module.valueRows[operandValue(index)].type }
    }
    for (slot, source) in form.resultTypes.enumerated() where source == .written {
      if let index = results[slot].first { return module.valueRows[resultValue(index)].type }
    }
    return nil
  }

  private var hasInferredTypes: Bool {
    guard let definition = form.definition as? any ResultTypeInferring.Type,
      module.operandsHold(form.signature, operands, of: operation)
    else { return false }
    return definition.init(operation, in: module).resultTypes(in: module)
      == module.results(of: operation).map { module.type(of: $0) }
  }

  // MARK: Parts

  /// Whether what an optional group depends on is there.
  func isThere(_ anchor: BoundElement.Anchor) -> Bool {
    switch anchor {
    case .operand(let slot): return !operands[slot].isEmpty
    case .property(let number):
      return !says(nothing: number)
    case .operands: return row.operands.count > 0
    case .results: return row.results.count > 0
    }
  }

  private func accepts(_ elements: [BoundElement]) -> Bool {
    elements.allSatisfy { element in
      switch element {
      case .custom(let directive): directive.accepts(operation, module)
      case .optional(let inner, let anchor):
        isThere(anchor) ? accepts(inner) : inner.allSatisfy(isAbsent)
      default: true
      }
    }
  }

  /// Whether a property is not there, or might as well not be.
  private func says(nothing number: Int) -> Bool {
    let property = form.signature.properties[number]
    guard let value = properties[property.name] else { return true }
    return value == property.implied
  }

  /// Whether there is nothing of a part that is not written.
  private func isAbsent(_ element: BoundElement) -> Bool {
    switch element {
    case .operand(let slot): return operands[slot].isEmpty
    case .property(let number), .typedProperty(let number): return says(nothing: number)
    case .operands: return row.operands.count == 0
    case .resultType(let slot): return results[slot].isEmpty
    case .custom, .region, .body, .successor, .successors: return false
    default: return true
    }
  }
}

extension BoundForm {
  /// Whether types are written in full where operands are not defined above.
  var hasBriefType: Bool {
    elements.contains { if case .briefType = $0 { true } else { false } }
  }
}

extension Module {
  /// Whether every operand is of a type that its slot takes, so that the operation may be asked for
  /// its results' types.
  func operandsHold(
    _ signature: Signature, _ segments: [Range<Int>], of operation: OperationID
  ) -> Bool {
    for (slot, segment) in zip(signature.operands, segments) {
      for index in segment
      where !slot.constraint.holds(type(of: operand(index, of: operation))) { return false }
    }
    return true
  }
}

extension AttributeConstraint.Spelling {
  /// Whether an attribute that satisfies the constraint reads back from how it is spelled.
  func isClear(_ value: Attribute) -> Bool {
    switch self {
    case .attribute: if case .typedString = value { return false } else { return true }
    case .presence: return value == .unit
    case .word, .symbolName: return value.stringValue != nil
    case .number(let type): return (value.integerValue != nil || type == .f64) && value.type == type
    case .integers: if case .array = value { return false } else { return true }
    case .body: return true
    }
  }
}
