import Dialects
import Scheduling
import Support
import TensorExpressions

/// A step that must be refused: what the message has to name.
struct IllegalCase: Sendable {
  var name: String
  var program: @Sendable () -> TestProgram
  /// Words that the message has to hold.
  var words: [String]
  /// Steps that are accepted, and then the one that is not.
  var steps: PrimitiveCase.Steps

  init(
    _ name: String, _ program: @escaping @Sendable () -> TestProgram, _ words: String...,
    steps: @escaping PrimitiveCase.Steps
  ) { (self.name, self.program, self.words, self.steps) = (name, program, words, steps) }

  static let all = order + windows + storage + reductions + shapes + nests
  private static let m = IndexExpression.symbol("m")

  private static func straight() -> TestProgram { .recurrence(0) }
  private static func diagonal() -> TestProgram { .recurrence(-1) }
  private static func fromTheRight() -> TestProgram { .recurrence(1) }
  private static func longScan() -> TestProgram { .scanned(4...64) }
  private static func scan() -> TestProgram { .scanned(1...16) }
  private static func matmul() -> TestProgram { .matmul(sizes: [5]) }
  private static func stages() -> TestProgram { .twoStages() }

  /// Rows of a tile of a sum as the block 'tile'.
  private static func tile(_ s: inout Schedule) throws(Refusal) -> [Schedule.Loop] {
    let loops = try s.loops(of: try s.block("matmul"))
    let (rows, row) = try s.split(loops[0], by: 4)
    try s.reorder(rows, loops[2], row, loops[1])
    try s.blockize(row, named: "tile")
    return [rows, loops[2], row, loops[1]]
  }

  private static let nests: [IllegalCase] = [
    .init("terms of tiles at once", matmul, "'k0'", "'matmul'", "for example") {
      (s) throws(Refusal) in try s.parallel(try tile(&s)[1])
    },
    .init("a block out of the one around it", matmul, "'matmul'", "inside the block 'tile'") {
      (s) throws(Refusal) in
      _ = try tile(&s)
      try s.compute(try s.block("matmul"), at: try s.loops(of: try s.block("finish"))[0])
    },
    .init("what is for one statement only", matmul, "'tile' holds blocks", "'matmul'") {
      (s) throws(Refusal) in
      _ = try tile(&s)
      try s.computeInline(try s.block("tile"))
    },
    .init("whole tiles inside of a block", matmul, "would read outside", "m = 1") {
      (s) throws(Refusal) in
      _ = try tile(&s)
      try s.padLocal(try s.block("matmul"))
    },
    .init("two stages as one block", stages, "'i0'", "holds more than a nest around one block") {
      (s) throws(Refusal) in
      let (first, second) = (
        try s.loops(of: try s.block("a"))[0], try s.loops(of: try s.block("b"))[0]
      )
      try s.merge(first, second)
      try s.blockize(first, named: "both")
    },
    .init("a name that is taken", matmul, "there is a block 'finish' already") {
      (s) throws(Refusal) in
      try s.blockize(try s.loops(of: try s.block("matmul"))[1], named: "finish")
    },
    .init("loops across the border of a block", matmul, "'k0'", "'i0_i'") {
      (s) throws(Refusal) in
      let loops = try tile(&s)
      try s.reorder(loops[2], loops[1])
    },
    .init("the initialisation inside of other terms", matmul, "'k0'", "reduced over") {
      (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("matmul"))
      try s.reorder(loops[2], loops[0], loops[1])
      try s.blockize(loops[1], named: "tile")
      let tile = try s.block("tile")
      try s.decomposeReduction(tile, before: loops[0])
    },
    .init("tiles that read what is not finished", matmul, "'finish'", "'matmul'", "for example") {
      (s) throws(Refusal) in
      let loops = try tile(&s)
      let rows = try s.blockize(try s.loops(of: try s.block("finish"))[1], named: "rows")
      try s.reverseCompute(rows, at: loops[1])
    },
  ]

