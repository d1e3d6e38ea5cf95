import CISL
import Support

/// Makes isl sets of systems.
///
/// The unknowns are, in order: symbols, images, dimensions, products
/// that are not linear.
struct SetBuilder {
  let context: SetContext
  let symbols: [String]
  let imageCount: Int
  let dimensionCount: Int
  /// Products and quotients that isl cannot express, with their number.
  private var opaque: [IndexExpression.Factors: Int] = [:]
  private var opaqueOrder: [IndexExpression.Factors] = []

  /// Whether everything could be said exactly.
  var isExact: Bool { opaque.isEmpty }

  init(
    _ context: SetContext, symbols: [String], imageCount: Int = 0, dimensionCount: Int,
    expressions: [IndexExpression]
  ) {
    self.context = context
    self.symbols = symbols
    self.imageCount = imageCount
    self.dimensionCount = dimensionCount
    for expression in expressions { collectOpaque(expression) }
  }

  private var count: Int { symbols.count + imageCount + dimensionCount + opaqueOrder.count }

  // MARK: What is linear

  private mutating func collectOpaque(_ expression: IndexExpression) {
    for term in expression.terms {
      guard term.factors.count == 1, isExpressible(term.factors[0]) else {
        if opaque[term.factors] == nil {
          opaque[term.factors] = opaqueOrder.count
          opaqueOrder.append(term.factors)
        }
        continue
      }
      switch term.factors[0] {
      case .symbol, .dimension: break
      case .floorDivision(let value, _), .remainder(let value, _): collectOpaque(value)
      case .minimum(let left, let right), .maximum(let left, let right):
        collectOpaque(left)
        collectOpaque(right)
      }
    }
  }

  private func isExpressible(_ factor: IndexExpression.Factor) -> Bool {
    switch factor {
    case .floorDivision(_, let by), .remainder(_, let by):
      by.constantValue.map { 0 < $0 && $0 <= Int(UInt32.max) } ?? false
    default: true
    }
  }

  // MARK: Sets

  /// The points that satisfy `system`, and at which image `k` is `images[k]`.
  func set(of system: IntegerSystem, images: [IndexExpression] = []) -> OpaquePointer? {
    var basic = isl_basic_set_universe(space)
    var pieces: [OpaquePointer?] = []
    func add(_ expression: IndexExpression, isEquality: Bool, plus image: Int? = nil) {
      if expression.hasChoice {
        var value = piecewise(expression)
        if let image { value = isl_pw_aff_add(value, isl_pw_aff_from_aff(variable(image, -1))) }
        pieces.append(isEquality ? isl_pw_aff_zero_set(value) : isl_pw_aff_nonneg_set(value))
        return
      }
      var value = affine(expression)
      if let image { value = isl_aff_add(value, variable(image, -1)) }
      let constraint =
        isEquality ? isl_equality_from_aff(value) : isl_inequality_from_aff(value)
      basic = isl_basic_set_add_constraint(basic, constraint)
    }
    for expression in system.nonNegative { add(expression, isEquality: false) }
    for expression in system.zero { add(expression, isEquality: true) }
    for (number, image) in images.enumerated() {
      add(image, isEquality: true, plus: symbols.count + number)
    }
    for condition in ranges(system) { add(condition.expression, isEquality: condition.isEquality) }
    var set = isl_set_from_basic_set(basic)
    for piece in pieces { set = isl_set_intersect(set, piece) }
    return listed(system, in: set)
  }

  private var space: OpaquePointer? {
    isl_space_set_alloc(context.pointer, 0, UInt32(count))
  }

  /// What is declared of the symbols, and what follows of products of them.
  private func ranges(
    _ system: IntegerSystem
  ) -> [(expression: IndexExpression, isEquality: Bool)] {
    var conditions: [(IndexExpression, Bool)] = []
    for name in symbols {
      let symbol = IndexExpression.symbol(name)
      let range = system.symbols[name] ?? .any
      conditions.append((symbol - IndexExpression(range.lower), false))
      if range.upper < 1 << 40 { conditions.append((IndexExpression(range.upper) - symbol, false)) }
      if range.divisor > 1 {
        conditions.append((symbol.remainder(by: IndexExpression(range.divisor)), true))
      }
    }
    let assumptions = Assumptions(symbols: system.symbols)
    for factors in opaqueOrder {
      let product = factors.reduce(IndexExpression.one) { $0 * IndexExpression(single: $1) }
      let interval = assumptions.interval(of: product)
      if let lower = interval.lower, abs(lower) < 1 << 40 {
        conditions.append((product - IndexExpression(lower), false))
      }
      if let upper = interval.upper, abs(upper) < 1 << 40 {
        conditions.append((IndexExpression(upper) - product, false))
      }
    }
    return conditions
  }

