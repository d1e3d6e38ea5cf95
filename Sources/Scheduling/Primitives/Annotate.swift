import Dialects
import IR

extension Schedule {
  public struct Annotate: SchedulePrimitive {
    public static var mnemonic: String { "schedule.annotate" }
    public static var documentation: String {
      """
      Leaves a note on a loop for later passes (TVM `annotate`).

      Rewrite: the loop gets the attribute. Always legal: notes do not change what a program means.
      """
    }
    public static var signature: Signature {
      Signature(
        operands: [.init("loop", .loop)],
        properties: [.init("key", .string), .init("value", .any)])
    }
    // A note may say anything.
    public static var isLimited: Bool { false }

    public var loop: ValueID
    public var key: String
    public var value: Attribute

    public init(_ loop: ValueID, key: String, value: Attribute) {
      self.loop = loop
      self.key = key
      self.value = value
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      loop = module.operandOrMissing(0, of: operation)
      key = module.property("key", of: operation)?.stringValue ?? ""
      value = module.property("value", of: operation) ?? .unit
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [loop],
        properties: ["key": .string(key), "value": value])
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let taken = [
        "fused", SealedNest.instruction, Program.ThreadAxis.attribute,
      ]
      guard !key.isEmpty, !taken.contains(key) else {
        throw Refusal("'\(key)' is no key that a note may have")
      }
      program.module.setAttribute(key, of: try program.loop(loop), to: value)
      return []
    }

    public func swiftCall(_ name: (ValueID) -> String) -> String {
      if let text = value.stringValue {
        return "annotate(\(name(loop)), \"\(key)\", .string(\"\(text)\"))"
      }
      return "annotate(\(name(loop)), \"\(key)\", .i64(\(value.integerValue ?? 0)))"
    }
  }

  /// Leaves a note on a loop; see `Annotate`.
  public mutating func annotate(
    _ loop: Loop, _ key: String, _ value: Attribute
  ) throws(Refusal) {
    try apply(Annotate(loop.value, key: key, value: value))
  }
}
