import Dialects
import IR
import Support

extension Schedule {
  public struct SlidingWindow: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.sliding_window" }
    public static var method: String { "slide" }
    public static var documentation: String {
      """
      Computes a block inside a loop of its readers, in each iteration only what earlier ones have not
      computed (Halide's `compute_at` under a `store_root`, TVM's `rolling_buffer` before it folds).

      Rewrite, for a reader of three neighbours:

          for i in m + 2 { T[i] = f(i) };  for i in m { Y[i] = T[i] + T[i + 1] + T[i + 2] }
            -> for i in m { for j in max(1, 3 - i * 2) { T[…] = f(…) };
                            Y[i] = T[i] + T[i + 1] + T[i + 2] }

      Stages that follow each other slide from the last to the first: what the first iteration of a
      later stage needs at once, the first iteration of an earlier one computes.

      Requires: what `compute(_:at:)` does, a serial loop, and a window whose end moves on by the same
      number of elements, along one axis, in every iteration. The buffer stays where it is: `store(_:at:)` of a
      loop further out and `foldStorage` make it small.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [.block(\.block), .loop(\.loop, label: "along")]
    }

    public var block = ValueID.missing
    public var loop = ValueID.missing

    public init() {}

    public init(_ block: ValueID, along loop: ValueID) {
      (self.block, self.loop) = (block, loop)
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let (block, loop) = (try program.block(block), try program.loop(loop))
      let model = program.model(touching: try program.output(of: block))
      let needed = try program.requireProducer(block, for: loop, model)
      let window = try program.window(of: needed.parts.first?.ranges ?? [], along: loop)
      let producer = Producer(
        buffer: needed.buffer,
        parts: needed.parts.map { part in
          var ranges = part.ranges
          ranges[window.axis] = program.moving(ranges[window.axis], along: window.loop)
          return .init(
            block: part.block, axes: part.axes, ranges: ranges, conditions: part.conditions)
        })
      try program.move(producer, toStartOf: loop, model, window: (window.axis, window.step))
      if !program.isTrusted {
        try program.requireWritten(producer.buffer, in: nil, program.model)
      }
      try program.requireStillIndependent(around: block)
      return []
    }
  }

  /// Computes a block inside a loop of its readers, in each iteration only what is new.
  ///
  /// See `SlidingWindow`.
  public mutating func slide(_ block: Block, along loop: Loop) throws(Refusal) {
    try apply(SlidingWindow(block.value, along: loop.value))
  }
}

extension ScheduledProgram {
  /// The axis along which a window of elements moves with a loop, how far in each iteration, and which
  /// dimension of the model the loop is.
  fileprivate func window(
    of ranges: [IndexRange], along loop: OperationID
  ) throws(Refusal) -> (axis: Int, step: Int, loop: Int) {
    let name = loopName(loop)
    let kind = try snapshot(loop).kind
    guard kind == .serial, ProgramModel.fusedParts(of: loop, in: module).isEmpty else {
      throw Refusal("the loop '\(name)' must be serial and not fused of loops")
    }
    let place = loops(around: loop).reduce(0) {
      $0 + max(1, ProgramModel.fusedParts(of: $1, in: module).count)
    }
    var found: [(axis: Int, step: Int)] = []
    for (axis, range) in ranges.enumerated()
    where range.lower.dimensionNumbers.contains(place) {
      let moving = moving(range, along: place)
      guard let step = moving.lower.linear(in: place)?.coefficient.constantValue, step > 0,
        let span = moving.span.constantValue, span >= 0
      else {
        throw Refusal(
          "the elements that iterations of the loop '\(name)' need do not move on evenly along axis "
            + "\(axis): they begin at \(range.lower)")
      }
      found.append((axis, min(step, span + 1)))
    }
    guard found.count == 1 else {
      throw Refusal(
        "the elements that iterations of the loop '\(name)' need move along \(found.count) axes, not "
          + "along one")
    }
    return (found[0].axis, found[0].step, place)
  }

  /// A range as long as it is in the first iteration of a loop, which ends where `range` does: what
  /// came in between has been computed by then.
  ///
  ///     from k + 2 - max(0, 2 - 2 k) to k + 4  ->  from k to k + 4
  fileprivate func moving(_ range: IndexRange, along dimension: Int) -> IndexRange {
    let end = assumptions.simplified(range.lower + range.span)
    func first(_ expression: IndexExpression) -> IndexExpression {
      expression.substituting {
        if case .dimension(dimension) = $0 { return 0 }
        return nil
      }
    }
    let span = assumptions.simplified(first(range.span))
    return IndexRange(lower: assumptions.simplified(end - span), span: span)
  }
}
