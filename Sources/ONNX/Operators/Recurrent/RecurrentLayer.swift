import Dialects
import IR
import Support

/// What one direction of a recurrent layer computes with.
struct RecurrentCell: Sendable {
  let hidden: Int
  /// `gates * hidden` x `hidden`.
  let recurrence: ImportedTensor
  /// `gates * hidden` each; nil where the layer has no biases.
  let inputBias: ImportedTensor?
  let recurrenceBias: ImportedTensor?
  /// `3 * hidden`, of an LSTM with peepholes.
  let peepholes: ImportedTensor?
  let activations: [RecurrentActivation]
  /// Gates are kept between minus and plus this before their function.
  let clip: Double?
}

/// The values that a recurrent layer carries from step to step, `batch` x `hidden`.
struct RecurrentState: Sendable {
  var hidden: ImportedTensor
  /// Of an LSTM.
  var cell: ImportedTensor?
}

/// What differs between the kinds of recurrent layers.
struct RecurrentKind: Sendable {
  /// One step: `projected` is the input times its weights, for all gates.
  typealias Step =
    @Sendable (
      inout GraphBuilder, RecurrentCell, _ projected: ImportedTensor, RecurrentState
    ) throws(Diagnostic) -> RecurrentState

  let gates: Int
  /// The functions of one direction, where none are given.
  let activations: [String]
  let hasCell: Bool
  let step: Step
}

extension GraphBuilder {
  /// A recurrent layer, unrolled over its steps.
  mutating func recurrentLayer(
    _ node: Node, _ kind: RecurrentKind
  ) throws(Diagnostic) -> [ImportedTensor] {
    let isBatchFirst = try node.bool("layout")
    var input = try node.input(0)
    guard input.rank == 3 else { throw .error("expected rank 3, found \(input.rank)") }
    if isBatchFirst { input = try transpose(input, [1, 0, 2]) }
    guard let steps = input.sizes[0].constantValue, steps <= ControlFlow.unrollLimit else {
      throw .error(
        "'\(input.sizes[0])' steps are not supported: their number must be constant and at most "
          + "\(ControlFlow.unrollLimit); declare the size as a constant")
    }
    let directions = try recurrentDirections(node)
    var sequences: [ImportedTensor] = []
    var lasts: [RecurrentState] = []
    for (place, isReverse) in directions.enumerated() {
      let cell = try recurrentCell(node, kind, place, of: directions.count)
      let start = try initialState(node, kind, place, input, cell, isBatchFirst)
      let (outputs, last) = try runSteps(
        node, kind, cell, input, start, place, isReverse: isReverse, steps: steps)
      sequences.append(try stack(outputs, axis: 0))
      lasts.append(last)
    }
    return try recurrentOutputs(node, kind, sequences, lasts, isBatchFirst)
  }

  private func recurrentDirections(_ node: Node) throws(Diagnostic) -> [Bool] {
    switch try node.string("direction", default: "forward") {
    case "forward": return [false]
    case "reverse": return [true]
    case "bidirectional": return [false, true]
    case let other:
      throw .error(
        "attribute 'direction' is '\(other)', expected 'forward', 'reverse' or 'bidirectional'")
    }
  }

  private mutating func recurrentCell(
    _ node: Node, _ kind: RecurrentKind, _ place: Int, of count: Int
  ) throws(Diagnostic) -> RecurrentCell {
    let recurrence = try select(try node.input(2), axis: 0, place)
    guard recurrence.rank == 2, let hidden = recurrence.sizes[1].constantValue else {
      throw .error("input 'R' must have rank 3 and constant sizes")
    }
    if let declared = try node.optionalInt("hidden_size"), declared != hidden {
      throw .error("attribute 'hidden_size' is \(declared), but 'R' has \(hidden) columns")
    }
    let rows = kind.gates * hidden
    var biases: [ImportedTensor?] = [nil, nil]
    if let both = node.optionalInput(3) {
      let row = try select(both, axis: 0, place)
      for half in 0..<2 {
        biases[half] = try take(
          row, axis: 0, from: IndexExpression(half * rows), count: IndexExpression(rows))
      }
    }
    let peepholes =
      kind.hasCell
      ? try node.optionalInput(7).map { (all) throws(Diagnostic) in
        try select(all, axis: 0, place)
      } : nil
    return RecurrentCell(
      hidden: hidden, recurrence: recurrence, inputBias: biases[0], recurrenceBias: biases[1],
      peepholes: peepholes, activations: try recurrentActivations(node, kind, place, of: count),
      clip: try node.optionalFloat("clip"))
  }

