import Dialects

/// What rules know of the machine.
public struct SketchTarget: Sendable {
  public var hardware: HardwareDescription
  /// Threads that share the work.
  public var threads: Int
  /// The structures of tiles that are tried.
  public var structures: [TileStructure]
  /// Whether sums of floats may have another order than the program says.
  public var mayReassociate = false
  /// Statements that may be written out one after another.
  public var mostWrittenOut = 256

  public init(
    hardware: HardwareDescription, threads: Int,
    structures: [TileStructure] = [.registers, .shiftedRegisters, .ansor]
  ) {
    (self.hardware, self.threads, self.structures) = (hardware, threads, structures)
  }

  /// Whether it is a GPU, on which blocks of threads run.
  public var hasThreadBlocks: Bool { structures.contains(where: \.isOfThreads) }
}

/// Levels of tiles, outermost first.
///
///     SSRSRs        i0 j0 | i1 j1 | k0 | i2 j2 | k1 | i3 j3 written out
public struct TileStructure: Hashable, Sendable {
  /// A level has a loop for each axis of its kind.
  public struct Level: Hashable, Sendable {
    public var isSpatial: Bool
    /// Whether its iterations are written out, one after another.
    public var isWrittenOut: Bool
  }

  /// `S` and `R` for spatial and reduced axes, small where they are written out.
  public let word: String
  public let levels: [Level]
  /// The levels, from 0, inside of which the stage that follows may be computed.
  public let joins: [Int]
  /// Where the accumulators live.
  public let scope: Program.BufferType.Scope
  /// The greatest tile of the innermost level.
  public let mostInnermost: Int
  /// Whether the last tile along an axis begins early, so that none is partial.
  ///
  /// Some elements are then
  /// computed twice, so only the axis of the lanes is shared among threads.
  public let isShifted: Bool
  /// Whether the first level is the blocks of a GPU's grid, and the second the threads of a block.
  public let isOfThreads: Bool

  /// What tells it from others.
  public var name: String { word + (isShifted ? "-shift" : isOfThreads ? "-threads" : "") }

  /// - Precondition: there is no `flaw` in it.
  public init(
    _ word: String, joins: [Int], scope: Program.BufferType.Scope, mostInnermost: Int = 16,
    isShifted: Bool = false, isOfThreads: Bool = false
  ) {
    let flaw = Self.flaw(word, joins: joins, isOfThreads: isOfThreads)
    precondition(flaw == nil, flaw ?? "")
    levels = word.map { Level(isSpatial: "Ss".contains($0), isWrittenOut: $0.isLowercase) }
    (self.word, self.joins, self.scope) = (word, joins, scope)
    (self.mostInnermost, self.isShifted) = (mostInnermost, isShifted)
    self.isOfThreads = isOfThreads
  }

  /// What is wrong with a structure that cannot be; `nil` if nothing is.
  ///
  /// A word has no other letters than `S`, `R`, `s` and `r`, begins with an `S`, has an `R` or `r`, ends with a
  /// spatial level, and for threads of a GPU begins with `SS`. Joins are places of its spatial levels.
  public static func flaw(_ word: String, joins: [Int], isOfThreads: Bool = false) -> String? {
    let letters = Array(word)
    if let other = letters.first(where: { !"SRsr".contains($0) }) {
      return "a level of tiles is S, R, s or r, not '\(other)'"
    }
    guard letters.first == "S", letters.last.map({ "Ss".contains($0) }) ?? false else {
      return "'\(word)' is no structure of tiles: it begins with S and ends with S or s"
    }
    guard letters.contains(where: { "Rr".contains($0) }) else {
      return "'\(word)' is no structure of tiles: it has no level of axes that are reduced over"
    }
    if isOfThreads && letters[1] != "S" {
      return "'\(word)' is no structure for threads: it begins with SS, blocks and threads"
    }
    for join in joins where !letters.indices.contains(join) || !"Ss".contains(letters[join]) {
      return "what follows cannot be joined at level \(join) of '\(word)', which is no spatial one"
    }
    return nil
  }

  /// Ansor's for processors.
  public static let ansor = TileStructure("SSRSRs", joins: [0, 1], scope: .local)
  /// One tile in registers for all of the reduction.
  public static let registers = TileStructure("SSRrs", joins: [1], scope: .register)
  /// The same for sizes that tiles do not divide.
  public static let shiftedRegisters = TileStructure(
    "SRrs", joins: [0], scope: .register, isShifted: true)
  /// For GPUs: a tile in the registers of each thread.
  public static let threads = TileStructure(
    "SSRrs", joins: [1], scope: .register, mostInnermost: 8, isOfThreads: true)
}
