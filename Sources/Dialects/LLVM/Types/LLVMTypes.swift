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
      "A vector of pointers, `!llvm.vec<? x 4 x ptr>` if it is scalable; vectors of numbers are "
        + "MLIR's own `vector`."
    }
    public var count: Int
    /// Whether the count is multiplied by the machine's vector scale.
    public var isScalable: Bool

    public init(_ count: Int, isScalable: Bool = false) {
      self.count = count
      self.isScalable = isScalable
    }

    public var body: String? { (isScalable ? "? x " : "") + "\(count) x ptr" }

    public static func parse(
      body: String?, in context: Context
    ) throws(Diagnostic) -> PointerVectorType {
      var reader = TypeReader(body ?? "", context)
      let type = try reader.pointerVectorBody()
      try reader.finish()
      return type
    }
  }

  /// A structure: literal, or identified by a name.
  ///
  ///     !llvm.struct<(i32, ptr)>                               equal if the fields are
  ///     !llvm.struct<"node", packed (i32, struct<"node">)>     may refer to itself by its name
  ///     !llvm.struct<"file", opaque>                           nobody here knows the fields
  public struct StructType: TypeDefinition {
    public static var mnemonic: String { "llvm.struct" }
    public static var documentation: String {
      "Fields at their natural alignment, or packed; literal, or identified by a name."
    }
    /// `nil` for a literal structure.
    public var name: String?
    /// `nil` if they are not known here: the structure is opaque, or this is a reference by name
    /// from inside of it.
    public var fields: [Type]?
    public var isPacked: Bool
    /// Whether this only names the structure that it is in.
    public var isReference: Bool

    public init(_ fields: [Type], name: String? = nil, isPacked: Bool = false) {
      self.name = name
      self.fields = fields
      self.isPacked = isPacked
      isReference = false
    }

    /// A structure whose fields are not known.
    public init(opaque name: String) {
      self.init([], name: name)
      fields = nil
    }

    /// The structure called `name`, from inside of it.
    public init(reference name: String) {
      self.init(opaque: name)
      isReference = true
    }

    public var body: String? {
      let content = fields.map { fields in
        let list = fields.map { LLVM.shortText($0) }.joined(separator: ", ")
        return (isPacked ? "packed " : "") + "(\(list))"
      }
      guard let name else { return content ?? "()" }
      let quoted = Attribute.string(name).description
      return isReference ? quoted : "\(quoted), \(content ?? "opaque")"
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
