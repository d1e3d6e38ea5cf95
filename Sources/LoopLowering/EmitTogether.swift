import Dialects
import IR
import Scheduling
import Support

// Instructions that several threads of a GPU perform together, as those of a warp do.

extension LoopEmitter {
  /// Writes an instruction of several threads into a launch: all along `thread.x` run its implementation, for one
  /// position of each other axis whose loop is not open.
  ///
  /// - Throws: a diagnostic at the loop, if other threads than the instruction needs would be there, its buffers
  ///   belong to single threads, or it runs in part only.
  mutating func emitTogether(
    _ instruction: Program.Instruction, _ implementation: OperationID, _ match: InstructionMatch,
    at loop: OperationID
  ) throws(Diagnostic) {
    let (name, threads) = (instruction.name, instruction.threads)
    func refusal(_ text: String) -> Diagnostic {
      .error(
        "the instruction '\(name)' is performed by \(threads) threads together, \(text)",
        at: source.location(of: loop))
    }
    guard launch?.open.contains(.threadX) != true else {
      throw refusal(
        "and a loop around it is bound to 'thread.x'; bind that one to 'thread.y' or 'thread.z'")
    }
    let count = launch?.threadCounts[.threadX] ?? 1
    guard count == threads else {
      throw refusal(
        "those along 'thread.x', where other loops of the launch have \(count); split them by "
          + "\(threads)")
    }
    for buffer in match.buffers.map(\.buffer) {
      guard let allocation = source.definingOperation(of: buffer), isUnderThreads(allocation)
      else { continue }
      throw refusal(
        "and a buffer of it is memory of a single thread; allocate it outside of the loops that are "
          + "bound to threads, as 'compute(_:at:)' in a loop of blocks does")
    }
    guard match.counts.allSatisfy({ $0 == nil }) else {
      throw refusal(
        "and has no part for the rest of a tile; use 'pad_einsum', or split with the tail 'cut'")
    }
    try once(sharing: .threadX) { emitter throws(Diagnostic) in
      emitter.emitImplementation(implementation, match, counts: [])
    }
  }

  /// How many threads perform an instruction together that a nest of a launch runs as; one if none does.
  func threadsTogether(in root: OperationID) -> Int {
    var most = 1
    source.walk(root) { operation in
      guard
        let name = source.attribute("instruction", of: operation)?.stringValue,
        let found = source.instruction(named: name)
      else { return }
      let instruction = Program.Instruction(found, in: source)
      if instruction.features.allSatisfy({ hardware.has($0) }) {
        most = max(most, instruction.threads)
      }
    }
    return most
  }
}
