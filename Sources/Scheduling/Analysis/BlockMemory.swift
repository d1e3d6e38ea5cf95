import Dialects
import IR
import Support

// Memory of blocks of threads: who may touch it.

extension Program.BufferType.Scope {
  /// Whether the threads of a block, or some of them, have it together.
  public var isOfBlocks: Bool { self == .shared || self == .warp }

  /// How many bytes of it a block may have: what all GPUs give without being asked.
  static let mostBlockBytes = 48 << 10
  /// How many threads run together at most.
  static let mostWarpThreads = 32
}

extension ScheduledProgram {
  /// Refuses if a buffer of a block of threads, once it is placed in loops, is where others would touch it.
  ///
  /// One that is allocated beside all nests, as a cache is when it is made, is yet to be placed.
  func requireBlockMemory() throws(Refusal) {
    var placed: [ValueID] = []
    module.walk(function) { operation in
      guard module.isA(operation, Program.Allocate.self), module.parent(of: operation) != function
      else { return }
      let buffer = module.result(of: operation)
      if module.bufferType(of: buffer)?.scope.isOfBlocks ?? false { placed.append(buffer) }
    }
    for buffer in placed { try requireWithinBlock(buffer) }
  }

  /// Refuses unless all that touch a buffer are in the block of threads that has it.
  func requireWithinBlock(_ buffer: ValueID) throws(Refusal) {
    let type = try type(of: buffer)
    guard type.scope.isOfBlocks, let allocation = module.definingOperation(of: buffer) else {
      return
    }
    let scope = type.scope.rawValue
    let bytes = ((type.element.bitWidth ?? 8) + 7) / 8
    if let count = assumptions.simplified(type.elementCount).constantValue,
      count * bytes > Program.BufferType.Scope.mostBlockBytes
    {
      throw Refusal(
        "\(bufferName(buffer)) takes \(count * bytes) bytes, more than the "
          + "\(Program.BufferType.Scope.mostBlockBytes) of scope '\(scope)' that a block of threads has"
      )
    }
    let home = loops(around: allocation)
    for loop in home {
      if let axis = module.threadAxis(of: loop), !axis.isBlock {
        throw Refusal(
          "\(bufferName(buffer)) is allocated in the loop '\(loopName(loop))', which is bound to "
            + "'\(axis.rawValue)': each thread would have its own, and scope '\(scope)' is of a block"
        )
      }
    }
    for user in users(of: buffer) {
      for loop in loops(around: user.block).dropFirst(home.count) {
        guard let axis = module.threadAxis(of: loop) else { continue }
        let place =
          "block '\(blockName(user.block))' touches \(bufferName(buffer)) in the loop '\(loopName(loop))', "
          + "which is bound to '\(axis.rawValue)'"
        if axis.isBlock {
          throw Refusal(
            "\(place), and a buffer of scope '\(scope)' belongs to one block of threads; use 'store(_:at:)' "
              + "to give each its own")
        }
        let count = assumptions.simplified(try snapshot(loop).extent).constantValue ?? .max
        if type.scope == .warp,
          axis != .threadX || count > Program.BufferType.Scope.mostWarpThreads
        {
          throw Refusal(
            "\(place) with \(count) iterations, and only \(Program.BufferType.Scope.mostWarpThreads) "
              + "threads at most, along x, have a buffer of scope 'warp'; use 'shared'")
        }
      }
    }
  }
}
