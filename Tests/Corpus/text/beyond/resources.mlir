// What a dialect that is not 'builtin' keeps: MLIR refuses it unless the dialect is built in.
"my.resource"() {value = dense_resource<weights> : tensor<2xf32>} : () -> ()

{-#
  dialect_resources: {
    builtin: {
      weights: "0x040000000000803F00000040"
    },
    shop: {
      bytes: "0x0400000001020304",
      "odd key": "text",
      open: true
    }
  },
  external_resources: {
    tool: {
      flag: false
    }
  }
#-}
