import Dialects
import IR
import Support

extension Schedule {
  public struct SetScope: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.set_scope" }
    public static var documentation: String {
      """
      Says where a buffer lives (TVM `set_scope`, Halide `store_in`, Exo `set_memory`).

      Rewrite: `T = alloc [14, 32], global -> T = alloc [14, 32], register`.

      Requires: a buffer that the function allocates, and for all but `global` constant sizes. For `local`
      and `register`: no parallel loop between the allocation and what touches it. For `shared`: no loop of
      blocks of a GPU between them, the allocation in no loop of threads, and 48 KiB at most; for `warp`
      besides that no threads but 32 along x.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [.buffer(\.buffer), .scope(\.scope)]
    }

    public var buffer = ValueID.missing
    public var scope = Program.BufferType.Scope.global

    public init() {}

    public init(_ buffer: ValueID, to scope: Program.BufferType.Scope) {
      self.buffer = buffer
      self.scope = scope
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let buffer = try program.buffer(buffer)
      try program.requireAllocated(buffer)
      var type = try program.type(of: buffer)
      if scope != .global {
        if let size = type.shape.first(where: {
          program.assumptions.simplified($0).constantValue == nil
        }) {
          throw Refusal(
            "\(program.bufferName(buffer)) has the size '\(size)', no constant; make it smaller with "
              + "'store(_:at:)' first")
        }
        if !scope.isOfBlocks { try program.requireSingleThread(buffer, scope) }
      }
      type.scope = scope
      program.changeScopes { $0.setType(of: buffer, to: .of(type)) }
      try program.requireWithinBlock(buffer)
      return []
    }
  }

  /// Says where a buffer lives; see `SetScope`.
  public mutating func setScope(
    _ buffer: Buffer, _ scope: Program.BufferType.Scope
  ) throws(Refusal) {
    try apply(SetScope(buffer.value, to: scope))
  }
}

extension ScheduledProgram {
  fileprivate func requireSingleThread(
    _ buffer: ValueID, _ scope: Program.BufferType.Scope
  ) throws(Refusal) {
    guard !isTrusted, let allocation = module.definingOperation(of: buffer) else { return }
    let home = Set(loops(around: allocation))
    for user in users(of: buffer) {
      for loop in loops(around: user.block) where !home.contains(loop) {
        if try snapshot(loop).kind == .parallel {
          throw Refusal(
            "the parallel loop '\(loopName(loop))' is between the allocation and block "
              + "'\(blockName(user.block))', so its threads could not share a buffer of scope "
              + "'\(scope.rawValue)'")
        }
      }
    }
  }
}
