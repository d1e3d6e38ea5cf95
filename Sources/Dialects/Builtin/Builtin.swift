import IR
import Support

public enum Builtin {
  /// Everything declared here, for a `Context`.
  public static let dialect = Dialect(
    name: "builtin",
    documentation: "MLIR's `builtin` dialect: the module, and the bridge between type systems.",
    operations: [ModuleOp.self, UnrealizedConversionCast.self])

  public struct ModuleOp: VerifiableOperation {
    public static var mnemonic: String { "builtin.module" }
    public static var documentation: String { "The outermost operation, a table of symbols." }
    public static var traits: Traits {
      [.isolatedFromAbove, .singleBlock, .noTerminator, .symbolTable, .graphRegion]
    }
    public static var signature: Signature {
      Signature(
        properties: [
          .init("sym_name", .string, optional: true),
          .init("sym_visibility", .string, optional: true),
        ], regions: 1)
    }

    /// The module's name, if it has one.
    public var name: String?

    public init(name: String? = nil) { self.name = name }

    public init(_ operation: OperationID, in module: borrowing Module) {
      name = module.property("sym_name", of: operation)?.stringValue
    }

    public var state: OperationState {
      var state = OperationState(name: Self.mnemonic, regionCount: 1)
      state.properties["sym_name"] = name.map { .string($0) }
      return state
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      for entry in module.attributes(of: operation).entries where !entry.name.contains(".") {
        diagnostics.error(
          "the attribute '\(entry.name)' of a module must begin with a dialect, as in "
            + "'dialect.\(entry.name)'", at: module.location(of: operation))
      }
      if let body = module.body(of: operation), !module.arguments(of: body).isEmpty {
        diagnostics.error(
          "the body of a module takes no arguments", at: module.location(of: operation))
      }
    }
  }

  public struct UnrealizedConversionCast: FoldableOperation {
    public static var mnemonic: String { "builtin.unrealized_conversion_cast" }
    public static var documentation: String {
      """
      A value seen as other types while a conversion is
      under way.
      """
    }
    public static var form: Form? { "($inputs^ `:` type($inputs))? `to` type($outputs) attr-dict" }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(
        operands: [.init("inputs", .any, .variadic)], results: [.init("outputs", .any, .variadic)])
    }

    public var inputs: [ValueID]
    public var types: [Type]

    public init(_ inputs: [ValueID], to types: [Type]) {
      self.inputs = inputs
      self.types = types
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      inputs = module.operands(of: operation)
      types = module.results(of: operation).map { module.type(of: $0) }
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: inputs, resultTypes: types)
    }

    /// Nothing to convert, or what another conversion came from.
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> [FoldResult]? {
      let cast = UnrealizedConversionCast(operation, in: module)
      if cast.inputs.map({ module.type(of: $0) }) == cast.types {
        return cast.inputs.map { .value($0) }
      }
      guard let first = cast.inputs.first.flatMap({ module.definingOperation(of: $0) }),
        module.results(of: first) == cast.inputs,
        let earlier = module.match(first, as: UnrealizedConversionCast.self),
        earlier.inputs.map({ module.type(of: $0) }) == cast.types
      else { return nil }
      return earlier.inputs.map { .value($0) }
    }
  }
}
