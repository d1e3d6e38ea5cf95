/// What is known at a point of a program: an element of a lattice of finite height.
public protocol ProgramState: Hashable, Sendable {
  /// What holds where control came from here or from there.
  func joined(with other: Self) -> Self
}

/// How what is known at a point of a program changes along operations.
public protocol StateTransfer: Sendable {
  associatedtype State: ProgramState

  /// Whether what is known follows from what comes later, not from what came before.
  static var isBackward: Bool { get }
  /// Whether what is known at the calls of a function, if all are known, holds inside it as well and
  /// what is known at its end holds after the calls; otherwise calls are operations like others.
  static var entersCalls: Bool { get }

  init(of root: OperationID, in module: Module)
  /// What is known where a region begins, or backward where it ends, of which nothing else is known:
  /// functions that anyone may call.
  func boundary(of region: RegionID, in module: Module) -> State
  /// Turns what is known before an operation into what is known after it, backward the other way
  /// round. Not asked of operations that say how their regions run, and of calls that are entered.
  func cross(_ operation: OperationID, _ state: inout State, in module: Module)
  /// The part of what is known that counts inside an operation that says how its regions run: what
  /// is asked for there or may change. The smaller it is, the less is copied for each block.
  func part(of state: State, inside operation: OperationID) -> State
  /// Puts what is known of that part behind the operation in the place of what was.
  func put(_ part: State, inside operation: OperationID, into state: inout State)
}

extension StateTransfer {
  public static var isBackward: Bool { false }
  public static var entersCalls: Bool { true }
  public func part(of state: State, inside operation: OperationID) -> State { state }
  public func put(_ part: State, inside operation: OperationID, into state: inout State) {
    state = part
  }
}
