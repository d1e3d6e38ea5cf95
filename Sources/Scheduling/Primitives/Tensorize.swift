import Dialects
import IR
import Support

extension Schedule {
  public struct Tensorize: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.tensorize" }
    public static var documentation: String {
      """
      Runs the nest of a loop as an instruction of the module, a `program.instruction` (TVM `tensorize`,
      Exo `replace`).

      Rewrite; the nest stays, as what the instruction means, and becomes its implementation when the
      program becomes loops for a processor that has it:

          for j in 16 { for k in 4 { C[j] += A[k] * B[j, k] } }
            -> for j in 16 {instruction = "x86.dot_u8s8"} { for k in 4 { C[j] += A[k] * B[j, k] } }

      Requires: a perfect nest around one block that computes what the instruction's description
      does: the same operations on the same types (operands of commutative ones in any order), loops of
      the same extents and kinds in any order, places in memory that move by the same distances, sizes
      in their ranges, buffers that are separate where one is written and aligned as it demands; no
      predicate that may fail and no initialisation. Later steps that would change this are refused.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [.loop(\.loop), .name(\.instruction, "instruction", label: "as")]
    }

    public var loop = ValueID.missing
    /// The instruction's name.
    public var instruction = ""

    public init() {}

    public init(_ loop: ValueID, as instruction: String) {
      self.loop = loop
      self.instruction = instruction
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let loop = try program.loop(loop)
      if let other = program.module.attribute(SealedNest.instruction, of: loop)?.stringValue {
        throw Refusal("the loop '\(program.loopName(loop))' runs as '\(other)' already")
      }
      _ = try program.instructionMatch(named: instruction, at: loop)
      program.module.setAttribute(SealedNest.instruction, of: loop, to: .string(instruction))
      return []
    }
  }

  /// Runs the nest of a loop as an instruction of the module; see `Tensorize`.
  public mutating func tensorize(_ loop: Loop, as instruction: String) throws(Refusal) {
    try apply(Tensorize(loop.value, as: instruction))
  }
}
