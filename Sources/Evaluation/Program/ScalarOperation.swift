import Dialects
import IR
import Support

/// A scalar of either sort in 64 bits; see `ScalarFormat`.
package struct Scalar: Hashable, Sendable {
  package var bits: Int64

  @inline(__always) package init(_ integer: Int64) { bits = integer }
  @inline(__always) package init(_ double: Double) { bits = Int64(bitPattern: double.bitPattern) }

  @inline(__always) package var integer: Int64 { bits }
  @inline(__always) package var double: Double { Double(bitPattern: UInt64(bitPattern: bits)) }
  package var isTrue: Bool { bits != 0 }

  package static let zero = Scalar(Int64(0))
}

/// A scalar operation with its types: an `arith` or `math` operation on scalars, ready to be run.
package struct ScalarOperation: Sendable {
  package let name: String
  private let function: ScalarFunction
  private let operand: ScalarFormat
  private let result: ScalarFormat
  /// Which comparison, in MLIR's numbering.
  private let predicate: Int
  /// How a float is made narrower.
  private let rounding: FloatingPointRoundingRule

  /// The names of all operations that can be run.
  package static var names: Set<String> { Set(ScalarFunction.byName.keys) }

  /// The operation, or `nil` when it is no scalar operation that is known.
  package init?(_ operation: OperationID, in module: Module) {
    name = module.name(of: operation)
    guard let function = ScalarFunction.byName[name],
      module.operandCount(of: operation) == function.operandCount,
      module.resultCount(of: operation) == 1,
      let last = module.operands(of: operation).last,
      let operand = ScalarFormat(module.type(of: last)),
      let result = ScalarFormat(module.type(of: module.result(of: operation)))
    else { return nil }
    self.function = function
    self.operand = operand
    self.result = result
    predicate = module.property("predicate", of: operation)?.integerValue ?? 0
    rounding =
      Arith.RoundingMode(module.property("roundingmode", of: operation))?.rule ?? .toNearestOrEven
  }

  /// The result; operands that the operation does not have are ignored.
  ///
  /// - Throws: where the operation is undefined: division by zero.
  @inline(__always)
  package func apply(_ x: Scalar, _ y: Scalar, _ z: Scalar) throws(EvaluationError) -> Scalar {
    switch function {
    case .float1(let body): return Scalar(result.rounded(body(x.double)))
    case .float2(let body): return Scalar(result.rounded(body(x.double, y.double)))
    case .float3(let body): return Scalar(result.rounded(body(x.double, y.double, z.double)))
    case .integer1(let body): return Scalar(result.wrapped(body(x.integer, operand)))
    case .integer2(let body):
      if let value = body(x.integer, y.integer, operand) { return Scalar(result.wrapped(value)) }
      throw EvaluationError("'\(name)' of \(x.integer) and \(y.integer) is undefined")
    case .compareFloats: return Scalar(compareFloats(x.double, y.double) ? Int64(-1) : 0)
    case .compareIntegers: return Scalar(compareIntegers(x.integer, y.integer) ? Int64(-1) : 0)
    case .select: return x.isTrue ? y : z
    case .convert(let conversion): return convert(x, conversion)
    case .integerPower:
      return Scalar(result.rounded(RealFunctions.power(x.double, Double(y.integer))))
    case .multiplyAdd: return Scalar(multiplyAdd(x.double, y.double, z.double))
    }
  }

  private func multiplyAdd(_ x: Double, _ y: Double, _ z: Double) -> Double {
    if result == .float(.f32) {
      return Double(Float(z).addingProduct(Float(x), Float(y)))
    }
    return result.rounded(z.addingProduct(x, y))
  }

  private func compareIntegers(_ x: Int64, _ y: Int64) -> Bool {
    let (a, b) = (operand.unsigned(x), operand.unsigned(y))
    switch predicate {
    case 0: return x == y
    case 1: return x != y
    case 2: return x < y
    case 3: return x <= y
    case 4: return x > y
    case 5: return x >= y
    case 6: return a < b
    case 7: return a <= b
    case 8: return a > b
    default: return a >= b
    }
  }

  private func compareFloats(_ x: Double, _ y: Double) -> Bool {
    let isUnordered = x.isNaN || y.isNaN
    switch predicate {
    case 0: return false
    case 1: return x == y
    case 2: return x > y
    case 3: return x >= y
    case 4: return x < y
    case 5: return x <= y
    case 6: return x < y || x > y
    case 7: return !isUnordered
    case 8: return isUnordered || x == y
    case 9: return isUnordered || x > y
    case 10: return isUnordered || x >= y
    case 11: return isUnordered || x < y
    case 12: return isUnordered || x <= y
    case 13: return x != y
    case 14: return isUnordered
    default: return true
    }
  }

  /// Floats become integers as common processors do it; see `ScalarKind.converted`.
  private func convert(_ x: Scalar, _ conversion: ScalarConversion) -> Scalar {
    switch conversion {
    case .floatToFloat: return Scalar(result.rounded(x.double, rounding))
    case .signedToFloat: return Scalar(result.rounded(integer: Int128(x.integer)))
    case .unsignedToFloat:
      return Scalar(result.rounded(integer: Int128(operand.unsigned(x.integer))))
    case .floatToSigned:
      let kind: ScalarKind = result.width > 32 ? .i64 : .i32
      return Scalar(result.wrapped(Int64(truncatingIfNeeded: kind.converted(x.double))))
    case .floatToUnsigned:
      let kind: ScalarKind = result.width > 32 ? .u64 : result.width > 16 ? .u32 : .i32
      return Scalar(result.wrapped(Int64(truncatingIfNeeded: kind.converted(x.double))))
    case .signedToInteger: return Scalar(result.wrapped(x.integer))
    case .unsignedToInteger:
      return Scalar(result.wrapped(Int64(bitPattern: operand.unsigned(x.integer))))
    case .sameBits: return result.reading(operand.pattern(of: x))
    }
  }
}

extension ScalarFormat {
  /// An integer rounded once to this float format.
  fileprivate func rounded(integer value: Int128) -> Double {
    self == .float(.f64) ? Double(value) : rounded(value.roundedToOdd)
  }

  /// The bits of a scalar as they lie in memory.
  func pattern(of scalar: Scalar) -> UInt64 {
    switch self {
    case .integer: return unsigned(scalar.integer)
    case .float(.f16): return UInt64(Half(scalar.double).bitPattern)
    case .float(.bf16): return UInt64(BFloat16(scalar.double).bitPattern)
    case .float(.f32): return UInt64(Float(scalar.double).bitPattern)
    case .float: return scalar.double.bitPattern
    }
  }

  /// The scalar with bits as they lie in memory.
  func reading(_ pattern: UInt64) -> Scalar {
    switch self {
    case .integer: return Scalar(wrapped(Int64(bitPattern: pattern)))
    case .float(.f16): return Scalar(Half(bitPattern: UInt16(truncatingIfNeeded: pattern)).double)
    case .float(.bf16):
      return Scalar(BFloat16(bitPattern: UInt16(truncatingIfNeeded: pattern)).double)
    case .float(.f32):
      return Scalar(Double(Float(bitPattern: UInt32(truncatingIfNeeded: pattern))))
    case .float: return Scalar(Double(bitPattern: pattern))
    }
  }
}
