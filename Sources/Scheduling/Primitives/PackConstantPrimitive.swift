import Dialects
import IR
import Support

extension Schedule {
  public struct PackConstant: SchedulePrimitive {
    public static var mnemonic: String { "schedule.pack_constant" }
    public static var documentation: String {
      """
      Has a constant of the model lie in panels of an axis, from when the model is built (TVM's layout rewrite
      of `layout_free_buffers`).

      Rewrite, in panels of 32 of axis 1:

          W : constant [768, 760];  … W[k, j] …
            -> W : constant [24, 768, 32];  … W[j floordiv 32, k, j mod 32] …

      The panel comes first, the place in it last; where the width does not divide the axis, the last panel
      is filled up with zeros, which nothing reads. Nothing is packed when the program runs.

      Requires: an input that is a constant, of constant sizes, and lies as it was.
      """
    }
    public static var signature: Signature {
      Signature(
        operands: [.init("buffer", .buffer), .init("sampled", .number, .optional)],
        properties: [.init("axis", .integer), .init("width", .integer)])
    }

    public var buffer: ValueID
    public var axis: Int
    /// Elements of the axis in a panel; where it was sampled, what was drawn.
    public var width: Int
    public var sampled: ValueID?

    public init(_ buffer: ValueID, axis: Int, width: Int, sampled: ValueID? = nil) {
      (self.buffer, self.axis, self.width, self.sampled) = (buffer, axis, width, sampled)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      buffer = module.operandOrMissing(0, of: operation)
      sampled = module.operands(of: operation).dropFirst().first
      axis = module.property("axis", of: operation)?.integerValue ?? 0
      width = module.property("width", of: operation)?.integerValue ?? 0
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [buffer] + (sampled.map { [$0] } ?? []),
        properties: ["axis": .i64(axis), "width": .i64(width)])
    }

    public func swiftCall(_ name: (ValueID) -> String) -> String {
      let size = sampled.map { "sampled: \(name($0))" } ?? "width: \(width)"
      return "packConstant(\(name(buffer)), axis: \(axis), \(size))"
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let buffer = try program.buffer(buffer)
      let width = try sampled.map { value throws(Refusal) in try program.number(value) } ?? width
      let name = program.bufferName(buffer)
      guard width >= 1 else { throw Refusal("a panel must be at least 1 wide, not \(width)") }
      let shape = try program.type(of: buffer).shape
      let sizes = shape.compactMap(\.constantValue)
      guard sizes.count == shape.count else {
        throw Refusal(
          "\(name), [\(shape.map(\.description).joined(separator: ", "))], has no constant sizes")
      }
      guard sizes.indices.contains(axis) else {
        throw Refusal("\(name) has \(sizes.count) axes, there is no number \(axis)")
      }
      let others = sizes.indices.filter { $0 != axis }
      let place = IndexExpression(width)
      // The original's index over the panel, the other axes, and the place in the panel.
      var original = sizes.map { _ in IndexExpression.zero }
      original[axis] = .dimension(0) * place + .dimension(sizes.count)
      for (number, other) in others.enumerated() { original[other] = .dimension(number + 1) }
      let layout = Program.LayoutAttribute(
        packed: [(sizes[axis] + width - 1) / width] + others.map { sizes[$0] } + [width],
        original: sizes, map: original)
      guard canPackConstant(buffer, as: layout, of: program.function, in: program.module) else {
        throw Refusal("\(name) is no constant of the model that lies as it was")
      }
      for user in program.module.users(of: buffer) {
        let old = program.module.property("map", of: user)?.mapExpressions ?? []
        guard old.count == sizes.count else {
          throw Refusal("'\(program.module.name(of: user))' uses all of \(name) at once")
        }
        let map =
          [old[axis].floorDivided(by: place)] + others.map { old[$0] }
          + [old[axis].remainder(by: place)]
        program.module.setProperty("map", of: user, to: .map(map))
      }
      _ = Scheduling.packConstant(buffer, as: layout, of: program.function, in: &program.module)
      return []
    }
  }

  /// Has a constant of the model lie in panels of an axis; see `PackConstant`.
  public mutating func packConstant(
    _ buffer: Buffer, axis: Int, width: Int
  ) throws(Refusal) {
    try apply(PackConstant(buffer.value, axis: axis, width: width))
  }

  /// Has a constant of the model lie in panels of a width that was sampled; see `PackConstant`.
  public mutating func packConstant(
    _ buffer: Buffer, axis: Int, sampled: Number
  ) throws(Refusal) {
    let width = try number(sampled.value)
    try apply(PackConstant(buffer.value, axis: axis, width: width, sampled: sampled.value))
  }
}
