// Bytes for no elements mean nothing; MLIR keeps them and cannot read what it prints.
"my.dense"() {bytes = dense<"0x05"> : tensor<0xi8>, bits = dense<"0xFF"> : tensor<2x0xi1>} : () -> ()
