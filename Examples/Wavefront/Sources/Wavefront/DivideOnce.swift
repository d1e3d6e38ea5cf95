import Dialects
import IR
import Scheduling
import Support

/// Multiplies by the reciprocal where a block divides.
///
///     Y[i, j] = X[i, j] / S[i] -> Y[i, j] = X[i, j] * (1 / S[i])
///
/// The block computes something else now, so nothing can be proved about its values: the programs before
/// and after are run on random inputs of several sizes.
public struct DivideOnce: CheckedPrimitive {
  public static var mnemonic: String { "wavefront.divide_once" }
  public static var documentation: String { "Multiplies by the reciprocal where a block divides." }
  public static var parameters: [Parameter<Self>] { [.block(\.block)] }
  public static var check: ResultCheck { .values(TranslationValidation(tolerance: 1e-5)) }

  public var block = ValueID.missing

  public init() {}

  public func rewrite(_ program: inout ScheduledProgram) throws(Refusal) -> [Target] {
    let block = try program.block(block)
    var divisions: [OperationID] = []
    program.module.walk(block) { operation in
      if program.module.name(of: operation) == "arith.divf" { divisions.append(operation) }
    }
    guard !divisions.isEmpty else {
      throw Refusal("the block '\(program.blockName(block))' divides no floats")
    }
    for division in divisions {
      let operands = program.module.operands(of: division)
      let type = program.module.type(of: operands[0])
      let product = program.module.build(at: .before(division)) { build -> ValueID in
        let one = build.insert(Arith.Constant(.float(1, type)))
        let reciprocal = build.insert(Arith.DivF(one, operands[1]))
        return build.insert(Arith.MulF(operands[0], reciprocal))
      }
      program.module.replaceAllUses(of: program.module.result(of: division), with: product)
      program.module.erase(division)
    }
    return []
  }
}
