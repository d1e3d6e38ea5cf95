extension InstructionLibrary {
  /// Integer products of x86 processors with 256-bit vectors.
  ///
  /// | instruction | what it computes |
  /// |---|---|
  /// | `x86.dot_s16_8x2` | `c[j] += a[k] * b[j, k]` for 8 j, 2 k: signed words into `i32` (`vpmaddwd`) |
  /// | `x86.dot_u8s8_8x4` | the same of 4 k: unsigned by signed bytes, exactly, by two `vpmaddwd` |
  /// | `x86.pairs_u8s8_16` | `y[j] = a[j, 0] * b[j, 0] + a[j, 1] * b[j, 1]` for 16 j, kept within `i16` (`vpmaddubsw`) |
  public static let avx2 = InstructionLibrary(
    named: "AVX2 instructions",
    [words, bytes, pairs].joined(separator: "\n\n"))

  private static let words = DotProduct(
    columns: 8, terms: 2, type: "i16", extensions: ("extsi", "extsi")
  ).instruction(
    named: "x86.dot_s16_8x2", features: ["avx2"],
    """
        %1 = llvm.bitcast %a0 : vector<2xi16> to i32
        %2 = vector.broadcast %1 : i32 to vector<8xi32>
        %3 = llvm.bitcast %2 : vector<8xi32> to vector<16xi16>
        %5 = "llvm.call_intrinsic"(%3, %b0) <{intrin = "llvm.x86.avx2.pmadd.wd"}> : (vector<16xi16>, vector<16xi16>) -> vector<8xi32>
        %sum = arith.addi %c0, %5 : vector<8xi32>
    """)

  private static let bytes = DotProduct(
    columns: 8, terms: 4, type: "i8", extensions: ("extui", "extsi")
  ).instruction(
    named: "x86.dot_u8s8_8x4", features: ["avx2"],
    """
        %1 = llvm.bitcast %a0 : vector<4xi8> to i32
        %2 = vector.broadcast %1 : i32 to vector<4xi32>
        %3 = llvm.bitcast %2 : vector<4xi32> to vector<16xi8>
        %4 = arith.extui %3 : vector<16xi8> to vector<16xi16>
        %5 = vector.shuffle %b0, %b0 [\(list(0..<16))] : vector<32xi8>, vector<32xi8>
        %6 = arith.extsi %5 : vector<16xi8> to vector<16xi16>
        %8 = vector.shuffle %b0, %b0 [\(list(16..<32))] : vector<32xi8>, vector<32xi8>
        %9 = arith.extsi %8 : vector<16xi8> to vector<16xi16>
        %10 = "llvm.call_intrinsic"(%4, %6) <{intrin = "llvm.x86.avx2.pmadd.wd"}> : (vector<16xi16>, vector<16xi16>) -> vector<8xi32>
        %11 = "llvm.call_intrinsic"(%4, %9) <{intrin = "llvm.x86.avx2.pmadd.wd"}> : (vector<16xi16>, vector<16xi16>) -> vector<8xi32>
        %12 = vector.shuffle %10, %11 [0, 2, 4, 6, 8, 10, 12, 14] : vector<8xi32>, vector<8xi32>
        %13 = vector.shuffle %10, %11 [1, 3, 5, 7, 9, 11, 13, 15] : vector<8xi32>, vector<8xi32>
        %14 = arith.addi %12, %13 : vector<8xi32>
        %sum = arith.addi %c0, %14 : vector<8xi32>
    """)

  private static func list(_ places: Range<Int>) -> String {
    places.map(String.init).joined(separator: ", ")
  }

  private static let pairs = """
    program.instruction @x86.pairs_u8s8_16 requires ["avx2"] {
      program.func @description(%a: !program.buffer<[16, 2], i8, global>, %b: !program.buffer<[16, 2], i8, global>) -> (%y: !program.buffer<[16], i16, global>) {
        program.for %j = 0 to 16 {
          program.block "pairs"(%vj = %j < 16) {
            %least = arith.constant -32768 : i32
            %most = arith.constant 32767 : i32
            %0 = program.load %a[%vj, 0] : i8
            %1 = arith.extui %0 : i8 to i32
            %2 = program.load %b[%vj, 0] : i8
            %3 = arith.extsi %2 : i8 to i32
            %4 = arith.muli %1, %3 : i32
            %5 = program.load %a[%vj, 1] : i8
            %6 = arith.extui %5 : i8 to i32
            %7 = program.load %b[%vj, 1] : i8
            %8 = arith.extsi %7 : i8 to i32
            %9 = arith.muli %6, %8 : i32
            %10 = arith.addi %4, %9 : i32
            %11 = arith.minsi %10, %most : i32
            %12 = arith.maxsi %11, %least : i32
            %13 = arith.trunci %12 : i32 to i16
            program.store %13, %y[%vj]
          }
        }
      }
      func.func @implementation(%a: memref<?xi8>, %i: index, %b: memref<?xi8>, %j: index, %y: memref<?xi16>, %k: index) {
        %0 = vector.load %a[%i] : memref<?xi8>, vector<32xi8>
        %1 = vector.load %b[%j] : memref<?xi8>, vector<32xi8>
        %2 = "llvm.call_intrinsic"(%0, %1) <{intrin = "llvm.x86.avx2.pmadd.ub.sw"}> : (vector<32xi8>, vector<32xi8>) -> vector<16xi16>
        vector.store %2, %y[%k] : memref<?xi16>, vector<16xi16>
        func.return
      }
      func.func @masked(%a: memref<?xi8>, %i: index, %b: memref<?xi8>, %j: index, %y: memref<?xi16>, %k: index, %lanes: index) {
        %zero = arith.constant 0 : i8
        %none = vector.broadcast %zero : i8 to vector<32xi8>
        %two = arith.constant 2 : index
        %bytes = arith.muli %lanes, %two : index
        %pairs = vector.create_mask %bytes : vector<32xi1>
        %mask = vector.create_mask %lanes : vector<16xi1>
        %0 = vector.maskedload %a[%i], %pairs, %none : memref<?xi8>, vector<32xi1>, vector<32xi8> into vector<32xi8>
        %1 = vector.maskedload %b[%j], %pairs, %none : memref<?xi8>, vector<32xi1>, vector<32xi8> into vector<32xi8>
        %2 = "llvm.call_intrinsic"(%0, %1) <{intrin = "llvm.x86.avx2.pmadd.ub.sw"}> : (vector<32xi8>, vector<32xi8>) -> vector<16xi16>
        vector.maskedstore %y[%k], %mask, %2 : memref<?xi16>, vector<16xi1>, vector<16xi16>
        func.return
      }
    }
    """
}
