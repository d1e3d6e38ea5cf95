extension InstructionLibrary {
  /// A product of 16 x 16 by 16 x 16, `wmma.mma.sync`: tiles are loaded and stored by the hardware, which keeps to
  /// itself which thread has which element.
  ///
  /// Every row must begin at a multiple of the bytes that a thread has of the matrix (PTX ISA, "Matrix
  /// Storage for WMMA").
  static func wmma(_ factor: CUDAElement, _ sum: CUDAElement, generation: Int) -> String {
    let (factorBytes, sumBytes) = (4 * factor.wmmaRegisters, 4 * sum.wmmaRegisters)
    let shape = "wmma.m16n16k16"
    /// Where a tile begins, and the elements between its rows.
    func address(_ buffer: String, _ element: CUDAElement) -> [String] {
      [
        "%\(buffer)_size = arith.constant \(element.bytes) : index",
        "%\(buffer)_0 = memref.extract_aligned_pointer_as_index %\(buffer) : memref<?x\(element.type)> -> index",
        "%\(buffer)_1 = arith.muli %p\(buffer), %\(buffer)_size : index",
        "%\(buffer)_2 = arith.addi %\(buffer)_0, %\(buffer)_1 : index",
        "%\(buffer)_3 = arith.index_cast %\(buffer)_2 : index to i64",
        "%\(buffer)_at = llvm.inttoptr %\(buffer)_3 : i64 to !llvm.ptr",
        "%\(buffer)_step = arith.index_cast %\(buffer)_row : index to i32",
      ]
    }
    func load(_ buffer: String, _ element: CUDAElement) -> [String] {
      let count = element.wmmaRegisters
      return address(buffer, element) + [
        "%\(buffer)_all = "
          + call(
            "\(shape).load.\(buffer).row.stride.\(element.ptx).p0",
            ["%\(buffer)_at", "%\(buffer)_step"], ["!llvm.ptr", "i32"],
            giving: element.registers(count))
      ] + fields(of: "\(buffer)_all", count, element, named: buffer)
    }
    func values(_ prefix: String, _ element: CUDAElement) -> [String] {
      (0..<element.wmmaRegisters).map { "%\(prefix)\($0)" }
    }
    func types(_ element: CUDAElement) -> [String] {
      [String](repeating: element.register, count: element.wmmaRegisters)
    }
    // Products of `f16` are told apart by their sums, others by their factors.
    let kind = factor.ptx == "f16" ? "\(sum.ptx).\(sum.ptx)" : factor.ptx
    let product = call(
      "\(shape).mma.row.row.\(kind)",
      values("a", factor) + values("b", factor) + values("c", sum),
      types(factor) + types(factor) + types(sum), giving: sum.registers(sum.wmmaRegisters))
    let store = call(
      "\(shape).store.d.row.stride.\(sum.ptx).p0",
      ["%c_at"] + values("d", sum) + ["%c_step"], ["!llvm.ptr"] + types(sum) + ["i32"])
    return warpProduct(
      "wmma_\(factor.name)_\(sum.name)", generation: generation,
      alignments: [factorBytes, factorBytes, sumBytes],
      rows: 16, columns: 16, terms: 16, columnsOfB: false, factor, sum,
      divisors: (factorBytes / factor.bytes, sumBytes / sum.bytes),
      load("a", factor) + load("b", factor) + load("c", sum) + ["%d_all = \(product)"]
        + fields(of: "d_all", sum.wmmaRegisters, sum, named: "d") + [store])
  }
}
