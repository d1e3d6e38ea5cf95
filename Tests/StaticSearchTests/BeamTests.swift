import Dialects
import Evaluation
import IR
import Scheduling
import StaticSearch
import Support
import TensorExpressions
import Testing

@Suite struct BeamTests {
  /// Rows, then columns, of an image whose edges are repeated.
  private static func blur(_ h: Int, _ w: Int) throws -> TensorProgram {
    var f = TensorFunction("blur", context: SearchPrograms.context)
    let (h, w) = (IndexExpression(h), IndexExpression(w))
    let (y, x) = (f.axis("y", h), f.axis("x", w))
    let image = f.input("image", [h, w], .f32).clamped
    let blurred = f.output("blurred", [h, w], .f32)
    let row = image[y, x - 1] + image[y, x] + image[y, x + 1]
    let rows = f.define("rows", [y, x], row * 0.5).clamped
    f.define(blurred, [y, x], rows[y - 1, x] + rows[y, x] + rows[y + 1, x])
    return try f.finish()
  }

  /// The same with sums over taps whose weights are given, and something after it.
  private static func separable(_ h: Int, _ w: Int) throws -> TensorProgram {
    var f = TensorFunction("separable", context: SearchPrograms.context)
    let (h, w) = (IndexExpression(h), IndexExpression(w))
    let (y, x, k) = (f.axis("y", h), f.axis("x", w), f.axis("k", 5))
    let image = f.input("image", [h, w], .f32).clamped
    let weights = f.input("weights", [5], .f32)
    let filtered = f.output("filtered", [h, w], .f32)
    let rows = f.define("rows", [y, x], sum(image[y, x + k - 2] * weights[k], over: k)).clamped
    let both = f.define("both", [y, x], sum(rows[y + k - 2, x] * weights[k], over: k))
    f.define(filtered, [y, x], maximum(both[y, x], 0))
    return try f.finish()
  }

  /// A stage that two others read, and the largest of each row.
  private static func diamond(_ h: Int, _ w: Int) throws -> TensorProgram {
    var f = TensorFunction("diamond", context: SearchPrograms.context)
    let (h, w) = (IndexExpression(h), IndexExpression(w))
    let (y, x, k) = (f.axis("y", h), f.axis("x", w), f.axis("k", w))
    let image = f.input("image", [h, w], .f32)
    let out = f.output("out", [h, w], .f32)
    let twice = f.define("twice", [y, x], image[y, x] * 2 + 1)
    let total = f.define("total", [y], maximum(twice[y, k], over: k))
    let edges = twice.clamped
    f.define(out, [y, x], edges[y, x + 1] - edges[y, x - 1] + total[y])
    return try f.finish()
  }

  private static func programs() throws -> [TensorProgram] {
    [
      try blur(13, 40), try separable(9, 33), try diamond(8, 24),
      try SearchPrograms.dense(10, 40, 12),
      try SearchPrograms.doubledProduct(7, 24, 9), try SearchPrograms.convolution(11, 16, 5),
      try SearchPrograms.elementwise(12, 40), try SearchPrograms.dense(1, 40, 12),
      try SearchPrograms.doubledProduct(1, 24, 9), try SearchPrograms.doubledProduct(7, 1, 9),
      SearchPrograms.declaring(constant: 1, of: try SearchPrograms.dense(14, 32, 8)),
    ]
  }

  private func search(
    _ program: TensorProgram, seed: UInt64 = 0, threads: Int = 2
  ) throws -> BeamSearch {
    var target = SearchPrograms.target
    target.threads = threads
    let found = try #require(BeamProgram(try SearchPrograms.start(program), target))
    var options = BeamSearch.Options()
    options.width = 8
    options.passes = 3
    return BeamSearch(found, seed: seed, options: options)
  }

  private func found(_ program: TensorProgram, threads: Int = 2) throws -> [BeamSearch.Found] {
    var search = try search(program, threads: threads)
    return search.run { TermCosts.x86.time(of: $0) }
  }

