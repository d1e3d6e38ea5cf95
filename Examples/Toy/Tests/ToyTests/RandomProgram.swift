/// A correct program, different for every seed, over sizes that go wrong most easily.
struct RandomProgram {
  private var state: UInt64
  private var lines: [String] = []
  private var variables: [(name: String, shape: [Int])] = []

  static func text(seed: UInt64) -> String {
    var program = RandomProgram(state: seed &* 0x9E37_79B9_7F4A_7C15 | 1)
    return program.write()
  }

  private init(state: UInt64) { self.state = state }

  private mutating func random(_ count: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(count))
  }

  private mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[random(choices.count)]
  }

  private mutating func write() -> String {
    define(literal(of: shape()), nil)
    for _ in 0..<2 { defineUnknown(shape()) }
    for _ in 0..<6 + random(10) { step() }
    lines.append("  print(\(variables[variables.count - 1].name));")
    return """
      struct Pair { first, second }
      struct Nested { inner: Pair, scale }
      def sum(p: Pair) { return p.first + p.second; }
      def scaled(n: Nested) { return sum(n.inner) * n.scale; }
      def gram(a) { return transpose(a) @ a; }
      def swap(p: Pair) { return Pair(p.second, p.first); }
      def main() {
      \(lines.joined(separator: "\n"))
      }

      """
  }

  private mutating func shape() -> [Int] {
    (0..<pick([0, 1, 2, 2, 2, 3])).map { _ in pick([0, 1, 1, 2, 3, 5, 7]) }
  }

  private mutating func define(_ value: String, _ shape: [Int]?) {
    let name = "v\(lines.count)"
    lines.append("  var \(name) = \(value);")
    variables.append((name, shape ?? lastShape))
  }

  /// A variable whose value is not computed while the program is compiled, because products of
  /// matrices are not.
  private mutating func defineUnknown(_ shape: [Int]) {
    let name = "v\(lines.count)"
    let count = shape.reduce(1, *)
    lines.append("  var \(name)m<\(count), 1> = \(literal(of: [count]));")
    lines.append("  var \(name)<\(sizes(shape))> = \(name)m @ [[1]];")
    variables.append((name, shape))
  }

  private func sizes(_ shape: [Int]) -> String {
    shape.map(String.init).joined(separator: ", ")
  }

  private var lastShape: [Int] = []

  private mutating func literal(of shape: [Int]) -> String {
    lastShape = shape
    func write(_ sizes: ArraySlice<Int>) -> String {
      guard let size = sizes.first else { return "\(Double(random(19) - 9) / 10)" }
      return "[\((0..<size).map { _ in write(sizes.dropFirst()) }.joined(separator: ", "))]"
    }
    // The text of an empty list does not tell the sizes behind the empty one.
    guard let empty = shape.firstIndex(of: 0) else { return write(shape[...]) }
    lastShape = Array(shape[...empty])
    return write(lastShape[...])
  }

  private mutating func step() {
    let a = pick(variables)
    let alike = variables.filter { $0.shape == a.shape || $0.shape.isEmpty }
    let b = pick(alike)
    let sign = pick(["+", "*"])
    switch random(9) {
    case 0, 1: define("\(a.name) \(sign) \(b.name)", a.shape)
    case 2: define("\(b.name) \(sign) \(a.name) \(sign) \(b.name)", a.shape)
    case 3: define("transpose(\(a.name))", a.shape.reversed())
    case 4:
      let name = "v\(lines.count)"
      let flat = [a.shape.reduce(1, *)]
      let shape = pick([flat, flat + [1], [1] + flat, Array(a.shape.reversed())])
      lines.append("  var \(name)<\(sizes(shape))> = \(a.name);")
      variables.append((name, shape))
    case 5: define("sum(swap(Pair(\(b.name), \(a.name))))", a.shape)
    case 6: define("scaled(Nested(Pair(\(a.name), \(b.name)), \(literal(of: []))))", a.shape)
    case 7 where a.shape.count == 2:
      define("gram(\(a.name))", [a.shape[1], a.shape[1]])
    case 8 where a.shape.count == 2:
      if let c = variables.last(where: { $0.shape.count == 2 && $0.shape[0] == a.shape[1] }) {
        define("\(a.name) @ \(c.name)", [a.shape[0], c.shape[1]])
      }
    default: lines.append("  print(\(a.name));")
    }
  }
}
