import Dialects
import IR
import MLIRJudge
import Testing

/// Conversions between element types, for a machine with and one without the instructions.
@Suite(.programsReadByMLIR) struct ConversionTests {
  static let machines: [HardwareDescription] = [CompiledKernel.hardware, .x86v2]

  /// `output[i] = convert(input[i])`, as scalars.
  private func scalars(
    _ input: Type, _ output: Type, on machine: HardwareDescription,
    _ convert: @escaping (inout Builder, ValueID) -> ValueID
  ) throws -> CompiledKernel {
    try CompiledKernel([.memory(input), .memory(output), .index], hardware: machine) {
      build, arguments in
      let zero = build.insertIndex(0)
      let one = build.insertIndex(1)
      build.insertLoop(from: zero, to: arguments[2], step: one) { build, i, _ in
        let x = build.insert(MemRef.Load(arguments[0], [i]))
        build.insertOperation(MemRef.Store(convert(&build, x), to: arguments[1], [i]))
        return []
      }
      build.insertOperation(Func.Return())
    }
  }

  /// All patterns whose upper half is any and whose lower half is near a tie.
  static let singles: [Float] = (0..<UInt32(1 << 16)).flatMap { upper in
    [0, 0x7FFF, 0x8000, 0x8001].map { Float(bitPattern: upper << 16 | $0) }
  }

  @Test(arguments: machines)
  func roundsToBFloat16(machine: HardwareDescription) throws {
    let kernel = try scalars(.f32, .bf16, on: machine) { $0.insert(Arith.TruncF($1, to: .bf16)) }
    let output: [UInt16] = try kernel.map(Self.singles, to: 0)
    var wrong = 0
    for (x, bits) in zip(Self.singles, output) {
      let got = Double(Float(bitPattern: UInt32(bits) << 16))
      let wanted = FloatKind.bf16.rounded(Double(x))
      if got != wanted && !(got.isNaN && wanted.isNaN) { wrong += 1 }
    }
    #expect(wrong == 0)
  }

  @Test(arguments: machines)
  func widensBFloat16(machine: HardwareDescription) throws {
    let kernel = try scalars(.bf16, .f32, on: machine) { $0.insert(Arith.ExtF($1, to: .f32)) }
    let all = (0...UInt16.max).map { $0 }
    let output: [UInt32] = try kernel.map(all, to: 0)
    #expect(output == all.map { UInt32($0) << 16 })
  }

  @Test(arguments: machines)
  func roundsToHalf(machine: HardwareDescription) throws {
    // Ties of halves are thirteen bits down.
    let inputs = Self.singles + (0..<UInt32(1 << 19)).map { Float(bitPattern: $0 << 13 | 0x1000) }
    let kernel = try scalars(.f32, .f16, on: machine) { $0.insert(Arith.TruncF($1, to: .f16)) }
    let output: [UInt16] = try kernel.map(inputs, to: 0)
    var wrong = 0
    for (x, bits) in zip(inputs, output) {
      let got = FloatKind.f16.decode(UInt128(bits))
      let wanted = FloatKind.f16.rounded(Double(x))
      if got.bitPattern != wanted.bitPattern && !(got.isNaN && wanted.isNaN) { wrong += 1 }
    }
    #expect(wrong == 0)
  }

  @Test(arguments: machines)
  func widensHalf(machine: HardwareDescription) throws {
    let kernel = try scalars(.f16, .f32, on: machine) { $0.insert(Arith.ExtF($1, to: .f32)) }
    let all = (0...UInt16.max).map { $0 }
    let output: [Float] = try kernel.map(all, to: 0)
    var wrong = 0
    for (bits, got) in zip(all, output) {
      let wanted = Float(FloatKind.f16.decode(UInt128(bits)))
      if got.bitPattern != wanted.bitPattern && !(got.isNaN && wanted.isNaN) { wrong += 1 }
    }
    #expect(wrong == 0)
  }

  /// A double that is just beyond a tie of the narrow type must not be rounded twice.
  @Test(arguments: machines, [FloatKind.f16, .bf16])
  func roundsDoublesOnce(machine: HardwareDescription, kind: FloatKind) throws {
    let type = Type.float(kind)
    let kernel = try scalars(.f64, type, on: machine) { $0.insert(Arith.TruncF($1, to: type)) }
    let tie = kind == .f16 ? 1 + 0x1p-11 : 1 + 0x1p-8
    var inputs: [Double] = [0, -0.0, .infinity, -.infinity, 1e300, 1e-300, 65520, 65519.999]
    for scale in [1.0, 0x1p-14, 0x1p-20, 0x1p-130, 3.0, 0x1p15] {
      for x in [tie, tie.nextUp, tie.nextDown, 1 + 3 * (tie - 1), (1 + 3 * (tie - 1)).nextDown] {
        inputs += [x * scale, -x * scale]
      }
    }
    let output: [UInt16] = try kernel.map(inputs, to: 0)
    #expect(output.map { UInt128($0) } == inputs.map { kind.encode($0) })
  }

