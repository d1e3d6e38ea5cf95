import IR
import Support

extension GPU {
  public struct Wait: OperationDefinition {
    public static var mnemonic: String { "gpu.wait" }
    public static var documentation: String {
      "Waits until all that the tokens stand for is done; with a result, gives a token for that."
    }
    public static var form: Form? {
      Form(
        "custom<Async>($asyncDependencies, type($asyncToken)) attr-dict", ["Async": .gpuAsync])
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [.init("asyncDependencies", token, .variadic)],
        results: [.init("asyncToken", token, .optional)])
    }

    public var dependencies: [ValueID]
    public var givesToken: Bool

    public init(_ dependencies: [ValueID] = [], givesToken: Bool = false) {
      self.dependencies = dependencies
      self.givesToken = givesToken
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      dependencies = module.operands(of: operation)
      givesToken = module.resultCount(of: operation) > 0
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: dependencies,
        resultTypes: givesToken ? [.of(AsyncToken())] : [])
    }
  }

  /// What sets an operation on one value apart that the host asks of the device.
  public protocol HostRequestKind: Sendable {
    static var mnemonic: String { get }
    static var documentation: String { get }
    static var operand: Signature.Slot { get }
    /// Whether the form has the operand's type.
    static var isTyped: Bool { get }
  }

  /// What the host asks of the device about one value.
  public struct HostRequest<Kind: HostRequestKind>: OperationDefinition {
    public static var mnemonic: String { Kind.mnemonic }
    public static var documentation: String { Kind.documentation }
    public static var traits: Traits { [] }
    public static var form: Form? {
      let name = Kind.operand.name
      return Form("$\(name) attr-dict" + (Kind.isTyped ? " `:` type($\(name))" : ""))
    }
    public static var signature: Signature { Signature(operands: [Kind.operand]) }

    public var operand: ValueID

    public init(_ operand: ValueID) { self.operand = operand }

    public init(_ operation: OperationID, in module: borrowing Module) {
      operand = module.operandOrMissing(0, of: operation)
    }

    public var state: OperationState { OperationState(name: Self.mnemonic, operands: [operand]) }
  }

  private static let unranked = TypeConstraint("an unranked memref") {
    if case .unrankedMemref = $0 { true } else { false }
  }

  public typealias HostRegister = HostRequest<HostRegisterKind>
  public enum HostRegisterKind: HostRequestKind {
    public static var mnemonic: String { "gpu.host_register" }
    public static var documentation: String { "Lets the device reach memory of the host." }
    public static var operand: Signature.Slot { .init("value", unranked) }
    public static var isTyped: Bool { true }
  }

  public typealias HostUnregister = HostRequest<HostUnregisterKind>
  public enum HostUnregisterKind: HostRequestKind {
    public static var mnemonic: String { "gpu.host_unregister" }
    public static var documentation: String { "Ends what `gpu.host_register` began." }
    public static var operand: Signature.Slot { .init("value", unranked) }
    public static var isTyped: Bool { true }
  }

  public typealias SetDefaultDevice = HostRequest<SetDefaultDeviceKind>
  public enum SetDefaultDeviceKind: HostRequestKind {
    public static var mnemonic: String { "gpu.set_default_device" }
    public static var documentation: String { "Says which device what follows is for." }
    public static var operand: Signature.Slot { .init("devIndex", .integer) }
    public static var isTyped: Bool { false }
  }
}
