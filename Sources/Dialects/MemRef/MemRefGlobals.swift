import IR
import Support

extension MemRef {
  public typealias Global = Plain<GlobalMember>
  public enum GlobalMember: PlainMember {
    public static var mnemonic: String { "memref.global" }
    public static var documentation: String {
      """
      Memory with a name, of the whole program; with a value from the start if it has one.
      """
    }
    public static var traits: Traits { [.symbol] }
    public static var signature: Signature {
      Signature(
        properties: [
          .init("sym_name", .string), .init("sym_visibility", .string, optional: true),
          .init("type", .type), .init("initial_value", .any, optional: true),
          .init("constant", .unit, optional: true), .init("alignment", .integer, optional: true),
        ])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      guard let type = module.property("type", of: operation)?.typeValue?.memrefType,
        !type.shape.contains(nil)
      else { return ["must have a memref type with static sizes"] }
      if let bytes = module.property("alignment", of: operation)?.integerValue,
        bytes <= 0 || bytes & (bytes - 1) != 0
      {
        return ["has the alignment \(bytes); it must be a power of two, in bytes"]
      }
      switch module.property("initial_value", of: operation) {
      case nil, .unit?: return []
      case .some(let value):
        guard case .tensor(let given)? = value.type, given.shape == type.shape,
          given.element == type.element
        else { return ["must start with elements of its own shape and element type"] }
        return []
      }
    }
  }

  public typealias GetGlobal = Plain<GetGlobalMember>
  public enum GetGlobalMember: SymbolUserMember {
    public static var mnemonic: String { "memref.get_global" }
    public static var documentation: String { "The memory of a `memref.global`." }
    public static var form: Form? { "$name attr-dict `:` type($result)" }
    public static var signature: Signature {
      Signature(results: [.init("result", .memref)], properties: [.init("name", .symbol)])
    }
    public static func symbolProblems(
      with operation: OperationID, in module: Module, _ symbols: inout SymbolTables
    ) -> [String] {
      let name = module.property("name", of: operation)?.symbolValue ?? ""
      guard let target = symbols.symbol(named: name, nearest: operation, of: module),
        module.isA(target, Global.self)
      else { return ["names '\(name)', which no 'memref.global' of the module has"] }
      let type = module.property("type", of: target)?.typeValue
      return type == module.resultTypes(of: operation)[0]
        ? [] : ["must give the type of '\(name)', '\(type ?? .none)'"]
    }
  }
}
