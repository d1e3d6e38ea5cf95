import Dialects
import IR
import Polyhedra
import Support

/// A block with the loops around it, as integer sets see it.
///
/// The dimensions are the counters of the loops, outermost first; a loop that was fused from two
/// whose extents are symbols has one dimension for each, since only so its parts are linear.
struct Statement {
  let block: OperationID
  let signature: Program.Block
  /// The loops around, outermost first.
  var loops: [OperationID] = []
  /// The blocks around, outermost first.
  var outerBlocks: [OperationID] = []
  /// The dimensions of each loop's counter, the most significant first.
  var digits: [[Int]] = []
  /// The value of each loop's counter.
  var counters: [IndexExpression] = []
  /// The names of the loops, for messages.
  var loopNames: [String] = []
  /// Of each dimension how many values it has, over those before it; `nil` if that is not known.
  var extents: [IndexExpression?] = []
  /// Where it stands in the text of the program.
  var number = 0
  /// What holds of the dimensions: every expression is at least zero.
  var domain: [IndexExpression] = []
  /// How many conditions of the domain come from the loops, and not from the block's own predicate.
  var loopConditionCount = 0
  /// How many of them hold in all of each loop around.
  var loopConditionEnds: [Int] = []
  /// The value of each iterator of the block.
  var iterators: [IndexExpression] = []
  var accesses: [Access] = []
  /// What the block says of itself; see `Program.Region`.
  var regions: [Region] = []
  /// The rule by which it accumulates, if it does and nothing else.
  var combination: String?
  /// Whether each update of an element is one step for all threads.
  var isAtomic = false

  var name: String { signature.name }

  var dimensionCount: Int { extents.count }

  /// One read or write of elements.
  struct Access {
    let buffer: ValueID
    let isWrite: Bool
    /// The element; a missing index may be any.
    var indices: [IndexExpression?]
    /// Only where all of these are zero: at the first step of a reduction.
    var onlyAtZero: [IndexExpression] = []
    /// Whether this is the load or store with which the statement accumulates.
    var accumulates = false
    /// Whether it is the initialisation that writes.
    var isInitial = false
    let operation: OperationID

    /// Whether it touches the same element in the same instances, for the same reason, as another.
    func isPlaced(as other: Access) -> Bool {
      buffer == other.buffer && isInitial == other.isInitial && accumulates == other.accumulates
        && indices == other.indices && onlyAtZero == other.onlyAtZero
    }

    /// What an opaque block may do: read and write all that there is besides buffers.
    static func ofTheWorld(_ block: OperationID) -> [Access] {
      [false, true].map {
        Access(buffer: .missing, isWrite: $0, indices: [], operation: block)
      }
    }
  }

  /// A part of a buffer that the block says it touches.
  struct Region {
    let buffer: ValueID
    let isWrite: Bool
    /// The first element; a missing index is not known.
    let lower: [IndexExpression?]
    let extents: [IndexExpression]
  }

  /// What holds of the dimensions, as a question.
  func instances(_ symbols: [String: SymbolRange]) -> IntegerSystem {
    var system = IntegerSystem(dimensions: dimensionCount, symbols: symbols)
    for condition in domain { system.require(nonNegative: condition) }
    return system
  }

  /// The iterators that are reduced over.
  var reductions: [IndexExpression] {
    zip(signature.kinds, iterators).filter { $0.0 == .reduction }.map(\.1)
  }

  /// The operations with which the order of terms does not matter.
  ///
  /// Sums and products of floats are among them: a schedule may round differently, as everywhere in
  /// tensor compilers.
  static let combinations: Set<String> = [
    "arith.addf", "arith.addi", "arith.mulf", "arith.muli", "arith.maximumf", "arith.minimumf",
    "arith.maxnumf", "arith.minnumf", "arith.maxsi", "arith.minsi", "arith.maxui", "arith.minui",
    "arith.andi", "arith.ori", "arith.xori",
  ]
}
