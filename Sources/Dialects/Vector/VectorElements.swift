import IR

extension Vector {
  public struct Extract: ResultTypeInferring {
    public static var mnemonic: String { "vector.extract" }
    public static var documentation: String {
      """
      The element, or row, at a position; `dynamic` fills the places of the
      position that are `nil`.
      """
    }
    public static var form: Form? {
      Form(
        """
        $vector `` custom<Position>($dynamic_position, $static_position) attr-dict `:`
        type($result) `from` type($vector)
        """, ["Position": .indices("dynamic_position", "static_position")])
    }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(
        operands: [.init("vector", .vector), .init("dynamic_position", .index, .variadic)],
        results: [.init("result", .any)], properties: [.init("static_position", .integerArray)])
    }

    public var vector: ValueID
    public var position: [Int?]
    public var dynamic: [ValueID]

    public init(_ vector: ValueID, at position: [Int?], dynamic: [ValueID] = []) {
      self.vector = vector
      self.position = position
      self.dynamic = dynamic
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      vector = module.operandOrMissing(0, of: operation)
      position = staticPosition(of: operation, in: module)
      dynamic = Array(module.operands(of: operation).dropFirst())
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [vector] + dynamic,
        properties: ["static_position": .i64Array(position.map { $0 ?? Int.min })])
    }

    public func resultTypes(in module: Module) -> [Type] {
      guard let type = module.type(of: vector).vectorType else { return [.none] }
      let left = Array(type.shape.dropFirst(position.count))
      return [left.isEmpty ? type.element : .vector(VectorType(left, type.element))]
    }
  }

  public struct Insert: ResultTypeInferring {
    public static var mnemonic: String { "vector.insert" }
    public static var documentation: String {
      "A vector with the element, or row, at a position replaced."
    }
    public static var form: Form? {
      Form(
        """
        $source `,` $dest custom<Position>($dynamic_position, $static_position) attr-dict `:`
        type($source) `into` type($dest)
        """, ["Position": .indices("dynamic_position", "static_position")])
    }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("source", .any), .init("dest", .vector),
          .init("dynamic_position", .index, .variadic),
        ], results: [.init("res", .vector)],
        properties: [.init("static_position", .integerArray)])
    }

    public var value: ValueID
    public var vector: ValueID
    public var position: [Int?]
    public var dynamic: [ValueID]

    public init(
      _ value: ValueID, into vector: ValueID, at position: [Int?], dynamic: [ValueID] = []
    ) {
      self.value = value
      self.vector = vector
      self.position = position
      self.dynamic = dynamic
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      value = module.operandOrMissing(0, of: operation)
      vector = module.operandOrMissing(1, of: operation)
      position = staticPosition(of: operation, in: module)
      dynamic = Array(module.operands(of: operation).dropFirst(2))
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [value, vector] + dynamic,
        properties: ["static_position": .i64Array(position.map { $0 ?? Int.min })])
    }

    public func resultTypes(in module: Module) -> [Type] { [module.type(of: vector)] }
  }

  public struct ExtractElement: ResultTypeInferring {
    public static var mnemonic: String { "vector.extractelement" }
    public static var documentation: String { "One element of a 1-D vector." }
    public static var form: Form? {
      "$vector `[` ($position^ `:` type($position))? `]` attr-dict `:` type($vector)"
    }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(
        operands: [.init("vector", .vector), .init("position", .integerLike, .optional)],
        results: [.init("result", .any)])
    }

    public var vector: ValueID
    public var position: ValueID

    public init(_ vector: ValueID, at position: ValueID) {
      self.vector = vector
      self.position = position
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      vector = module.operandOrMissing(0, of: operation)
      position = module.operandOrMissing(1, of: operation)
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: [vector, position])
    }

    public func resultTypes(in module: Module) -> [Type] { [module.type(of: vector).elementType] }
  }

  public struct InsertElement: ResultTypeInferring {
    public static var mnemonic: String { "vector.insertelement" }
    public static var documentation: String { "A 1-D vector with one element replaced." }
    public static var form: Form? {
      "$source `,` $dest `[` ($position^ `:` type($position))? `]` attr-dict `:` type($result)"
    }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("source", .any), .init("dest", .vector),
          .init("position", .integerLike, .optional),
        ], results: [.init("result", .vector)])
    }

    public var value: ValueID
    public var vector: ValueID
    public var position: ValueID

    public init(_ value: ValueID, into vector: ValueID, at position: ValueID) {
      self.value = value
      self.vector = vector
      self.position = position
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      value = module.operandOrMissing(0, of: operation)
      vector = module.operandOrMissing(1, of: operation)
      position = module.operandOrMissing(2, of: operation)
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: [value, vector, position])
    }

    public func resultTypes(in module: Module) -> [Type] { [module.type(of: vector)] }
  }

  /// The numbers of `static_position`; MLIR writes the least number where it is dynamic.
  private static func staticPosition(of operation: OperationID, in module: Module) -> [Int?] {
    (module.property("static_position", of: operation)?.integerArrayValue ?? []).map {
      $0 == Int.min ? nil : $0
    }
  }
}
