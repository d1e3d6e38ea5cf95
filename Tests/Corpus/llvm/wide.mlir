llvm.mlir.global constant @wide(18446744073709551616 : i128) : i128

llvm.func @constants(%x: i128) -> i128 {
  %0 = llvm.mlir.constant(-9223372036854775809 : i128) : i128
  %1 = llvm.add %x, %0 : i128
  llvm.return %1 : i128
}

llvm.func @lanes(%x: vector<2xi128>) -> vector<2xi128> {
  %0 = llvm.mlir.constant(dense<[1, 18446744073709551616]> : vector<2xi128>) : vector<2xi128>
  %1 = llvm.mul %x, %0 : vector<2xi128>
  llvm.return %1 : vector<2xi128>
}

llvm.func @floats(%x: f80, %y: f128) -> f128 {
  %0 = llvm.mlir.constant(1.500000e+00 : f128) : f128
  %1 = llvm.fadd %y, %0 : f128
  %2 = llvm.fptrunc %x : f80 to f64
  %3 = llvm.fpext %2 : f64 to f128
  %4 = llvm.fadd %1, %3 : f128
  llvm.return %4 : f128
}

llvm.mlir.global constant @gaps(dense<[1, 2, 3]> : tensor<3xi24>) : !llvm.array<3 x i24>

llvm.mlir.global constant @extended(dense<[1.000000e+00, -2.000000e+00]> : tensor<2xf80>) : !llvm.array<2 x f80>

llvm.mlir.global constant @doubled(dense<[1, 18446744073709551616]> : tensor<2xi128>) : !llvm.array<2 x i128>
