import IR
import Support

extension LLVM {
  public struct TokenType: TypeDefinition {
    public static var mnemonic: String { "llvm.token" }
    public static var documentation: String {
      "What ties operations to one another, and cannot be chosen between or stored."
    }
    public init() {}
    public var body: String? { nil }
    public static func parse(body: String?, in context: Context) throws(Diagnostic) -> TokenType {
      guard body == nil else { throw .error("'!llvm.token' has no parameters") }
      return TokenType()
    }
  }

  public struct MetadataType: TypeDefinition {
    public static var mnemonic: String { "llvm.metadata" }
    public static var documentation: String { "What LLVM knows beside the program." }
    public init() {}
    public var body: String? { nil }
    public static func parse(
      body: String?, in context: Context
    ) throws(Diagnostic) -> MetadataType {
      guard body == nil else { throw .error("'!llvm.metadata' has no parameters") }
      return MetadataType()
    }
  }

  /// A type that only one target knows: a name, types, then numbers.
  ///
  ///     !llvm.target<"spirv.Image", f32, 0, 1>
  public struct TargetType: TypeDefinition {
    public static var mnemonic: String { "llvm.target" }
    public static var documentation: String {
      "A type that only one target knows: a name, types, then numbers."
    }
    public var name: String
    public var types: [Type]
    public var numbers: [Int]

    public init(_ name: String, _ types: [Type] = [], _ numbers: [Int] = []) {
      self.name = name
      self.types = types
      self.numbers = numbers
    }

    public var body: String? {
      ([Attribute.string(name).description] + types.map { LLVM.shortText($0) }
        + numbers.map(String.init)).joined(separator: ", ")
    }

    public static func parse(body: String?, in context: Context) throws(Diagnostic) -> TargetType {
      var reader = TypeReader(body ?? "", context)
      let type = try reader.targetBody()
      try reader.finish()
      return type
    }
  }
}
