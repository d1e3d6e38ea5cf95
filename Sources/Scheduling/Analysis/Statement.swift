import Dialects
import IR
import Polyhedra
import Support

/// A block with the loops around it, as integer sets see it.
///
/// The dimensions are the counters of the loops, outermost first; a loop that was fused from two
/// whose extents are symbols has one dimension for each, since only so its parts are linear.
final class Statement: Sendable {
  let block: OperationID
  let signature: Program.Block
  /// The loops around, outermost first.
  let loops: [OperationID]
  /// The blocks around, outermost first.
  let outerBlocks: [OperationID]
  /// The dimensions of each loop's counter, the most significant first.
  let digits: [[Int]]
  /// The value of each loop's counter.
  let counters: [IndexExpression]
  /// The names of the loops, for messages.
  let loopNames: [String]
  /// Of each dimension how many values it has, over those before it; `nil` if that is not known.
  let extents: [IndexExpression?]
  /// Where it stands in the text of the program.
  let number: Int
  /// What holds of the dimensions: every expression is at least zero.
  let domain: [IndexExpression]
  /// How many conditions of the domain come from the loops, and not from the block's own predicate.
  let loopConditionCount: Int
  /// How many of them hold in all of each loop around.
  let loopConditionEnds: [Int]
  /// The value of each iterator of the block.
  let iterators: [IndexExpression]
  let accesses: [Access]
  /// What the block says of itself; see `Program.Region`.
  let regions: [Region]
  /// The rule by which it accumulates, if it does and nothing else.
  let combination: String?
  /// Whether each update of an element is one step for all threads.
  let isAtomic: Bool

  init(
    block: OperationID, signature: Program.Block, loops: [OperationID], outerBlocks: [OperationID],
    digits: [[Int]], counters: [IndexExpression], loopNames: [String],
    extents: [IndexExpression?], number: Int, domain: [IndexExpression], loopConditionCount: Int,
    loopConditionEnds: [Int], iterators: [IndexExpression], accesses: [Access], regions: [Region],
    combination: String?, isAtomic: Bool
  ) {
    (self.block, self.signature, self.number) = (block, signature, number)
    (self.loops, self.outerBlocks, self.loopNames) = (loops, outerBlocks, loopNames)
    (self.digits, self.counters, self.extents) = (digits, counters, extents)
    (self.domain, self.loopConditionCount) = (domain, loopConditionCount)
    (self.loopConditionEnds, self.iterators) = (loopConditionEnds, iterators)
    (self.accesses, self.regions) = (accesses, regions)
    (self.combination, self.isAtomic) = (combination, isAtomic)
  }

  /// The same, at another place of the text.
  func numbered(_ number: Int) -> Statement {
    number == self.number ? self : with(number: number)
  }

  /// The same but for what is given.
  func with(
    number: Int? = nil, extents: [IndexExpression?]? = nil, domain: [IndexExpression]? = nil,
    accesses: [Access]? = nil
  ) -> Statement {
    Statement(
      block: block, signature: signature, loops: loops, outerBlocks: outerBlocks, digits: digits,
      counters: counters, loopNames: loopNames, extents: extents ?? self.extents,
      number: number ?? self.number, domain: domain ?? self.domain,
      loopConditionCount: loopConditionCount, loopConditionEnds: loopConditionEnds,
      iterators: iterators, accesses: accesses ?? self.accesses, regions: regions,
      combination: combination, isAtomic: isAtomic)
  }

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
  var reductions: [IndexExpression] { signature.reductions(among: iterators) }

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

extension Program.Block {
  /// Those of the values of its iterators that are reduced over.
  func reductions(among iterators: [IndexExpression]) -> [IndexExpression] {
    zip(kinds, iterators).filter { $0.0 == .reduction }.map(\.1)
  }
}