  private func recurrentActivations(
    _ node: Node, _ kind: RecurrentKind, _ place: Int, of count: Int
  ) throws(Diagnostic) -> [RecurrentActivation] {
    let all = Array(repeating: kind.activations, count: count).flatMap { $0 }
    let names = try node.strings("activations") ?? all
    guard names.count == all.count else {
      throw .error("attribute 'activations' has \(names.count) names, expected \(all.count)")
    }
    var alphas = (try node.floats("activation_alpha") ?? [])[...]
    var betas = (try node.floats("activation_beta") ?? [])[...]
    var activations: [RecurrentActivation] = []
    for name in names {
      let takes = RecurrentActivation.parameters(name)
      activations.append(
        try RecurrentActivation(
          name, alpha: takes.takesAlpha ? alphas.popFirst() : nil,
          beta: takes.takesBeta ? betas.popFirst() : nil))
    }
    let each = kind.activations.count
    return Array(activations[(place * each)..<((place + 1) * each)])
  }

  private mutating func initialState(
    _ node: Node, _ kind: RecurrentKind, _ place: Int, _ input: ImportedTensor,
    _ cell: RecurrentCell, _ isBatchFirst: Bool
  ) throws(Diagnostic) -> RecurrentState {
    func start(_ index: Int) throws(Diagnostic) -> ImportedTensor {
      if let given = node.optionalInput(index) {
        return try select(given, axis: isBatchFirst ? 1 : 0, place)
      }
      let sizes = [input.sizes[1], IndexExpression(cell.hidden)]
      return try fill(with: scalar(0, input.element), sizes: sizes)
    }
    return RecurrentState(
      hidden: try start(5), cell: kind.hasCell ? try start(6) : nil)
  }

  private mutating func runSteps(
    _ node: Node, _ kind: RecurrentKind, _ cell: RecurrentCell, _ input: ImportedTensor,
    _ start: RecurrentState, _ place: Int, isReverse: Bool, steps: Int
  ) throws(Diagnostic) -> ([ImportedTensor], RecurrentState) {
    // The inputs of all steps are multiplied at once.
    let weights = try select(try node.input(1), axis: 0, place)
    var projected = try matmul(input, weights, transposesRHS: true)
    if let bias = cell.inputBias { projected = try binary(Graph.Add.self, projected, bias) }
    let lengths = try sequenceLengths(node, steps: steps)
    let nothing = scalar(0, input.element)
    var state = start
    var outputs: [ImportedTensor] = []
    for index in 0..<steps {
      let time = isReverse ? steps - 1 - index : index
      let next = try kind.step(&self, cell, try select(projected, axis: 0, time), state)
      guard let lengths else {
        state = next
        outputs.append(next.hidden)
        continue
      }
      // Beyond the end of a sequence the state stays and the output is zero.
      let isInside = try binary(Graph.Less.self, scalar(Double(time), lengths.element), lengths)
      state.hidden = try choose(isInside, next.hidden, state.hidden)
      if let new = next.cell, let old = state.cell { state.cell = try choose(isInside, new, old) }
      outputs.append(try choose(isInside, next.hidden, nothing))
    }
    return (isReverse ? outputs.reversed() : outputs, state)
  }

  /// How long each sequence of the batch is, as a column; nil if all take all steps.
  private mutating func sequenceLengths(
    _ node: Node, steps: Int
  ) throws(Diagnostic) -> ImportedTensor? {
    guard let lengths = node.optionalInput(4) else { return nil }
    if let known = lengths.numbers, known.allSatisfy({ $0 == Double(steps) }) { return nil }
    return try reshape(lengths, to: [.product(lengths.sizes), 1])
  }

  private mutating func recurrentOutputs(
    _ node: Node, _ kind: RecurrentKind, _ sequences: [ImportedTensor], _ lasts: [RecurrentState],
    _ isBatchFirst: Bool
  ) throws(Diagnostic) -> [ImportedTensor] {
    // Step, direction, batch, hidden; or batch, step, direction, hidden.
    var all = try stack(sequences, axis: 1)
    if isBatchFirst { all = try transpose(all, [2, 0, 1, 3]) }
    let axis = isBatchFirst ? 1 : 0
    var outputs = [all, try stack(lasts.map(\.hidden), axis: axis)]
    if kind.hasCell { outputs.append(try stack(lasts.compactMap(\.cell), axis: axis)) }
    return outputs
  }
}
