import Dialects
import IR

extension Schedule {
  public struct HoistStorage: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.hoist_storage" }
    public static var documentation: String {
      """
      Allocates a buffer once before a loop whose iterations have one each, and lets them share it
      (Halide `hoist_storage`).

      Rewrite:

          for io { T = alloc [14];  … T[ii] … }  ->  T = alloc [14];  for io { … T[ii] … }

      Requires: a serial loop with the allocation directly in its body. Its iterations depend on each
      other from then on.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [.buffer(\.buffer), .loop(\.loop, label: "above")]
    }

    public var buffer = ValueID.missing
    public var loop = ValueID.missing

    public init() {}

    public init(_ buffer: ValueID, above loop: ValueID) {
      (self.buffer, self.loop) = (buffer, loop)
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let (buffer, loop) = (try program.buffer(buffer), try program.loop(loop))
      let allocation = try program.allocation(of: buffer, in: loop)
      program.module.move(allocation, to: .before(loop))
      return []
    }
  }

  /// Allocates a buffer once before a loop whose iterations have one each; see `HoistStorage`.
  public mutating func hoistStorage(_ buffer: Buffer, above loop: Loop) throws(Refusal) {
    try apply(HoistStorage(buffer.value, above: loop.value))
  }
}

extension ScheduledProgram {
  /// The allocation of a buffer of which every iteration of a serial loop has one.
  func allocation(
    of buffer: ValueID, in loop: OperationID
  ) throws(Refusal) -> OperationID {
    try requireAllocated(buffer)
    guard let allocation = module.definingOperation(of: buffer),
      module.parent(of: allocation) == loop
    else {
      throw Refusal(
        "\(bufferName(buffer)) is not allocated in the body of the loop '\(loopName(loop))'; "
          + "'store(_:at:)' puts it there")
    }
    let kind = try snapshot(loop).kind
    guard kind == .serial else {
      throw Refusal(
        "the loop '\(loopName(loop))' is \(kind.rawValue), so its iterations cannot share a buffer")
    }
    return allocation
  }
}
