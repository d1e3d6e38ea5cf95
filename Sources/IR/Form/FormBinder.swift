/// Looks up the names of a form, and checks that everything can be read back.
struct FormBinder {
  let definition: any OperationDefinition.Type
  let signature: Signature
  private let form: Form
  private(set) var operandTypes: [BoundForm.TypeSource] = []
  private(set) var resultTypes: [BoundForm.TypeSource] = []
  private(set) var loose: [Int] = []
  /// What has been mentioned, so that nothing is twice or missing.
  private var operands: Set<Int> = []
  private var properties: Set<Int> = []
  private var writtenOperands: Set<Int> = []
  private var writtenResults: Set<Int> = []
  private var typedBy: Int?
  private var regions: Set<Int> = []
  private var successors: Set<Int> = []
  private var hasAllSuccessors = false
  private var hasDictionary = false

  var hasOperandSegments: Bool {
    signature.operands.count { $0.arity != .one } > 1
      || signature.properties.contains { $0.name == "operandSegmentSizes" }
  }

  init(_ form: Form, _ definition: any OperationDefinition.Type) {
    self.form = form
    self.definition = definition
    signature = definition.signature
  }

  mutating func bindAll() throws(FormPatternError) -> [BoundElement] {
    let bound = try bind(form.elements)
    try checkUses()
    try findOperandTypes()
    try findResultTypes()
    return bound
  }

  private mutating func bind(_ elements: [FormElement]) throws(FormPatternError) -> [BoundElement] {
    var bound: [BoundElement] = []
    for element in elements { bound.append(try bind(element)) }
    return bound
  }

  private mutating func bind(_ element: FormElement) throws(FormPatternError) -> BoundElement {
    switch element {
    case .literal(let text): return .literal(Array(text.utf8))
    case .space(let isThere): return .space(isThere)
    case .variable(let name): return try bind(variable: name)
    case .typed(let name):
      guard let property = property(name) else { throw unknown(name) }
      typedBy = property
      try use(property: property)
      return .typedProperty(property)
    case .type(let name):
      if let operand = operand(name) {
        try use(operand, in: \.writtenOperands, "type($\(name))")
        return .operandType(operand)
      }
      guard let result = signature.results.firstIndex(where: { $0.name == name }) else {
        throw unknown(name)
      }
      try use(result, in: \.writtenResults, "type($\(name))")
      return .resultType(result)
    case .operands:
      for operand in signature.operands.indices {
        try use(operand, in: \.operands, "$\(signature.operands[operand].name)")
      }
      return .operands
    case .operandTypes:
      writtenOperands.formUnion(signature.operands.indices)
      return .operandTypes
    case .resultTypes:
      writtenResults.formUnion(signature.results.indices)
      return .resultTypes
    case .functionalType:
      writtenOperands.formUnion(signature.operands.indices)
      writtenResults.formUnion(signature.results.indices)
      return .functionalType
    case .briefType:
      writtenResults.formUnion(signature.results.indices)
      return .briefType
    case .attributes(let keyword):
      try useDictionary()
      return .attributes(keyword: keyword)
    case .properties:
      try useDictionary()
      return .properties
    case .region(let number):
      try use(number, in: \.regions, "region(\(number))")
      return .region(number)
    case .body(let number):
      try use(number, in: \.regions, "body(\(number))")
      return .body(number)
    case .successor(let number):
      try use(number, in: \.successors, "successor(\(number))")
      return .successor(number)
    case .successors:
      hasAllSuccessors = true
      return .successors
    case .custom(let name, let parts):
      guard let directive = form.directives[name] else {
        throw FormPatternError(message: "there is no directive '\(name)'")
      }
      _ = try bind(parts)
      return .custom(directive)
    case .optional(let elements, let anchor): return try bind(optional: elements, anchor)
    }
  }

  private mutating func bind(variable name: String) throws(FormPatternError) -> BoundElement {
    if let operand = operand(name) {
      try use(operand, in: \.operands, "$\(name)")
      return .operand(operand)
    }
    guard let property = property(name) else { throw unknown(name) }
    try use(property: property)
    return .property(property)
  }

