import Dialects
import IR

/// Rewrites the functions of `math` that no machine has as an instruction into arithmetic.
///
/// Before:
///
///     %y = math.exp %x : vector<16xf32>
///
/// After: some twenty operations of `arith` and `math.fma` on `vector<16xf32>`, and for AVX-512 an
/// intrinsic of LLVM. What is written means the same to MLIR's own tools. `f16` and `bf16` are
/// computed in `f32`; functions of `f64` stay and become calls of libm. Where `fastmath<afn>` allows
/// it, some functions are shorter and less precise.
public func expandMath(in module: Module, _ hardware: HardwareDescription) -> Module {
  var found: [(OperationID, MathExpansion)] = []
  module.walk { operation in
    let flags = module.property("fastmath", of: operation)?.cast(to: Arith.FastMath.self) ?? []
    let name = module.name(of: operation)
    let approximation = flags.contains(.approximate) ? mathApproximations[name] : nil
    guard module.resultCount(of: operation) == 1,
      let expansion = approximation ?? mathExpansions[name],
      let width = module.type(of: module.result(of: operation)).elementType.bitWidth, width <= 32
    else { return }
    found.append((operation, expansion))
  }
  guard let first = found.first?.0 else { return module }
  var writer = MathWriter(
    build: Builder(module, at: .before(first)), hasFMA: hardware.hasFusedMultiplyAdd,
    hasScaling: hardware.has("avx512f") && hardware.has("avx512vl"))
  for (operation, expansion) in found {
    writer.build.point = .before(operation)
    writer.build.location = module.location(of: operation)
    writer.expand(operation, expansion)
  }
  return writer.build.module
}

/// Writes a function of `f32`, or of a vector of them.
typealias MathExpansion = @Sendable (inout MathWriter, [ValueID]) -> ValueID

/// The functions, by the name of the operation.
private let mathExpansions: [String: MathExpansion] = [
  Math.Exp.mnemonic: { $0.exp($1[0]) }, Math.Exp2.mnemonic: { $0.exp2($1[0]) },
  Math.Expm1.mnemonic: { $0.expm1($1[0]) }, Math.Log.mnemonic: { $0.log($1[0]) },
  Math.Log2.mnemonic: { $0.log2($1[0]) }, Math.Log10.mnemonic: { $0.log10($1[0]) },
  Math.Log1p.mnemonic: { $0.log1p($1[0]) }, Math.Tanh.mnemonic: { $0.tanh($1[0]) },
  Math.Erf.mnemonic: { $0.erf($1[0]) }, Math.Sin.mnemonic: { $0.sin($1[0]) },
  Math.Cos.mnemonic: { $0.cos($1[0]) }, Math.Tan.mnemonic: { $0.tan($1[0]) },
  Math.Asin.mnemonic: { $0.asin($1[0]) }, Math.Acos.mnemonic: { $0.acos($1[0]) },
  Math.Atan.mnemonic: { $0.atan($1[0]) }, Math.Sinh.mnemonic: { $0.sinh($1[0]) },
  Math.Cosh.mnemonic: { $0.cosh($1[0]) }, Math.Asinh.mnemonic: { $0.asinh($1[0]) },
  Math.Acosh.mnemonic: { $0.acosh($1[0]) }, Math.Atanh.mnemonic: { $0.atanh($1[0]) },
  Math.PowF.mnemonic: { $0.pow($1[0], $1[1]) },
]

/// What is written where the operation may be approximated.
private let mathApproximations: [String: MathExpansion] = [
  Math.Exp.mnemonic: { $0.approximateExp($1[0]) },
  Math.Tanh.mnemonic: { $0.approximateTanh($1[0]) },
  Math.Erf.mnemonic: { $0.approximateErf($1[0]) },
]

extension MathWriter {
  fileprivate mutating func expand(_ operation: OperationID, _ expansion: MathExpansion) {
    var operands = build.module.operands(of: operation)
    let type = build.module.type(of: build.module.result(of: operation))
    let single = type.withElement(.f32)
    if type != single {
      for index in operands.indices {
        operands[index] = build.insert(Arith.ExtF(operands[index], to: single))
      }
    }
    var result = expansion(&self, operands)
    if type != single { result = build.insert(Arith.TruncF(result, to: type)) }
    build.module.replace(operation, with: [result])
  }
}
