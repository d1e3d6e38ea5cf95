import Dialects
import IR
import MLIRJudge
import Testing

/// What folds at compile time is what runs: every operation on pairs of edge values, both ways.
@Suite(.programsReadByMLIR) struct FoldingTests {
  typealias Operation = @Sendable (inout Builder, ValueID, ValueID) -> ValueID

  static let integerOperations: [Operation] = [
    { $0.insert(Arith.AddI($1, $2)) }, { $0.insert(Arith.SubI($1, $2)) },
    { $0.insert(Arith.MulI($1, $2)) }, { $0.insert(Arith.DivSI($1, $2)) },
    { $0.insert(Arith.DivUI($1, $2)) }, { $0.insert(Arith.FloorDivSI($1, $2)) },
    { $0.insert(Arith.CeilDivSI($1, $2)) }, { $0.insert(Arith.RemSI($1, $2)) },
    { $0.insert(Arith.RemUI($1, $2)) }, { $0.insert(Arith.AndI($1, $2)) },
    { $0.insert(Arith.OrI($1, $2)) }, { $0.insert(Arith.XOrI($1, $2)) },
    { $0.insert(Arith.ShLI($1, $2)) }, { $0.insert(Arith.ShRSI($1, $2)) },
    { $0.insert(Arith.ShRUI($1, $2)) }, { $0.insert(Arith.MaxSI($1, $2)) },
    { $0.insert(Arith.MinSI($1, $2)) }, { $0.insert(Arith.MaxUI($1, $2)) },
    { $0.insert(Arith.MinUI($1, $2)) },
  ]

  static let floatOperations: [Operation] = [
    { $0.insert(Arith.AddF($1, $2)) }, { $0.insert(Arith.SubF($1, $2)) },
    { $0.insert(Arith.MulF($1, $2)) }, { $0.insert(Arith.DivF($1, $2)) },
    { $0.insert(Arith.MaximumF($1, $2)) }, { $0.insert(Arith.MinimumF($1, $2)) },
    { $0.insert(Arith.MaxNumF($1, $2)) }, { $0.insert(Arith.MinNumF($1, $2)) },
  ]

  @Test(arguments: [8, 32, 64])
  func integersFoldAsTheyRun(width: Int) throws {
    let type = Type.integer(width: width, .signless)
    let least = width == 64 ? Int.min : -(1 << (width - 1))
    let values = [0, 1, -1, 2, -2, 3, 7, -7, least, least + 1, -(least + 1), width - 1, width]
    for (index, operation) in Self.integerOperations.enumerated() {
      let pairs = values.flatMap { a in
        values.map { (Attribute.integer(a, type), Attribute.integer($0, type)) }
      }
      try check(operation, pairs, type, "integer operation \(index) of \(width) bits")
    }
  }

  @Test(arguments: [FloatKind.f32, .f64, .bf16])
  func floatsFoldAsTheyRun(kind: FloatKind) throws {
    let type = Type.float(kind)
    let values: [Double] = [
      0, -0.0, 1, -1, 0.1, 1.0 / 3, 3, -2.5, 1e10, -1e-10, .infinity, -.infinity, .nan,
      kind.rounded(1 + 0x1p-7), 0x1p-126, 0x1.8p-149, 3e38,
    ].map { kind.rounded($0) }
    for (index, operation) in Self.floatOperations.enumerated() {
      let pairs = values.flatMap { a in
        values.map { (Attribute.float(a, type), Attribute.float($0, type)) }
      }
      try check(operation, pairs, type, "float operation \(index) of \(kind)")
    }
  }

  /// Folds the operation on each pair, and runs it where it folds.
  private func check(
    _ operation: Operation, _ pairs: [(Attribute, Attribute)], _ type: Type, _ name: String
  ) throws {
    var folded: [Attribute] = []
    var left: [UInt8] = []
    var right: [UInt8] = []
    for (a, b) in pairs {
      guard let value = fold(operation, a, b) else { continue }
      folded.append(value)
      left += try #require(a.elementBytes)
      right += try #require(b.elementBytes)
    }
    #expect(folded.count > pairs.count / 4, "\(name) hardly folds")
    let kernel = try CompiledKernel([.memory(type), .memory(type), .memory(type), .index]) {
      build, arguments in
      let zero = build.insertIndex(0)
      let one = build.insertIndex(1)
      build.insertLoop(from: zero, to: arguments[3], step: one) { build, i, _ in
        let a = build.insert(MemRef.Load(arguments[0], [i]))
        let b = build.insert(MemRef.Load(arguments[1], [i]))
        build.insertOperation(
          MemRef.Store(operation(&build, a, b), to: arguments[2], [i]))
        return []
      }
      build.insertOperation(Func.Return())
    }
    var output = Array(repeating: UInt8(0), count: left.count)
    try left.withUnsafeMutableBytes { a in
      try right.withUnsafeMutableBytes { b in
        try output.withUnsafeMutableBytes { c in
          try kernel.call(
            #require(a.baseAddress), #require(b.baseAddress), #require(c.baseAddress),
            folded.count)
        }
      }
    }
    let size = left.count / folded.count
    for (index, value) in folded.enumerated() {
      let bytes = Array(output[index * size..<(index + 1) * size])
      if let number = value.floatValue, number.isNaN, case .float(let kind) = type {
        // Which NaN it is may differ.
        let bits = bytes.reversed().reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        #expect(kind.decode(bits).isNaN, "\(name)")
      } else {
        let a = Array(left[index * size..<(index + 1) * size])
        let b = Array(right[index * size..<(index + 1) * size])
        #expect(bytes == value.elementBytes, "\(name) on \(a) and \(b)")
      }
    }
  }

  /// The constant that the operation gives for two constants, if it folds to one or to an operand.
  private func fold(_ operation: Operation, _ a: Attribute, _ b: Attribute) -> Attribute? {
    let empty = Module(context: CompiledKernel.context)
    var build = Builder(empty, at: .atEnd(of: empty.body))
    let left = build.insert(Arith.Constant(a))
    let right = build.insert(Arith.Constant(b))
    let result = operation(&build, left, right)
    guard let inserted = build.module.definingOperation(of: result),
      let foldable = build.module.definition(of: inserted) as? any FoldableOperation.Type
    else { return nil }
    switch foldable.fold(inserted, in: build.module, constants: [a, b])?.first {
    case .constant(let value): return value
    case .value(let value): return value == left ? a : b
    case nil: return nil
    }
  }

  /// Identities hold bit for bit: `x + 0.0` is not one, since it changes `-0.0`.
  @Test func keepsNegativeZero() throws {
    let empty = Module(context: CompiledKernel.context)
    var build = Builder(empty, at: .atEnd(of: empty.body))
    build.insertFunction("f", [.f32], [.f32]) { build, arguments in
      let zero = build.insertFloat(0, .f32)
      let sum = build.insert(Arith.AddF(arguments[0], zero))
      let operation = build.module.definingOperation(of: sum)
      if let operation {
        #expect(
          Arith.AddF.fold(operation, in: build.module, constants: [nil, .float(0, .f32)])?.isEmpty
            == nil)
        let folded = Arith.AddF.fold(
          operation, in: build.module, constants: [nil, .float(-0.0, .f32)])
        guard case .value(let value)? = folded?.first else {
          Issue.record("x + -0.0 must be x")
          return
        }
        #expect(value == arguments[0])
      }
      build.insertOperation(Func.Return([sum]))
    }
  }
}