  private mutating func bind(
    optional elements: [FormElement], _ anchor: Int
  ) throws(FormPatternError) -> BoundElement {
    let bound = try bind(elements)
    switch bound.firstText {
    case .literal, .operand, .operands: break
    default:
      throw FormPatternError(message: "an optional group must begin with a text or an operand")
    }
    switch bound[anchor] {
    case .operand(let slot), .operandType(let slot):
      guard signature.operands[slot].arity != .one else {
        throw FormPatternError(
          message: "'\(signature.operands[slot].name)' is always there, and so no '^'")
      }
      return .optional(bound, .operand(slot))
    case .property(let number):
      guard signature.properties[number].isOptional else {
        throw FormPatternError(
          message: "'\(signature.properties[number].name)' is always there, and so no '^'")
      }
      return .optional(bound, .property(number))
    case .resultTypes, .resultType: return .optional(bound, .results)
    case .operands: return .optional(bound, .operands)
    default: throw FormPatternError(message: "'^' stands behind an operand or a property")
    }
  }

  // MARK: Names

  private func operand(_ name: String) -> Int? {
    signature.operands.firstIndex { $0.name == name }
  }

  private func property(_ name: String) -> Int? {
    signature.properties.firstIndex { $0.name == name }
  }

  private func unknown(_ name: String) -> FormPatternError {
    let known =
      signature.operands.map(\.name) + signature.results.map(\.name)
      + signature.properties.map(\.name)
    let near = known.nearest(to: name).map { "; did you mean '$\($0)'?" } ?? ""
    return FormPatternError(message: "the signature has no '$\(name)' that fits here\(near)")
  }

  private mutating func use(
    _ number: Int, in set: WritableKeyPath<FormBinder, Set<Int>>, _ what: String
  ) throws(FormPatternError) {
    guard self[keyPath: set].insert(number).inserted else {
      throw FormPatternError(message: "'\(what)' is there twice")
    }
  }

  private mutating func use(property: Int) throws(FormPatternError) {
    try use(property, in: \.properties, "$\(signature.properties[property].name)")
  }

  private mutating func useDictionary() throws(FormPatternError) {
    guard !hasDictionary else { throw FormPatternError(message: "two dictionaries") }
    hasDictionary = true
  }

  // MARK: Checks

  private mutating func checkUses() throws(FormPatternError) {
    for (number, slot) in signature.operands.enumerated() where !operands.contains(number) {
      throw FormPatternError(message: "the operand '$\(slot.name)' is missing")
    }
    guard hasDictionary else {
      throw FormPatternError(message: "'attr-dict' is missing, so that attributes would get lost")
    }
    loose = signature.properties.indices.filter {
      !properties.contains($0) && signature.properties[$0].name != "operandSegmentSizes"
    }
    guard let count = signature.regions else {
      if regions.isEmpty { return }
      throw FormPatternError(message: "the number of regions varies, so a directive must read them")
    }
    if regions != Set(0..<count) {
      throw FormPatternError(message: "there are \(count) regions, not all are mentioned")
    }
    if let count = signature.successors, !hasAllSuccessors, successors != Set(0..<count) {
      throw FormPatternError(message: "there are \(count) successors, not all are mentioned")
    }
  }

  private var hasOneType: Bool { definition.traits.contains(.sameOperandsAndResultType) }

  private var hasOneOperandType: Bool { definition.traits.contains(.sameOperandTypes) }

  private mutating func findOperandTypes() throws(FormPatternError) {
    let isCommonWritten = !writtenOperands.isEmpty || !writtenResults.isEmpty
    operandTypes = signature.operands.enumerated().map { number, slot in
      if writtenOperands.contains(number) { return .written }
      if let type = slot.constraint.onlyType { return .only(type) }
      return hasOneType && isCommonWritten || hasOneOperandType && !writtenOperands.isEmpty
        ? .common : .definition
    }
  }

  private mutating func findResultTypes() throws(FormPatternError) {
    let isCommonWritten = !writtenOperands.isEmpty || !writtenResults.isEmpty
    let infers = definition is any ResultTypeInferring.Type
    for (number, slot) in signature.results.enumerated() {
      if writtenResults.contains(number) {
        resultTypes.append(.written)
      } else if let type = slot.constraint.onlyType {
        resultTypes.append(.only(type))
      } else if hasOneType, isCommonWritten, slot.arity == .one {
        resultTypes.append(.common)
      } else if let typedBy {
        resultTypes.append(.property(typedBy))
      } else if infers {
        resultTypes.append(.inferred)
      } else {
        throw FormPatternError(
          message:
            "nothing tells the type of the result '$\(slot.name)'; write 'type($\(slot.name))'")
      }
    }
    guard resultTypes.allSatisfy({ $0 == .inferred }) || !resultTypes.contains(.inferred) else {
      throw FormPatternError(message: "either all results' types are inferred, or none is")
    }
    guard signature.results.count(where: { $0.arity != .one }) <= 1 else {
      throw FormPatternError(message: "several groups of results need a directive")
    }
  }
}
