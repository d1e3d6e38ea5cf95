// RUN: delay-dequantization
// Narrow weights stay narrow up to the product; a scale along the summed dimension must stay before it.

"func.func"() <{function_type = (tensor<4x8xf32>) -> tensor<4x6xf32>, sym_name = "a_scale_per_column"}> ({
^bb0(%x: tensor<4x8xf32>):
  %w = "graph.constant"() <{value = dense<3> : tensor<8x6xi8>}> : () -> tensor<8x6xi8>
  %s = "graph.constant"() <{value = dense<0.5> : tensor<1x6xf32>}> : () -> tensor<1x6xf32>
  %0 = "graph.cast"(%w) <{saturate = false}> : (tensor<8x6xi8>) -> tensor<8x6xf32>
  %1 = "graph.mul"(%0, %s) : (tensor<8x6xf32>, tensor<1x6xf32>) -> tensor<8x6xf32>
  %2 = "graph.matmul"(%x, %1) <{transpose_lhs = false, transpose_rhs = false}> : (tensor<4x8xf32>, tensor<8x6xf32>) -> tensor<4x6xf32>
  "func.return"(%2) : (tensor<4x6xf32>) -> ()
}) : () -> ()
// CHECK: %[[C:.*]] = "graph.cast"
// CHECK: %[[P:.*]] = "graph.matmul"(%{{.*}}, %[[C]])
// CHECK: "graph.mul"(%[[P]], %{{.*}}) : (tensor<4x6xf32>, tensor<6xf32>)
// -----
"func.func"() <{function_type = (tensor<4x8xf32>) -> tensor<4x6xf32>, sym_name = "a_scale_per_row"}> ({
^bb0(%x: tensor<4x8xf32>):
  %w = "graph.constant"() <{value = dense<3> : tensor<8x6xi8>}> : () -> tensor<8x6xi8>
  %s = "graph.constant"() <{value = dense<0.5> : tensor<8x1xf32>}> : () -> tensor<8x1xf32>
  %0 = "graph.cast"(%w) <{saturate = false}> : (tensor<8x6xi8>) -> tensor<8x6xf32>
  %1 = "graph.mul"(%0, %s) : (tensor<8x6xf32>, tensor<8x1xf32>) -> tensor<8x6xf32>
  %2 = "graph.matmul"(%x, %1) <{transpose_lhs = false, transpose_rhs = false}> : (tensor<4x8xf32>, tensor<8x6xf32>) -> tensor<4x6xf32>
  "func.return"(%2) : (tensor<4x6xf32>) -> ()
}) : () -> ()
// CHECK: %[[M:.*]] = "graph.mul"
// CHECK: "graph.matmul"(%{{.*}}, %[[M]])
