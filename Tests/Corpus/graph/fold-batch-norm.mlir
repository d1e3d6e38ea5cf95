// RUN: fold-batch-norm
// A factor and a summand a channel go into the convolution; not where its result has other users.

"func.func"() <{function_type = (tensor<1x2x8xf32>) -> tensor<1x2x6xf32>, sym_name = "sole_user"}> ({
^bb0(%x: tensor<1x2x8xf32>):
  %w = "graph.constant"() <{value = dense<2.0> : tensor<2x2x3xf32>}> : () -> tensor<2x2x3xf32>
  %t = "graph.constant"() <{value = dense<[[3.0], [4.0]]> : tensor<2x1xf32>}> : () -> tensor<2x1xf32>
  %0 = "graph.conv"(%x, %w) <{dilations = array<i64: 1>, groups = 1, pads_begin = #graph.sizes<[0]>, pads_end = #graph.sizes<[0]>, strides = array<i64: 1>}> : (tensor<1x2x8xf32>, tensor<2x2x3xf32>) -> tensor<1x2x6xf32>
  %1 = "graph.add"(%0, %t) : (tensor<1x2x6xf32>, tensor<2x1xf32>) -> tensor<1x2x6xf32>
  "func.return"(%1) : (tensor<1x2x6xf32>) -> ()
}) : () -> ()
// CHECK: %[[B:.*]] = "graph.reshape"
// CHECK: %[[C:.*]] = "graph.conv"(%{{.*}}, %{{.*}}, %[[B]])
// CHECK: "func.return"(%[[C]])
// -----
"func.func"() <{function_type = (tensor<1x2x8xf32>) -> (tensor<1x2x6xf32>, tensor<1x2x6xf32>), sym_name = "other_users"}> ({
^bb0(%x: tensor<1x2x8xf32>):
  %w = "graph.constant"() <{value = dense<2.0> : tensor<2x2x3xf32>}> : () -> tensor<2x2x3xf32>
  %t = "graph.constant"() <{value = dense<[[3.0], [4.0]]> : tensor<2x1xf32>}> : () -> tensor<2x1xf32>
  %0 = "graph.conv"(%x, %w) <{dilations = array<i64: 1>, groups = 1, pads_begin = #graph.sizes<[0]>, pads_end = #graph.sizes<[0]>, strides = array<i64: 1>}> : (tensor<1x2x8xf32>, tensor<2x2x3xf32>) -> tensor<1x2x6xf32>
  %1 = "graph.add"(%0, %t) : (tensor<1x2x6xf32>, tensor<2x1xf32>) -> tensor<1x2x6xf32>
  "func.return"(%0, %1) : (tensor<1x2x6xf32>, tensor<1x2x6xf32>) -> ()
}) : () -> ()
// CHECK: "graph.conv"(%{{[^,]*}}, %{{[^,]*}}) <{
// CHECK: "graph.add"
