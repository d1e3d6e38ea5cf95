import IR
import Support

/// The value of an element that is put together from many terms.
public struct Reduction: Sendable {
  var term: Scalar
  var axes: [IndexExpression]
  /// Only terms for which this holds count.
  var condition: Scalar?
  var combination: Combination

  init(
    _ combination: Combination, _ term: Scalar, _ axes: [IndexExpression], _ condition: Scalar?
  ) {
    (self.combination, self.term, self.axes, self.condition) = (combination, term, axes, condition)
  }
}

/// The sum of a term over axes, where a condition holds if one is given; of no terms zero.
///
/// It is computed in the type of the term: `sum(x[i, k].converted(to: .f32) * …)` accumulates in `f32`.
public func sum(
  _ term: Scalar, over axes: IndexExpression..., where condition: Scalar? = nil
) -> Reduction { Reduction(.sum, term, axes, condition) }

/// The product of a term over axes; of no terms one.
public func product(
  _ term: Scalar, over axes: IndexExpression..., where condition: Scalar? = nil
) -> Reduction { Reduction(.product, term, axes, condition) }

/// The largest of a term over axes, NaN if one is; of no terms the smallest number of the type.
public func maximum(
  _ term: Scalar, over axes: IndexExpression..., where condition: Scalar? = nil
) -> Reduction { Reduction(.max, term, axes, condition) }

/// The smallest of a term over axes, NaN if one is; of no terms the largest number of the type.
public func minimum(
  _ term: Scalar, over axes: IndexExpression..., where condition: Scalar? = nil
) -> Reduction { Reduction(.min, term, axes, condition) }

/// Whether a condition holds anywhere along axes.
public func any(
  _ term: Scalar, over axes: IndexExpression..., where condition: Scalar? = nil
) -> Reduction { Reduction(.max, term.converted(to: .i1), axes, condition) }

/// Whether a condition holds everywhere along axes.
public func all(
  _ term: Scalar, over axes: IndexExpression..., where condition: Scalar? = nil
) -> Reduction { Reduction(.min, term.converted(to: .i1), axes, condition) }