  private static let order: [IllegalCase] = [
    .init("terms of a sum at once", matmul, "'k0'", "'matmul'", "for example") {
      (s) throws(Refusal) in try s.parallel(try s.loops(of: try s.block("matmul"))[2])
    },
    .init("terms of a sum in lanes", matmul, "'k0_i'", "'matmul'", "decompose_reduction") {
      (s) throws(Refusal) in
      try s.vectorize(try s.split(try s.loops(of: try s.block("matmul"))[2], by: 2).inner)
    },
    .init("all terms of a sum in lanes", matmul, "'k0'", "'matmul'", "decompose_reduction") {
      (s) throws(Refusal) in
      try s.vectorize(try s.loops(of: try s.block("matmul"))[2])
    },
    .init("a sum used before it is whole", matmul, "'finish'", "'k0'", "'matmul'", "for example") {
      (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("matmul"))
      try s.reorder(loops[2], loops[0])
      try s.reverseCompute(try s.block("finish"), at: loops[2])
    },
    .init(
      "the rest of a sum into a buffer of its own", matmul, "'matmul_rest'", "goes on with",
      "'matmul'",
      "for example"
    ) { (s) throws(Refusal) in
      try s.partition(try s.loops(of: try s.block("matmul"))[2], at: 2)
      try s.reindexWrite(try s.block("matmul_rest"))
    },
    .init(
      "what was aligned made another length", matmul, "align_storage", "axis 1",
      "a multiple of 16 and 4 more"
    ) { (s) throws(Refusal) in
      let sums = try s.buffer(writtenBy: try s.block("matmul"))
      try s.alignStorage(sums, axis: 1, toMultipleOf: 16, plus: 4)
      try s.transformLayout(sums, [.dimension(1), .dimension(0)])
    },
    .init("steps of a scan at once", TestProgram.rowScan, "'i1'", "'scan'", "for example") {
      (s) throws(Refusal) in try s.parallel(try s.loops(of: try s.block("scan"))[1])
    },
    .init("a parallel loop taken out of one that orders it", diagonal, "'i1'", "for example") {
      (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("steps"))
      try s.parallel(loops[1])
      try s.reorder(loops[1], loops[0])
    },
    .init("rows of a recurrence at once", straight, "'i0'", "'steps'", "for example") {
      (s) throws(Refusal) in try s.parallel(try s.loops(of: try s.block("steps"))[0])
    },
    .init(
      "a recurrence from the right above, exchanged", fromTheRight, "'steps'", "for example"
    ) {
      (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("steps"))
      try s.reorder(loops[1], loops[0])
    },
    .init("a row of a recurrence exchanged in tiles", fromTheRight, "'steps'", "for example") {
      (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("steps"))
      let (_, inner) = try s.split(loops[0], by: 2)
      try s.reorder(loops[1], inner)
    },
    .init(
      "steps that share elements, at once", TestProgram.histogram, "'i0'", "'bins'", "for example"
    ) {
      (s) throws(Refusal) in try s.parallel(try s.loops(of: try s.block("bins"))[0])
    },
    .init("steps that share elements, exchanged", TestProgram.histogram, "'bins'", "for example") {
      (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("bins"))
      try s.reorder(loops[1], loops[0])
    },
    .init(
      "a scan whose last tile begins early", longScan, "'i0'", "twice", "'sums'"
    ) {
      (s) throws(Refusal) in
      try s.split(try s.loops(of: try s.block("sums"))[0], by: 3, tail: .shift)
    },
    .init("what is reversed, merged", TestProgram.backwards, "'i0'", "for example") {
      (s) throws(Refusal) in
      try s.merge(try s.loops(of: try s.block("a"))[0], try s.loops(of: try s.block("b"))[0])
    },
    .init("a window, merged", TestProgram.window, "'a'", "'b'", "for example") {
      (s) throws(Refusal) in
      try s.merge(try s.loops(of: try s.block("a"))[0], try s.loops(of: try s.block("b"))[0])
    },
    .init("a window, merged not far enough", TestProgram.window, "'a'", "'b'", "for example") {
      (s) throws(Refusal) in
      try s.merge(
        try s.loops(of: try s.block("a"))[0], try s.loops(of: try s.block("b"))[0], shiftedBy: 3)
    },
    .init("columns merged with a diagonal, exchanged", TestProgram.diagonal, "'i1'", "'i0'", "nest")
    {
      (s) throws(Refusal) in
      let (a, b) = (try s.block("a"), try s.block("b"))
      let loops = try s.loops(of: a)
      try s.reorder(loops[1], loops[0])
      try s.merge(loops[1], try s.loops(of: b)[0])
      try s.parallel(loops[1])
      try s.reorder(loops[1], loops[0])
    },
    .init("a scan distributed from what it needs", TestProgram.rowScan, "'scan'", "'rest'") {
      (s) throws(Refusal) in
      try s.distribute(try s.loops(of: try s.block("scan"))[0], before: try s.block("rest"))
    },
  ]

