extension InstructionLibrary {
  /// Dot products of ARM processors: `arm.dot_s8_4x4` of signed and `arm.dot_u8_4x4` of unsigned bytes.
  ///
  /// `c[j] += a[k] * b[j, k]` for 4 j, 4 k, into `i32` (`sdot`, `udot`).
  public static let neon = InstructionLibrary(
    named: "NEON instructions", dot("s", "extsi") + "\n\n" + dot("u", "extui"))

  private static func dot(_ sign: String, _ extend: String) -> String {
    """
    program.instruction @arm.dot_\(sign)8_4x4 requires ["dotprod"] {
      \(dotProduct(columns: 4, terms: 4, of: "i8", extend, extend))
      func.func @implementation(%a: memref<?xi8>, %i: index, %b: memref<?xi8>, %j: index, %c: memref<?xi32>, %k: index) {
        %0 = vector.load %a[%i] : memref<?xi8>, vector<4xi8>
        %1 = llvm.bitcast %0 : vector<4xi8> to i32
        %2 = vector.broadcast %1 : i32 to vector<4xi32>
        %3 = llvm.bitcast %2 : vector<4xi32> to vector<16xi8>
        %4 = vector.load %b[%j] : memref<?xi8>, vector<16xi8>
        %5 = vector.load %c[%k] : memref<?xi32>, vector<4xi32>
        %6 = "llvm.call_intrinsic"(%5, %3, %4) <{intrin = "llvm.aarch64.neon.\(sign)dot.v4i32.v16i8"}> : (vector<4xi32>, vector<16xi8>, vector<16xi8>) -> vector<4xi32>
        vector.store %6, %c[%k] : memref<?xi32>, vector<4xi32>
        func.return
      }
    }
    """
  }
}
