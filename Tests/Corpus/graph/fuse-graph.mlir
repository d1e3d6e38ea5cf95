// RUN: fuse-graph
// Kernels and the remarks on what was fused and what was not.

"func.func"() <{function_type = (tensor<4x8xf32>, tensor<8x6xf32>, tensor<6xf32>) -> tensor<4x6xf32>, sym_name = "main"}> ({
^bb0(%x: tensor<4x8xf32>, %w: tensor<8x6xf32>, %b: tensor<6xf32>):
  %0 = "graph.matmul"(%x, %w) <{transpose_lhs = false, transpose_rhs = false}> : (tensor<4x8xf32>, tensor<8x6xf32>) -> tensor<4x6xf32>
  // expected-remark @+1 {{fused 'graph.matmul', 'graph.add' into one kernel}}
  %1 = "graph.add"(%0, %b) : (tensor<4x6xf32>, tensor<6xf32>) -> tensor<4x6xf32>
  "func.return"(%1) : (tensor<4x6xf32>) -> ()
}) : () -> ()
// CHECK: %[[K:.*]] = "graph.kernel"(%{{.*}}, %{{.*}}, %{{.*}}) ({
// CHECK: "graph.matmul"
// CHECK-NEXT: %[[S:.*]] = "graph.add"
// CHECK-NEXT: "graph.yield"(%[[S]])
// CHECK: "func.return"(%[[K]])
// -----
"func.func"() <{function_type = (tensor<4x8xf32>, tensor<8x8xf32>) -> (tensor<4x8xf32>, tensor<4x8xf32>), sym_name = "main"}> ({
^bb0(%x: tensor<4x8xf32>, %w: tensor<8x8xf32>):
  %0 = "graph.matmul"(%x, %w) <{transpose_lhs = false, transpose_rhs = false}> : (tensor<4x8xf32>, tensor<8x8xf32>) -> tensor<4x8xf32>
  // expected-remark @+1 {{'graph.relu' is not fused behind 'graph.matmul': the value has other users, so it must be stored anyway}}
  %1 = "graph.relu"(%0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  "func.return"(%0, %1) : (tensor<4x8xf32>, tensor<4x8xf32>) -> ()
}) : () -> ()
// CHECK: "graph.kernel"
// CHECK: "graph.kernel"
// -----
"func.func"() <{function_type = (tensor<4x8xf32>) -> tensor<32xf32>, sym_name = "main"}> ({
^bb0(%x: tensor<4x8xf32>):
  %0 = "graph.relu"(%x) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  // expected-remark @+1 {{fused 'graph.relu', 'graph.reshape' into one kernel}}
  %1 = "graph.reshape"(%0) : (tensor<4x8xf32>) -> tensor<32xf32>
  "func.return"(%1) : (tensor<32xf32>) -> ()
}) : () -> ()
// CHECK: %[[K:.*]] = "graph.kernel"
// CHECK: "func.return"(%[[K]])
