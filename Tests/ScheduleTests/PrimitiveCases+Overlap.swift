import Dialects
import Scheduling
import Support
import TensorExpressions

extension PrimitiveCase {
  /// A product whose weights are copied for each row; gives the loop over rows and the copy's buffer.
  private static func copied(
    _ s: inout Schedule
  ) throws(Refusal) -> (loop: Schedule.Loop, copy: Schedule.Buffer) {
    let matmul = try s.block("matmul")
    let loop = try s.loops(of: matmul)[0]
    let copy = try s.cacheRead(matmul, try s.buffer(readBy: matmul, 1))
    try s.compute(copy, at: loop)
    return (loop, try s.buffer(writtenBy: copy))
  }

  /// One stage with two readers.
  private static func shared() -> TestProgram {
    TestProgram("shared", inputs: [[m]], output: [m], sizes: [["m": 5]]) { program, x, y in
      let a = program.compute("a", [m], .i64) { i in x[0][i] * 3 }
      let b = program.compute("b", [m], .i64) { i in a[i] + 1 }
      program.compute("c", into: y) { i in a[i] * b[i] }
    }
  }

  static let overlap: [String: PrimitiveCase] = [
    "clone_for": .init(shared) { (s) throws(Refusal) in
      let b = try s.block("b")
      try s.compute(try s.clone(try s.block("a"), for: b), at: try s.loops(of: b)[0])
    } refused: { (s) throws(Refusal) in
      try s.clone(try s.block("b"), for: try s.block("a"))
    },
    "ring_buffer": .init(matmul) { (s) throws(Refusal) in
      let (loop, copy) = try copied(&s)
      try s.doubleBuffer(copy, along: loop)
    } refused: { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      try s.ringBuffer(
        try s.buffer(writtenBy: matmul), along: try s.loops(of: matmul)[0], count: 2)
    },
    "pipeline": .init(matmul) { (s) throws(Refusal) in
      let (loop, copy) = try copied(&s)
      try s.doubleBuffer(copy, along: loop)
      try s.pipeline(loop, stages: [0, 1], order: [1, 0])
    } refused: { (s) throws(Refusal) in
      let (loop, copy) = try copied(&s)
      try s.hoistStorage(copy, above: loop)
      try s.pipeline(loop, stages: [0, 1])
    },
    "prefetch": .init(matmul) { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      try s.prefetch(
        try s.buffer(readBy: matmul, 0), in: try s.loops(of: matmul)[0], ahead: 2)
    } refused: { (s) throws(Refusal) in
      let (loop, copy) = try copied(&s)
      try s.prefetch(copy, in: loop, ahead: 1)
    },
    "stream": .init(matmul) { (s) throws(Refusal) in
      let finish = try s.block("finish")
      try s.stream(finish, try s.buffer(writtenBy: finish))
    } refused: { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      try s.stream(try s.block("finish"), try s.buffer(readBy: matmul, 0))
    },
  ]
}
