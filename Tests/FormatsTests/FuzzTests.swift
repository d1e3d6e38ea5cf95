import Formats
import Testing

/// Damaged files: every reader must return or throw, and never trap.
struct FuzzTests {
  /// A model with a bit of everything.
  private static let model = WireEncoder.message {
    $0.int(1, 8)
    $0.string(2, "fuzz")
    $0.message(8) { $0.int(2, 17) }
    $0.message(14) {
      $0.string(1, "k")
      $0.string(2, "v")
    }
    $0.message(7) {
      $0.string(2, "main")
      $0.value(11, name: "x", dims: ["batch", "3"])
      $0.value(12, name: "y", dims: ["batch", ""])
      $0.tensor(5, name: "raw", type: 1, dims: [2, 2]) {
        $0.data(9, Array(repeating: 1, count: 16))
      }
      $0.tensor(5, name: "floats", type: 1, dims: [3]) { $0.packed(4, floats: [1, 2, 3]) }
      $0.tensor(5, name: "bytes", type: 3, dims: [3]) { $0.packed(5, ints: [-1, 0, 1]) }
      $0.tensor(5, name: "nibbles", type: 22, dims: [3]) { $0.packed(5, ints: [1, 2]) }
      $0.tensor(5, name: "longs", type: 7, dims: [2]) { $0.packed(7, ints: [-1, 1 << 40]) }
      $0.tensor(5, name: "doubles", type: 11, dims: [1]) { $0.packed(10, doubles: [0.5]) }
      $0.tensor(5, name: "words", type: 8, dims: [2]) {
        $0.string(6, "one")
        $0.string(6, "two")
      }
      $0.message(15) {
        $0.tensor(1, name: "sparse", type: 1, dims: [1]) { $0.float(4, 1) }
        $0.tensor(2, name: "", type: 7, dims: [1]) { $0.int(7, 2) }
        $0.int(3, 9)
      }
      $0.message(1) {
        $0.string(1, "x")
        $0.string(2, "y")
        $0.string(4, "If")
        $0.message(5) {
          $0.string(1, "then_branch")
          $0.message(6) { $0.message(1) { $0.string(4, "Relu") } }
          $0.int(20, 5)
        }
        $0.message(5) {
          $0.string(1, "axes")
          $0.packed(8, ints: [0, -1])
          $0.int(20, 7)
        }
      }
    }
    $0.message(25) {
      $0.string(1, "F")
      $0.message(7) { $0.string(4, "Add") }
    }
  }

  /// Reads every byte that a successful read makes reachable.
  private static func readAll(_ bytes: [UInt8]) -> Bool {
    do throws(FormatError) {
      let model = try ONNXFile.decode(ByteView(copying: bytes))
      for tensor in model.graph?.initializers ?? [] {
        _ = tensor.stored?.bytes.array.reduce(0, &+)
        _ = tensor.stored?.elements(as: Float.self)
      }
      return true
    } catch {
      _ = error.description
      return false
    }
  }

  @Test func readsTheWholeModel() {
    #expect(Self.readAll(Self.model))
  }

  /// Cut off anywhere, the model is refused: fields at the top level end at only a few places.
  @Test func truncatedModels() {
    let accepted = (0..<Self.model.count).count { Self.readAll(Array(Self.model.prefix($0))) }
    #expect(accepted <= 2)
  }

  @Test(arguments: 0..<16)
  func mutatedModels(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var accepted = 0
    for _ in 0..<500 {
      var bytes = Self.model
      for _ in 0..<Int.random(in: 1...4, using: &generator) { mutate(&bytes, &generator) }
      if Self.readAll(bytes) { accepted += 1 }
    }
    #expect(accepted < 500, "no mutation was noticed with seed \(seed)")
  }

  @Test(arguments: 0..<8)
  func mutatedArraysAndSafetensors(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let tensor = try #require(
      StoredTensor(shape: [2, 3], elements: [1, 2, 3, 4, 5, 6] as [Float]))
    let array = try NumPyFile.encode(tensor).flatMap(\.array)
    let weights = try SafetensorsFile(
      entries: [.init(name: "a", tensor: tensor), .init(name: "b", tensor: tensor)],
      metadata: ["k": "v"]
    ).encode().flatMap(\.array)
    for _ in 0..<500 {
      var bytes = array
      for _ in 0..<Int.random(in: 1...3, using: &generator) { mutate(&bytes, &generator) }
      _ = try? NumPyFile.decode(ByteView(copying: bytes)).elements(as: Float.self)
      bytes = weights
      for _ in 0..<Int.random(in: 1...3, using: &generator) { mutate(&bytes, &generator) }
      _ = try? SafetensorsFile.decode(ByteView(copying: bytes)).entries.map(\.tensor.bytes.array)
    }
    for length in array.indices {
      #expect(throws: FormatError.self, "cut to \(length) bytes") {
        try NumPyFile.decode(ByteView(copying: array.prefix(length)))
      }
    }
    for length in weights.indices {
      #expect(throws: FormatError.self, "cut to \(length) bytes") {
        try SafetensorsFile.decode(ByteView(copying: weights.prefix(length)))
      }
    }
  }

  /// One random change: a byte replaced, a bit flipped, bytes removed, repeated or put in.
  private func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
    guard let place = bytes.indices.randomElement(using: &generator) else { return }
    let length = min(Int.random(in: 1...8, using: &generator), bytes.count - place)
    switch Int.random(in: 0..<5, using: &generator) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
    case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 2: bytes.removeSubrange(place..<place + length)
    case 3: bytes.insert(contentsOf: bytes[place..<place + length], at: place)
    default:
      bytes.insert([0, 0x7f, 0x80, 0xff].randomElement(using: &generator) ?? 0, at: place)
    }
  }
}