  private static let windows: [IllegalCase] = [
    .init("a reader outside of the loop", TestProgram.pooled, "'rest'", "'a'", "'i0'") {
      (s) throws(Refusal) in
      try s.compute(try s.block("a"), at: try s.loops(of: try s.block("top"))[0])
    },
    .init("a block at its own reader's producer", TestProgram.window, "argument 1") {
      (s) throws(Refusal) in
      try s.compute(try s.block("b"), at: try s.loops(of: try s.block("a"))[0])
    },
    .init("a block at its own loop", TestProgram.window, "'a'", "already") {
      (s) throws(Refusal) in
      try s.compute(try s.block("a"), at: try s.loops(of: try s.block("a"))[0])
    },
    .init("an output inside of a loop", TestProgram.window, "argument 1") { (s) throws(Refusal) in
      try s.store(
        try s.buffer(writtenBy: try s.block("b")), at: try s.loops(of: try s.block("b"))[0])
    },
    .init("what a scan updates, moved", scan, "'sums'", "d0 + 1") {
      (s) throws(Refusal) in
      try s.compute(try s.block("start"), at: try s.loops(of: try s.block("rest"))[0])
    },
    .init("a window that slides with a parallel loop", TestProgram.window, "'i0'", "serial") {
      (s) throws(Refusal) in
      let loop = try s.loops(of: try s.block("b"))[0]
      try s.parallel(loop)
      try s.slide(try s.block("a"), along: loop)
    },
    .init("a ring that is too short", TestProgram.window, "'a'", "for example") {
      (s) throws(Refusal) in
      let loop = try s.loops(of: try s.block("b"))[0]
      let a = try s.block("a")
      let buffer = try s.buffer(writtenBy: a)
      try s.slide(a, along: loop)
      try s.foldStorage(buffer, axis: 0, by: 4)
    },
    .init(
      "the reader of a folded window in another loop", matmul, "'finish'",
      "'matmul'"
    ) { (s) throws(Refusal) in
      let finish = try s.block("finish")
      let (copy, _) = try s.cacheWrite(finish, in: .global)
      let matmul = try s.block("matmul")
      let product = try s.buffer(writtenBy: matmul)
      try s.slide(matmul, along: try s.loops(of: finish)[0])
      try s.foldStorage(product, axis: 0, by: 2)
      try s.slide(finish, along: try s.loops(of: copy)[0])
    },
    .init("a parallel loop around a window that slides", TestProgram.window, "'i0'", "for example")
    {
      (s) throws(Refusal) in
      let loop = try s.loops(of: try s.block("b"))[0]
      try s.slide(try s.block("a"), along: loop)
      try s.parallel(loop)
    },
    .init("a window reversed at what it reads", TestProgram.backwards, "'b'", "'a'") {
      (s) throws(Refusal) in
      try s.reverseCompute(try s.block("b"), at: try s.loops(of: try s.block("a"))[0])
    },
    .init(
      "the first of a pipeline, moved", TestProgram.triangle, "'triangle_read_1_first'",
      "for example"
    ) { (s) throws(Refusal) in
      // A copy that is turned, then a copy of that, one iteration ahead.
      let triangle = try s.block("triangle")
      try s.reindexRead(
        triangle, try s.buffer(readBy: triangle, 0), as: [.dimension(1), .dimension(0)])
      let loop = try s.loops(of: triangle)[0]
      let copy = try s.cacheRead(triangle, try s.buffer(readBy: triangle, 0))
      try s.compute(copy, at: loop)
      try s.doubleBuffer(try s.buffer(writtenBy: copy), along: loop)
      try s.pipeline(loop, stages: [0, 1])
      try s.reverseCompute(
        try s.block("triangle_read_1_first"),
        at: try s.loops(of: try s.block("triangle_read"))[0])
    },
    .init("a reduction after what it reads", TestProgram.pooled, "'top'", "reduces") {
      (s) throws(Refusal) in
      try s.reverseCompute(try s.block("top"), at: try s.loops(of: try s.block("a"))[0])
    },
  ]

