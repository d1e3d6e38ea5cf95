import IR
import Support

/// A reduction by a rule of one's own, over partial results of several components.
///
///     let largest = Reducer(identity: [.lowest(.f32), .integer(.max, .i64)]) { a, b in
///       let first = (a[0] .> b[0]) | ((a[0] .== b[0]) & (a[1] .< b[1]))
///       return [select(first, a[0], b[0]), select(first, a[1], b[1])]
///     }
///     let best = f.define(["best", "place"], [i], largest(x[i, k], .index(k), over: k))
///
/// The rule must be associative and commutative, and `identity` must change nothing: schedules reduce
/// in any order and in parts.
public struct Reducer: Sendable {
  /// A partial result of no terms, one scalar for each component; it says the components' types.
  public let identity: [Scalar]
  /// The partial result of one term alone.
  public let lift: @Sendable (_ term: [Scalar]) -> [Scalar]
  /// The components of two partial results together.
  public let combine: @Sendable (_ left: [Scalar], _ right: [Scalar]) -> [Scalar]

  public init(
    identity: [Scalar], lift: @escaping @Sendable (_ term: [Scalar]) -> [Scalar] = { $0 },
    combine: @escaping @Sendable (_ left: [Scalar], _ right: [Scalar]) -> [Scalar]
  ) {
    self.identity = identity
    self.lift = lift
    self.combine = combine
  }

  /// Reduces what `lift` makes of a term over axes, where a condition holds if one is given.
  public func callAsFunction(
    _ term: Scalar..., over axes: IndexExpression..., where condition: Scalar? = nil
  ) -> CustomReduction {
    CustomReduction(reducer: self, term: term, axes: axes, condition: condition)
  }
}

/// The values of an element's components that are put together by a `Reducer`.
public struct CustomReduction: Sendable {
  var reducer: Reducer
  var term: [Scalar]
  var axes: [IndexExpression]
  var condition: Scalar?
}

extension Reducer {
  /// The largest value and where it is first found; a term is a value and its position.
  ///
  /// NaN counts as minus infinity, a zero has no sign. Of no terms the position is the largest integer.
  public static func largest(_ value: Type, at position: Type = .i64) -> Reducer {
    extreme(Combination.max.identity(of: value.computed), position) { $1 .< $0 }
  }

  /// The smallest value and where it is first found; a term is a value and its position.
  ///
  /// NaN counts as infinity, a zero has no sign. Of no terms the position is the largest integer.
  public static func smallest(_ value: Type, at position: Type = .i64) -> Reducer {
    extreme(Combination.min.identity(of: value.computed), position) { $0 .< $1 }
  }

  /// Of equals the smaller position.
  ///
  /// Two comparisons, and a minimum for when neither holds: a processor
  /// compares fewer vectors at once than it takes minima.
  ///
  /// Equal values must be the same bits, whichever is kept: zeros lose their sign.
  private static func extreme(
    _ worst: Scalar, _ position: Type, _ isBetter: @escaping @Sendable (Scalar, Scalar) -> Scalar
  ) -> Reducer {
    Reducer(
      identity: [worst, position.highest],
      lift: { term in
        let value = worst.type.isFloat ? term[0] + Scalar.constant(0, worst.type) : term[0]
        return [select(isBetter(value, worst), value, worst), term[1].converted(to: position)]
      },
      combine: { a, b in
        let (isFirst, isSecond) = (isBetter(a[0], b[0]), isBetter(b[0], a[0]))
        let ofEquals = minimum(a[1], b[1])
        return [
          select(isFirst, a[0], b[0]),
          select(isFirst, a[1], select(isSecond, b[1], ofEquals)),
        ]
      })
  }

  /// Mean, sum of squared distances from it, and count of the terms (Welford 1962; Chan, Golub and
  /// LeVeque 1979).
  public static func moments(_ type: Type) -> Reducer {
    let type = type.computed
    let (zero, one) = (Scalar.constant(0, type), Scalar.constant(1, type))
    return Reducer(
      identity: [zero, zero, zero], lift: { [$0[0], zero, one] },
      combine: { a, b in
        let count = a[2] + b[2]
        let share = b[2] / maximum(count, one)
        let distance = b[0] - a[0]
        return [a[0] + distance * share, a[1] + b[1] + distance * distance * a[2] * share, count]
      })
  }

  /// The largest term, and the sum of the exponentials of all relative to it: the logarithm of the sum
  /// of exponentials is `largest + log(sum)`, without overflow.
  public static func exponentials(_ type: Type) -> Reducer {
    let type = type.computed
    let (lowest, zero) = (Scalar.constant(-.infinity, type), Scalar.constant(0, type))
    let one = Scalar.constant(1, type)
    return Reducer(
      identity: [lowest, zero], lift: { [$0[0], one] },
      combine: { a, b in
        let largest = maximum(a[0], b[0])
        func scaled(_ part: [Scalar]) -> Scalar {
          select(part[0] .== largest, part[1], part[1] * exp(part[0] - largest))
        }
        return [largest, scaled(a) + scaled(b)]
      })
  }
}
