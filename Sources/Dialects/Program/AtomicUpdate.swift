import IR

extension Program.Block {
  /// The attribute of a block that updates its element at once for all threads.
  public static let atomicAttribute = "atomic"
}

extension Module {
  /// Whether a block of a tensor program updates its element at once for all threads.
  public func isAtomic(_ block: OperationID) -> Bool {
    attribute(Program.Block.atomicAttribute, of: block)?.boolValue ?? false
  }
}
