extension InstructionLibrary {
  /// Dot products and copies of x86 processors with 512-bit vectors.
  ///
  /// | instruction | what it computes |
  /// |---|---|
  /// | `x86.dot_u8s8_16x4` | `c[j] += a[k] * b[j, k]` for 16 j, 4 k: unsigned by signed bytes into `i32` (`vpdpbusd`) |
  /// | `x86.dot_bf16_16x2` | `c[j] += a[k] * b[j, k]` for 16 j, 2 k: `bf16` into `f32` (`vdpbf16ps`) |
  /// | `x86.copy_f32x16` | `y[j] = x[j]` for 16 j: a vector loaded and stored |
  public static let x86 = InstructionLibrary(
    named: "x86 instructions",
    [bytes, halves, copy].joined(separator: "\n\n"))

  private static let bytes = DotProduct(
    columns: 16, terms: 4, type: "i8", extensions: ("extui", "extsi")
  ).instruction(
    named: "x86.dot_u8s8_16x4", features: ["avx512f", "avx512vnni"],
    """
        %1 = llvm.bitcast %a0 : vector<4xi8> to i32
        %2 = vector.broadcast %1 : i32 to vector<16xi32>
        %4 = llvm.bitcast %b0 : vector<64xi8> to vector<16xi32>
        %sum = "llvm.call_intrinsic"(%c0, %2, %4) <{intrin = "llvm.x86.avx512.vpdpbusd.512"}> : (vector<16xi32>, vector<16xi32>, vector<16xi32>) -> vector<16xi32>
    """)

  private static let halves = DotProduct(
    columns: 16, terms: 2, type: "bf16", sum: "f32", extensions: ("extf", "extf")
  ).instruction(
    named: "x86.dot_bf16_16x2", features: ["avx512f", "avx512bf16"],
    """
        %1 = llvm.bitcast %a0 : vector<2xbf16> to i32
        %2 = vector.broadcast %1 : i32 to vector<16xi32>
        %3 = llvm.bitcast %2 : vector<16xi32> to vector<32xbf16>
        %5 = llvm.bitcast %b0 : vector<32xbf16> to vector<32xbf16>
        %sum = "llvm.call_intrinsic"(%c0, %3, %5) <{intrin = "llvm.x86.avx512bf16.dpbf16ps.512"}> : (vector<16xf32>, vector<32xbf16>, vector<32xbf16>) -> vector<16xf32>
    """)

  private static let copy = """
    program.instruction @x86.copy_f32x16 requires ["avx512f"] {
      program.func @description(%x: !program.buffer<[16], f32, global>) -> (%y: !program.buffer<[16], f32, global>) {
        program.for %j = 0 to 16 {
          program.block "copy"(%vj = %j < 16) {
            %0 = program.load %x[%vj] : f32
            program.store %0, %y[%vj]
          }
        }
      }
      func.func @implementation(%x: memref<?xf32>, %i: index, %y: memref<?xf32>, %j: index) {
        %0 = vector.load %x[%i] : memref<?xf32>, vector<16xf32>
        vector.store %0, %y[%j] : memref<?xf32>, vector<16xf32>
        func.return
      }
      func.func @masked(%x: memref<?xf32>, %i: index, %y: memref<?xf32>, %j: index, %lanes: index) {
        %zero = arith.constant 0.0 : f32
        %rest = vector.broadcast %zero : f32 to vector<16xf32>
        %mask = vector.create_mask %lanes : vector<16xi1>
        %0 = vector.maskedload %x[%i], %mask, %rest : memref<?xf32>, vector<16xi1>, vector<16xf32> into vector<16xf32>
        vector.maskedstore %y[%j], %mask, %0 : memref<?xf32>, vector<16xi1>, vector<16xf32>
        func.return
      }
    }
    """
}
