import Dialects
import IR
import Support

// What depends on the order of its steps: scans, and updates of elements that were defined before.

extension TensorFunction {
  /// A new tensor whose elements along one axis each follow from the one before.
  ///
  ///     let sums = f.scan("sums", [i, j], along: j, first: x[i, 0]) { before in before + x[i, j] }
  ///
  /// `first` is the element at zero, and may name every axis but `along`; `next` is given the element
  /// before, for positions from one on.
  @discardableResult
  public mutating func scan(
    _ name: String, _ axes: [IndexExpression], along axis: IndexExpression, first: Scalar,
    file: String = #fileID, line: Int = #line, next: (_ before: Scalar) -> Scalar
  ) -> Tensor {
    let target = intermediate(name, extents(of: axes), first.type)
    scan(target, axes, along: axis, first: first, file: file, line: line, next: next)
    return target
  }

  /// Gives every element of an output from the one before it along an axis.
  public mutating func scan(
    _ target: Tensor, _ axes: [IndexExpression], along axis: IndexExpression, first: Scalar,
    file: String = #fileID, line: Int = #line, next: (_ before: Scalar) -> Scalar
  ) {
    let location = Location.file(file, line: line, column: 1)
    write(target, at: location)
    guard let place = places(axes, [], of: target, at: location) else { return }
    guard let direction = axes.firstIndex(of: axis), let number = axisNumber(axis) else {
      return fail(
        "'\(text(axis))', along which to scan, is no axis of the definition", at: location)
    }
    // All axes but the scan's come first, so that they may run in any order.
    let others = axes.indices.filter { $0 != direction }
    var (start, step) = (place, place)
    start.bindings[Self.firstAxis + number] = nil
    start.extents = others.map { target.shape[$0] }
    for (place, other) in others.enumerated() {
      guard let number = axisNumber(axes[other]) else { return }
      start.bindings[Self.firstAxis + number] = .dimension(place)
      step.bindings[Self.firstAxis + number] = .dimension(place)
    }
    step.bindings[Self.firstAxis + number] = .dimension(others.count) + 1
    step.extents = start.extents + [target.shape[direction] - 1]
    var before = axes
    before[direction] = axis - 1
    guard let initial = bound(first, start, at: location),
      let value = bound(next(target[before]), step, at: location)
    else { return }
    guard initial.type == target.element.computed, value.type == initial.type else {
      return fail(
        "the first element is of type \(initial.type), those after it of \(value.type), in a tensor "
          + "of \(target.element)", at: location)
    }
    writer.build.location = location
    func position(_ last: IndexExpression) -> [Index] {
      var position: [Index] = target.shape.map { _ in .at(last) }
      for (place, other) in others.enumerated() { position[other] = .at(.dimension(place)) }
      return position
    }
    let name = name(of: target)
    let names = names(of: others.map { axes[$0] } + [axis])
    writer.loopNames = names.dropLast()
    writer.steps("\(name)_first", into: target, over: start.extents, parallelCount: others.count) {
      _ in
      OrderedStep(place: position(0), value: initial)
    }
    writer.loopNames = names
    writer.steps(
      name, into: target, over: step.extents, parallelCount: others.count
    ) { steps in
      OrderedStep(place: position(steps[others.count] + 1), value: value)
    }
  }

  /// Changes elements of a tensor that was defined before, one step after another in row-major order of
  /// the axes; each step may read what earlier ones wrote.
  ///
  ///     f.update(counts, over: [i], at: [.value(bin[i])], to: counts[at: [.value(bin[i])]] + 1)
  ///
  /// Computed positions must lie inside of the tensor.
  public mutating func update(
    _ target: Tensor, over axes: [IndexExpression], at position: [Index], to value: Scalar,
    file: String = #fileID, line: Int = #line
  ) {
    let location = Location.file(file, line: line, column: 1)
    guard let buffer = target.buffer, written.contains(buffer) else {
      return fail("'\(name(of: target))' is updated before it is defined", at: location)
    }
    guard position.count == target.shape.count else {
      return fail(
        "'\(name(of: target))' has \(target.shape.count) dimensions, updated at \(position.count) "
          + "coordinates", at: location)
    }
    guard let place = Places(axes, in: self) else {
      return fail("an update runs over axes, each named once", at: location)
    }
    // Reading the element to be written checks its position.
    guard bound(target[at: position], place, at: location) != nil,
      let value = bound(value, place, at: location)
    else { return }
    let indices = position.map { $0.substituting(place.bindings) }
    writer.build.location = location
    writer.loopNames = names(of: axes)
    writer.steps("\(name(of: target))_update", into: target, over: extents(of: axes)) { _ in
      OrderedStep(place: indices, value: value)
    }
  }
}
