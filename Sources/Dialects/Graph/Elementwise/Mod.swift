import IR
import Support

extension Graph {
  public struct Mod: BinaryOperation {
    public static let mnemonic = "graph.mod"
    public static let documentation = """
      What is left after division.

      With `truncates` it has the sign of lhs, as C's `fmod` and `%`; without, the sign of rhs, as
      Python's `%`. Of integers divided by zero, zero.

          %2 = "graph.mod"(%0, %1) <{fmod = true}>
            : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
      """
    public static let signature = makeSignature(properties: [.init("fmod", .bool)])

    public var lhs: ValueID
    public var rhs: ValueID
    /// Whether the quotient is rounded towards zero.
    public var truncates: Bool
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the element types differ or do not fit, or the shapes do not broadcast.
    public init(
      _ lhs: ValueID, _ rhs: ValueID, truncates: Bool, in module: Module
    ) throws(Diagnostic) {
      (self.lhs, self.rhs, self.truncates, resultType) = (lhs, rhs, truncates, .none)
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      (lhs, rhs, resultType) = (read.operand(0), read.operand(1), read.resultType())
      truncates = read.bool("fmod")
    }

    public var state: OperationState { state(properties: ["fmod": .bool(truncates)]) }
  }
}
