import Dialects
import IR
import Support

extension SpatialSchedule {
  /// The order in which loops go over runs of the last of some axes, and over the others, as numbers of them.
  ///
  /// Axes along which all that is read lies nearer together than along the last one come after it. So what is
  /// read is near what was read before: a page of memory is left when all of it is done. Of
  ///
  ///     for h in heads { for s in positions { Y[h, s, *] = X[s, h, *] } }
  ///
  /// runs of positions are outermost, then heads, then the positions of the run.
  func loopOrder(of axes: [Int], _ nest: Nest) -> [Int] {
    let usual = Array(axes.indices)
    guard let last = usual.last, !nest.stage.isReduction,
      let body = nest.stage.body(in: nest.source)
    else { return usual }
    var resolver = IndexResolver(nest.source, nest.source.arguments(of: body))
    var addresses: [IndexExpression] = []
    for (_, load) in nest.stage.loads(in: nest.source) {
      guard let type = nest.source.bufferType(of: load.buffer),
        let map = resolver.resolve(load.map, load.indices)
      else { return usual }
      var address = IndexExpression.zero
      for (index, stride) in zip(map, type.strides) { address += index * stride }
      addresses.append(assumptions.simplified(address))
    }
    func isNearer(_ place: Int) -> Bool {
      var isNearer = false
      for address in addresses {
        guard let step = address.linear(in: axes[place])?.coefficient,
          let far = address.linear(in: axes[last])?.coefficient
        else { return false }
        // The same for all of them, or for all rows.
        if step == 0 || far == 0 { continue }
        guard assumptions.isNonNegative(step - 1), isAtLeast(far, step), far != step else {
          return false
        }
        isNearer = true
      }
      return isNearer
    }
    let nearer = usual.dropLast().filter(isNearer)
    return usual.filter { !nearer.contains($0) } + nearer
  }

  /// Whether one step is known not to be less than another: by the difference, or by how often it holds it.
  private func isAtLeast(_ step: IndexExpression, _ other: IndexExpression) -> Bool {
    let times = assumptions.simplified(step.floorDivided(by: other))
    return assumptions.isNonNegative(step - other) || assumptions.isNonNegative(times - 1)
  }
}
