import Dialects
import Evaluation
import IR
import Testing

@Suite struct ScalarOperationTests {
  /// What an operation gives for scalars of type `type`.
  private func run(
    _ name: String, _ type: Type, _ operands: [Scalar], to result: Type? = nil,
    predicate: Int? = nil, rounding: Int? = nil
  ) throws -> Scalar {
    var module = Module(context: Context(dialects: Dialects.all))
    var types = [Type](repeating: type, count: operands.count)
    if name == "arith.select" { types[0] = .i1 }
    let block = module.appendBlock(to: module.region(of: module.top), argumentTypes: types)
    var properties: AttributeDictionary =
      predicate.map { ["predicate": .i64($0)] } ?? [:]
    properties["roundingmode"] = rounding.map { .integer($0, .i32) }
    let operation = module.insert(
      OperationState(
        name: name, operands: module.arguments(of: block), resultTypes: [result ?? type],
        properties: properties), at: .atEnd(of: block))
    let scalar = try #require(ScalarOperation(operation, in: module), "\(name)")
    let padded = operands + [.zero, .zero]
    return try scalar.apply(padded[0], padded[1], padded[2])
  }

  private func integer(
    _ name: String, _ type: Type, _ operands: Int64..., to result: Type? = nil,
    predicate: Int? = nil
  ) throws -> Int64 {
    try run(name, type, operands.map { Scalar($0) }, to: result, predicate: predicate).integer
  }

  private func real(
    _ name: String, _ type: Type, _ operands: Double..., to result: Type? = nil,
    rounding: Int? = nil
  ) throws -> Double {
    try run(name, type, operands.map { Scalar($0) }, to: result, rounding: rounding).double
  }

  @Test func integersWrapAtTheirWidth() throws {
    #expect(try integer("arith.addi", .i8, 127, 1) == -128)
    #expect(try integer("arith.muli", .i16, 300, 300) == Int64(Int16(truncatingIfNeeded: 90000)))
    #expect(try integer("arith.subi", .index, .min, 1) == .max)
    #expect(try integer("arith.divsi", .i8, -128, -1) == -128)
    #expect(try integer("math.absi", .i8, -128) == -128)
  }

  @Test func divisionsRoundEachTheirWay() throws {
    #expect(try integer("arith.divsi", .i32, -7, 2) == -3)
    #expect(try integer("arith.remsi", .i32, -7, 2) == -1)
    #expect(try integer("arith.floordivsi", .i32, -7, 2) == -4)
    #expect(try integer("arith.floordivsi", .i32, 6, -3) == -2)
    #expect(try integer("arith.ceildivsi", .i32, 7, 2) == 4)
    #expect(try integer("arith.ceildivsi", .i32, -7, 2) == -3)
    #expect(try integer("arith.divui", .i8, -2, 2) == 127)
    #expect(try integer("arith.remui", .i8, -1, 16) == 15)
    #expect(try integer("arith.ceildivui", .i8, 7, 2) == 4)
    #expect(throws: EvaluationError.self) { try integer("arith.divsi", .i32, 1, 0) }
  }

  /// `arith.truncf` rounds as its mode says.
  @Test func narrowingFloatsRoundsByTheMode() throws {
    func narrow(_ value: Double, _ mode: Int?, _ type: Type = .f16) throws -> Double {
      try real("arith.truncf", .f64, value, to: type, rounding: mode)
    }
    // Halfway between 2048 and 2050, which is odd; modes by MLIR's numbers.
    for (mode, expected) in [(nil, 2048.0), (0, 2048), (1, 2048), (2, 2050), (3, 2048), (4, 2050)] {
      #expect(try narrow(2049, mode) == expected, "\(mode ?? -1)")
    }
    for (mode, expected) in [(0, -2048.0), (1, -2050), (2, -2048), (3, -2048), (4, -2050)] {
      #expect(try narrow(-2049, mode) == expected, "\(mode)")
    }
    let third = 1.0 / 3
    #expect(try narrow(third, 1, .f32) == Double(Float(third).nextDown))
    #expect(try narrow(third, 2, .f32) == Double(Float(third)))
    #expect(try narrow(third, 3, .f32) == Double(Float(third).nextDown))
    #expect(try narrow(1e-60, 2, .f32) == Double(Float.leastNonzeroMagnitude))
    #expect(try narrow(1e300, 3, .bf16) == 0x1.FEp127)
    #expect(try narrow(1e300, 4, .bf16) == .infinity)
    let quiet = try narrow(Double(nan: 1, signaling: true), nil, .f64)
    #expect(quiet.isNaN && !quiet.isSignalingNaN)
  }

  @Test func shiftsAndComparisonsSeeTheWidth() throws {
    #expect(try integer("arith.shrui", .i8, -1, 4) == 15)
    #expect(try integer("arith.shrsi", .i8, -16, 2) == -4)
    #expect(try integer("arith.shli", .i8, 3, 7) == -128)
    #expect(try integer("arith.maxui", .i8, -1, 1) == -1)
    #expect(try integer("arith.minsi", .i8, -1, 1) == -1)
    #expect(try integer("arith.cmpi", .i8, -1, 1, to: .i1, predicate: 2) == -1)
    #expect(try integer("arith.cmpi", .i8, -1, 1, to: .i1, predicate: 6) == 0)
    #expect(try integer("arith.cmpi", .i8, -1, 1, to: .i1, predicate: 8) == -1)
    #expect(try integer("arith.select", .i32, -1, 5, 6) == 5)
    #expect(try integer("arith.select", .i32, 0, 5, 6) == 6)
  }

