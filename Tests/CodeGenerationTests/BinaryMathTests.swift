import CodeGeneration
import Dialects
import Foundation
import IR
import MLIRJudge
import Testing

/// Functions of two numbers of `f32` against libm in `Double`: all pairs of edges, a grid, and pairs of
/// patterns from all of `f32`.
@Suite(.programsReadByMLIR) struct BinaryMathTests {
  struct Function: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bound: Double
    let operation: @Sendable (inout Builder, ValueID, ValueID) -> ValueID
    let reference: @Sendable (Double, Double) -> Double
  }

  static let functions = [
    Function(
      testDescription: "powf", bound: 1, operation: { $0.insert(Math.PowF($1, $2)) },
      reference: { pow($0, $1) }),
    Function(
      testDescription: "atan2", bound: 1.5, operation: { $0.insert(Math.Atan2($1, $2)) },
      reference: { atan2($0, $1) }),
    Function(
      testDescription: "remf", bound: 0, operation: { $0.insert(Arith.RemF($1, $2)) },
      reference: { fmod($0, $1) }),
  ]

  static let pairs: [(Float, Float)] = {
    let edges: [Float] = [
      0, -0.0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 2.5, .infinity, -.infinity, .nan, 1e30,
      -1e30, 16_777_215, 16_777_216, 0x1p-149, Float(1).nextUp, Float(1).nextDown, 10,
      .greatestFiniteMagnitude, .leastNormalMagnitude,
    ]
    var pairs: [(Float, Float)] = []
    for a in edges { for b in edges { pairs.append((a, b)) } }
    for i in 0..<300 {
      for j in 0..<300 {
        pairs.append((exp2(Float(i) * 0.1 - 15), (Float(j) - 150) * 0.0837))
      }
    }
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    for _ in 0..<200_000 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      pairs.append(
        (
          Float(bitPattern: UInt32(truncatingIfNeeded: state)),
          Float(bitPattern: UInt32(truncatingIfNeeded: state >> 32))
        ))
    }
    // A multiple of the widest vector.
    while pairs.count % 16 != 0 { pairs.append((1, 1)) }
    return pairs
  }()

  @Test(arguments: functions)
  func staysWithinItsBound(function: Function) throws {
    for machine in MathFunction.machines {
      let kernel = try CompiledKernel(
        [.memory(.f32), .memory(.f32), .memory(.f32), .index], hardware: machine
      ) { build, arguments in
        let lanes = Type.vector(machine.lanes(elementBits: 32), .f32)
        let zero = build.insertIndex(0)
        let step = build.insertIndex(machine.lanes(elementBits: 32))
        build.insertLoop(from: zero, to: arguments[3], step: step) { build, i, _ in
          let x = build.insert(Vector.Load(arguments[0], [i], as: lanes))
          let y = build.insert(Vector.Load(arguments[1], [i], as: lanes))
          let z = function.operation(&build, x, y)
          build.insertOperation(Vector.Store(z, to: arguments[2], [i]))
          return []
        }
        build.insertOperation(Func.Return())
      }
      var left = Self.pairs.map(\.0)
      var right = Self.pairs.map(\.1)
      var results = Array(repeating: Float(0), count: Self.pairs.count)
      try left.withUnsafeMutableBytes { a in
        try right.withUnsafeMutableBytes { b in
          try results.withUnsafeMutableBytes { c in
            try kernel.call(
              #require(a.baseAddress), #require(b.baseAddress), #require(c.baseAddress),
              Self.pairs.count)
          }
        }
      }
      var worst = (error: 0.0, place: 0)
      for (place, result) in results.enumerated() {
        let exact = function.reference(Double(left[place]), Double(right[place]))
        let error = distance(result, exact)
        if error > worst.error { worst = (error, place) }
      }
      let (a, b, c) = (left[worst.place], right[worst.place], results[worst.place])
      #expect(
        worst.error <= function.bound,
        "\(machine.name): \(function)(\(a), \(b)) = \(c) is off by \(worst.error) ulp")
    }
  }
}