  @Test func whatIsFoundComputesTheSame() throws {
    for program in try Self.programs() {
      let expected = try SearchPrograms.run(program, program.module)
      for threads in [1, 2] {
        let all = try found(program, threads: threads)
        #expect(!all.isEmpty)
        for one in all.prefix(4) {
          let module = one.schedule.module
          #expect(try SearchPrograms.run(program, module) == expected, "\(one.decisions)")
        }
      }
    }
  }

  /// The terms of nests that decisions left alone are not counted again; in the end they are all there.
  @Test func costsAreThoseOfTheWholeProgram() throws {
    for program in try Self.programs() {
      for one in try found(program).prefix(4) {
        let features = ProgramFeatures(
          program.function, in: one.schedule.module, hardware: SearchPrograms.target.hardware,
          threads: 2)
        for (own, expected) in zip(one.terms, features.terms) {
          #expect(abs(own - expected) <= 1e-9 * max(1, expected), "\(one.decisions)")
        }
      }
    }
  }

  @Test func whatIsDrawnComputesTheSame() throws {
    for program in try Self.programs() {
      let expected = try SearchPrograms.run(program, program.module)
      var search = try search(program, seed: 7)
      var seen: Set<String> = []
      for _ in 0..<8 {
        guard let one = search.draw() else { continue }
        seen.insert("\(one.decisions)")
        #expect(
          try SearchPrograms.run(program, one.schedule.module) == expected, "\(one.decisions)")
      }
      #expect(seen.count > 2)
    }
  }

  @Test func tracesReplayWithAllChecks() throws {
    let program = try Self.blur(13, 40)
    let best = try #require(try found(program).first)
    let trace = try Trace(parsing: best.schedule.trace.description)
    var again = try SearchPrograms.start(program)
    try again.replay(trace)
    #expect(again.module.text() == best.schedule.module.text())
  }

  /// A product goes into a tile that registers hold, and what is cheap goes where it is read.
  @Test func decidesAsOneWouldByHand() throws {
    let dense = try #require(try found(try SearchPrograms.dense(64, 64, 64), threads: 1).first)
    let text = dense.decisions.map(\.description).joined(separator: "; ")
    #expect(text.contains("y tile lanes 1*8") && text.contains(" sums"), "\(text)")
    let rows = dense.decisions.compactMap { decision -> Int? in
      if case .tile(_, let tile) = decision { return tile.rows * tile.vectors }
      return nil
    }
    #expect(rows.allSatisfy { $0 >= 4 && $0 <= 13 }, "\(text)")
    let elements = try #require(try found(try SearchPrograms.elementwise(64, 64)).first)
    #expect(elements.decisions.contains(.inline("next")))
    // Rows of a blur are not computed three times in memory of their own.
    let blur = try #require(try found(try Self.blur(512, 512), threads: 1).first)
    #expect(!blur.decisions.contains(.root("rows")), "\(blur.decisions)")
  }

  @Test func dependsOnItsSeedAlone() throws {
    let program = try Self.separable(24, 64)
    func course(_ seed: UInt64) throws -> [String] {
      var search = try search(program, seed: seed)
      search.options.dropout = 0.3
      var all: [String] = []
      for _ in 0..<2 {
        all += search.run { TermCosts.x86.time(of: $0) }.map(\.schedule.trace.description)
      }
      return all + (0..<4).map { _ in search.draw()?.schedule.trace.description ?? "" }
    }
    let first = try course(1)
    #expect(try course(1) == first)
    #expect(try course(2) != first)
  }

  @Test func wastefulTilesAreLeftOut() {
    let sizes = BeamTiles.sizes(of: 100)
    #expect(sizes.allSatisfy { $0 > 1 && $0 < 100 && (100 + $0 - 1) / $0 * $0 <= 112 })
    #expect(sizes.contains(25) || sizes.contains(24) || sizes.contains(50))
    #expect(BeamTiles.sizes(of: 1).isEmpty && BeamTiles.sizes(of: 2).isEmpty)
  }
}
