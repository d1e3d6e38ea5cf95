import IR
import Support

// What a schedule names: the types of the values of a trace.

extension Schedule {
  public struct LoopType: HandleType {
    public static var mnemonic: String { "schedule.loop" }
    public static var documentation: String { "A loop of the program." }
    public init() {}
  }

  public struct BlockType: HandleType {
    public static var mnemonic: String { "schedule.block" }
    public static var documentation: String { "A block of the program." }
    public init() {}
  }

  public struct BufferType: HandleType {
    public static var mnemonic: String { "schedule.buffer" }
    public static var documentation: String { "A buffer of the program." }
    public init() {}
  }

  public struct NumberType: HandleType {
    public static var mnemonic: String { "schedule.number" }
    public static var documentation: String { "A number that was sampled." }
    public init() {}
  }
}

/// A type without parameters.
public protocol HandleType: TypeDefinition {
  init()
}

extension HandleType {
  public var body: String? { nil }

  public static func parse(body: String?, in context: Context) throws(Diagnostic) -> Self {
    guard body == nil else { throw .error("'!\(mnemonic)' has no parameters") }
    return Self()
  }
}

/// What a value of a trace stands for in the program that is scheduled.
public enum Target: Hashable, Sendable {
  case loop(OperationID)
  case block(OperationID)
  case buffer(ValueID)
  case number(Int)

  /// The type of the value in the trace.
  public var type: Type {
    switch self {
    case .loop: Self.loopType
    case .block: Self.blockType
    case .buffer: Self.bufferType
    case .number: Self.numberType
    }
  }

  private static let loopType = Type.of(Schedule.LoopType())
  private static let blockType = Type.of(Schedule.BlockType())
  private static let bufferType = Type.of(Schedule.BufferType())
  private static let numberType = Type.of(Schedule.NumberType())

  var operation: OperationID? {
    switch self {
    case .loop(let operation), .block(let operation): operation
    default: nil
    }
  }
}

extension TypeConstraint {
  /// A loop of the program, as a step takes or makes one.
  public static let loop = handle(Schedule.LoopType())
  /// A block of the program.
  public static let block = handle(Schedule.BlockType())
  /// A buffer of the program.
  public static let buffer = handle(Schedule.BufferType())
  /// A number that was sampled.
  public static let number = handle(Schedule.NumberType())

  private static func handle(_ type: some HandleType) -> TypeConstraint {
    let type = Type.of(type)
    return TypeConstraint("\(type)", onlyType: type) { $0 == type }
  }
}
