import Dialects
import Support

/// What a tile costs, in hundredths of a cycle of one core.
///
/// One step of the reduction multiplies a column of `A` with a row of `B`; it takes as long as the
/// scarcest of what it needs.
struct TileCost {
  let hardware: HardwareDescription
  let shape: TileShape
  /// Bytes of a vector of `B` where it is read, of all steps that go together.
  let vectorBytes: Int
  /// Bytes of all of `B`, where that is a number.
  let factorBytes: Int?
  /// Instructions that turn a vector of `B` into the type of the product.
  let conversions: Int
  /// Whether `A` is read in vectors, too.
  var isElementwise = false
  /// Steps that go together in a word, and the instructions that multiply and add them.
  var dot = DotSteps()

  static let cycle = 100

  /// Multiply-adds.
  var multiplication: Int {
    shape.height * shape.vectors * dot.instructions * Self.cycle / hardware.multiplyAddsPerCycle
  }

  /// Every accumulator waits for its last addition.
  var latency: Int { hardware.multiplyAddLatency * Self.cycle }

  /// Broadcasts or vectors of `A` and vectors of `B`.
  var loading: Int { (factorLoads + shape.vectors) * Self.cycle / hardware.loadsPerCycle }
  private var factorLoads: Int { isElementwise ? shape.height * shape.vectors : shape.height }

  /// All instructions, with what converts vectors of `B`.
  var issue: Int {
    (factorLoads + shape.vectors * (1 + conversions)
      + shape.height * shape.vectors * dot.instructions)
      * Self.cycle / hardware.instructionsPerCycle
  }

  /// Every tile of rows reads `B` again, and a panel is longer than the first level: it comes from
  /// the second one where all of `B` stays there, else from beyond it.
  var streaming: Int {
    let isNear = factorBytes.map { $0 <= hardware.cacheBytes(level: 2) * 3 / 4 } ?? false
    let bytesPerCycle = isNear ? Self.nearBytesPerCycle : Self.farBytesPerCycle
    return shape.vectors * vectorBytes * Self.cycle / bytesPerCycle
  }
  /// A line a cycle.
  private static let nearBytesPerCycle = 64
  private static let farBytesPerCycle = 24

  /// One step of the reduction.
  var step: Int {
    let least = max(multiplication, latency, loading, issue, streaming) / dot.steps
    let isScattered = !isElementwise && shape.height > Self.followedRows
    return isScattered ? least * Self.scatteredPercent / 100 : least
  }
  /// Rows of `A` that a core fetches ahead by itself, each a run of memory of its own; and what steps take of
  /// more of them.
  private static let (followedRows, scatteredPercent) = (8, 102)

  /// What a tile costs besides: entering its loops, and clearing, finishing and writing each vector.
  var tile: Int {
    (Self.tileCycles + Self.vectorCycles * shape.height * shape.vectors) * Self.cycle
  }
  private static let tileCycles = 40
  private static let vectorCycles = 3

  /// Writing a line that is in the second-level cache.
  static let writing = 230

  /// Converting one vector of packed `B` to a panel: a load, a shift by a number that is not known before,
  /// the conversions and a store, two instructions a cycle.
  static func expanding(conversions: Int) -> Int { (3 + conversions) * cycle / 2 }

  /// Copying one vector of `B` into a panel.
  static func copying(isContiguous: Bool, width: Int) -> Int {
    // A gather takes about a cycle a lane; a copy about one to load, one to store, one to convert.
    (isContiguous ? 3 : 2 + width) * cycle
  }
}
