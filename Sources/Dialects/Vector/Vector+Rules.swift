import IR

extension Vector.Extract: FoldableOperation, InPlaceFoldableOperation {
  /// Positions that are constants become static; what was extracted before, and insertions
  /// elsewhere, are looked through.
  public static func simplerForm(
    of operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> SimplerForm? {
    var extract = Vector.Extract(operation, in: module)
    while let insert: Vector.Insert = module.match(definitionOf: extract.vector),
      extract.dynamic.isEmpty, insert.dynamic.isEmpty,
      insert.position.count == extract.position.count, insert.position != extract.position
    {
      extract.vector = insert.vector
    }
    var form = StaticPosition(extract.position, extract.dynamic, constants.dropFirst())
    while let outer: Vector.Extract = module.match(definitionOf: extract.vector) {
      extract.vector = outer.vector
      form.position = outer.position + form.position
      form.dynamic = outer.dynamic + form.dynamic
    }
    return SimplerForm(
      operands: [extract.vector] + form.dynamic,
      properties: form.properties(of: operation, in: module))
  }

  /// What was put at the position, or what is everywhere.
  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> [FoldResult]? {
    let extract = Vector.Extract(operation, in: module)
    let type = module.resultTypeOrNone(of: operation)
    if extract.position.isEmpty { return [.value(extract.vector)] }
    if let value = constants[0] {
      let element = value.uniformElement ?? value.element(at: extract.position)
      return element.flatMap { Attribute.uniform($0, of: type) }.map { [.constant($0)] }
    }
    if let scalar = module.repeatedValue(in: extract.vector), module.type(of: scalar) == type {
      return [.value(scalar)]
    }
    // `simplerForm` went past insertions elsewhere.
    guard let insert: Vector.Insert = module.match(definitionOf: extract.vector),
      extract.dynamic.isEmpty, insert.dynamic.isEmpty, insert.position == extract.position
    else { return nil }
    return [.value(insert.value)]
  }
}

extension Vector.Insert: InPlaceFoldableOperation {
  /// Positions that are constants become static.
  public static func simplerForm(
    of operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> SimplerForm? {
    let insert = Vector.Insert(operation, in: module)
    let form = StaticPosition(insert.position, insert.dynamic, constants.dropFirst(2))
    return SimplerForm(
      operands: [insert.value, insert.vector] + form.dynamic,
      properties: form.properties(of: operation, in: module))
  }
}

/// A position of which as much as possible is static.
private struct StaticPosition {
  var position: [Int?]
  var dynamic: [ValueID] = []

  init(_ position: [Int?], _ dynamic: [ValueID], _ constants: ArraySlice<Attribute?>) {
    self.position = position
    var left = zip(dynamic, constants).makeIterator()
    for place in position.indices where position[place] == nil {
      guard let (value, constant) = left.next() else { continue }
      if case .integer(let number, _)? = constant, number >= 0 {
        self.position[place] = number
      } else {
        self.dynamic.append(value)
      }
    }
  }

  func properties(of operation: OperationID, in module: Module) -> AttributeDictionary {
    var properties = module.properties(of: operation)
    properties["static_position"] = .i64Array(position.map { $0 ?? Int.min })
    return properties
  }
}

extension Attribute {
  /// The element at a static position of a dense constant.
  fileprivate func element(at position: [Int?]) -> ConstantElement? {
    guard case .dense(let elements) = self, let shape = elements.type.shape,
      position.count == shape.count, let width = elements.type.elementType.denseByteWidth
    else { return nil }
    var index = 0
    for (place, size) in zip(position, shape) {
      guard let place, (0..<size).contains(place) else { return nil }
      index = index * size + place
    }
    guard elements.bytes.count >= (index + 1) * width else { return nil }
    return elements.type.elementType.decodeElement(
      Array(elements.bytes[index * width..<(index + 1) * width]))
  }
}

extension Module {
  /// The scalar that every element of a vector is.
  func repeatedValue(in vector: ValueID) -> ValueID? {
    if let broadcast: Vector.Broadcast = match(definitionOf: vector) { return broadcast.operand }
    if let splat: Vector.Splat = match(definitionOf: vector) { return splat.operand }
    return nil
  }
}

extension Module {
  /// The scalar that every element of a vector is.
  func repeatedScalar(in vector: ValueID) -> ValueID? {
    guard let value = repeatedValue(in: vector), type(of: value).vectorType == nil else {
      return nil
    }
    return value
  }
}

extension Vector.ExtractElement: FoldableOperation {
  /// What is everywhere, or at a constant position of a constant.
  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> [FoldResult]? {
    let extract = Vector.ExtractElement(operation, in: module)
    let type = module.resultTypeOrNone(of: operation)
    if let scalar = module.repeatedValue(in: extract.vector), module.type(of: scalar) == type {
      return [.value(scalar)]
    }
    guard constants.count == 2, let value = constants[0],
      case .integer(let place, _)? = constants[1]
    else { return nil }
    return value.element(at: [place]).flatMap { Attribute.uniform($0, of: type) }
      .map { [.constant($0)] }
  }
}

extension Vector.Repetition: FoldableOperation, InPlaceFoldableOperation {
  /// What was repeated before is repeated more often.
  public static func simplerForm(
    of operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> SimplerForm? {
    module.match(definitionOf: module.operand(0, of: operation), as: Vector.Broadcast.self).map {
      SimplerForm(operands: [$0.operand])
    }
  }

  /// A constant repeated is a constant; a vector as itself is nothing.
  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> [FoldResult]? {
    let type = module.resultTypeOrNone(of: operation)
    let operand = module.operand(0, of: operation)
    if module.type(of: operand) == type { return [.value(operand)] }
    // Scalable vectors have no constant of fixed length.
    guard type.vectorType?.scalable.isEmpty ?? false, let element = constants[0]?.uniformElement
    else { return nil }
    return Attribute.uniform(element, of: type).map { [.constant($0)] }
  }
}

extension Vector.ShapeCastMember {
  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> FoldResult? {
    let type = module.resultTypeOrNone(of: operation)
    if let element = constants[0]?.uniformElement {
      return Attribute.uniform(element, of: type).map { .constant($0) }
    }
    guard case .dense(let elements)? = constants[0] else { return nil }
    return .constant(.dense(DenseElements(type: type, bytes: elements.bytes)))
  }

  /// `shape_cast(shape_cast v)  -->  shape_cast v`.
  public static var canonicalization: RuleSet {
    RuleSet([joinVectorCasts(Vector.ShapeCast.self)])
  }
}

extension Vector.BitcastMember {
  /// `bitcast(bitcast v)  -->  bitcast v`.
  public static var canonicalization: RuleSet { RuleSet([joinVectorCasts(Vector.Bitcast.self)]) }
}

private func joinVectorCasts<Member>(_ definition: Cast<Member>.Type) -> RewriteRule {
  RewriteRule("join-vector-casts", on: definition) { outer, operation, rewriter in
    guard let inner: Cast<Member> = rewriter.module.match(definitionOf: outer.operand) else {
      return .noMatch("the operand is not such a cast")
    }
    if rewriter.module.type(of: inner.operand) == outer.type {
      rewriter.replace(operation, with: [inner.operand])
    } else {
      rewriter.replace(operation, with: Cast<Member>(inner.operand, to: outer.type))
    }
    return .rewritten
  }
}
