import IR
import Support

extension Program {
  public struct Prefetch: OperationDefinition {
    public static var mnemonic: String { "program.prefetch" }
    public static var documentation: String {
      "Says that an element will be read soon; see `Load` for its place. It changes nothing."
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
        ], properties: [.init("map", .dialect(MapAttribute.self))])
    }

    public var buffer: ValueID
    public var indices: [ValueID]
    public var map: [IndexExpression]

    public init(_ buffer: ValueID, _ indices: [ValueID], map: [IndexExpression]) {
      self.buffer = buffer
      self.indices = indices
      self.map = map
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      buffer = module.operandOrMissing(0, of: operation)
      indices = Array(module.operands(of: operation).dropFirst())
      map = module.property("map", of: operation)?.mapExpressions ?? []
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [buffer] + indices, properties: ["map": .map(map)])
    }
  }
}
