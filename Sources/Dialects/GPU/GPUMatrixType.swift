import IR
import Support

extension GPU {
  /// A part of a matrix product that the threads of a subgroup hold together.
  public struct MatrixType: TypeDefinition {
    /// What it is in `C += A * B`.
    public enum Role: String, Hashable, Sendable, CaseIterable {
      case a = "AOp"
      case b = "BOp"
      case c = "COp"
    }

    public static var mnemonic: String { "gpu.mma_matrix" }
    public static var documentation: String {
      """
      A matrix of which each thread of a subgroup holds a share, in an order that the device knows.

          !gpu.mma_matrix<16x16xf16, "AOp">

      The word says what it is in `C += A * B`. Elements are `f16`, `f32`, `i32`, `si8` or `ui8`.
      """
    }

    public var rows: Int
    public var columns: Int
    public var element: Type
    public var role: Role

    public init(_ rows: Int, _ columns: Int, _ element: Type, _ role: Role) {
      (self.rows, self.columns, self.element, self.role) = (rows, columns, element, role)
    }

    public var body: String? { "\(rows)x\(columns)x\(element), \"\(role.rawValue)\"" }

    public static func parse(body: String?, in context: Context) throws(Diagnostic) -> MatrixType {
      let expected = Diagnostic.error(
        "expected '<16x16xf16, \"AOp\">' with the sizes, the element and the role of the matrix")
      let parts = (body ?? "").split(separator: ",", maxSplits: 1).map { $0.drop { $0 == " " } }
      guard parts.count == 2 else { throw expected }
      let shape = parts[0].split(separator: "x", maxSplits: 2)
      guard shape.count == 3, let rows = Int(shape[0]), let columns = Int(shape[1]), rows > 0,
        columns > 0
      else { throw expected }
      guard let role = Role.allCases.first(where: { "\"\($0.rawValue)\"" == parts[1] }) else {
        throw .error("the role of a matrix is \"AOp\", \"BOp\" or \"COp\", not \(parts[1])")
      }
      let element = try Type(parsing: String(shape[2]), context: context)
      guard elements.contains(element) else {
        throw .error("a matrix of a subgroup holds f16, f32, i32, si8 or ui8, not \(element)")
      }
      return MatrixType(rows, columns, element, role)
    }

    static let bytes: [Type] = [
      .integer(width: 8, .signed), .integer(width: 8, .unsigned),
    ]
    private static let elements: [Type] = [.f16, .f32, .i32] + bytes
  }

  static let matrix = TypeConstraint.dialect(MatrixType.self)
}
