// Floats that MLIR has had since version 20.
"my.types"() : () -> (f8E3M4, f8E8M0FNU, f6E2M3FN, f6E3M2FN, f4E2M1FN)
"my.numbers"() {
  a = 15.5 : f8E3M4, b = 4.0 : f8E8M0FNU, c = 7.5 : f6E2M3FN, d = 0.25 : f6E3M2FN,
  e = -1.5 : f4E2M1FN, infinity = 0x70 : f8E3M4, nan = 0xFF : f8E8M0FNU
} : () -> ()
"my.elements"() {
  a = dense<[1.0, -6.0]> : tensor<2xf4E2M1FN>, b = dense<[1.0, 4.0]> : tensor<2xf8E8M0FNU>,
  c = dense<[[1.0], [0.125]]> : tensor<2x1xf6E2M3FN>, d = dense<2.0> : vector<4xf8E3M4>
} : () -> ()
