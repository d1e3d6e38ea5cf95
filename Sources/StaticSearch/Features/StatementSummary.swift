import Dialects
import IR
import Support

/// One innermost statement of a scheduled program, in numbers: what all features are made of.
struct StatementSummary: Sendable {
  /// The block that it is of.
  var name = ""

  struct Loop: Sendable {
    var extent: Int
    var kind: Program.LoopKind
    /// Whether the statement reduces over it.
    var isReduced = false
    var axis: Program.ThreadAxis?
  }

  /// What a statement does with one buffer.
  struct Use: Sendable {
    var buffer: ValueID
    var elementBytes: Int
    var scope: Program.BufferType.Scope
    var shape: [Int]
    var isRead = false
    var isWritten = false
    /// By axis and loop: how far an index goes while the loop runs, others standing still.
    var spans: [[Int]]
    /// By loop: how many elements apart in memory two neighbouring iterations are.
    var strides: [Int]
    /// By axis: how far apart the elements of one iteration are.
    var reach: [Int] = []
    /// Where those are.
    var places: [[Int]] = []
    /// Whether the function allocates it, and inside of how many loops.
    var isAllocated = false
    var allocationDepth = 0
    /// How many they are.
    var accessCount = 1
    /// Of those, how many lie between bounds (`clamped`) along the innermost loop.
    var boundedCount = 0

    /// Elements that are touched along each axis while the loops from number `first` run.
    func extents(from first: Int) -> [Int] {
      spans.indices.map { axis in
        min(shape[axis], spans[axis].dropFirst(first).reduce(1 + reach[axis], +))
      }
    }

    /// The same without the neighbours that an iteration touches beside its own.
    func elements(withoutReach first: Int) -> Double {
      spans.indices.reduce(1) { product, axis in
        product * Double(min(shape[axis], spans[axis].dropFirst(first).reduce(1, +)))
      }
    }

    /// Different elements that one iteration reads.
    var readCount: Int { isWritten ? max(1, accessCount - 1) : accessCount }

    var bytes: Double { shape.reduce(Double(elementBytes)) { $0 * Double($1) } }

    /// Whether it is allocated inside of the loops up to `first`, or at their end.
    func isLocal(toLoops first: Int) -> Bool { isAllocated && allocationDepth <= first }

    /// Elements that are touched while the loops from number `first` run.
    func elements(from first: Int) -> Double {
      extents(from: first).reduce(1) { $0 * Double($1) }
    }

    /// Lines of a cache that are touched while the loops from number `first` run.
    func lines(from first: Int, lineBytes: Int) -> Double {
      let extents = extents(from: first)
      guard let last = extents.last else { return 1 }
      let rows = extents.dropLast().reduce(1) { $0 * Double($1) }
      return rows * Double((last * elementBytes + lineBytes - 1) / lineBytes)
    }

    /// Bytes of a cache whose places are found by the last twelve bits of an address that what is touched
    /// from loop number `first` on takes up: rows whose starts lie a power of two apart crowd together.
    func crowdedBytes(from first: Int) -> Double {
      let extents = extents(from: first)
      guard let last = extents.last, let row = shape.last else { return 0 }
      let apart = row * elementBytes
      let rows = extents.dropLast().reduce(1) { $0 * Double($1) }
      let aligned = min(4096, apart & -apart)
      return rows * Double(max(last * elementBytes, aligned))
    }

    /// Whether the element stays the same while a loop runs.
    func isStill(in loop: Int) -> Bool { spans.allSatisfy { $0[loop] == 0 } }
  }

  /// Outermost first.
  var loops: [Loop]
  var operations: OperationCounts
  /// What is touched most first.
  var uses: [Use]
  /// Conditions under which it runs.
  var conditionCount: Int
  /// Loops around the allocation of what it writes; zero for arguments.
  var allocationDepth: Int

  /// How often it runs.
  var trips: Double { loops.reduce(1) { $0 * Double($1.extent) } }

  /// The first of the innermost loops that are written out or vectors.
  var bodyStart: Int {
    loops.lastIndex { $0.kind == .serial || $0.kind == .parallel }.map { $0 + 1 } ?? 0
  }

  /// Iterations of the loops up to number `end`.
  func trips(upTo end: Int) -> Double { loops[..<end].reduce(1) { $0 * Double($1.extent) } }

  /// How often it is written out.
  var copies: Int { loops.reduce(1) { $0 * ($1.kind == .unrolled ? $1.extent : 1) } }

  /// Lanes of its vectors; one where it has none.
  var lanes: Int { loops.last.map { $0.kind == .vectorized ? $0.extent : 1 } ?? 1 }
}

/// How many operations of each kind a statement has.
struct OperationCounts: Sendable, Hashable {
  enum Kind: Int, CaseIterable, Sendable {
    case floatMultiplyAdd, floatAddSubtract, floatMultiply, floatDivide, floatCompare
    case floatFunction, floatOther
    case integerMultiplyAdd, integerAddSubtract, integerMultiply, integerDivide, integerCompare
    case integerFunction, integerOther
    case boolean, select
  }

  private(set) var counts = [Int](repeating: 0, count: Kind.allCases.count)

  subscript(kind: Kind) -> Int { counts[kind.rawValue] }

  var total: Int { counts.reduce(0, +) }

  /// Sums, products, and both at once, of floats.
  var simple: Int {
    self[.floatMultiplyAdd] + self[.floatAddSubtract] + self[.floatMultiply]
  }

  /// What is neither a sum, a product or a quotient of floats, nor a function.
  var choices: Int {
    total - simple - self[.floatDivide] - self[.integerDivide] - self[.floatFunction]
      - self[.integerFunction]
  }

  mutating func count(_ name: String) {
    guard let kind = Self.kinds[name] ?? Self.fallback(name) else { return }
    counts[kind.rawValue] += 1
  }

  private static func fallback(_ name: String) -> Kind? {
    if name.hasPrefix("math.") { return .floatFunction }
    guard name.hasPrefix("arith."), name != "arith.constant" else { return nil }
    return name.hasSuffix("f") ? .floatOther : .integerOther
  }

  private static let kinds: [String: Kind] = [
    "math.fma": .floatMultiplyAdd, "arith.addf": .floatAddSubtract, "arith.subf": .floatAddSubtract,
    "arith.mulf": .floatMultiply, "arith.divf": .floatDivide, "arith.remf": .floatDivide,
    "arith.cmpf": .floatCompare, "arith.maximumf": .floatCompare, "arith.minimumf": .floatCompare,
    "arith.maxnumf": .floatCompare, "arith.minnumf": .floatCompare,
    "arith.addi": .integerAddSubtract, "arith.subi": .integerAddSubtract,
    "arith.muli": .integerMultiply, "arith.divsi": .integerDivide, "arith.divui": .integerDivide,
    "arith.remsi": .integerDivide, "arith.remui": .integerDivide, "arith.cmpi": .integerCompare,
    "arith.maxsi": .integerCompare, "arith.minsi": .integerCompare,
    "arith.maxui": .integerCompare, "arith.minui": .integerCompare,
    "arith.andi": .boolean, "arith.ori": .boolean, "arith.xori": .boolean,
    "arith.select": .select,
  ]
}
