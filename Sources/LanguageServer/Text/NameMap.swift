import IR

/// What the names in a text mean: which definition each use belongs to.
struct NameMap: Sendable {
  enum Kind: Hashable, Sendable { case value, block, symbol, alias }

  /// What a name stands for.
  struct Definition: Sendable {
    var kind: Kind
    /// The name with its prefix, as `%0`, `^bb0`, `@f`, `#map`.
    var name: String
    /// The name where it is defined; a symbol's is without quotes, that of others with the prefix.
    var range: Range<Int>
    /// The names where it is used.
    var uses: [Range<Int>] = []
    /// Of a value: the first that the name means, if the operation could be read, and how many.
    var first: ValueID?
    var count = 1
    /// Of a value or block: the number of the region around it; -1 outside of all.
    var region = -1
    /// Of a symbol, and of the result of an operation: the number of the operation.
    var operation: Int?
    /// Of a symbol: the number of the operation in which it is seen; -1 at the top.
    var table = -1
  }

  /// A place where a name stands.
  struct Occurrence: Sendable {
    var range: Range<Int>
    /// `nil` where the name is not defined.
    var definition: Int?
    /// Which of the values that the name covers.
    var number = 0
  }

  struct Operation: Sendable {
    /// The whole operation, its regions included.
    var range: Range<Int>
    /// Its name, in quotes if they are written.
    var name: Range<Int>
    var id: OperationID?
    /// The number of the operation around it; -1 at the top.
    var parent: Int
    /// The names in its dictionaries.
    var attributeNames: [Range<Int>] = []
  }

  struct Region: Sendable {
    var range: Range<Int>
    var isIsolated: Bool
    var parent: Int
  }

  var definitions: [Definition] = []
  /// Sorted by place.
  var occurrences: [Occurrence] = []
  /// Sorted by start.
  var operations: [Operation] = []
  var regions: [Region] = []

  init(_ read: ReadText, _ bytes: [UInt8]) {
    var resolution = NameResolution(bytes, read.module)
    for event in read.events { resolution.take(event) }
    self = resolution.finished()
  }

  init() {}

  /// The name at an offset, also just behind it.
  func occurrence(at offset: Int) -> Occurrence? {
    var (low, high) = (0, occurrences.count)
    while low < high {
      let middle = (low + high) / 2
      if occurrences[middle].range.upperBound < offset { low = middle + 1 } else { high = middle }
    }
    // Of two names that touch, the one that begins here.
    if low + 1 < occurrences.count, occurrences[low + 1].range.lowerBound == offset { low += 1 }
    guard low < occurrences.count, occurrences[low].range.lowerBound <= offset else { return nil }
    return occurrences[low]
  }

  /// The innermost operation around an offset.
  func operation(at offset: Int) -> Int? {
    var (low, high) = (0, operations.count)
    while low < high {
      let middle = (low + high) / 2
      if operations[middle].range.lowerBound <= offset { low = middle + 1 } else { high = middle }
    }
    var candidate = low - 1
    while candidate >= 0, operations[candidate].range.upperBound < offset {
      candidate = operations[candidate].parent
    }
    return candidate >= 0 ? candidate : nil
  }

  /// The innermost region around an offset; -1 outside of all.
  func region(at offset: Int) -> Int {
    regions.indices.filter { regions[$0].range.contains(offset) }
      .max { regions[$0].range.lowerBound < regions[$1].range.lowerBound } ?? -1
  }
}
