import IR
import Support

// Products of matrices by the threads of a subgroup together: WMMA of NVIDIA, MFMA of AMD,
// cooperative matrices of SPIR-V.

extension GPU {
  public typealias MatrixLoad = Plain<MatrixLoadMember>
  public enum MatrixLoadMember: PlainMember {
    public static var mnemonic: String { "gpu.subgroup_mma_load_matrix" }
    public static var documentation: String {
      """
      A matrix from memory whose rows are `leadDimension` elements apart; with `transpose`, its columns
      are.

          %0 = "gpu.subgroup_mma_load_matrix"(%m, %i, %j) <{leadDimension = 32 : index}>
            : (memref<32x32xf16>, index, index) -> !gpu.mma_matrix<16x16xf16, "AOp">
      """
    }
    public static var form: Form? {
      "$srcMemref `[` $indices `]` attr-dict `:` type($srcMemref) `->` type($res)"
    }
    public static var traits: Traits { [.readsMemory] }
    public static var signature: Signature {
      Signature(
        operands: [.init("srcMemref", matrixMemory), .init("indices", .index, .variadic)],
        results: [.init("res", matrix)], properties: matrixAccess)
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      strideProblems(module.operandTypes(of: operation)[0])
    }
  }

  public typealias MatrixStore = Plain<MatrixStoreMember>
  public enum MatrixStoreMember: PlainMember {
    public static var mnemonic: String { "gpu.subgroup_mma_store_matrix" }
    public static var documentation: String {
      """
      Writes a result to memory whose rows are `leadDimension` elements apart; with `transpose`, its
      columns are.

          "gpu.subgroup_mma_store_matrix"(%0, %m, %i, %j) <{leadDimension = 32 : index}>
            : (!gpu.mma_matrix<16x16xf32, "COp">, memref<32x32xf32>, index, index) -> ()
      """
    }
    public static var form: Form? {
      "$src `,` $dstMemref `[` $indices `]` attr-dict `:` type($src) `,` type($dstMemref)"
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("src", matrix), .init("dstMemref", matrixMemory),
          .init("indices", .index, .variadic),
        ], properties: matrixAccess)
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let types = module.operandTypes(of: operation)
      let role = types[0].cast(to: MatrixType.self)?.role
      return strideProblems(types[1])
        + (role == .c ? [] : ["must store a matrix of the role \"COp\""])
    }
  }

  public typealias MatrixCompute = Plain<MatrixComputeMember>
  public enum MatrixComputeMember: PlainMember {
    public static var mnemonic: String { "gpu.subgroup_mma_compute" }
    public static var documentation: String {
      """
      `A * B + C`; `a_transpose` and `b_transpose` say that a factor was loaded transposed.

          %3 = "gpu.subgroup_mma_compute"(%0, %1, %2) : (!gpu.mma_matrix<16x16xf16, "AOp">,
            !gpu.mma_matrix<16x16xf16, "BOp">, !gpu.mma_matrix<16x16xf32, "COp">)
            -> !gpu.mma_matrix<16x16xf32, "COp">
      """
    }
    public static var form: Form? {
      Form(
        "$opA `,` $opB `,` $opC attr-dict `:` custom<Types>(type($opA), type($opB), type($opC),"
          + " type($res))", ["Types": types])
    }
    public static var signature: Signature {
      Signature(
        operands: [.init("opA", matrix), .init("opB", matrix), .init("opC", matrix)],
        results: [.init("res", matrix)],
        properties: [
          .init("a_transpose", .unit, optional: true), .init("b_transpose", .unit, optional: true),
        ])
    }

    /// `A, B -> C`.
    private static var types: FormDirective {
      FormDirective(
        accepts: { operation, module in
          module.operandTypes(of: operation).last == module.resultTypes(of: operation).first
        },
        write: { operation, writer in
          let types = writer.module.operandTypes(of: operation)
          writer.write(types.prefix(2))
          writer.write(" -> ")
          writer.write(types[2])
        },
        read: { (reader) throws(FormFailure) in
          for (slot, separator) in [("opA", ","), ("opB", "->")] {
            reader.addType(try reader.readType(), ofOperand: slot)
            try reader.expect(separator)
          }
          let result = try reader.readType()
          reader.addType(result, ofOperand: "opC")
          reader.setResultTypes([result])
        })
    }

    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let types = module.operandTypes(of: operation)
      let matrices = types.compactMap { $0.cast(to: MatrixType.self) }
      guard matrices.map(\.role) == [.a, .b, .c] else {
        return ["must take matrices of the roles \"AOp\", \"BOp\" and \"COp\", in this order"]
      }
      let (a, b, c) = (matrices[0], matrices[1], matrices[2])
      var problems: [String] = []
      if module.resultTypes(of: operation)[0] != types[2] {
        problems.append("must give the type of what is added, '\(types[2])'")
      }
      if a.columns != b.rows || c.rows != a.rows || c.columns != b.columns {
        problems.append(
          "must multiply matrices that fit: \(a.rows)x\(a.columns) by \(b.rows)x\(b.columns) is no"
            + " \(c.rows)x\(c.columns)")
      }
      for (type, matrix) in [("A", a), ("B", b)] where matrix.element == .i32 {
        problems.append("must have bytes or floats as \(type), not i32")
      }
      if MatrixType.bytes.contains(c.element) {
        problems.append("must add f16, f32 or i32, not \(c.element)")
      }
      return problems
    }
  }

  public typealias MatrixConstant = Plain<MatrixConstantMember>
  public enum MatrixConstantMember: PlainMember {
    public static var mnemonic: String { "gpu.subgroup_mma_constant_matrix" }
    public static var documentation: String {
      """
      A matrix of one number.

          %1 = "gpu.subgroup_mma_constant_matrix"(%0) : (f32) -> !gpu.mma_matrix<16x16xf32, "COp">
      """
    }
    public static var form: Form? {
      Form("$value attr-dict `:` custom<Type>(type($value), type($res))", ["Type": type])
    }
    public static var signature: Signature {
      Signature(operands: [.init("value", .any)], results: [.init("res", matrix)])
    }

    /// The matrix says the number's type.
    private static var type: FormDirective {
      FormDirective(
        accepts: { operation, module in
          module.resultTypes(of: operation)[0].cast(to: MatrixType.self)?.element
            == module.operandTypes(of: operation)[0]
        },
        write: { operation, writer in writer.write(writer.module.resultTypes(of: operation)) },
        read: { (reader) throws(FormFailure) in
          let type = try reader.readType()
          guard let matrix = type.cast(to: MatrixType.self) else {
            throw reader.fail("expected the type of a matrix, found '\(type)'")
          }
          reader.addType(matrix.element, ofOperand: "value")
          reader.setResultTypes([type])
        })
    }

    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let value = module.operandTypes(of: operation)[0]
      let element = module.resultTypes(of: operation)[0].cast(to: MatrixType.self)?.element
      return value == element ? [] : ["must take a number of its elements' type, not '\(value)'"]
    }
  }

  /// What is done to each element.
  public enum MatrixArithmetic: String, Sendable, CaseIterable {
    case addf, mulf, subf, maxf, minf, divf, addi, muli, subi, divs, divu, negatef, negates, extf
  }

  public typealias MatrixElementwise = Plain<MatrixElementwiseMember>
  public enum MatrixElementwiseMember: PlainMember {
    public static var mnemonic: String { "gpu.subgroup_mma_elementwise" }
    public static var documentation: String {
      """
      Computes with each element of matrices alike.

          %2 = "gpu.subgroup_mma_elementwise"(%0, %1) <{opType = #gpu<mma_element_wise addf>}>
            : (!gpu.mma_matrix<16x16xf32, "COp">, !gpu.mma_matrix<16x16xf32, "COp">)
            -> !gpu.mma_matrix<16x16xf32, "COp">
      """
    }
    public static var form: Form? {
      Form(
        "custom<Kind>($opType) $args attr-dict `:` functional-type(operands, results)",
        ["Kind": .gpuMatrixArithmetic])
    }
    public static var signature: Signature {
      Signature(
        operands: [.init("args", matrix, .variadic)], results: [.init("res", matrix)],
        properties: [
          .init(
            "opType",
            AttributeConstraint("#gpu<mma_element_wise …>") {
              if case .elementwise? = $0.cast(to: Keyword.self) { true } else { false }
            })
        ])
    }
  }

  /// Memory of what matrices are made of, or of vectors of it.
  private static let matrixMemory = TypeConstraint(
    "a memref of f16, f32, i8 or i32, or of 1-D vectors of them"
  ) {
    guard let element = $0.memrefType?.element else { return false }
    var scalar = element
    if case .vector(let vector) = element, vector.shape.count == 1 { scalar = vector.element }
    return [.f16, .f32, .i8, .i32].contains(scalar)
  }

  private static let matrixAccess: [Signature.Property] = [
    .init("leadDimension", .integer(0...Int.max, .index)),
    .init("transpose", .unit, optional: true),
  ]

  private static func strideProblems(_ type: Type) -> [String] {
    type.memrefType?.lastStride == 1
      ? [] : ["needs memory with a last dimension of stride 1, not '\(type)'"]
  }
}