  private static let storage: [IllegalCase] = [
    .init("a buffer moved out of a parallel loop", stages, "'a'") { (s) throws(Refusal) in
      let block = try s.block("a")
      let loops = try s.loops(of: try s.block("b"))
      try s.compute(block, at: loops[1])
      try s.store(try s.buffer(writtenBy: block), at: loops[1])
      try s.parallel(loops[1])
      try s.store(try s.buffer(writtenBy: block), at: loops[0])
    },
    .init("a condition that divides by nothing", stages, "divides by 'm'") { (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("b"))
      let share = IndexExpression(40).floorDivided(by: .symbol("m"))
      _ = try s.specialize(loops[0], whereNonNegative: share - 2)
    },
    .init("two elements in one place", matmul, "for example", "[") { (s) throws(Refusal) in
      let product = try s.buffer(writtenBy: try s.block("matmul"))
      try s.transformLayout(product, [.dimension(0) + .dimension(1)])
    },
    .init("places below zero", matmul, "d0 - 1") { (s) throws(Refusal) in
      let product = try s.buffer(writtenBy: try s.block("matmul"))
      try s.transformLayout(product, [.dimension(0) - 1, .dimension(1)])
    },
    .init("a dimension that is not there", matmul, "d2") { (s) throws(Refusal) in
      let product = try s.buffer(writtenBy: try s.block("matmul"))
      try s.transformLayout(product, [.dimension(0), .dimension(2)])
    },
    .init("registers for what is not constant", matmul, "'m'", "'matmul'") { (s) throws(Refusal) in
      try s.setScope(try s.buffer(writtenBy: try s.block("matmul")), .register)
    },
    .init("a buffer that is too short", matmul, "for example", "m = ") { (s) throws(Refusal) in
      try s.boundStorage(try s.buffer(writtenBy: try s.block("matmul")), axis: 0, to: 8)
    },
    .init("a buffer of an iteration that others read", TestProgram.pooled, "'rest'", "'i0'") {
      (s) throws(Refusal) in
      try s.store(
        try s.buffer(writtenBy: try s.block("top")), at: try s.loops(of: try s.block("top"))[0])
    },
    .init("a private buffer shared by parallel iterations", matmul, "'i0'", "share") {
      (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      let loop = try s.loops(of: matmul)[0]
      try s.reverseCompute(try s.block("finish"), at: loop)
      let sums = try s.buffer(writtenBy: matmul)
      try s.store(sums, at: loop)
      try s.parallel(loop)
      try s.hoistStorage(sums, above: loop)
    },
    .init("a copy of what another block reads", matmul, "'matmul'") { (s) throws(Refusal) in
      try s.cacheRead(try s.block("matmul"), try s.buffer(readBy: try s.block("finish"), 1))
    },
    .init("a copy of what two blocks write", scan, "'start'", "'sums'") {
      (s) throws(Refusal) in try s.cacheWrite(try s.block("start"))
    },
    .init("a write that is reordered onto itself", matmul, "[0, 1, 0] and [1, 0, 0]") {
      (s) throws(Refusal) in
      try s.reindexWrite(try s.block("matmul"), as: [.dimension(0) + .dimension(1)])
    },
  ]

  private static let reductions: [IllegalCase] = [
    .init("an initialisation inside of its sum", matmul, "'i0'", "'k0'") { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      let loops = try s.loops(of: matmul)
      try s.reorder(loops[2], loops[0])
      try s.decomposeReduction(matmul, before: loops[0])
    },
    .init("an initialisation of what has none", matmul, "'finish'", "no initialisation") {
      (s) throws(Refusal) in
      let finish = try s.block("finish")
      try s.decomposeReduction(finish, before: try s.loops(of: finish)[0])
    },
    .init("parts along what is not reduced", matmul, "'i0'", "reduced") { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      try s.rfactor(matmul, over: try s.loops(of: matmul)[0])
    },
    .init("parts of a scan", scan, "'sums'") { (s) throws(Refusal) in
      let sums = try s.block("sums")
      try s.rfactor(sums, over: try s.loops(of: sums)[0])
    },
    .init("a reduction inlined", matmul, "'matmul'", "reduces") { (s) throws(Refusal) in
      try s.computeInline(try s.block("matmul"))
    },
    .init("an output inlined", matmul, "argument 3") { (s) throws(Refusal) in
      try s.computeInline(try s.block("finish"))
    },
    .init("into a reduction that is not whole", matmul, "'matmul'") { (s) throws(Refusal) in
      try s.reverseComputeInline(try s.block("finish"))
    },
    .init("what is read at many places, inlined into its producer", TestProgram.window, "'b'") {
      (s) throws(Refusal) in try s.reverseComputeInline(try s.block("b"))
    },
  ]

  private static let shapes: [IllegalCase] = [
    .init("tiles of nothing", matmul, "at least 1", "0") { (s) throws(Refusal) in
      try s.split(try s.loops(of: try s.block("matmul"))[0], by: 0)
    },
    .init("a tile larger than the loop may be", matmul, "'i0'", "fewer than 4", "m = 1") {
      (s) throws(Refusal) in
      try s.split(try s.loops(of: try s.block("finish"))[0], by: 4, tail: .shift)
    },
    .init("past the end of an output", matmul, "'i0'", "'finish'") { (s) throws(Refusal) in
      try s.split(try s.loops(of: try s.block("finish"))[0], by: 4, tail: .roundUp)
    },
    .init("lanes without a number", matmul, "'i0'", "'m'") { (s) throws(Refusal) in
      try s.vectorize(try s.loops(of: try s.block("finish"))[0])
    },
    .init("written out without a number", matmul, "'i0'", "'m'") { (s) throws(Refusal) in
      try s.unroll(try s.loops(of: try s.block("matmul"))[0])
    },
    .init("lanes in lanes", matmul, "'i1'", "vectorized") { (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("finish"))
      let (_, inner) = try s.split(loops[0], by: 4)
      try s.vectorize(loops[1])
      try s.vectorize(inner)
    },
    .init("cut where it may not reach", matmul, "'i0'") { (s) throws(Refusal) in
      try s.partition(try s.loops(of: try s.block("finish"))[0], at: m - 4)
    },
    .init("fused inside out", matmul, "'i1'", "'i0'") { (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("finish"))
      try s.fuse(loops[1], loops[0])
    },
    .init("loops of two nests exchanged", matmul, "'i0'", "nest") { (s) throws(Refusal) in
      try s.reorder(
        try s.loops(of: try s.block("finish"))[0], try s.loops(of: try s.block("matmul"))[0])
    },
    .init("a size that is not there", matmul, "'q - 4'") { (s) throws(Refusal) in
      try s.specialize(
        try s.loops(of: try s.block("finish"))[0], whereNonNegative: .symbol("q") - 4)
    },
    .init("a loop that is no more", matmul, "'i0'", "'split'") { (s) throws(Refusal) in
      let loop = try s.loops(of: try s.block("matmul"))[0]
      try s.split(loop, by: 4)
      try s.parallel(loop)
    },
    .init("a block that is not there", matmul, "'other'") { (s) throws(Refusal) in
      _ = try s.block("other")
    },
  ]
}
