import Dialects
import IR
import Support

// What a stage computes. A definition gives the element at the position that its axes name; the axes
// are the tensor's dimensions, in order.

extension TensorFunction {
  /// A new tensor whose elements a formula gives, over the extents of the axes.
  ///
  /// Its elements are of the formula's type unless `element` says another.
  @discardableResult
  public mutating func define(
    _ name: String, _ axes: [IndexExpression], _ formula: Scalar, element: Type? = nil,
    file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let target = intermediate(name, extents(of: axes), element ?? formula.type)
    define(target, axes, formula, file: file, line: line)
    return target
  }

  /// Gives every element of an output by a formula.
  public mutating func define(
    _ target: Tensor, _ axes: [IndexExpression], _ formula: Scalar, file: String = #fileID,
    line: Int = #line
  ) {
    let location = Location.file(file, line: line, column: 1)
    let found = places(axes, [], of: target, at: location)
    let value = found.flatMap { bound(formula, $0, at: location) }
    write(target, at: location)
    guard let value else { return }
    writer.build.location = location
    writer.loopNames = names(of: axes)
    writer.compute(name(of: target), into: target) { _ in value }
  }

  /// A new tensor, each of whose elements many terms make.
  ///
  /// Its elements are of the term's type unless `element` says another: the terms are put together in
  /// their own type and converted at the end.
  @discardableResult
  public mutating func define(
    _ name: String, _ axes: [IndexExpression], _ reduction: Reduction, element: Type? = nil,
    file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let target = intermediate(name, extents(of: axes), element ?? reduction.term.type)
    define(target, axes, reduction, file: file, line: line)
    return target
  }

  /// Gives every element of an output by a reduction; see `define(_:_:_:element:)`.
  public mutating func define(
    _ target: Tensor, _ axes: [IndexExpression], _ reduction: Reduction, file: String = #fileID,
    line: Int = #line
  ) {
    let location = Location.file(file, line: line, column: 1)
    let type = reduction.term.type
    guard type == target.element else {
      let wide = define(
        "\(name(of: target))_wide", axes, reduction, element: type, file: file, line: line)
      return define(target, axes, wide[axes], file: file, line: line)
    }
    var term = reduction.term
    if let condition = reduction.condition {
      term = select(condition, term, reduction.combination.identity(of: type))
    }
    let place = places(axes, reduction.axes, of: target, at: location)
    let value = place.flatMap { bound(term, $0, at: location) }
    write(target, at: location)
    guard let value else { return }
    writer.build.location = location
    let (name, mayBeEmpty) = (name(of: target), mayBeEmpty(reduction.axes))
    if mayBeEmpty {
      let start = reduction.combination.identity(of: type)
      writer.loopNames = names(of: axes)
      writer.compute("\(name)_start", into: target) { _ in start }
    }
    writer.loopNames = names(of: axes + reduction.axes)
    writer.reduce(
      name, into: target, over: extents(of: reduction.axes), reduction.combination,
      initialises: !mayBeEmpty
    ) { _, _ in value }
  }

  /// Whether there may be no term: the result is then there before any term is.
  private func mayBeEmpty(_ axes: [IndexExpression]) -> Bool {
    extents(of: axes).contains { !assumptions.proves(1, atMost: $0) }
  }

  /// New tensors, one for each component of a reduction by a rule of one's own.
  @discardableResult
  public mutating func define(
    _ names: [String], _ axes: [IndexExpression], _ reduction: CustomReduction,
    file: String = #fileID, line: Int = #line
  ) -> [Tensor] {
    let shape = extents(of: axes)
    let targets = zip(names, reduction.reducer.identity).map { name, identity in
      intermediate(name, shape, identity.type)
    }
    define(targets, axes, reduction, file: file, line: line)
    return targets
  }

  /// Gives the elements of several outputs, one for each component of a reduction.
  public mutating func define(
    _ targets: [Tensor], _ axes: [IndexExpression], _ reduction: CustomReduction,
    file: String = #fileID, line: Int = #line
  ) {
    let location = Location.file(file, line: line, column: 1)
    let reducer = reduction.reducer
    let terms = reducer.lift(reduction.term)
    let types = reducer.identity.map(\.type)
    guard targets.map(\.element.computed) == types, terms.map(\.type) == types, !targets.isEmpty
    else {
      return fail(
        "the reducer has components of types \(list(types)); found terms of "
          + "\(list(terms.map(\.type))) and tensors of \(list(targets.map(\.element)))",
        at: location)
    }
    guard targets.map(\.element) == types else {
      let wide = define(
        targets.map { "\(name(of: $0))_wide" }, axes, reduction, file: file, line: line)
      for (target, wide) in zip(targets, wide) {
        define(target, axes, wide[axes], file: file, line: line)
      }
      return
    }
    var values: [Scalar] = []
    for (target, (term, identity)) in zip(targets, zip(terms, reducer.identity)) {
      guard let place = places(axes, reduction.axes, of: target, at: location) else { return }
      let counted = reduction.condition.map { select($0, term, identity) } ?? term
      guard let value = bound(counted, place, at: location) else { return }
      values.append(value)
    }
    for target in targets { write(target, at: location) }
    let left = types.enumerated().map { Scalar.argument($0, $1) }
    let right = types.enumerated().map { Scalar.argument($0 + types.count, $1) }
    let whole = reducer.combine(left, right)
    guard whole.map(\.type) == types, whole.allSatisfy({ isRule($0, at: location) }) else {
      if isSound { fail("the reducer's rule must give \(list(types))", at: location) }
      return
    }
    writer.build.location = location
    let mayBeEmpty = mayBeEmpty(reduction.axes)
    if mayBeEmpty {
      for (target, start) in zip(targets, reducer.identity) {
        writer.loopNames = names(of: axes)
        writer.compute("\(name(of: target))_start", into: target) { _ in start }
      }
    }
    writer.loopNames = names(of: axes + reduction.axes)
    writer.reduce(
      name(of: targets[0]), into: targets, over: extents(of: reduction.axes), reducer.identity,
      values, whole, initialises: !mayBeEmpty)
  }

  /// The extents of axes; zero for what is no axis, which the definition then tells.
  func extents(of axes: [IndexExpression]) -> [IndexExpression] {
    axes.map { axis in axisNumber(axis).map { self.axes[$0].extent } ?? 0 }
  }

  /// What axes are called, and with them the loops of a stage.
  func names(of axes: [IndexExpression]) -> [String] {
    axes.compactMap { axis in axisNumber(axis).map { self.axes[$0].name } }
  }

  private func list(_ types: [Type]) -> String {
    types.map { "\($0)" }.joined(separator: ", ")
  }
}
