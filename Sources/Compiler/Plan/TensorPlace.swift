import Support

/// Where a tensor of the model's function lies while it runs.
public enum TensorPlace: Hashable, Sendable {
  /// In the caller's memory: input number `index`.
  case input(Int)
  /// In the caller's memory: output number `index`.
  case output(Int)
  /// In the workspace, in slot number `index` of the plan.
  case slot(Int)
  /// In the weights, `offset` bytes from their start.
  case weights(offset: Int)
}
