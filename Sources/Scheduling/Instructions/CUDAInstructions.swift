extension InstructionLibrary {
  /// Products of tiles by the tensor cores of NVIDIA's GPUs; the 32 threads of a warp perform them together.
  ///
  /// | instruction | what it computes |
  /// |---|---|
  /// | `cuda.wmma_f16_f32`, `cuda.wmma_f16_f16` | `c[i, j] += a[i, k] * b[k, j]` for 16 i, 16 j, 16 k |
  /// | `cuda.wmma_bf16_f32`, `cuda.wmma_s8_i32` | the same of `bf16` into `f32`, of signed bytes into `i32` |
  /// | `cuda.mma_f16_f32`, `cuda.mma_bf16_f32` | `c[i, j] += a[i, k] * b[j, k]` for 16 i, 8 j, 16 k |
  /// | `cuda.mma_s8_i32` | the same for 32 k, of signed bytes into `i32` |
  ///
  /// Rows may be any distance apart for `mma`, whose implementation finds the elements of each thread itself;
  /// `wmma` needs rows that begin at multiples of 8 to 32 bytes, which is demanded of buffers and rows. Floating-point
  /// sums are added in the hardware's order and with its roundings.
  public static let cuda = InstructionLibrary(
    named: "CUDA instructions",
    [
      wmma(.half, .sumsOfFloat, generation: 70),
      wmma(.half, .sumsOfHalf, generation: 70),
      wmma(.brainFloat, .sumsOfFloat, generation: 80),
      wmma(.byte, .sumsOfWord, generation: 72),
      mma(.half, .sumsOfFloat),
      mma(.brainFloat, .sumsOfFloat),
      mma(.byte, .sumsOfWord),
    ].joined(separator: "\n\n"))
}

extension InstructionLibrary {
  /// The text of an instruction of a warp: its description from the shape of the tile, and the lines of its
  /// implementation.
  ///
  /// With `columnsOfB`, `b` is indexed by column and term, else by term and column.
  static func warpProduct(
    _ name: String, generation: Int, alignments: [Int] = [],
    rows: Int, columns: Int, terms: Int, columnsOfB: Bool,
    _ factor: CUDAElement, _ sum: CUDAElement, divisors: (factor: Int, sum: Int) = (1, 1),
    _ lines: [String]
  ) -> String {
    let (isFloat, b) = (!sum.type.hasPrefix("i"), columnsOfB ? "%vj, %vk" : "%vk, %vj")
    // What is computed with; sums of `f16` are rounded when they are stored, as programs do.
    let wide = isFloat ? "f32" : "i32"
    func widened(_ value: String, _ element: CUDAElement) -> String? {
      guard element.type != wide else { return nil }
      return
        "%w\(value) = arith.\(isFloat ? "extf" : "extsi") %\(value) : \(element.type) to \(wide)"
    }
    let isNarrow = sum.type != wide
    let statements = [
      "%0 = program.load %c[%vi, %vj] : \(sum.type)",
      widened("0", sum),
      "%1 = program.load %a[%vi, %vk] : \(factor.type)",
      widened("1", factor),
      "%2 = program.load %b[\(b)] : \(factor.type)",
      widened("2", factor),
      "%3 = arith.\(isFloat ? "mulf" : "muli") %w1, %w2 : \(wide)",
      "%4 = arith.\(isFloat ? "addf" : "addi") %\(isNarrow ? "w" : "")0, %3 : \(wide)",
      isNarrow ? "%n4 = arith.truncf %4 : \(wide) to \(sum.type)" : nil,
      "program.store %\(isNarrow ? "n" : "")4, %c[%vi, %vj]",
    ].compactMap { $0 }
    func range(_ row: String, _ least: Int, _ divisor: Int) -> String {
      "\(row) in <\(least), 1073741824\(divisor == 1 ? "" : ", divisor \(divisor)")>"
    }
    let ranges = [
      range("a_row", terms, divisors.factor),
      range("b_row", columnsOfB ? terms : columns, divisors.factor),
      range("c_row", columns, divisors.sum),
    ].joined(separator: ", ")
    let aligned =
      alignments.isEmpty
      ? "" : " aligned [\(alignments.map(String.init).joined(separator: ", "))]"
    return """
      program.instruction @cuda.\(name) threads 32 requires ["sm_\(generation)"]\(aligned) {
        program.func @description(%a: !program.buffer<[\(rows), a_row], \(factor.type), global>, %b: !program.buffer<[\(columnsOfB ? columns : terms), b_row], \(factor.type), global>) -> (%c: !program.buffer<[\(rows), c_row], \(sum.type), global>) where \(ranges) {
          program.for %i = 0 to \(rows) {
            program.for %j = 0 to \(columns) {
              program.for %k = 0 to \(terms) {
                program.block "product"(%vi = %i < \(rows), %vj = %j < \(columns), reduction %vk = %k < \(terms)) {
                  \(statements.joined(separator: "\n            "))
                }
              }
            }
          }
        }
        func.func @implementation(%a: memref<?x\(factor.type)>, %pa: index, %b: memref<?x\(factor.type)>, %pb: index, %c: memref<?x\(sum.type)>, %pc: index, %a_row: index, %b_row: index, %c_row: index) {
          %all = arith.constant -1 : i32
          \(call("bar.warp.sync", ["%all"], ["i32"]))
          \(lines.joined(separator: "\n    "))
          \(call("bar.warp.sync", ["%all"], ["i32"]))
          func.return
        }
      }
      """
  }

  /// A call of one of LLVM's intrinsics for NVIDIA's GPUs.
  static func call(
    _ name: String, _ values: [String], _ types: [String], giving result: String? = nil
  ) -> String {
    "\"llvm.call_intrinsic\"(\(values.joined(separator: ", "))) <{intrin = \"llvm.nvvm.\(name)\"}> : "
      + "(\(types.joined(separator: ", "))) -> \(result ?? "()")"
  }

  /// The fields of a struct as values `%\(prefix)0`, `%\(prefix)1`, ….
  static func fields(
    of value: String, _ count: Int, _ element: CUDAElement, named prefix: String
  ) -> [String] {
    (0..<count).map {
      "%\(prefix)\($0) = \"llvm.extractvalue\"(%\(value)) <{position = array<i64: \($0)>}> : "
        + "(\(element.registers(count))) -> \(element.register)"
    }
  }
}
