import Dialects
import IR
import Support

extension Schedule {
  public struct AlignStorage: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.align_storage" }
    public static var documentation: String {
      """
      Makes a buffer longer along an axis, so that its length is a multiple of a number, or that many
      more (Halide `align_storage`, TVM `storage_align`).

      Rewrite, for axis 1, a multiple of 16 and 4 more: rows begin at other cache sets.

          T = alloc [m, 60]  ->  T = alloc [m, 68]

      Requires: a buffer that the function allocates. Nobody touches the new elements, so steps that
      need every element written come before this one. The alignment is a statement that is kept: a later
      step that would make the axis another length is refused.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [
        .buffer(\.buffer), .integer(\.axis, "axis", label: "axis"),
        .integer(\.multiple, "multiple", label: "toMultipleOf"),
        .integer(\.offset, "offset", label: "plus"),
      ]
    }

    public var buffer = ValueID.missing
    public var axis = 0
    public var multiple = 1
    public var offset = 0

    public init() {}

    public init(_ buffer: ValueID, axis: Int, toMultipleOf multiple: Int, plus offset: Int) {
      (self.buffer, self.axis, self.multiple, self.offset) = (buffer, axis, multiple, offset)
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let buffer = try program.buffer(buffer)
      try program.requireAllocated(buffer)
      try program.requireAxis(axis, of: buffer)
      guard multiple >= 1, (0..<multiple).contains(offset) else {
        throw Refusal(
          "expected a multiple of at least 1 and less than that to add, found \(multiple) and "
            + "\(offset)")
      }
      var type = try program.type(of: buffer)
      let (unit, rest) = (IndexExpression(multiple), IndexExpression(offset))
      // Never less than before: (size - rest) rounded up is at least size - rest.
      let length = (type.shape[axis] - rest).ceilDivided(by: unit) * unit + rest
      type.shape[axis] = program.assumptions.simplified(length)
      program.module.setType(of: buffer, to: .of(type))
      let alignment = StorageAlignment(
        axisFromLast: type.shape.count - 1 - axis, multiple: multiple, offset: offset)
      var all = program.module.alignments(of: buffer).filter {
        $0.axisFromLast != alignment.axisFromLast
      }
      all.append(alignment)
      program.module.setAlignments(all, of: buffer)
      return []
    }
  }

  /// Makes a buffer's length along an axis a multiple of a number plus an offset; see `AlignStorage`.
  public mutating func alignStorage(
    _ buffer: Buffer, axis: Int, toMultipleOf multiple: Int, plus offset: Int = 0
  ) throws(Refusal) {
    try apply(
      AlignStorage(buffer.value, axis: axis, toMultipleOf: multiple, plus: offset))
  }
}
