// RUN: absorb-layout
// Products take transpositions as flags, and numeric factors to their result.

"func.func"() <{function_type = (tensor<4x8xf32>, tensor<6x8xf32>) -> tensor<4x6xf32>, sym_name = "main"}> ({
^bb0(%x: tensor<4x8xf32>, %y: tensor<6x8xf32>):
  %c = "graph.constant"() <{value = dense<0.5> : tensor<f32>}> : () -> tensor<f32>
  %0 = "graph.mul"(%x, %c) : (tensor<4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
  %1 = "graph.transpose"(%y) <{permutation = array<i64: 1, 0>}> : (tensor<6x8xf32>) -> tensor<8x6xf32>
  %2 = "graph.matmul"(%0, %1) <{transpose_lhs = false, transpose_rhs = false}> : (tensor<4x8xf32>, tensor<8x6xf32>) -> tensor<4x6xf32>
  "func.return"(%2) : (tensor<4x6xf32>) -> ()
}) : () -> ()
// CHECK: ^bb0(%[[X:.*]]: tensor<4x8xf32>, %[[Y:.*]]: tensor<6x8xf32>):
// CHECK: %[[P:.*]] = "graph.matmul"(%[[X]], %[[Y]]) <{transpose_lhs = false, transpose_rhs = true}>
// CHECK: "graph.mul"(%[[P]], %{{.*}})
