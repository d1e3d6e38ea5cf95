/// The compiler as a whole.
public enum Tangram {
  /// As `tangram --version` prints it, and as artefacts say which compiler made them.
  public static let version = "0.1.0"

  /// What happens to a model, in order.
  public static let pipeline = [
    "optimize-graph", "fuse-graph", "choose-layouts", "lower-kernels", "default-schedule",
    "lower-to-loops",
    "expand-math", "lower-to-llvm", "llvm",
  ]
}
