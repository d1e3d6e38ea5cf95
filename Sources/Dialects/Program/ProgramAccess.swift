import IR
import Support

extension Program {
  public struct Load: ResultTypeInferring {
    public static var mnemonic: String { "program.load" }
    public static var documentation: String {
      """
      Reads one element.

      `map` gives an index for every dimension of the buffer, over `d0…` for `indices` and the
      function's symbols. The element must exist, unless the buffer has none at all: then the result
      is zero, so that a program may read the element nearest to a position and not use it. With
      `nontemporal` it is kept out of the caches.
      """
    }
    public static var traits: Traits { [.readsMemory] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("buffer", .dialect(BufferType.self)), .init("indices", .index, .variadic),
        ], results: [.init("element", .any)],
        properties: [
          .init("map", .dialect(MapAttribute.self)),
          .init("nontemporal", .bool, optional: true, implied: .bool(false)),
        ])
    }

    public var buffer: ValueID
    public var indices: [ValueID]
    public var map: [IndexExpression]
    /// Whether it is kept out of the caches.
    public var isNonTemporal: Bool

    public init(
      _ buffer: ValueID, _ indices: [ValueID], map: [IndexExpression], isNonTemporal: Bool = false
    ) {
      self.buffer = buffer
      self.indices = indices
      self.map = map
      self.isNonTemporal = isNonTemporal
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      buffer = module.operandOrMissing(0, of: operation)
      indices = Array(module.operands(of: operation).dropFirst())
      map = module.property("map", of: operation)?.mapExpressions ?? []
      isNonTemporal = module.property("nontemporal", of: operation)?.boolValue ?? false
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [buffer] + indices,
        properties: Program.accessProperties(map, isNonTemporal))
    }

    public func resultTypes(in module: Module) -> [Type] {
      [module.bufferType(of: buffer)?.element ?? .none]
    }
  }

  public struct Store: OperationDefinition {
    public static var mnemonic: String { "program.store" }
    public static var documentation: String { "Writes one element; see `Load`." }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("value", .any), .init("buffer", .dialect(BufferType.self)),
          .init("indices", .index, .variadic),
        ],
        properties: [
          .init("map", .dialect(MapAttribute.self)),
          .init("nontemporal", .bool, optional: true, implied: .bool(false)),
        ])
    }

    public var value: ValueID
    public var buffer: ValueID
    public var indices: [ValueID]
    public var map: [IndexExpression]
    /// Whether it is kept out of the caches.
    public var isNonTemporal: Bool

    public init(
      _ value: ValueID, to buffer: ValueID, _ indices: [ValueID], map: [IndexExpression],
      isNonTemporal: Bool = false
    ) {
      self.value = value
      self.buffer = buffer
      self.indices = indices
      self.map = map
      self.isNonTemporal = isNonTemporal
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      value = module.operandOrMissing(0, of: operation)
      buffer = module.operandOrMissing(1, of: operation)
      indices = Array(module.operands(of: operation).dropFirst(2))
      map = module.property("map", of: operation)?.mapExpressions ?? []
      isNonTemporal = module.property("nontemporal", of: operation)?.boolValue ?? false
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [value, buffer] + indices,
        properties: Program.accessProperties(map, isNonTemporal))
    }
  }

  public struct Index: OperationDefinition {
    public static var mnemonic: String { "program.index" }
    public static var documentation: String {
      "The value of an index expression over `d0…` for `indices` and the function's symbols."
    }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(
        operands: [.init("indices", .index, .variadic)], results: [.init("value", .index)],
        properties: [.init("map", .dialect(MapAttribute.self))])
    }

    public var indices: [ValueID]
    public var expression: IndexExpression

    public init(_ expression: IndexExpression, _ indices: [ValueID] = []) {
      self.expression = expression
      self.indices = indices
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      indices = module.operands(of: operation)
      expression = module.property("map", of: operation)?.mapExpressions.first ?? 0
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: indices, resultTypes: [.index],
        properties: ["map": .map([expression])])
    }
  }

  private static func accessProperties(
    _ map: [IndexExpression], _ isNonTemporal: Bool
  ) -> AttributeDictionary {
    var properties: AttributeDictionary = ["map": .map(map)]
    if isNonTemporal { properties["nontemporal"] = .bool(true) }
    return properties
  }
}
