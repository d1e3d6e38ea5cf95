import Dialects
import IR

/// What is in a program that every step must leave right; most have little of it.
struct ProgramSurvey {
  /// Kinds of things that have rules of their own.
  struct Marks: OptionSet {
    let rawValue: Int

    /// Loops that run as an instruction.
    static let seals = Marks(rawValue: 1)
    /// Loops that are axes of a GPU.
    static let threadAxes = Marks(rawValue: 2)
    /// Buffers whose axes have a length that was promised.
    static let alignments = Marks(rawValue: 4)
    /// Blocks that update their elements atomically.
    static let atomicUpdates = Marks(rawValue: 8)
    /// Buffers that the threads of a block have together.
    static let blockMemory = Marks(rawValue: 16)
  }

  private(set) var marks: Marks = []
  /// What buffers there are, and where: the same numbers as long as nothing about them changes.
  private(set) var buffers: [UInt32] = []

  /// Of all that is in a function.
  init(of function: OperationID, in module: Module) {
    module.appendState(of: function, to: &buffers)
    for region in module.regions(of: function) {
      for block in module.blocks(in: region) { read(block, in: module) }
    }
  }

  private mutating func read(_ block: BlockID, in module: Module) {
    for operation in module.operations(in: block) {
      let hasAttributes = !module.attributes(of: operation).isEmpty
      if module.isA(operation, Program.Block.self) {
        if hasAttributes, module.isAtomic(operation) { marks.insert(.atomicUpdates) }
        if !module.holdsBlocks(operation) { continue }
      } else if module.isA(operation, Program.For.self) {
        if hasAttributes {
          if module.sealName(of: operation) != nil { marks.insert(.seals) }
          if module.threadAxis(of: operation) != nil { marks.insert(.threadAxes) }
        }
      } else if module.isA(operation, Program.Allocate.self) {
        let buffer = module.result(of: operation)
        if hasAttributes, !module.alignments(of: buffer).isEmpty { marks.insert(.alignments) }
        if module.bufferType(of: buffer)?.scope.isOfBlocks ?? false { marks.insert(.blockMemory) }
        buffers.append(block.index)
        module.appendState(of: operation, to: &buffers)
        continue
      }
      for region in module.regions(of: operation) {
        for inner in module.blocks(in: region) { read(inner, in: module) }
      }
    }
  }
}
