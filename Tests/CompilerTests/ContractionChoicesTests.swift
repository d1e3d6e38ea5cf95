import Compiler
import Dialects
import MLIRJudge
import Scheduling
import Support
import Testing

@Suite(.programsReadByMLIR) struct ContractionChoicesTests {
  @Test func theCheapestRunsTheFirstOfEquals() {
    let choice = Program.Choose(costs: [.symbol("m") * 2, 10, 10], names: ["a", "b", "c"])
    #expect(choice.chosen(at: ["m": 1]) == 0)
    #expect(choice.chosen(at: ["m": 5]) == 0)
    #expect(choice.chosen(at: ["m": 6]) == 1)
    #expect(choice.chosen(at: ["n": 6]) == nil)
  }

  @Test func whatMayNotRunIsNotChosen() {
    let m = IndexExpression.symbol("m")
    let choice = Program.Choose(costs: [m * 2, 1], conditions: [0, m - 4], names: ["a", "b"])
    #expect(choice.chosen(at: ["m": 3]) == 0)
    #expect(choice.chosen(at: ["m": 4]) == 1)
  }

  /// Every size has a tile, and no tile is higher than there are rows.
  @Test func contractionsAreFoundWithTheirTiles() throws {
    let choices = try ContractionChoices(try TestModel.lower(TestModel.perceptron))
    let product = try #require(choices.contractions.first)
    #expect(choices.contractions.count == 1)
    #expect(product.name == "m x 4 x 6")
    #expect(product.count == 1)
    #expect(product.operations == .symbol("m") * 48)
    for rows in 1...64 {
      let tiles = product.chosen(at: ["m": rows])
      #expect(!tiles.isEmpty)
      for tile in tiles {
        // `6+5x32` may run where there are five rows.
        let heights = (tile.split(separator: "x").first ?? "").split(separator: "+")
        let least = try #require(heights.compactMap { Int($0) }.min())
        #expect((1...rows).contains(least), "\(tile) for \(rows) rows")
      }
    }
  }
}
