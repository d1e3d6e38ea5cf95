import Dialects
import IR
import Scheduling
import Support
import TensorExpressions

/// `Y = relu(X Wᵀ + b)`: what is computed, then how.
struct Dense {
  let program: TensorProgram

  /// X is [m, depth], W [columns, depth], b [columns], Y [m, columns].
  init(rows: ClosedRange<Int>, columns: Int, depth: Int, context: Context) throws {
    var f = TensorFunction("dense", context: context)
    let m = f.size("m", rows)
    let (n, depth) = (IndexExpression(columns), IndexExpression(depth))
    let x = f.input("x", [m, depth], .f32)
    let w = f.input("w", [n, depth], .f32)
    let b = f.input("b", [n], .f32)
    let y = f.output("y", [m, n], .f32)
    let (i, j, k) = (f.axis("i", m), f.axis("j", n), f.axis("k", depth))
    let product = f.define("product", [i, j], sum(x[i, k] * w[j, k], over: k))
    f.define(y, [i, j], maximum(product[i, j] + b[j], 0))
    program = try f.finish()
  }

  /// Tiles of `rows` x `2 * lanes` in registers, W packed into panels, the last tile shifted inwards;
  /// `isFused` if the machine multiplies and adds with one instruction.
  func schedule(rows: Int = 14, lanes: Int = 16, isFused: Bool = true) throws -> Schedule {
    var s = try Schedule(program.module, function: program.function)
    let (product, relu) = (try s.block("product"), try s.block("y"))
    let loops = try s.loops(of: product)
    let (i, j, k) = (loops[0], loops[1], loops[2])

    // W in panels of as many rows as a tile has columns, so that a tile reads it in order; a panel is
    // packed when its tiles begin, and stays in the cache for all of them.
    let width = 2 * lanes
    let pack = try s.cacheRead(product, try s.buffer(readBy: product, 1))

    // A tile of the result stays in registers while k runs.
    let (io, ii) = try s.split(i, by: rows, tail: .shift)
    let (jo, jt) = try s.split(j, by: width)
    let (jv, jl) = try s.split(jt, by: lanes)
    try s.reorder(jo, io, k, ii, jv, jl)
    try s.compute(pack, at: jo)
    let panel = try s.buffer(writtenBy: pack)
    try s.store(panel, at: jo)
    try s.setScope(panel, .local)
    try s.transformLayout(panel, [.dimension(1), .dimension(0)])
    let packing = try s.loops(of: pack).suffix(2).map { $0 }
    let (far, near) = try s.split(packing[0], by: lanes)
    try s.reorder(packing[1], far, near)
    try s.unroll(near)
    try s.reverseCompute(relu, at: io)
    let tile = try s.buffer(writtenBy: product)
    try s.store(tile, at: io)
    try s.setScope(tile, .register)

    // Clear, accumulate and finish in vectors, everything else written out.
    let clear = try s.loops(of: try s.decomposeReduction(product, before: k))
    let finish = try s.loops(of: relu)
    let (fv, fl) = try s.split(finish[3], by: lanes)
    for loop in [ii, jv, clear[2], clear[3], finish[2], fv] { try s.unroll(loop) }
    for loop in [jl, clear[4], fl] { try s.vectorize(loop) }
    if isFused { try s.fuseMultiplyAdd(product) }
    try s.parallel(jo)
    return s
  }
}
