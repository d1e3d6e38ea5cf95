/// The compiler as a whole.
public enum Tangram {
  /// As `tangram --version` prints it, and as artefacts say which compiler made them.
  public static let version = "0.1.0"
}