  /// Leaves only the listed values of symbols that have a short list.
  private func listed(_ system: IntegerSystem, in set: OpaquePointer?) -> OpaquePointer? {
    var set = set
    for (position, name) in symbols.enumerated() {
      guard let values = system.symbols[name]?.listed, values.count <= 16 else { continue }
      var choices: OpaquePointer?
      for value in values {
        let one = isl_set_fix_si(
          isl_set_copy(set), isl_dim_set, UInt32(position), Int32(clamping: value))
        choices = choices == nil ? one : isl_set_union(choices, one)
      }
      if !values.isEmpty {
        isl_set_free(set)
        set = choices
      }
    }
    return set
  }

  // MARK: Expressions

  private func variable(_ position: Int, _ coefficient: Int) -> OpaquePointer? {
    isl_aff_set_coefficient_val(
      isl_aff_zero_on_domain_space(space), isl_dim_in, Int32(position), number(coefficient))
  }

  private func number(_ value: Int) -> OpaquePointer? {
    isl_val_int_from_si(context.pointer, value)
  }

  private func position(of term: IndexExpression.Term) -> Int? {
    let dimensions = symbols.count + imageCount
    if let place = opaque[term.factors] { return dimensions + dimensionCount + place }
    guard term.factors.count == 1 else { return nil }
    switch term.factors[0] {
    case .symbol(let name): return symbols.firstIndex(of: name)
    case .dimension(let number): return number < dimensionCount ? dimensions + number : nil
    default: return nil
    }
  }

  private func affine(_ expression: IndexExpression) -> OpaquePointer? {
    var result = isl_aff_zero_on_domain_space(space)
    result = isl_aff_set_constant_val(result, number(expression.constant))
    for term in expression.terms {
      if let position = position(of: term) {
        result = isl_aff_set_coefficient_val(
          result, isl_dim_in, Int32(position), number(term.coefficient))
        continue
      }
      switch term.factors[0] {
      case .floorDivision(let value, let by):
        let quotient = floor(value, by)
        result = isl_aff_add(result, isl_aff_scale_val(quotient, number(term.coefficient)))
      case .remainder(let value, let by):
        let scale = number(-(by.constantValue ?? 1))
        let rest = isl_aff_add(affine(value), isl_aff_scale_val(floor(value, by), scale))
        result = isl_aff_add(result, isl_aff_scale_val(rest, number(term.coefficient)))
      default:
        isl_aff_free(result)
        return nil
      }
    }
    return result
  }

  private func floor(_ value: IndexExpression, _ by: IndexExpression) -> OpaquePointer? {
    isl_aff_floor(isl_aff_scale_down_ui(affine(value), UInt32(by.constantValue ?? 1)))
  }

  /// As `affine`, for expressions with `min` and `max` in them.
  private func piecewise(_ expression: IndexExpression) -> OpaquePointer? {
    guard expression.hasChoice else { return isl_pw_aff_from_aff(affine(expression)) }
    var result = isl_pw_aff_from_aff(affine(IndexExpression(expression.constant)))
    for term in expression.terms {
      let scale = number(term.coefficient)
      let alone = IndexExpression(single: term.factors[0])
      var value: OpaquePointer?
      if position(of: term) != nil || !alone.hasChoice {
        let product = term.factors.reduce(IndexExpression.one) { $0 * IndexExpression(single: $1) }
        value = isl_pw_aff_from_aff(affine(product))
      } else {
        switch term.factors[0] {
        case .minimum(let left, let right):
          value = isl_pw_aff_min(piecewise(left), piecewise(right))
        case .maximum(let left, let right):
          value = isl_pw_aff_max(piecewise(left), piecewise(right))
        case .floorDivision(let inner, let by): value = piecewiseFloor(inner, by)
        case .remainder(let inner, let by):
          let whole = isl_pw_aff_scale_val(
            piecewiseFloor(inner, by), number(-(by.constantValue ?? 1)))
          value = isl_pw_aff_add(piecewise(inner), whole)
        default: value = nil
        }
      }
      result = isl_pw_aff_add(result, isl_pw_aff_scale_val(value, scale))
    }
    return result
  }

  private func piecewiseFloor(_ value: IndexExpression, _ by: IndexExpression) -> OpaquePointer? {
    isl_pw_aff_floor(
      isl_pw_aff_scale_down_val(piecewise(value), number(by.constantValue ?? 1)))
  }
}

extension IndexExpression {
  /// Whether a `min` or `max` is in a place that isl must look at.
  var hasChoice: Bool {
    terms.contains { term in
      term.factors.count == 1
        && term.factors.contains { factor in
          switch factor {
          case .symbol, .dimension: false
          case .floorDivision(let value, let by), .remainder(let value, let by):
            by.constantValue != nil && value.hasChoice
          case .minimum, .maximum: true
          }
        }
    }
  }
}
