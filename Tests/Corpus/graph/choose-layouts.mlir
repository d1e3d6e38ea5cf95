// RUN: fuse-graph, choose-layouts
// Which values between kernels have channels last.

"func.func"() <{function_type = (tensor<1x3x8x8xf32>) -> tensor<1x16x8x8xf32>, sym_name = "main"}> ({
^bb0(%x: tensor<1x3x8x8xf32>):
  %w = "graph.constant"() <{value = dense<5.000000e-01> : tensor<16x3x1x1xf32>}> : () -> tensor<16x3x1x1xf32>
  %v = "graph.constant"() <{value = dense<5.000000e-01> : tensor<16x16x3x3xf32>}> : () -> tensor<16x16x3x3xf32>
  %0 = "graph.conv"(%x, %w) <{dilations = array<i64: 1, 1>, groups = 1, pads_begin = #graph.sizes<[0, 0]>, pads_end = #graph.sizes<[0, 0]>, strides = array<i64: 1, 1>}> : (tensor<1x3x8x8xf32>, tensor<16x3x1x1xf32>) -> tensor<1x16x8x8xf32>
  %1 = "graph.conv"(%0, %v) <{dilations = array<i64: 1, 1>, groups = 1, pads_begin = #graph.sizes<[1, 1]>, pads_end = #graph.sizes<[1, 1]>, strides = array<i64: 1, 1>}> : (tensor<1x16x8x8xf32>, tensor<16x16x3x3xf32>) -> tensor<1x16x8x8xf32>
  "func.return"(%1) : (tensor<1x16x8x8xf32>) -> ()
}) : () -> ()
// Inputs and outputs stay as they are.
// CHECK: "graph.kernel"(%{{.*}}) <{channels_last = [false, true]}>
// CHECK: "graph.kernel"(%{{.*}}) <{channels_last = [true, false]}>
// -----
// What is element-wise follows, and what sums over positions.
"func.func"() <{function_type = (tensor<1x3x8x8xf32>) -> (tensor<1x16xf32>), sym_name = "main"}> ({
^bb0(%x: tensor<1x3x8x8xf32>):
  %w = "graph.constant"() <{value = dense<5.000000e-01> : tensor<16x3x1x1xf32>}> : () -> tensor<16x3x1x1xf32>
  %0 = "graph.conv"(%x, %w) <{dilations = array<i64: 1, 1>, groups = 1, pads_begin = #graph.sizes<[0, 0]>, pads_end = #graph.sizes<[0, 0]>, strides = array<i64: 1, 1>}> : (tensor<1x3x8x8xf32>, tensor<16x3x1x1xf32>) -> tensor<1x16x8x8xf32>
  %1 = "graph.max_pool"(%0) <{dilations = array<i64: 1, 1>, kernel = array<i64: 2, 2>, pads_begin = #graph.sizes<[0, 0]>, pads_end = #graph.sizes<[0, 0]>, strides = array<i64: 2, 2>}> : (tensor<1x16x8x8xf32>) -> tensor<1x16x4x4xf32>
  %2 = "graph.reduce"(%1) <{axes = array<i64: 2, 3>, keep_axes = false, kind = "sum"}> : (tensor<1x16x4x4xf32>) -> tensor<1x16xf32>
  "func.return"(%2) : (tensor<1x16xf32>) -> ()
}) : () -> ()
// CHECK: channels_last = [false, true]
// CHECK: channels_last = [true, true]
// CHECK: channels_last = [true, false]
// -----
// A reshape outside of kernels sees the value row by row.
"func.func"() <{function_type = (tensor<1x3x8x8xf32>, tensor<1024x4xf32>) -> tensor<1x4xf32>, sym_name = "main"}> ({
^bb0(%x: tensor<1x3x8x8xf32>, %v: tensor<1024x4xf32>):
  %w = "graph.constant"() <{value = dense<5.000000e-01> : tensor<16x3x1x1xf32>}> : () -> tensor<16x3x1x1xf32>
  %0 = "graph.conv"(%x, %w) <{dilations = array<i64: 1, 1>, groups = 1, pads_begin = #graph.sizes<[0, 0]>, pads_end = #graph.sizes<[0, 0]>, strides = array<i64: 1, 1>}> : (tensor<1x3x8x8xf32>, tensor<16x3x1x1xf32>) -> tensor<1x16x8x8xf32>
  %1 = "graph.reshape"(%0) : (tensor<1x16x8x8xf32>) -> tensor<1x1024xf32>
  %2 = "graph.matmul"(%1, %v) <{transpose_lhs = false, transpose_rhs = false}> : (tensor<1x1024xf32>, tensor<1024x4xf32>) -> tensor<1x4xf32>
  "func.return"(%2) : (tensor<1x4xf32>) -> ()
}) : () -> ()
// CHECK: "graph.kernel"(%{{.*}}) ({
// CHECK: %[[R:.*]] = "graph.reshape"
// CHECK: "graph.kernel"(%[[R]], %{{.*}}) ({
