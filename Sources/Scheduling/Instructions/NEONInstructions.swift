extension InstructionLibrary {
  /// Dot products of ARM processors: `arm.dot_s8_4x4` of signed and `arm.dot_u8_4x4` of unsigned bytes.
  ///
  /// `c[j] += a[k] * b[j, k]` for 4 j, 4 k, into `i32` (`sdot`, `udot`).
  public static let neon = InstructionLibrary(
    named: "NEON instructions", dot("s", "extsi") + "\n\n" + dot("u", "extui"))

  private static func dot(_ sign: String, _ extend: String) -> String {
    DotProduct(columns: 4, terms: 4, type: "i8", extensions: (extend, extend)).instruction(
      named: "arm.dot_\(sign)8_4x4", features: ["dotprod"],
      """
          %1 = llvm.bitcast %a0 : vector<4xi8> to i32
          %2 = vector.broadcast %1 : i32 to vector<4xi32>
          %3 = llvm.bitcast %2 : vector<4xi32> to vector<16xi8>
          %sum = "llvm.call_intrinsic"(%c0, %3, %b0) <{intrin = "llvm.aarch64.neon.\(sign)dot.v4i32.v16i8"}> : (vector<4xi32>, vector<16xi8>, vector<16xi8>) -> vector<4xi32>
      """)
  }
}
