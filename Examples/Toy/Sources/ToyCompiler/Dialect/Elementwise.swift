import Dialects
import IR
import Support

extension Toy {
  /// What sets one operation on pairs of elements apart from another.
  public protocol ElementwiseMember: Sendable {
    static var mnemonic: String { get }
    /// The sign in the language.
    static var sign: String { get }
    /// What it gives for two numbers.
    static func compute(_ a: Double, _ b: Double) -> Double
    /// A number that leaves every other one as it is, bit for bit.
    static var identity: Double { get }
    /// The operation of `arith` that computes it.
    static func build(_ a: ValueID, _ b: ValueID, _ build: inout Builder) -> ValueID
  }

  public struct Elementwise<Member: ElementwiseMember>: ShapeInferring, FoldableOperation {
    public static var mnemonic: String { Member.mnemonic }
    public static var form: Form? { "$lhs `,` $rhs attr-dict `:` brief-type" }
    public static var documentation: String {
      """
      Combines elements at the same place; a tensor without sizes goes with every element.

          %2 = "\(mnemonic)"(%0, %1) : (tensor<2x3xf64>, tensor<f64>) -> tensor<2x3xf64>
      """
    }
    public static var traits: Traits { [.pure, .commutative] }
    public static var signature: Signature {
      Signature(
        operands: [.init("lhs", tensorConstraint), .init("rhs", tensorConstraint)],
        results: [.init("result", tensorConstraint)])
    }

    public var lhs: ValueID
    public var rhs: ValueID

    public init(_ lhs: ValueID, _ rhs: ValueID) {
      self.lhs = lhs
      self.rhs = rhs
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      lhs = module.operandOrMissing(0, of: operation)
      rhs = module.operandOrMissing(1, of: operation)
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: [lhs, rhs])
    }

    public func resultType(in module: Module) throws(Diagnostic) -> Type {
      let (left, right) = (module.type(of: lhs), module.type(of: rhs))
      guard let a = left.toyShape, let b = right.toyShape else { return Toy.anyTensor }
      guard a == b || a.isEmpty || b.isEmpty else {
        throw .error(
          "'\(Member.sign)' combines tensors of one shape, or one with a number; these are"
            + " \(a.shapeText) and \(b.shapeText)")
      }
      return a.isEmpty ? right : left
    }

    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> [FoldResult]? {
      let type = module.type(of: module.result(of: operation))
      let this = Self(operation, in: module)
      guard let right = constants[1]?.tensorNumbers, let shape = type.toyShape else { return nil }
      if right.allSatisfy({ $0.bitPattern == Member.identity.bitPattern }),
        module.type(of: this.lhs) == type
      {
        return [.value(this.lhs)]
      }
      guard let left = constants[0]?.tensorNumbers else { return nil }
      let count = Toy.elementCount(shape)
      let numbers = (0..<count).map { index in
        Member.compute(left[left.count == 1 ? 0 : index], right[right.count == 1 ? 0 : index])
      }
      return Attribute.tensor(numbers, type).map { [.constant($0)] }
    }
  }

  /// `a + b`.
  public typealias Add = Elementwise<AddMember>
  public enum AddMember: ElementwiseMember {
    public static var mnemonic: String { "toy.add" }
    public static var sign: String { "+" }
    public static func compute(_ a: Double, _ b: Double) -> Double { a + b }
    public static var identity: Double { -0.0 }
    public static func build(_ a: ValueID, _ b: ValueID, _ build: inout Builder) -> ValueID {
      build.insert(Arith.AddF(a, b))
    }
  }

  /// `a * b`, element by element.
  public typealias Multiply = Elementwise<MultiplyMember>
  public enum MultiplyMember: ElementwiseMember {
    public static var mnemonic: String { "toy.mul" }
    public static var sign: String { "*" }
    public static func compute(_ a: Double, _ b: Double) -> Double { a * b }
    public static var identity: Double { 1 }
    public static func build(_ a: ValueID, _ b: ValueID, _ build: inout Builder) -> ValueID {
      build.insert(Arith.MulF(a, b))
    }
  }
}
