import IR
import Support

extension LLVM {
  public struct PointerType: TypeDefinition {
    public static var mnemonic: String { "llvm.ptr" }
    public static var documentation: String { "An address; what is there is told by each access." }
    public var addressSpace: Int

    public init(addressSpace: Int = 0) { self.addressSpace = addressSpace }

    public var body: String? { addressSpace == 0 ? nil : String(addressSpace) }

    public static func parse(body: String?, in context: Context) throws(Diagnostic) -> PointerType {
      guard let body else { return PointerType() }
      guard let space = Int(body), space >= 0 else {
        throw .error("expected an address space, a number, found '\(body)'")
      }
      return PointerType(addressSpace: space)
    }
  }

  public struct VoidType: TypeDefinition {
    public static var mnemonic: String { "llvm.void" }
    public static var documentation: String { "What a function that gives nothing gives." }
    public init() {}
    public var body: String? { nil }
    public static func parse(body: String?, in context: Context) throws(Diagnostic) -> VoidType {
      VoidType()
    }
  }

  public struct ArrayType: TypeDefinition {
    public static var mnemonic: String { "llvm.array" }
    public static var documentation: String { "`!llvm.array<4 x f32>`." }
    public var count: Int
    public var element: Type

    public init(_ count: Int, _ element: Type) {
      self.count = count
      self.element = element
    }

    public var body: String? { "\(count) x \(LLVM.shortText(element))" }

    public static func parse(body: String?, in context: Context) throws(Diagnostic) -> ArrayType {
      var reader = TypeReader(body ?? "", context)
      let type = try reader.arrayBody()
      try reader.finish()
      return type
    }
  }

  public struct PointerVectorType: TypeDefinition {
    public static var mnemonic: String { "llvm.vec" }
    public static var documentation: String {
      "A vector of pointers; vectors of numbers are MLIR's own `vector`."
    }
    public var count: Int

    public init(_ count: Int) { self.count = count }

    public var body: String? { "\(count) x ptr" }

    public static func parse(
      body: String?, in context: Context
    ) throws(Diagnostic) -> PointerVectorType {
      var reader = TypeReader(body ?? "", context)
      let array = try reader.arrayBody()
      try reader.finish()
      guard array.element == LLVM.ptr, array.count > 0 else {
        throw .error("a vector of \(array.element) is no '!llvm.vec'; write 'vector<…>'")
      }
      return PointerVectorType(array.count)
    }
  }

  public struct StructType: TypeDefinition {
    public static var mnemonic: String { "llvm.struct" }
    public static var documentation: String { "Fields at their natural alignment, or packed." }
    public var fields: [Type]
    public var isPacked: Bool

    public init(_ fields: [Type], isPacked: Bool = false) {
      self.fields = fields
      self.isPacked = isPacked
    }

    public var body: String? {
      let list = fields.map { LLVM.shortText($0) }.joined(separator: ", ")
      return (isPacked ? "packed " : "") + "(\(list))"
    }

    public static func parse(body: String?, in context: Context) throws(Diagnostic) -> StructType {
      var reader = TypeReader(body ?? "", context)
      let type = try reader.structBody()
      try reader.finish()
      return type
    }
  }

  public struct FunctionType: TypeDefinition {
    public static var mnemonic: String { "llvm.func" }
    public static var documentation: String { "`!llvm.func<void (ptr, i64)>`." }
    public var result: Type
    public var parameters: [Type]
    public var isVariadic: Bool

    public init(_ result: Type, _ parameters: [Type], isVariadic: Bool = false) {
      self.result = result
      self.parameters = parameters
      self.isVariadic = isVariadic
    }

    public var body: String? {
      var list = parameters.map { LLVM.shortText($0) }
      if isVariadic { list.append("...") }
      return "\(LLVM.shortText(result)) (\(list.joined(separator: ", ")))"
    }

    public static func parse(
      body: String?, in context: Context
    ) throws(Diagnostic) -> FunctionType {
      var reader = TypeReader(body ?? "", context)
      let type = try reader.functionBody()
      try reader.finish()
      return type
    }
  }

  /// The pointer type.
  public static let ptr = Type.of(PointerType())
  /// The void type.
  public static let void = Type.of(VoidType())

  /// A type as written inside another type of this dialect: without `!llvm.`.
  static func shortText(_ type: Type) -> String {
    let text = type.description
    return text.hasPrefix("!llvm.") ? String(text.dropFirst("!llvm.".count)) : text
  }
}
