import Dialects
import IR

extension Schedule {
  public struct FuseMultiplyAdd: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.fuse_multiply_add" }
    public static var documentation: String {
      """
      Computes a product and the sum that alone uses it with one instruction, rounded once.

      Rewrite: `T[i] = T[i] + X[i, k] * W[k] -> T[i] = fma(X[i, k], W[k], T[i])`.

      Requires: a statement that adds a product of `f32` or `f64`, which nothing else uses. The last bit of
      a result may differ. To later steps the block is no reduction any more, so this comes last; where
      the machine has no such instruction it is a call of a function, and slow.
      """
    }
    public static var parameters: [Parameter<Self>] { [.block(\.block)] }

    public var block = ValueID.missing

    public init() {}

    public init(_ block: ValueID) { self.block = block }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let block = try program.block(block)
      let body = program.module.entryBlock(of: program.module.region(0, of: block))
      guard let body, program.module.fuseMultiplyAdd(in: body) else {
        throw Refusal(
          "the block '\(program.blockName(block))' adds no product of f32 or f64 that nothing else "
            + "uses")
      }
      return []
    }
  }

  /// Computes a product and its sum with one instruction; see `FuseMultiplyAdd`.
  public mutating func fuseMultiplyAdd(_ block: Block) throws(Refusal) {
    try apply(FuseMultiplyAdd(block.value))
  }
}

extension Module {
  /// Makes one operation of every product of floats and the sum that alone uses it; gives whether there
  /// was one.
  mutating func fuseMultiplyAdd(in body: BlockID) -> Bool {
    var isFused = false
    for operation in operations(in: body) {
      guard let sum = match(operation, as: Arith.AddF.self),
        [.f32, .f64].contains(type(of: sum.rhs)),
        let (product, term) = soleProduct(sum.rhs, plus: sum.lhs)
          ?? soleProduct(sum.lhs, plus: sum.rhs)
      else { continue }
      let multiplication = definingOperation(of: term == sum.lhs ? sum.rhs : sum.lhs)
      let fused = insert(
        Math.FMA(product.lhs, product.rhs, term), at: .before(operation),
        location: location(of: operation))
      replace(operation, with: [result(of: fused)])
      if let multiplication { erase(multiplication) }
      isFused = true
    }
    return isFused
  }

  /// The product that `value` is, if nothing but one operation uses it, and `term`.
  private func soleProduct(
    _ value: ValueID, plus term: ValueID
  ) -> (product: Arith.MulF, term: ValueID)? {
    guard hasOneUse(value), let product: Arith.MulF = match(definitionOf: value) else { return nil }
    return (product, term)
  }
}
