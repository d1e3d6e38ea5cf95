import IR

extension Program {
  /// A direction of a GPU's grid of blocks, or of the threads in a block, as which a loop runs.
  public enum ThreadAxis: String, Hashable, Sendable, CaseIterable {
    case blockX = "block.x"
    case blockY = "block.y"
    case blockZ = "block.z"
    case threadX = "thread.x"
    case threadY = "thread.y"
    case threadZ = "thread.z"

    /// Whether it counts blocks, not threads.
    public var isBlock: Bool { self == .blockX || self == .blockY || self == .blockZ }

    /// 0, 1 or 2 for x, y and z.
    public var number: Int {
      switch self {
      case .blockX, .threadX: 0
      case .blockY, .threadY: 1
      case .blockZ, .threadZ: 2
      }
    }

    /// The attribute of a loop that names its axis.
    public static let attribute = "bind"
  }
}

extension Module {
  /// The axis that a loop of a tensor program is bound to.
  public func threadAxis(of loop: OperationID) -> Program.ThreadAxis? {
    guard property("kind", of: loop)?.stringValue == Program.LoopKind.parallel.rawValue else {
      return nil
    }
    return attribute(Program.ThreadAxis.attribute, of: loop)?.stringValue
      .flatMap(Program.ThreadAxis.init(rawValue:))
  }
}
