import Dialects
import IR
import Support

/// Walks a formula once: what is wrong with it, and the axes it names.
struct FormulaCheck {
  let function: TensorFunction
  let places: Places
  private let assumptions: Assumptions
  private var seen: Set<ObjectIdentifier> = []
  private(set) var problems: [String] = []

  init(_ function: TensorFunction, _ places: Places) {
    self.function = function
    self.places = places
    var assumptions = function.assumptions
    // Of a tensor without elements nothing is read, so that sizes may be taken to be one at least.
    for (name, range) in assumptions.symbols where range.lower < 1 {
      assumptions.symbols[name]?.lower = 1
    }
    for (number, extent) in places.extents.enumerated() {
      assumptions.setExtent(of: number, to: extent)
    }
    self.assumptions = assumptions
  }

  mutating func check(_ formula: Scalar) {
    guard seen.insert(ObjectIdentifier(formula.node)).inserted else { return }
    switch formula.node.kind {
    case .constant, .integer, .argument: break
    case .index(let expression): _ = bound(expression)
    case .load(let buffer, _, let position): checkRead(of: buffer, at: position)
    case .unary(_, let x):
      if !x.type.isFloat { problems.append("a function of floats is applied to \(x.type)") }
      check(x)
    case .convert(let x), .reinterpret(let x): check(x)
    case .binary(_, let x, let y), .compare(_, let x, let y): checkPair(x, y)
    case .select(let condition, let x, let y):
      if condition.type != .i1 {
        problems.append("'select' needs a condition of type i1, found \(condition.type)")
      }
      check(condition)
      checkPair(x, y)
    }
  }

  private mutating func checkPair(_ x: Scalar, _ y: Scalar) {
    if x.type != y.type {
      problems.append(
        "\(x.type) and \(y.type) meet in one operation; convert one of them with 'converted(to:)'")
    }
    check(x)
    check(y)
  }

  private mutating func checkRead(of buffer: ValueID, at position: [Index]) {
    let name = function.name(ofBuffer: buffer)
    guard let shape = function.writer.build.module.bufferType(of: buffer)?.shape else {
      return problems.append("'\(name)' is a tensor of another function")
    }
    guard function.isDefined(buffer) else {
      return problems.append("'\(name)' is read before it is defined")
    }
    guard position.count == shape.count else {
      return problems.append(
        "'\(name)' has \(shape.count) dimensions, read at \(position.count) coordinates")
    }
    for (index, size) in zip(position, shape) {
      switch index {
      case .at(let expression):
        guard let place = bound(expression) else { continue }
        if !isInside(place, size) {
          problems.append(
            "'\(name)' is read at '\(function.text(expression))', which may lie outside of 0 ..< "
              + "\(size); read '\(name).clamped', '.padded(with:)', '.periodic' or '.mirrored', or "
              + "choose another extent of the axis")
        }
      case .value(let scalar):
        if scalar.type != .index {
          problems.append("'\(name)' is read at a position of type \(scalar.type), not index")
        }
        check(scalar)
      }
    }
  }

  /// The expression over iterators; noted and `nil` if it names an axis that is not bound here.
  private mutating func bound(_ expression: IndexExpression) -> IndexExpression? {
    let result = expression.substituting(axes: places.bindings)
    if let free = result.dimensionNumbers.first(where: { $0 >= TensorFunction.firstAxis }) {
      problems.append(
        "the axis '\(function.text(.dimension(free)))' is neither an axis of the definition nor "
          + "reduced over")
      return nil
    }
    for name in result.symbolNames where assumptions.symbols[name] == nil {
      problems.append("the size '\(name)' is not declared; 'size' declares it")
      return nil
    }
    return result
  }

  // MARK: Bounds

  private func isInside(_ index: IndexExpression, _ size: IndexExpression) -> Bool {
    if case .remainder(_, let by)? = index.singleFactor, by == size { return true }
    return isNonNegative(index) && isAtMost(index, size - 1)
  }

  private func isNonNegative(_ index: IndexExpression) -> Bool {
    if assumptions.isNonNegative(index) { return true }
    switch index.singleFactor {
    case .minimum(let a, let b): return isNonNegative(a) && isNonNegative(b)
    case .maximum(let a, let b): return isNonNegative(a) || isNonNegative(b)
    default: return false
    }
  }

  private func isAtMost(_ index: IndexExpression, _ last: IndexExpression) -> Bool {
    if index == last || assumptions.proves(index, atMost: last) { return true }
    switch index.singleFactor {
    case .minimum(let a, let b): return isAtMost(a, last) || isAtMost(b, last)
    case .maximum(let a, let b): return isAtMost(a, last) && isAtMost(b, last)
    default: return false
    }
  }
}

extension TensorFunction {
  /// The formula over the iterators of a block; what is wrong with it is noted.
  mutating func bound(_ formula: Scalar, _ places: Places, at location: Location) -> Scalar? {
    var check = FormulaCheck(self, places)
    check.check(formula)
    for problem in check.problems { fail(problem, at: location) }
    return check.problems.isEmpty ? formula.substituting(axes: places.bindings) : nil
  }

  /// Whether a reducer's rule is arithmetic of its arguments; what is wrong with it is noted.
  mutating func isRule(_ formula: Scalar, at location: Location) -> Bool {
    var check = FormulaCheck(self, Places())
    check.check(formula)
    for problem in check.problems { fail("in the reducer's rule, \(problem)", at: location) }
    return check.problems.isEmpty
  }
}
