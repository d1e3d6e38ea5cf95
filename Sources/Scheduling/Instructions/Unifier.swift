import Dialects
import IR
import Support

/// Finds what a description's buffers and sizes stand for, one access after another.
struct Unifier {
  let instruction: Program.Instruction
  let function: Program.Function
  /// The description's buffers.
  let parameters: [ValueID]
  let pattern: LoopNest
  let nest: LoopNest
  /// Which of the nest's loops each axis of the description is.
  let order: [Int]

  private var known: [String: IndexExpression] = [:]
  private var places: [ValueID: (buffer: ValueID, place: IndexExpression)] = [:]

  init(
    instruction: Program.Instruction, function: Program.Function, parameters: [ValueID],
    pattern: LoopNest, nest: LoopNest, order: [Int]
  ) {
    self.instruction = instruction
    self.function = function
    self.parameters = parameters
    self.pattern = pattern
    self.nest = nest
    self.order = order
  }

  /// The program's buffer and place for each buffer of the description.
  var buffers: [(buffer: ValueID, place: IndexExpression)] {
    parameters.compactMap { places[$0] }.map { ($0.buffer, outer($0.place)) }
  }

  /// The value of each declared size.
  var sizes: [IndexExpression] { function.symbols.compactMap { known[$0.name] }.map(outer) }

  /// An expression without the nest's own counters, over its outer values.
  private func outer(_ expression: IndexExpression) -> IndexExpression {
    expression.substituting { leaf in
      if case .dimension(let number) = leaf { return .dimension(number - nest.axes.count) }
      return nil
    }
  }

  mutating func unify(_ pairs: StatementMatching.Pairs) throws(Refusal) {
    // Sizes that stand alone are found first, so that what is computed from them can be compared.
    var equations = zip(pattern.axes, order).map { axis, place in
      Equation(
        pattern: axis.extent, program: nest.axes[place].extent,
        subject: "the extent of '\(nest.axes[place].name)'")
    }
    for (own, other) in pairs {
      let (a, b) = try compare(own, other)
      for (axis, place) in order.enumerated() {
        equations.append(
          Equation(
            pattern: a.distances[axis], program: b.distances[place],
            subject: "how far '\(nest.axes[place].name)' moves in "
              + bufferName(nest.buffer(of: other))))
      }
      try bind(nest.assumptions.simplified(b.base), a.base, of: own, other)
    }
    for equation in equations {
      if let name = equation.pattern.symbolName, known[name] == nil {
        known[name] = equation.program
      }
    }
    for equation in equations {
      let wanted = nest.assumptions.simplified(equation.pattern.substituting(symbols: known))
      guard wanted == equation.program else {
        throw Refusal(
          "the instruction '\(instruction.name)' does not fit: \(equation.subject) is "
            + "\(nest.shown(equation.program)), not \(nest.shown(wanted))")
      }
    }
    try requireRanges()
    try requireSeparate()
    try requireAligned()
  }

  /// What the description says of a program, and what is so.
  private struct Equation {
    let pattern: IndexExpression
    let program: IndexExpression
    /// What it is about, for messages.
    let subject: String
  }

  private typealias Steps = (distances: [IndexExpression], base: IndexExpression)

  private func compare(
    _ own: OperationID, _ other: OperationID
  ) throws(Refusal) -> (Steps, Steps) {
    guard let mine = pattern.places[own], let its = nest.places[other],
      let a = pattern.steps(of: mine)
    else {
      throw Refusal("the description of the instruction '\(instruction.name)' is not regular")
    }
    guard let b = nest.steps(of: its) else {
      throw Refusal(
        "the place in \(bufferName(nest.buffer(of: other))), \(nest.shown(its)), does not move by "
          + "the same distance in every iteration; give the block a copy with 'reindex_read'")
    }
    return (a, b)
  }

  private mutating func bind(
    _ base: IndexExpression, _ offset: IndexExpression, of own: OperationID, _ other: OperationID
  ) throws(Refusal) {
    guard let parameter = pattern.buffer(of: own), let buffer = nest.buffer(of: other) else {
      return
    }
    let place = nest.assumptions.simplified(base - offset.substituting(symbols: known))
    guard let before = places[parameter] else {
      places[parameter] = (buffer, place)
      return
    }
    guard before.buffer == buffer, before.place == place else {
      throw Refusal(
        "the instruction '\(instruction.name)' uses one buffer where the block "
          + "'\(nest.signature.name)' uses two, or two places of one")
    }
  }

  /// The sizes that were found must be in the ranges that the description declares.
  private func requireRanges() throws(Refusal) {
    for symbol in function.symbols {
      guard let value = known[symbol.name] else {
        throw Refusal(
          "the instruction '\(instruction.name)' does not say what its size '\(symbol.name)' is")
      }
      let (range, facts) = (symbol.range, nest.assumptions)
      let (lower, upper) = (IndexExpression(range.lower), IndexExpression(range.upper))
      guard facts.isNonNegative(value - lower),
        range.upper >= SymbolRange.any.upper || facts.isNonNegative(upper - value),
        range.divisor <= 1 || facts.isMultiple(value, of: range.divisor)
      else {
        throw Refusal(
          "the size '\(symbol.name)' of the instruction '\(instruction.name)' would be "
            + "\(nest.shown(value)), which may lie outside of its range \(range.text)")
      }
    }
  }

  /// What is written must be reached through one buffer of the description only.
  private func requireSeparate() throws(Refusal) {
    let written = Set(pattern.stores.compactMap { pattern.buffer(of: $0) })
    for parameter in written {
      guard let target = places[parameter]?.buffer else { continue }
      for (other, place) in places where other != parameter && place.buffer == target {
        throw Refusal(
          "the block '\(nest.signature.name)' writes what it reads otherwise, \(bufferName(target)); the "
            + "instruction '\(instruction.name)' needs separate buffers")
      }
    }
  }

  private func requireAligned() throws(Refusal) {
    for (parameter, bytes) in zip(parameters, instruction.alignments) where bytes > 1 {
      guard let (buffer, place) = places[parameter],
        let bits = nest.module.bufferType(of: buffer)?.element.bitWidth
      else { continue }
      let offset = place * IndexExpression(max(1, bits / 8))
      // Memory that the function allocates begins at 64 bytes.
      let isAllocated = nest.module.definingOperation(of: buffer) != nil
      guard isAllocated, bytes <= 64, nest.assumptions.isMultiple(offset, of: bytes)
      else {
        throw Refusal(
          "the instruction '\(instruction.name)' needs \(bufferName(buffer)) aligned to \(bytes) bytes, "
            + "which element \(nest.shown(place)) may not be; "
            + (isAllocated ? "use 'align_storage'" : "use a copy, by 'cache_read' or 'cache_write'")
        )
      }
    }
  }

  private func bufferName(_ buffer: ValueID?) -> String {
    guard let buffer else { return "a buffer" }
    if case .argument(_, let index) = nest.module.definition(of: buffer) {
      return "argument \(index)"
    }
    return "a buffer of type \(nest.module.type(of: buffer))"
  }
}
