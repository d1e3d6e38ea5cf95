extension InstructionLibrary {
  /// A product of 16 rows by 8 columns, `mma.sync`: each thread brings the elements that are its share.
  ///
  /// The shares are those of PTX ISA, "Matrix Fragments for mma.m16n8k16" and "mma.m16n8k32". A thread is the
  /// one of number `t` in the group `g`, its lane being `4 * g + t`. Of 32 bytes of terms a register holds
  /// 4 bytes of neighbours along k, those from `4 * t` in the first or the second half:
  ///
  ///     register of a    0            1               2                 3
  ///     row              g            g + 8           g                 g + 8
  ///     first byte       4 t          4 t             4 t + 16          4 t + 16
  ///
  ///     register of b    0            1
  ///     column           g            g
  ///     first byte       4 t          4 t + 16
  ///
  ///     element of c     0            1               2                 3
  ///     row              g            g               g + 8             g + 8
  ///     column           2 t          2 t + 1         2 t               2 t + 1
  static func mma(_ factor: CUDAElement, _ sum: CUDAElement) -> String {
    let terms = 32 / factor.bytes
    let memory = (
      factor: "memref<?x\(factor.type)>", sum: "memref<?x\(sum.type)>",
      group: "vector<\(factor.count)x\(factor.type)>"
    )
    /// A register from neighbours along k.
    func load(_ name: String, _ buffer: String, _ place: String) -> [String] {
      let loads = factor.register == memory.group ? name : "\(name)_v"
      let load = "%\(loads) = vector.load %\(buffer)[%\(place)] : \(memory.factor), \(memory.group)"
      return loads == name
        ? [load]
        : [load, "%\(name) = llvm.bitcast %\(loads) : \(memory.group) to \(factor.register)"]
    }
    func add(_ sum: String, _ a: String, _ b: String) -> String {
      "%\(sum) = arith.addi %\(a), %\(b) : index"
    }
    func multiply(_ product: String, _ a: String, _ b: String) -> String {
      "%\(product) = arith.muli %\(a), %\(b) : index"
    }
    var lines = [
      "%lane = \(call("read.ptx.sreg.laneid", [], [], giving: "i32"))",
      "%thread = arith.index_castui %lane : i32 to index",
      "%one = arith.constant 1 : index",
      "%two = arith.constant 2 : index",
      "%four = arith.constant 4 : index",
      "%eight = arith.constant 8 : index",
      "%count = arith.constant \(factor.count) : index",
      "%half = arith.constant \(terms / 2) : index",
      "%g = arith.divui %thread, %four : index",
      "%t = arith.remui %thread, %four : index",
      multiply("k0", "t", "count"),
      add("k1", "k0", "half"),
      // Where the rows of a begin.
      multiply("ag", "g", "a_row"),
      multiply("a_8", "eight", "a_row"),
      add("ar0", "pa", "ag"),
      add("ar1", "ar0", "a_8"),
    ]
    for register in 0..<4 {
      lines.append(add("ap\(register)", "ar\(register % 2)", "k\(register / 2)"))
      lines += load("a\(register)", "a", "ap\(register)")
    }
    lines += [multiply("bg", "g", "b_row"), add("bc", "pb", "bg")]
    for register in 0..<2 {
      lines.append(add("bp\(register)", "bc", "k\(register)"))
      lines += load("b\(register)", "b", "bp\(register)")
    }
    lines += [
      multiply("cg", "g", "c_row"),
      multiply("c_8", "eight", "c_row"),
      multiply("j0", "t", "two"),
      add("cr", "pc", "cg"),
      add("cp0", "cr", "j0"),
      add("cp1", "cp0", "one"),
      add("cp2", "cp0", "c_8"),
      add("cp3", "cp1", "c_8"),
    ]
    lines += (0..<4).map { "%c\($0) = memref.load %c[%cp\($0)] : \(memory.sum)" }
    let kind = factor.ptx == "f16" ? "f32.f32" : factor.ptx
    let operands =
      (0..<4).map { "%a\($0)" } + (0..<2).map { "%b\($0)" } + (0..<4).map { "%c\($0)" }
    let types =
      [String](repeating: factor.register, count: 6)
      + [String](repeating: sum.register, count: 4)
    lines.append(
      "%d_all = "
        + call(
          "mma.m16n8k\(terms).row.col.\(kind)", operands, types, giving: sum.registers(4)))
    lines += fields(of: "d_all", 4, sum, named: "d")
    lines += (0..<4).map { "memref.store %d\($0), %c[%cp\($0)] : \(memory.sum)" }
    return warpProduct(
      "mma_\(factor.name)_\(sum.name)", generation: 80, rows: 16, columns: 8, terms: terms,
      columnsOfB: true, factor, sum, lines)
  }
}
