// Bytes that lie outside of the operations.
"my.resource"() {
  value = dense_resource<weights> : tensor<2xf32>, other = dense_resource<odd.key> : tensor<3xi8>
} : () -> ()

{-#
  dialect_resources: {
    builtin: {
      weights: "0x040000000000803F00000040",
      odd.key: "0x01000000010203"
    }
  },
  external_resources: {
    tool: { option: true, text: "value" }
  }
#-}
