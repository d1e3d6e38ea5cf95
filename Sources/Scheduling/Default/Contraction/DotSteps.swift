import Dialects
import IR
import Support

/// Steps of a sum of products of bytes that are one dot product.
///
/// Before: `for k { T[i, j] += int(A[i, k]) * int(B[k, j]) }`. After, if `B` is packed in words of four
/// steps:
///
///     for k in steps / 4 { lanes j { unrolled s in 4 {
///       T[i, j] += int(A[i, 4 * k + s]) * int(B[panel, k, j, s])
///     } } }
///
/// of which what is inside `k` is an instruction or a few (`HardwareDescription.ByteDotProduct`). Sums of
/// integers are the same in any order.
struct DotSteps: Hashable {
  /// Steps that go together; one if there is no such thing.
  var steps = 1
  /// Instructions that multiply and add them, for each vector of a tile.
  var instructions = 1
  /// Instructions that prepare a vector of the factor that rows share.
  var conversions = 0
  /// Registers that this takes.
  var registers = TileShape.Conversion()
}

extension TilePlan {
  /// Steps that a word holds.
  private static let stepsOfWord = 4

  /// Steps of the reduction that lie in a word of both factors: four if both are bytes, else one.
  ///
  /// That asks for neighbours in memory along the innermost axis of the other factor. Along further axes words
  /// would otherwise begin in the middle of one, so whole words are asked for where there are several.
  var dotCount: Int {
    guard !isElementwise, accumulatorType == .i32, isByte(vectorFactor), isByte(otherFactor),
      let axis = innermostStep, let extent = anchor.reduction[axis].constantValue,
      extent >= Self.stepsOfWord,
      anchor.reduction.indices.allSatisfy({ $0 == axis || anchor.reduction[$0] == 1 })
        || extent % Self.stepsOfWord == 0,
      otherFactor.address.linear(in: anchor.spatial.count + axis)?.coefficient == 1
    else { return 1 }
    return Self.stepsOfWord
  }

  /// The innermost axis of the reduction that has steps.
  private var innermostStep: Int? {
    anchor.reduction.indices.last { anchor.reduction[$0] != 1 }
  }

  /// Whether a factor is a byte that is widened and nothing else.
  private func isByte(_ factor: Contraction.Operand) -> Bool {
    guard factor.others.isEmpty, source.bufferType(of: factor.buffer)?.element == .i8,
      let widening = source.definingOperation(of: factor.value)
    else { return false }
    return source.isA(widening, Arith.ExtSI.self) || source.isA(widening, Arith.ExtUI.self)
  }

  /// Whether a factor's bytes are signed.
  private func isSigned(_ factor: Contraction.Operand) -> Bool {
    source.definingOperation(of: factor.value).map { source.isA($0, Arith.ExtSI.self) } ?? false
  }

  /// What goes together in vectors of so many lanes.
  func dotSteps(lanes: Int, on hardware: HardwareDescription) -> DotSteps {
    var dot = DotSteps(steps: dotCount)
    guard dot.steps > 1 else { return dot }
    let isMixed = isSigned(vectorFactor) != isSigned(otherFactor)
    switch hardware.byteDotProduct(lanes: lanes) {
    case .mixedSigns where isMixed, .equalSigns where !isMixed: break
    case .mixedSigns, .equalSigns:
      // What corrects the signs is added.
      dot.instructions = 2
      dot.conversions = 2
      dot.registers = .init(perVector: 1, scratch: 3)
    case .wordPairs:
      dot.instructions = 5
      dot.conversions = 3
      dot.registers = .init(perVector: 1, scratch: 4)
    case nil:
      // Each step by itself: taken out of the words, widened, multiplied and added.
      dot.instructions = 8
      dot.conversions = 8
      dot.registers = .init(perVector: 1, scratch: 2)
    }
    return dot
  }
}

extension TileLoops {
  /// Writes the steps of a word, where the nest stands at the first and in its lanes.
  func insertDotProduct(
    _ nest: Nest, into build: inout Builder, _ body: (Nest, inout Builder) -> Void
  ) {
    guard let axis = plan.anchor.reduction.indices.last(where: { plan.anchor.reduction[$0] != 1 })
    else { return body(nest, &build) }
    let place = plan.anchor.spatial.count + axis
    let loop = Program.For(
      extent: IndexExpression(dot.steps), kind: .unrolled, name: "step")
    build.insertProgramLoop(loop) { build, step in
      var inner = nest
      inner.bindings[place] += inner.add(step)
      body(inner, &build)
    }
  }
}
