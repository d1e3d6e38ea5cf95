import IR

extension Program.For {
  /// The attribute of a vectorised loop whose whole vectors are to run without masks, in code of their own.
  public static let wholeVectorsAttribute = "whole_vectors_apart"
}

extension Module {
  /// Whether the whole vectors of a vectorised loop run without masks, in code of their own.
  public func hasWholeVectorsApart(_ loop: OperationID) -> Bool {
    attribute(Program.For.wholeVectorsAttribute, of: loop)?.boolValue ?? false
  }
}
