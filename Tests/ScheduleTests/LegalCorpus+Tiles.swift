import Dialects
import Scheduling
import Support
import TensorExpressions

// Stages that were computed in tiles of others, and what is done to them there.

extension LegalCase {
  /// A padded image and a convolution of stride and dilation two.
  static func padded() -> TestProgram {
    // What is written here is sound.
    // swift-format-ignore: NeverUseForceTry
    try! TestProgram("padded", sizes: [["m": 3], ["m": 5], ["m": 12]]) { f in
      let m = f.size("m", 3...16)
      let (x, w) = (f.input("x", [m, 5], .i64), f.input("w", [3, 3], .i64))
      let y = f.output("y", [(m - 1).floorDivided(by: 2) + 1, 3], .i64)
      let (i, j) = (f.axis("i", m + 4), f.axis("j", 9))
      let (a, b) = (f.axis("a", (m - 1).floorDivided(by: 2) + 1), f.axis("b", 3))
      let (r, s) = (f.axis("r", 3), f.axis("s", 3))
      let pad = f.define("pad", [i, j], x.padded(with: 7)[i - 2, j - 2])
      f.define(y, [a, b], sum(pad[a * 2 + r * 2, b * 2 + s * 2] * w[r, s], over: r, s))
    }
  }

  /// Three stages, each of which reads a window of the one before.
  static func chain() -> TestProgram {
    // swift-format-ignore: NeverUseForceTry
    try! TestProgram("chain3", sizes: [0, 1, 2, 5, 13].map { ["m": $0] }) { f in
      let m = f.size("m", 0...40)
      let x = f.input("x", [m * 2 + 9], .i64)
      let y = f.output("y", [m], .i64)
      let (i, j, k) = (f.axis("i", m * 2 + 7), f.axis("j", m * 2 + 4), f.axis("k", m))
      let a = f.define("a", [i], x[i] + x[i + 1] + x[i + 2] * 2)
      let b = f.define("b", [j], a[j] - a[j + 1] + a[j + 3] * 3)
      f.define(y, [k], b[k * 2] + b[k * 2 + 1] * 2 + b[k * 2 + 3])
    }
  }

  /// Three stages that each read three neighbours.
  private static func neighbours() -> TestProgram {
    // swift-format-ignore: NeverUseForceTry
    try! TestProgram("neighbours", sizes: [0, 1, 2, 5, 13].map { ["m": $0] }) { f in
      let m = f.size("m", 0...40)
      let x = f.input("x", [m + 6], .i64)
      let y = f.output("y", [m], .i64)
      let (i, j, k) = (f.axis("i", m + 4), f.axis("j", m + 2), f.axis("k", m))
      let a = f.define("a", [i], x[i] + x[i + 1] + x[i + 2] * 2)
      let b = f.define("b", [j], a[j] - a[j + 1] + a[j + 2] * 3)
      f.define(y, [k], b[k] + b[k + 1] * 2 + b[k + 2])
    }
  }

  static let tiles: [LegalCase] = [
    .init("windows of windows, one at a time", neighbours) { (s) throws(Refusal) in
      let rows = try s.loops(of: try s.block("y"))[0]
      for (name, count) in [("b", 3), ("a", 5)] {
        let block = try s.block(name)
        try s.slide(block, along: rows)
        try s.foldStorage(try s.buffer(writtenBy: block), axis: 0, by: count)
      }
    },
    .init("the padding of a tile", padded) { (s) throws(Refusal) in
      let (outer, _) = try s.split(try s.loops(of: try s.block("y"))[0], by: 3)
      let pad = try s.block("pad")
      try s.compute(pad, at: outer)
      try s.store(try s.buffer(writtenBy: pad), at: outer)
      let fill = try s.decomposePadding(pad)
      try s.parallel(outer)
      let columns = try s.loops(of: fill)[2]
      try s.split(columns, by: 4)
    },
    .init("what fills and what copies move together", padded) { (s) throws(Refusal) in
      let pad = try s.block("pad")
      let fill = try s.decomposePadding(pad)
      let (outer, _) = try s.split(try s.loops(of: try s.block("y"))[0], by: 3)
      try s.compute(fill, at: outer)
      try s.store(try s.buffer(writtenBy: pad), at: outer)
      try s.parallel(outer)
    },
    .init("padding as a window", padded) { (s) throws(Refusal) in
      let pad = try s.block("pad")
      try s.decomposePadding(pad)
      try s.slide(pad, along: try s.loops(of: try s.block("y"))[0])
      try s.foldStorage(try s.buffer(writtenBy: try s.block("pad_fill")), axis: 0, by: 5)
    },
    .init("windows of windows", chain) { (s) throws(Refusal) in
      let rows = try s.loops(of: try s.block("y"))[0]
      for (name, count) in [("b", 4), ("a", 7)] {
        let block = try s.block(name)
        try s.slide(block, along: rows)
        try s.foldStorage(try s.buffer(writtenBy: block), axis: 0, by: count)
      }
    },
    .init("windows of windows of tiles", chain) { (s) throws(Refusal) in
      let (tiles, _) = try s.split(try s.loops(of: try s.block("y"))[0], by: 4)
      for name in ["b", "a"] { try s.slide(try s.block(name), along: tiles) }
    },
    .init("inline what was computed in a tile", chain) { (s) throws(Refusal) in
      let (tiles, row) = try s.split(try s.loops(of: try s.block("y"))[0], by: 4)
      let (a, b) = (try s.block("a"), try s.block("b"))
      for block in [b, a] {
        try s.compute(block, at: tiles)
        try s.store(try s.buffer(writtenBy: block), at: tiles)
      }
      try s.computeInline(b)
      try s.parallel(tiles)
      try s.vectorize(row)
    },
    .init("inline a window", chain) { (s) throws(Refusal) in
      let b = try s.block("b")
      try s.slide(b, along: try s.loops(of: try s.block("y"))[0])
      try s.computeInline(b)
    },
  ]
}
