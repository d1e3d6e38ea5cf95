import Dialects
import Evaluation
import IR
import Support
import Testing

/// Operations that do not verify, evaluated all the same: there must be results or a diagnostic,
/// never a trap.
///
/// Anything wrong would end the process.
@Suite struct MalformedOperationTests {
  @Test(arguments: 0..<40)
  func damagedOperationsNeverTrap(_ seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    var module = Module(context: Context(dialects: Dialects.all))
    let operands = Samples.operands
    let function = Graph.Function.make(
      inputs: operands.enumerated().map { ("x\($0.offset)", $0.element.type) }, in: &module)
    let body = try #require(function.body(in: module))
    let arguments = function.inputs(in: module)
    var refused = 0
    for make in Samples.operations {
      let original = try make(arguments, module).state
      for _ in 0..<30 {
        let state = damaged(original, arguments, &random)
        var build = Builder(module, at: .atEnd(of: body))
        let operation = build.insert(state)
        module = build.module
        let values = state.operands.map { operands[arguments.firstIndex(of: $0) ?? 0] }
        do throws(Diagnostic) {
          _ = try evaluate(operation: operation, in: module, operands: values)
        } catch {
          #expect(!error.message.isEmpty)
          refused += 1
        }
      }
    }
    // The damage must be damage.
    #expect(refused > Samples.operations.count * 10, "seed \(seed)")
  }

  private func damaged(
    _ state: OperationState, _ arguments: [ValueID], _ random: inout SplitMix
  ) -> OperationState {
    var state = state
    if let entry = state.properties.entries.randomElement(using: &random), random.isHeads {
      state.properties[entry.name] = damaged(entry.value, &random)
    } else if !state.operands.isEmpty, random.isHeads {
      let place = Int.random(in: 0..<state.operands.count, using: &random)
      state.operands[place] = arguments.randomElement(using: &random) ?? state.operands[place]
    } else if random.isHeads, let type = state.resultTypes.first {
      let sizes = (0..<Int.random(in: 0...4, using: &random)).map { _ in
        IndexExpression(random.size)
      }
      state.resultTypes[0] = .tensor(sizes: sizes, element: type.elementType)
    } else {
      _ = state.operands.popLast()
    }
    return state
  }

  private func damaged(_ attribute: Attribute, _ random: inout SplitMix) -> Attribute? {
    switch attribute {
    case .integer(_, let type): return .integer(random.number, type)
    case .float(_, let type):
      return .float([0, -1, .nan, 1e300].randomElement(using: &random) ?? 0, type)
    case .denseArray(let type, var values):
      if values.isEmpty || random.isHeads {
        values.append(random.number)
      } else if random.isHeads {
        values.removeLast()
      } else {
        values[Int.random(in: 0..<values.count, using: &random)] = random.number
      }
      return .denseArray(type, values)
    case .string:
      return .string(["", "none", "ij,jk->ik", "aaa->b"].randomElement(using: &random) ?? "")
    default:
      guard var sizes = attribute.sizesValue, !sizes.isEmpty else { return nil }
      sizes[Int.random(in: 0..<sizes.count, using: &random)] = IndexExpression(random.number)
      return random.isHeads ? .sizes(sizes) : .sizes(sizes.dropLast())
    }
  }
}

/// A small generator, so that failures repeat.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  var isHeads: Bool { mutating get { Bool.random(using: &self) } }

  var number: Int {
    mutating get {
      [-3, -1, 0, 1, 2, 7, 1 << 31, 1 << 40, .max, .min].randomElement(using: &self) ?? 0
    }
  }

  var size: Int {
    mutating get { [0, 1, 2, 3, 5, 1 << 31, 1 << 40, .max].randomElement(using: &self) ?? 0 }
  }
}

/// One sound operation of most kinds, on operands by number.
private enum Samples {
  static let operands: [TensorValue] = [
    counting([2, 3]), counting([3, 2]), longs([2], [1, 0]), longs([], [1]), floats([3], [1, 2, 3]),
    counting([1, 2, 6]), counting([2, 1, 3]),
    TensorValue([2, 3], [Bool](repeating: true, count: 6)),
    floats([0, 3], []), floats([2], [0, 1]), longs([2, 1], [-1, 0]), counting([2, 2]),
  ]

  typealias Make = @Sendable ([ValueID], Module) throws -> any OperationDefinition

  static let operations: [Make] = [
    { try Graph.Add($0[0], $0[4], in: $1) },
    { try Graph.Where($0[7], $0[0], $0[4], in: $1) },
    { try Graph.Clip($0[0], minimum: nil, maximum: nil, in: $1) },
    { try Graph.Cast($0[0], to: .i8, in: $1) },
    { try Graph.Reshape($0[0], sizes: [6], in: $1) },
    { try Graph.Transpose($0[0], permutation: [1, 0], in: $1) },
    { try Graph.Broadcast($0[4], sizes: [2, 3], in: $1) },
    { try Graph.Concat([$0[0], $0[0]], axis: 1, in: $1) },
    { try Graph.Slice($0[0], starts: [1, 2], steps: [-1, -1], sizes: [2, 2], in: $1) },
    { try Graph.Tile($0[0], repeats: [2, 2], in: $1) },
    { try Graph.Pad($0[0], begins: [1, -1], ends: [0, 2], mode: .reflect, in: $1) },
    { try Graph.Trilu($0[0], upper: true, in: $1) },
    { try Graph.Gather($0[0], $0[2], axis: 1, in: $1) },
    { try Graph.GatherElements($0[0], $0[10], axis: 1, in: $1) },
    { try Graph.GatherND($0[0], $0[10], in: $1) },
    { try Graph.OneHot($0[2], $0[9], depth: [3], axis: 0, in: $1) },
    { try Graph.TopK($0[0], count: 2, axis: 1, in: $1) },
    { try Graph.Resize($0[0], sizes: [4, 5], in: $1) },
    { try Graph.Reduce($0[0], kind: .sum, axes: [1], keepsAxes: true, in: $1) },
    { try Graph.ArgReduce($0[0], kind: .max, axis: 1, keepsAxis: false, in: $1) },
    { try Graph.CumulativeSum($0[0], axis: 1, in: $1) },
    { try Graph.Softmax($0[0], axis: 1, in: $1) },
    { try Graph.LpNormalization($0[0], axis: 1, in: $1) },
    { try Graph.LayerNorm($0[0], $0[4], bias: $0[4], axis: 1, in: $1) },
    { try Graph.InstanceNorm($0[5], $0[9], $0[9], in: $1) },
    { try Graph.GroupNorm($0[5], $0[9], $0[9], groups: 2, in: $1) },
    { try Graph.LRN($0[0], size: 2, in: $1) },
    { try Graph.MatMul($0[0], $0[1], in: $1) },
    { try Graph.Einsum([$0[0], $0[1]], equation: "ij,jk->ik", in: $1) },
    { try Graph.Conv($0[5], $0[6], window: .init(rank: 1, strides: [2]), groups: 2, in: $1) },
    {
      try Graph.ConvTranspose(
        $0[5], $0[6], window: .init(rank: 1, strides: [2]), groups: 2, in: $1)
    },
    { try Graph.MaxPool($0[5], kernel: [2], window: .init(rank: 1, padsEnd: [1]), in: $1) },
    { try Graph.AveragePool($0[5], kernel: [2], window: .init(rank: 1), in: $1) },
    { try Graph.Iota(sizes: [2, 3], axis: 1, in: $1) },
    { _, _ in Graph.SizeTensor([3, 4]) },
  ]
}
