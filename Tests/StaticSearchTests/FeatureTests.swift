import Dialects
import Foundation
import IR
import Scheduling
import StaticSearch
import Support
import TensorExpressions
import Testing

@Suite struct FeatureTests {
  /// Those of a nest with a loop of each kind.
  ///
  ///     parallel for io in 4 { for k in 6 { unrolled for ii in 2 { vectorized for j in 8 { … } } } }
  private func features() throws -> ProgramFeatures {
    let program = try SearchPrograms.dense(8, 8, 6)
    var s = try SearchPrograms.start(program)
    let product = try s.block("product")
    let loops = try s.loops(of: product)
    let (io, ii) = try s.split(loops[0], by: 2)
    try s.reorder(io, loops[2], ii, loops[1])
    try s.decomposeReduction(product, before: loops[2])
    try s.unroll(ii)
    try s.vectorize(loops[1])
    try s.parallel(io)
    return ProgramFeatures(
      program.function, in: s.module, hardware: SearchPrograms.hardware, threads: 1)
  }

  /// The annotations of one kind of loop: how many, the product and the innermost of their extents, and which
  /// of eight positions the innermost has.
  private func annotations(_ extent: Double, position: Int) -> [Float] {
    [1, compressed(extent), compressed(extent)] + (0..<8).map { $0 == position ? 1 : 0 }
  }

  private func compressed(_ value: Double) -> Float { Float(log2(value + 1)) }

  @Test func numbersOfAKnownNest() throws {
    let all = try features().statements
    // The initialisation, the product, what follows.
    #expect(all.count == 3 && all.allSatisfy { $0.count == 164 })
    let product = try #require(all.dropFirst().first)
    // 8 x 8 x 6 times: one addition, one multiplication.
    #expect(product[1] == compressed(384) && product[2] == compressed(384))
    #expect(product[0] == 0 && product[3..<16].allSatisfy { $0 == 0 })
    // One vectorised loop of 8, innermost; one unrolled of 2, in the middle; one parallel of 4, outermost.
    #expect(Array(product[16..<27]) == annotations(8, position: 0))
    #expect(Array(product[27..<38]) == annotations(2, position: 1))
    #expect(Array(product[38..<49]) == annotations(4, position: 2))
    #expect(product[49..<57].allSatisfy { $0 == 0 })
    // The result: 64 elements, read and written 384 times, 4 bytes each; again after 2 x 8 iterations of
    // the loop over k, 6 times, in which 16 + 2 + 8 elements are touched.
    let result = Array(product[57..<75])
    #expect(Array(result[0..<3]) == [0, 0, 1])
    #expect(result[3] == compressed(1536) && result[4] == compressed(256))
    #expect(Array(result[7..<10]) == [0, 1, 0])
    #expect(result[10] == compressed(16) && result[11] == compressed(26 * 4))
    #expect(result[12] == compressed(6) && result[17] == compressed(1))
    // Three loops... and the loop over k: four around it, two statements written out.
    #expect(Array(product.suffix(3)) == [compressed(384), compressed(4), compressed(2)])
  }

  @Test func termsOfAKnownNest() throws {
    let terms = try features().terms
    // One call; 4 x 6 x 2 vectors of two operations; clearing each of 64 elements, and a sum for each in what
    // follows, which has a comparison besides.
    #expect(terms[0] == 1)
    #expect(terms[1] == 48 * 2 + 64 + 64)
    #expect(terms.contains(64))
  }

  @Test func tilesOfOtherSizesLookDifferent() throws {
    let program = try SearchPrograms.dense(16, 32, 24)
    for sketch in try SearchPrograms.sketches(program) {
      var seen: Set<ProgramFeatures> = []
      for option in 0..<3 {
        let choices = sketch.decisions.map { min(option, $0.options.count - 1) }
        guard let module = try? sketch.program(deciding: choices, isChecked: false) else {
          continue
        }
        let features = ProgramFeatures(
          program.function, in: module, hardware: SearchPrograms.hardware, threads: 1)
        #expect(features.terms.allSatisfy { $0.isFinite && $0 >= 0 })
        #expect(features.statements.allSatisfy { $0.allSatisfy(\.isFinite) })
        seen.insert(features)
      }
      #expect(seen.count == 3, "\(sketch.name)")
    }
  }

  /// A size that nobody gives is the least of its range.
  @Test func sizesThatAreMissingAreTheLeast() throws {
    var f = TensorFunction("open", context: SearchPrograms.context)
    let n = f.size("n", 3...500)
    let (x, y) = (f.input("x", [n, n * 2], .f32), f.output("y", [n], .f32))
    let (i, k) = (f.axis("i", n), f.axis("k", n * 2))
    f.define(y, [i], sum(x[i, k], over: k))
    let program = try f.finish()
    func features(_ sizes: [String: Int]) -> ProgramFeatures {
      ProgramFeatures(
        program.function, in: program.module, hardware: SearchPrograms.hardware, threads: 1,
        sizes: sizes)
    }
    #expect(features([:]) == features(["n": 3]) && features(["m": 7]) == features(["n": 3]))
    #expect(features([:]) != features(["n": 4]))
    #expect(features(["n": 500]).terms.allSatisfy { $0.isFinite })
  }
}
