import Dialects
import IR
import Support

extension Schedule {
  public struct RingBuffer: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.ring_buffer" }
    public static var documentation: String {
      """
      Gives the iterations of a loop a few buffers in turn instead of a new one each (Halide
      `ring_buffer`; with two of them TVM's `double_buffer`).

      Rewrite, for two:

          for io { T = alloc [14];  … T[ii] … }
            -> T = alloc [2, 14];  for io { … T[io mod 2, ii] … }

      Requires: a serial loop with the allocation directly in its body. As many iterations may then be
      under way at once, see `pipeline`.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [
        .buffer(\.buffer), .loop(\.loop, label: "along"),
        .integer(\.count, "count", label: "count"),
      ]
    }

    public var buffer = ValueID.missing
    public var loop = ValueID.missing
    /// How many buffers there are.
    public var count = 2

    public init() {}

    public init(_ buffer: ValueID, along loop: ValueID, count: Int) {
      (self.buffer, self.loop, self.count) = (buffer, loop, count)
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let (buffer, loop) = (try program.buffer(buffer), try program.loop(loop))
      let allocation = try program.allocation(of: buffer, in: loop)
      guard count >= 1 else { throw Refusal("there must be at least 1 buffer, not \(count)") }
      var type = try program.type(of: buffer)
      type.shape.insert(IndexExpression(count), at: 0)
      program.module.move(allocation, to: .before(loop))
      program.module.setType(of: buffer, to: .of(type))
      let counter = try program.counter(of: loop)
      for user in program.module.users(of: buffer) {
        let leading = program.module.isA(user, Program.Store.self) ? 2 : 1
        var operands = program.module.operands(of: user)
        let place = operands.dropFirst(leading).firstIndex(of: counter) ?? operands.count
        if place == operands.count { operands.append(counter) }
        let turn = IndexExpression.dimension(place - leading)
          .remainder(by: IndexExpression(count))
        let map = program.module.property("map", of: user)?.mapExpressions ?? []
        program.module.setOperands(of: user, to: operands)
        program.module.setProperty("map", of: user, to: .map([turn] + map))
      }
      return []
    }
  }

  /// Gives the iterations of a loop a few buffers in turn; see `RingBuffer`.
  public mutating func ringBuffer(
    _ buffer: Buffer, along loop: Loop, count: Int
  ) throws(Refusal) {
    try apply(RingBuffer(buffer.value, along: loop.value, count: count))
  }

  /// Gives the iterations of a loop two buffers in turn; see `RingBuffer`.
  public mutating func doubleBuffer(_ buffer: Buffer, along loop: Loop) throws(Refusal) {
    try ringBuffer(buffer, along: loop, count: 2)
  }
}
