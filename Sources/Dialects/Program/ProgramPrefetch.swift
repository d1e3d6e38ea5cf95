import IR
import Support

extension Program {
  public struct Prefetch: OperationDefinition {
    public static var mnemonic: String { "program.prefetch" }
    public static var documentation: String {
      """
      Says that an element will be read soon; see `Load` for its place. It changes nothing. With a
      `locality` of 3, which is implied, it is brought to all caches; with 2 not to the nearest.
      """
    }
    public static var form: Form? {
      Form(
        "$buffer `` custom<Index>($indices, $map) attr-dict",
        ["Index": .expressions("indices", "map")])
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("buffer", .dialect(BufferType.self)), .init("indices", .index, .variadic),
        ],
        properties: [
          .init("map", .dialect(MapAttribute.self)),
          .init("locality", .integer(0...3, .i32), optional: true, implied: .integer(3, .i32)),
        ])
    }

    public var buffer: ValueID
    public var indices: [ValueID]
    public var map: [IndexExpression]
    /// From 0, not kept, to 3, kept in all caches.
    public var locality: Int

    public init(
      _ buffer: ValueID, _ indices: [ValueID], map: [IndexExpression], locality: Int = 3
    ) {
      self.buffer = buffer
      self.indices = indices
      self.map = map
      self.locality = locality
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      buffer = module.operandOrMissing(0, of: operation)
      indices = Array(module.operands(of: operation).dropFirst())
      map = module.property("map", of: operation)?.mapExpressions ?? []
      locality = module.property("locality", of: operation)?.integerValue ?? 3
    }

    public var state: OperationState {
      var state = OperationState(
        name: Self.mnemonic, operands: [buffer] + indices, properties: ["map": .map(map)])
      if locality != 3 { state.properties["locality"] = .integer(locality, .i32) }
      return state
    }
  }
}
