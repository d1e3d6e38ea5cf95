import Dialects
import IR
import Scheduling
import StaticSearch
import Support
import TensorExpressions
import Testing

@Suite struct PackConstantTests {
  @Test(arguments: [1, 5, 8, 19, 32])
  func panelsHoldTheSame(_ width: Int) throws {
    let program = SearchPrograms.declaring(
      constant: 1, of: try SearchPrograms.dense(4, 19, 6))
    let expected = try SearchPrograms.run(program, program.module)
    for axis in 0...1 {
      var s = try SearchPrograms.start(program)
      try s.packConstant(
        try s.buffer(readBy: try s.block("product"), 1), axis: axis, width: width)
      #expect(try SearchPrograms.run(program, s.module) == expected)
      let function = try #require(s.module.match(program.function, as: Program.Function.self))
      let layout = try #require(function.constants.first?.layout)
      let sizes = [6, 19]
      #expect(
        layout.packed == [(sizes[axis] + width - 1) / width, sizes[1 - axis], width])
      let again = try Trace(parsing: s.trace.description)
      #expect(again == s.trace)
      #expect(s.trace.swift.contains("packConstant(v1, axis: \(axis), width: \(width))"))
    }
  }

  @Test func whatCannotBePackedIsRefused() throws {
    let program = SearchPrograms.declaring(
      constant: 1, of: try SearchPrograms.dense(4, 19, 6))
    func refusal(
      _ steps: (inout Schedule, _ weights: Schedule.Buffer) throws(Refusal) -> Void
    ) throws -> String {
      var s = try SearchPrograms.start(program)
      let weights = try s.buffer(readBy: try s.block("product"), 1)
      do throws(Refusal) { try steps(&s, weights) } catch { return error.description }
      return "not refused"
    }
    #expect(
      try refusal { (s, w) throws(Refusal) in try s.packConstant(w, axis: 2, width: 8) }
        == "pack_constant: argument 1 has 2 axes, there is no number 2")
    #expect(
      try refusal { (s, w) throws(Refusal) in try s.packConstant(w, axis: 1, width: 0) }
        == "pack_constant: a panel must be at least 1 wide, not 0")
    // Twice, and what is no constant.
    let words = "is no constant of the model that lies as it was"
    #expect(
      try refusal { (s, w) throws(Refusal) in
        try s.packConstant(w, axis: 1, width: 8)
        try s.packConstant(w, axis: 1, width: 8)
      }.contains(words))
    #expect(
      try refusal { (s, _) throws(Refusal) in
        let x = try s.buffer(readBy: try s.block("product"), 0)
        try s.packConstant(x, axis: 1, width: 8)
      }.contains(words))
  }
}
