import IR
import Support

/// A reduction under way: the best module so far, and what has been tried.
struct ReductionRun {
  private(set) var current: ReductionCandidate
  private(set) var tests = 0
  private let options: ReductionOptions
  private let isInteresting: Reducer.Test
  private let start = ContinuousClock.now
  /// The candidates that were tested, by the hash of their text.
  private var seen: Set<ContentHash> = []

  init(
    current: ReductionCandidate, _ options: ReductionOptions,
    _ isInteresting: @escaping Reducer.Test
  ) {
    self.current = current
    self.options = options
    self.isInteresting = isInteresting
    seen.insert(ContentHash(current.text))
  }

  /// Whether no limit has been reached.
  var canGoOn: Bool {
    if options.shouldStop() { return false }
    if let limit = options.testLimit, tests >= limit { return false }
    if let limit = options.timeLimit, ContinuousClock.now - start >= limit { return false }
    return true
  }

  /// Whether edits, all together, do anything that can be seen.
  func changesText(_ edits: [ReductionEdit]) -> Bool {
    var module = current.module
    for edit in edits { edit.apply(&module) }
    return module.text(current.options) != current.text
  }

  /// Applies each group of edits to the best module so far and tests what comes out.
  ///
  /// They are tested several at a time; the first that is interesting becomes the best, and the number of
  /// its group is the result.
  mutating func firstInteresting(of groups: [ArraySlice<ReductionEdit>]) throws -> Int? {
    var candidates: [(group: Int, candidate: ReductionCandidate, hash: ContentHash)] = []
    for (number, group) in groups.enumerated() {
      guard let candidate = candidate(applying: group) else { continue }
      let hash = ContentHash(candidate.text)
      guard !seen.contains(hash), !candidates.contains(where: { $0.hash == hash }) else { continue }
      candidates.append((number, candidate, hash))
    }
    if let limit = options.testLimit { candidates = Array(candidates.prefix(limit - tests)) }
    let isInteresting = isInteresting
    let outcomes = mapInParallel(candidates.map(\.candidate), threads: options.jobs) { candidate in
      Result { try isInteresting(candidate) }
    }
    for (tried, outcome) in zip(candidates, outcomes) {
      tests += 1
      // Those behind the first interesting one count as never tried: one job would not have.
      seen.insert(tried.hash)
      // An answer that was cut short is none.
      if options.shouldStop() { return nil }
      if try outcome.get() {
        current = tried.candidate
        return tried.group
      }
    }
    return nil
  }

  /// What a group of edits makes of the best module; `nil` if that is no smaller or does not verify.
  private func candidate(applying edits: ArraySlice<ReductionEdit>) -> ReductionCandidate? {
    var module = current.module
    for edit in edits { edit.apply(&module) }
    guard module.reductionSize <= current.size else { return nil }
    if options.verifies, module.verify().hasErrors { return nil }
    return ReductionCandidate(module, current.options)
  }

  /// Frees what edits left behind in the module.
  mutating func compact() {
    let context = current.module.context
    guard let read = try? Module.parse(current.text, context: context),
      read.difference(from: current.module) == nil
    else { return }
    current = ReductionCandidate(read, current.options)
    seen.insert(ContentHash(current.text))
  }
}

/// 128 bits that texts with other content do not share.
private struct ContentHash: Hashable {
  private var low: UInt64 = 0xCBF2_9CE4_8422_2325
  private var high: UInt64 = 0x9E37_79B9_7F4A_7C15

  init(_ text: String) {
    for byte in text.utf8 {
      low = (low ^ UInt64(byte)) &* 0x100_0000_01B3
      high = (high ^ (high >> 29) ^ UInt64(byte)) &* 0xBF58_476D_1CE4_E5B9
    }
  }
}

extension Module {
  /// Operations, operands, results, blocks, successors, regions and attributes together.
  var reductionSize: Int {
    var size = resources.count + externalResources.count
    walk { operation in
      size += 1 + operandCount(of: operation) + resultCount(of: operation)
      size += successors(of: operation).count + regionCount(of: operation)
      size += properties(of: operation).weight + attributes(of: operation).weight
      for region in regions(of: operation) {
        for block in blocks(in: region) { size += 1 + arguments(of: block).count }
      }
    }
    return size
  }
}

extension AttributeDictionary {
  fileprivate var weight: Int { entries.reduce(0) { $0 + 1 + $1.value.weight } }
}

extension Attribute {
  /// How much there is inside it.
  fileprivate var weight: Int {
    switch self {
    case .array(let values): values.reduce(values.count) { $0 + $1.weight }
    case .dictionary(let values): values.weight
    case .denseArray(_, let values): values.count
    case .dense(let elements): elements.bytes.count
    default: 0
    }
  }
}
