// Bits of wide floats that no f64 equals: MLIR writes too few digits to read them back.
"my.floats"() {
  a = 0x3FFF8000000000000001 : f80, b = 0x40000000000000000000000000000001 : f128,
  c = dense<[0x3FFF8000000000000001, 1.5]> : tensor<2xf80>,
  d = dense<0xC0000000000000000000000000000001> : tensor<2xf128>,
  unnormal = 0x3FFF0000000000000001 : f80, elided = [0x40000000000000000000000000000001 : f128, 1.0]
} : () -> ()
