import Dialects
import IR
import Scheduling
import Support
import TensorExpressions

/// A convolution of three by three over images with the channels last, and its activation.
package enum Convolution: Pipeline {
  package static let name = "convolution"
  package static let sizes = ["n": 1, "h": 58, "w": 58]

  package static func work(_ sizes: [String: Int]) -> Double {
    let (n, h, w) = (sizes["n", default: 0], sizes["h", default: 0], sizes["w", default: 0])
    return 2 * Double(n * (h - 2) * (w - 2)) * 9 * 64 * 64 / 1e6
  }

  package static func shapes(_ sizes: [String: Int]) -> [[Int]] {
    [
      [sizes["n", default: 0], sizes["h", default: 0], sizes["w", default: 0], 64],
      [3, 3, 64, 64],
    ]
  }

  package static func program(_ context: Context) throws -> TensorProgram {
    var f = TensorFunction(name, context: context)
    let (n, h, w) = (f.size("n", 1...64), f.size("h", 16...1024), f.size("w", 16...1024))
    let (b, y, x, o) = (
      f.axis("b", n), f.axis("y", h - 2), f.axis("x", w - 2), f.axis("o", 64)
    )
    let (r, s, c) = (f.axis("r", 3), f.axis("s", 3), f.axis("c", 64))
    let image = f.input("image", [n, h, w, 64], .f32)
    let weights = f.input("weights", [3, 3, 64, 64], .f32)
    let result = f.output("result", [n, h - 2, w - 2, 64], .f32)
    let sums = f.define(
      "sums", [b, y, x, o],
      sum(image[b, y + r, x + s, c] * weights[r, s, c, o], over: r, s, c))
    f.define(result, [b, y, x, o], maximum(sums[b, y, x, o], 0))
    return try f.finish()
  }

  /// Tiles of pixels and channels in registers over all terms; rows of images on all cores.
  package static func schedule(_ program: TensorProgram, lanes: Int) throws -> Schedule? {
    var s = try Schedule(program.module, function: program.function)
    let (sums, result) = (try s.block("sums"), try s.block("result"))
    let loops = try s.loops(of: sums)
    let (pixels, width) = lanes >= 16 ? (14, 2 * lanes) : (6, 2 * lanes)
    let (xo, xi) = try s.split(loops[2], by: pixels, tail: .shift)
    let (oo, ot) = try s.split(loops[3], by: width)
    let (ov, ol) = try s.split(ot, by: lanes)
    try s.reorder(oo, xo, loops[4], loops[5], loops[6], xi, ov, ol)
    try s.reverseCompute(result, at: xo)
    let tile = try s.buffer(writtenBy: sums)
    try s.store(tile, at: xo)
    try s.setScope(tile, .register)
    let clear = try s.loops(of: try s.decomposeReduction(sums, before: loops[4]))
    let finish = try s.loops(of: result)
    let (fv, fl) = try s.split(finish[finish.count - 1], by: lanes)
    for loop in [xi, ov, clear[4], clear[5], finish[finish.count - 2], fv] { try s.unroll(loop) }
    for loop in [ol, clear[6], fl] { try s.vectorize(loop) }
    if Pipelines.hardware.hasFusedMultiplyAdd { try s.fuseMultiplyAdd(sums) }
    try s.parallel(try s.fuse(loops[0], loops[1]))
    return s
  }
}
