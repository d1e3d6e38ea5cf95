/// Byte strings with numbers, found by their longest prefix in one walk.
struct ByteTrie: Sendable {
  /// A prefix of some of the strings.
  typealias Node = Int32

  /// The empty prefix.
  static let root: Node = 0

  /// Edge (node, byte), packed into one key, to the node it leads to.
  private var edges: [UInt64: Node] = [:]
  /// Number of the string that ends at each node, or -1.
  private var ids: [Int32] = [-1]

  mutating func insert(_ bytes: some Sequence<UInt8>, id: Int) {
    var node = Self.root
    for byte in bytes {
      let key = Self.key(node, byte)
      if let next = edges[key] {
        node = next
      } else {
        ids.append(-1)
        let next = Node(ids.count - 1)
        edges[key] = next
        node = next
      }
    }
    ids[Int(node)] = Int32(id)
  }

  /// The node that stands for `prefix`; nil when no string begins so.
  func node(of prefix: some Sequence<UInt8>) -> Node? {
    var node = Self.root
    for byte in prefix {
      guard let next = edges[Self.key(node, byte)] else { return nil }
      node = next
    }
    return node
  }

  /// The longest string that is the prefix of `node` followed by a start of `bytes`.
  ///
  /// A string that is only that prefix does not count: a match is at least one byte long.
  func longestMatch(
    in bytes: ArraySlice<UInt8>, after node: Node
  ) -> (id: Int, length: Int)? {
    var node = node
    var best: (id: Int, length: Int)?
    for (position, byte) in bytes.enumerated() {
      guard let next = edges[Self.key(node, byte)] else { break }
      node = next
      let id = ids[Int(node)]
      if id >= 0 { best = (Int(id), position + 1) }
    }
    return best
  }

  private static func key(_ node: Node, _ byte: UInt8) -> UInt64 {
    UInt64(UInt32(bitPattern: node)) << 8 | UInt64(byte)
  }
}
