import IR
import Support

extension Graph {
  /// The sizes that two shapes have together under NumPy's rules: aligned at the right, sizes equal
  /// or one.
  ///
  /// Sizes are equal if their expressions are, or the declared ranges prove it.
  ///
  /// - Throws: a diagnostic that names both sizes.
  public static func broadcastSizes(
    _ left: [IndexExpression], _ right: [IndexExpression], in module: Module
  ) throws(Diagnostic) -> [IndexExpression] {
    let rank = max(left.count, right.count)
    var result: [IndexExpression] = []
    for axis in 0..<rank {
      let a = axis + left.count - rank
      let b = axis + right.count - rank
      guard a >= 0 else {
        result.append(right[b])
        continue
      }
      guard b >= 0 else {
        result.append(left[a])
        continue
      }
      if left[a] == right[b] || right[b] == 1 {
        result.append(left[a])
      } else if left[a] == 1 {
        result.append(right[b])
      } else if equal(left[a], right[b], in: module) {
        result.append(left[a].constantValue == nil ? right[b] : left[a])
      } else {
        throw .error(
          "shapes \(text(left)) and \(text(right)) do not broadcast: size '\(left[a])' is not "
            + "known to equal '\(right[b])', and neither is 1")
      }
    }
    return result
  }

  /// Checks that `sizes` broadcast to `target` without changing it.
  static func checkBroadcast(
    _ sizes: [IndexExpression], to target: [IndexExpression], _ name: String, of mnemonic: String,
    in module: Module
  ) throws(Diagnostic) {
    let offset = target.count - sizes.count
    let fits =
      offset >= 0
      && sizes.indices.allSatisfy {
        sizes[$0] == 1 || equal(sizes[$0], target[$0 + offset], in: module)
      }
    if fits { return }
    throw .error(
      "operand '\(name)' of '\(mnemonic)' with shape \(text(sizes)) does not broadcast to "
        + text(target))
  }
}