  /// Arithmetic on bf16 is rounded after each operation.
  @Test func addsInBFloat16() throws {
    let kernel = try scalars(.bf16, .bf16, on: CompiledKernel.hardware) { build, x in
      let sum = build.insert(Arith.AddF(x, build.insertFloat(1, .bf16)))
      return build.insert(Arith.MulF(sum, sum))
    }
    let inputs: [Float] = [0, 1, 0x1p-8, 0x1.02p0, -1, 3.5]
    let output: [UInt16] = try kernel.map(
      inputs.map { UInt16($0.bitPattern >> 16) }, to: 0)
    let expected = inputs.map { x in
      let sum = FloatKind.bf16.rounded(Double(x) + 1)
      return FloatKind.bf16.rounded(sum * sum)
    }
    #expect(output.map { FloatKind.bf16.decode(UInt128($0)) } == expected)
  }

  @Test func booleansAreBytes() throws {
    let kernel = try CompiledKernel([.memory(.f32), .memory(.i1), .index]) { build, arguments in
      let zero = build.insertIndex(0)
      let x = build.insert(Vector.Load(arguments[0], [zero], as: .vector(8, .f32)))
      let isPositive = build.insert(
        Arith.CmpF(.orderedGreater, x, build.insertFloat(0, .vector(8, .f32))))
      build.insertOperation(Vector.Store(isPositive, to: arguments[1], [zero]))
      let back = build.insert(Vector.Load(arguments[1], [zero], as: .vector(8, .i1)))
      let flipped = build.insert(
        Arith.XOrI(back, build.insertInteger(-1, .vector(8, .i1))))
      build.insertOperation(Vector.Store(flipped, to: arguments[1], [build.insertIndex(8)]))
      let first = build.insert(MemRef.Load(arguments[1], [zero]))
      build.insertOperation(MemRef.Store(first, to: arguments[1], [build.insertIndex(16)]))
      build.insertOperation(Func.Return())
    }
    let output: [UInt8] = try kernel.map(
      [1, -1, 2, 0, .nan, 5, -6, 7] as [Float], to: 9, count: 18)
    #expect(output == [1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 9])
  }

  @Test func multipliesBytesIntoWords() throws {
    let kernel = try CompiledKernel([.memory(.i8), .memory(.i32), .index]) { build, arguments in
      let zero = build.insertIndex(0)
      let x = build.insert(Vector.Load(arguments[0], [zero], as: .vector(16, .i8)))
      let wide = build.insert(Arith.ExtSI(x, to: .vector(16, .i32)))
      let unsigned = build.insert(Arith.ExtUI(x, to: .vector(16, .i32)))
      let product = build.insert(Arith.MulI(wide, unsigned))
      build.insertOperation(Vector.Store(product, to: arguments[1], [zero]))
      build.insertOperation(Func.Return())
    }
    let inputs = (0..<16).map { Int8($0 * 17 - 128) }
    let output: [Int32] = try kernel.map(inputs, to: 0)
    #expect(output == inputs.map { Int32($0) * Int32(UInt8(bitPattern: $0)) })
  }

  /// Every predicate, on numbers of both signs and on NaN.
  @Test func comparesAsThePredicatesSay() throws {
    let kernel = try CompiledKernel([.memory(.f32), .memory(.i1), .index]) { build, arguments in
      let zero = build.insertIndex(0)
      let x = build.insert(Vector.Load(arguments[0], [zero], as: .vector(8, .f32)))
      let y = build.insert(
        Vector.Load(arguments[0], [build.insertIndex(8)], as: .vector(8, .f32)))
      for predicate in FloatPredicate.allCases {
        let place = build.insertIndex(8 * predicate.rawValue)
        build.insertOperation(
          Vector.Store(build.insert(Arith.CmpF(predicate, x, y)), to: arguments[1], [place]))
      }
      build.insertOperation(Func.Return())
    }
    let x: [Float] = [1, 2, 3, .nan, 1, .nan, -0.0, .infinity]
    let y: [Float] = [2, 2, 1, 1, .nan, .nan, 0, .infinity]
    let output: [UInt8] = try kernel.map(x + y, to: 9, count: 8 * 16)
    let expected = FloatPredicate.allCases.flatMap { predicate in
      zip(x, y).map { predicate.holds(Double($0), Double($1)) ? UInt8(1) : 0 }
    }
    #expect(output == expected)
  }
}
