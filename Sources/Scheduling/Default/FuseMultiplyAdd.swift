import Dialects
import IR

/// Computes the terms of a contraction with one instruction each, rounded once.
///
/// Before: `T[i, j] = T[i, j] + A[i, k] * B[k, j]`. After: `T[i, j] = fma(A[i, k], B[k, j], T[i, j])`.
/// Only where the machine has that instruction, and only where products are summed: elsewhere code
/// computes what the model says, operation by operation.
func fuseMultiplyAdd(in stage: Stage, _ module: inout Module) {
  guard let body = stage.body(in: module), stage.isContraction(in: module) else { return }
  for operation in module.operations(in: body) {
    guard let sum = module.match(operation, as: Arith.AddF.self),
      let multiplication = module.definingOperation(of: sum.rhs),
      let product = module.match(multiplication, as: Arith.MulF.self), module.hasOneUse(sum.rhs),
      [.f32, .f64].contains(module.type(of: sum.rhs))
    else { continue }
    let fused = module.insert(
      Math.FMA(product.lhs, product.rhs, sum.lhs), at: .before(operation),
      location: module.location(of: operation))
    module.replace(operation, with: [module.result(of: fused)])
    module.erase(multiplication)
  }
}
