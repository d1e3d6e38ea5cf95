import IR
import Support

extension GPU {
  public struct Printf: OperationDefinition {
    public static var mnemonic: String { "gpu.printf" }
    public static var documentation: String {
      "Prints values from the device, in the format of C's `printf`."
    }
    public static var form: Form? { "$format attr-dict ($args^ `:` type($args))?" }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [.init("args", number, .variadic)], properties: [.init("format", .byteString)])
    }

    private static let number = TypeConstraint("an integer, index or float") {
      $0.isInteger || $0 == .index || $0.isFloat
    }

    /// The bytes of the format, UTF-8 or not.
    public var format: [UInt8]
    public var values: [ValueID]

    public init(_ format: String, _ values: [ValueID]) {
      self.format = Array(format.utf8)
      self.values = values
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      format = module.property("format", of: operation)?.stringBytes ?? []
      values = module.operands(of: operation)
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: values, properties: ["format": .string(bytes: format)])
    }
  }
}
