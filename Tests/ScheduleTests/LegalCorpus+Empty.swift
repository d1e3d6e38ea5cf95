import Dialects
import Scheduling
import Support
import TensorExpressions

// Reductions that may have no terms: another block gives the elements their initial values.

extension LegalCase {
  /// A product of which every size may be zero, and a stage after it.
  static func product() -> TestProgram {
    let sizes = [(0, 0, 0), (0, 3, 5), (5, 0, 3), (4, 4, 0), (5, 3, 7), (8, 9, 10)].map {
      ["m": $0.0, "n": $0.1, "k": $0.2]
    }
    // What is written here is sound.
    // swift-format-ignore: NeverUseForceTry
    return try! TestProgram("emptyProduct", sizes: sizes) { f in
      let (m, n, depth) = (f.size("m", 0...12), f.size("n", 0...12), f.size("k", 0...12))
      let (x, w) = (f.input("x", [m, depth], .i64), f.input("w", [depth, n], .i64))
      let y = f.output("y", [m, n], .i64)
      let (i, j, k) = (f.axis("i", m), f.axis("j", n), f.axis("k", depth))
      let p = f.define("p", [i, j], sum(x[i, k] * w[k, j], over: k))
      f.define(y, [i, j], p[i, j] * 2 + 1)
    }
  }

  /// The place of the largest of each row, of which there may be none.
  static func places() -> TestProgram {
    let sizes = [(0, 0), (3, 0), (1, 1), (5, 7), (8, 9)].map { ["m": $0.0, "n": $0.1] }
    // swift-format-ignore: NeverUseForceTry
    return try! TestProgram("emptyPlaces", sizes: sizes) { f in
      let (m, n) = (f.size("m", 0...12), f.size("n", 0...12))
      let x = f.input("x", [m, n], .i64)
      let (top, place) = (f.output("top", [m], .i64), f.output("at", [m], .i64))
      let (i, k) = (f.axis("i", m), f.axis("k", n))
      f.define([place, top].reversed(), [i], Reducer.largest(.i64)(x[i, k], .index(k), over: k))
    }
  }

  static let empty: [LegalCase] = [
    .init("partial sums of no terms", product) { (s) throws(Refusal) in
      let p = try s.block("p")
      let (_, inner) = try s.split(try s.loops(of: p)[2], by: 8)
      try s.rfactor(p, over: inner)
      try s.parallel(inner)
    },
    .init("no partial sums", product) { (s) throws(Refusal) in
      let p = try s.block("p")
      let loops = try s.loops(of: p)
      let (outer, _) = try s.split(loops[2], by: 4)
      try s.reorder(outer, loops[0], loops[1])
      try s.rfactor(p, over: outer)
      try s.parallel(outer)
    },
    .init("places in parts that may be empty", places) { (s) throws(Refusal) in
      let top = try s.block("top")
      let (_, inner) = try s.split(try s.loops(of: top)[1], by: 4)
      try s.rfactor(top, over: inner)
    },
    .init("rows after sums of no terms", product) { (s) throws(Refusal) in
      try s.reverseCompute(try s.block("y"), at: try s.loops(of: try s.block("p"))[0])
    },
    .init("rows with the start of their sums", product) { (s) throws(Refusal) in
      let rows = try s.loops(of: try s.block("p_start"))[0]
      let p = try s.block("p")
      try s.merge(rows, try s.loops(of: p)[0])
      try s.reverseCompute(try s.block("y"), at: rows)
      try s.store(try s.buffer(writtenBy: p), at: rows)
      try s.parallel(rows)
    },
    .init("sums of no terms in a cache", product) { (s) throws(Refusal) in
      let p = try s.block("p")
      let (copy, _) = try s.cacheWrite(p)
      let rows = try s.loops(of: p)[0]
      try s.reverseCompute(copy, at: rows)
      try s.parallel(rows)
    },
    .init("sums of no terms, turned", product) { (s) throws(Refusal) in
      try s.reindexWrite(try s.block("p"), as: [.dimension(1), .dimension(0)])
    },
    .init("no terms in the padding", product) { (s) throws(Refusal) in
      let p = try s.block("p")
      try s.padEinsum(p, toMultiplesOf: [4, 8, 8])
      let loops = try s.loops(of: p)
      let (_, column) = try s.split(loops[1], by: 8)
      try s.reorder(loops[2], column)
      try s.vectorize(column)
    },
  ]
}