  @Test func floatsRoundToTheirFormat() throws {
    #expect(try real("arith.addf", .f32, 16_777_216, 1) == 16_777_216)
    #expect(try real("arith.addf", .f64, 16_777_216, 1) == 16_777_217)
    #expect(try real("arith.divf", .f16, 1, 3) == Half(1.0 / 3).double)
    #expect(try real("arith.mulf", .bf16, 1.0078125, 1.0078125) == 1.015625)
    #expect(try real("arith.remf", .f32, -7, 3) == -1)
    #expect(try real("arith.truncf", .f32, 1.00048828125, to: .f16) == 1)
  }

  /// The product alone would round to one, and the sum to zero.
  @Test func multiplyAddRoundsOnce() throws {
    let x = 1 + 0x1p-12
    #expect(try real("math.fma", .f32, x, x, -(1 + 0x1p-11)) == 0x1p-24)
    let y = 1 + 0x1p-30
    #expect(try real("math.fma", .f64, y, y, -(1 + 0x1p-29)) == 0x1p-60)
  }

  @Test func nansInMaximaAndComparisons() throws {
    #expect(try real("arith.maximumf", .f32, .nan, 1).isNaN)
    #expect(try real("arith.maxnumf", .f32, .nan, 1) == 1)
    #expect(try real("arith.minnumf", .f32, 2, .nan) == 2)
    #expect(try real("arith.maximumf", .f32, -0.0, 0).sign == .plus)
    #expect(try real("arith.minimumf", .f32, 0, -0.0).sign == .minus)
    // Whether each of MLIR's sixteen comparisons holds of less, equal, greater, unordered.
    let table: [[Bool]] = [
      "ffff", "ftff", "fftf", "fttf", "tfff", "ttff", "tftf", "tttf",
      "ftft", "fftt", "fttt", "tfft", "ttft", "tftt", "ffft", "tttt",
    ].map { $0.map { $0 == "t" } }
    for (predicate, row) in table.enumerated() {
      for (operands, holds) in zip([(1.0, 2.0), (1, 1), (2, 1), (.nan, 1)], row) {
        let result = try run(
          "arith.cmpf", .f32, [Scalar(operands.0), Scalar(operands.1)], to: .i1,
          predicate: predicate)
        #expect(result.isTrue == holds, "predicate \(predicate) of \(operands)")
      }
    }
  }

  @Test func conversions() throws {
    #expect(try run("arith.sitofp", .i1, [Scalar(Int64(-1))], to: .f32).double == -1)
    #expect(try run("arith.uitofp", .i1, [Scalar(Int64(-1))], to: .f32).double == 1)
    #expect(try run("arith.uitofp", .i8, [Scalar(Int64(-1))], to: .f32).double == 255)
    #expect(try run("arith.sitofp", .i64, [Scalar(Int64.max)], to: .f32).double == 0x1p63)
    #expect(try run("arith.fptosi", .f32, [Scalar(-1.9)], to: .i8).integer == -1)
    #expect(try run("arith.fptosi", .f32, [Scalar(300.0)], to: .i8).integer == 44)
    #expect(try run("arith.fptoui", .f32, [Scalar(200.5)], to: .i8).integer == -56)
    #expect(try integer("arith.extui", .i8, -1, to: .i32) == 255)
    #expect(try integer("arith.extsi", .i1, -1, to: .i32) == -1)
    #expect(try integer("arith.trunci", .i32, 511, to: .i8) == -1)
    #expect(try integer("arith.index_cast", .i32, -5, to: .index) == -5)
    #expect(try integer("arith.index_castui", .i8, -1, to: .index) == 255)
    #expect(try run("arith.bitcast", .f32, [Scalar(1.0)], to: .i32).integer == 0x3F80_0000)
    #expect(try run("arith.bitcast", .i16, [Scalar(Int64(0x3C00))], to: .f16).double == 1)
  }

  @Test func realFunctions() throws {
    for (name, x, expected) in [
      ("math.exp", 1, 2.718281828), ("math.log", 2, 0.6931471806), ("math.tanh", 0.5, 0.4621171573),
      ("math.erf", 0.5, 0.5204998778), ("math.rsqrt", 4, 0.5), ("math.round", 2.5, 3),
      ("math.roundeven", 2.5, 2), ("math.trunc", -1.5, -1), ("math.floor", -1.5, -2),
      ("math.log1p", 1e-10, 1e-10), ("math.expm1", 1e-10, 1e-10),
    ] {
      let actual = try real(name, .f64, x)
      #expect(abs(actual - expected) < 1e-9, "\(name)")
    }
    #expect(try real("math.powf", .f32, 2, 10) == 1024)
    #expect(try real("math.copysign", .f32, 3, -0.0) == -3)
  }

  @Test func bitsAndIntegerPowers() throws {
    #expect(try integer("math.ctpop", .i8, -1) == 8)
    #expect(try integer("math.ctlz", .i8, 1) == 7)
    #expect(try integer("math.ctlz", .i32, 0) == 32)
    #expect(try integer("math.cttz", .i16, 0) == 16)
    #expect(try integer("math.cttz", .i64, 8) == 3)
    #expect(try integer("math.ipowi", .i32, -3, 5) == -243)
    #expect(try integer("math.ipowi", .i8, 2, 9) == 0)
    #expect(try integer("math.ipowi", .i32, -1, -3) == -1)
    #expect(try integer("math.ipowi", .i32, 7, -1) == 0)
    #expect(throws: EvaluationError.self) { try integer("math.ipowi", .i32, 0, -1) }
  }

  /// Every operation of one result that the arith and math dialects declare can be run.
  @Test func nothingDeclaredIsMissing() {
    let known = ScalarOperation.names
    for dialect in [Arith.dialect, Math.dialect] {
      for definition in dialect.operations
      where definition.mnemonic != "arith.constant" && definition.signature.results.count == 1 {
        #expect(known.contains(definition.mnemonic))
      }
    }
  }
}
