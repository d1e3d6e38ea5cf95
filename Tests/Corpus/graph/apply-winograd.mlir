// RUN: apply-winograd
// Convolutions with three by three taps that may be approximated, in kernels: filters are transformed here, and
// the matrices for the image and for the result are operands.

"func.func"() <{function_type = (tensor<1x32x8x8xf32>) -> tensor<1x32x8x8xf32>, sym_name = "main"}> ({
^bb0(%x: tensor<1x32x8x8xf32>):
  %w = "graph.constant"() <{value = dense<2.400000e+01> : tensor<32x32x3x3xf32>}> : () -> tensor<32x32x3x3xf32>
  %0 = "graph.kernel"(%x, %w) ({
  ^bb0(%a: tensor<1x32x8x8xf32>, %b: tensor<32x32x3x3xf32>):
    %1 = "graph.conv"(%a, %b) <{dilations = array<i64: 1, 1>, groups = 1, pads_begin = #graph.sizes<[1, 1]>, pads_end = #graph.sizes<[1, 1]>, strides = array<i64: 1, 1>}> {graph.fastmath = #arith.fastmath<contract,afn>} : (tensor<1x32x8x8xf32>, tensor<32x32x3x3xf32>) -> tensor<1x32x8x8xf32>
    "graph.yield"(%1) : (tensor<1x32x8x8xf32>) -> ()
  }) : (tensor<1x32x8x8xf32>, tensor<32x32x3x3xf32>) -> tensor<1x32x8x8xf32>
  "func.return"(%0) : (tensor<1x32x8x8xf32>) -> ()
}) : () -> ()
// CHECK: "graph.constant"() <{value = {{.*}} : tensor<6x6x32x32xf32>}>
// CHECK: tensor<6x6xf32>}>
// CHECK: tensor<4x6xf32>}>
// CHECK: "graph.winograd_conv"(%{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}) <{{{.*}}}> {graph.fastmath = #arith.fastmath<contract,afn>} :
// CHECK-NOT: "graph.conv"
// -----
// Results must be those of the definition.
"func.func"() <{function_type = (tensor<1x32x8x8xf32>) -> tensor<1x32x8x8xf32>, sym_name = "main"}> ({
^bb0(%x: tensor<1x32x8x8xf32>):
  %w = "graph.constant"() <{value = dense<2.400000e+01> : tensor<32x32x3x3xf32>}> : () -> tensor<32x32x3x3xf32>
  %0 = "graph.kernel"(%x, %w) ({
  ^bb0(%a: tensor<1x32x8x8xf32>, %b: tensor<32x32x3x3xf32>):
    %1 = "graph.conv"(%a, %b) <{dilations = array<i64: 1, 1>, groups = 1, pads_begin = #graph.sizes<[1, 1]>, pads_end = #graph.sizes<[1, 1]>, strides = array<i64: 1, 1>}> : (tensor<1x32x8x8xf32>, tensor<32x32x3x3xf32>) -> tensor<1x32x8x8xf32>
    "graph.yield"(%1) : (tensor<1x32x8x8xf32>) -> ()
  }) : (tensor<1x32x8x8xf32>, tensor<32x32x3x3xf32>) -> tensor<1x32x8x8xf32>
  "func.return"(%0) : (tensor<1x32x8x8xf32>) -> ()
}) : () -> ()
// CHECK: "graph.conv"
// CHECK-NOT: winograd
// -----
// Too few channels: transforming the image costs more than the products that it saves.
"func.func"() <{function_type = (tensor<1x31x8x8xf32>) -> tensor<1x31x8x8xf32>, sym_name = "main"}> ({
^bb0(%x: tensor<1x31x8x8xf32>):
  %w = "graph.constant"() <{value = dense<2.400000e+01> : tensor<31x31x3x3xf32>}> : () -> tensor<31x31x3x3xf32>
  %0 = "graph.kernel"(%x, %w) ({
  ^bb0(%a: tensor<1x31x8x8xf32>, %b: tensor<31x31x3x3xf32>):
    %1 = "graph.conv"(%a, %b) <{dilations = array<i64: 1, 1>, groups = 1, pads_begin = #graph.sizes<[1, 1]>, pads_end = #graph.sizes<[1, 1]>, strides = array<i64: 1, 1>}> {graph.fastmath = #arith.fastmath<contract,afn>} : (tensor<1x31x8x8xf32>, tensor<31x31x3x3xf32>) -> tensor<1x31x8x8xf32>
    "graph.yield"(%1) : (tensor<1x31x8x8xf32>) -> ()
  }) : (tensor<1x31x8x8xf32>, tensor<31x31x3x3xf32>) -> tensor<1x31x8x8xf32>
  "func.return"(%0) : (tensor<1x31x8x8xf32>) -> ()
}) : () -> ()
// CHECK: "graph.conv"
// CHECK-NOT: winograd
// -----
// One tap has no product to save.
"func.func"() <{function_type = (tensor<1x32x8x8xf32>) -> tensor<1x32x10x10xf32>, sym_name = "main"}> ({
^bb0(%x: tensor<1x32x8x8xf32>):
  %w = "graph.constant"() <{value = dense<2.400000e+01> : tensor<32x32x1x1xf32>}> : () -> tensor<32x32x1x1xf32>
  %0 = "graph.kernel"(%x, %w) ({
  ^bb0(%a: tensor<1x32x8x8xf32>, %b: tensor<32x32x1x1xf32>):
    %1 = "graph.conv"(%a, %b) <{dilations = array<i64: 1, 1>, groups = 1, pads_begin = #graph.sizes<[1, 1]>, pads_end = #graph.sizes<[1, 1]>, strides = array<i64: 1, 1>}> {graph.fastmath = #arith.fastmath<contract,afn>} : (tensor<1x32x8x8xf32>, tensor<32x32x1x1xf32>) -> tensor<1x32x10x10xf32>
    "graph.yield"(%1) : (tensor<1x32x10x10xf32>) -> ()
  }) : (tensor<1x32x8x8xf32>, tensor<32x32x1x1xf32>) -> tensor<1x32x10x10xf32>
  "func.return"(%0) : (tensor<1x32x10x10xf32>) -> ()
}) : () -> ()
// CHECK: "graph.conv"
// CHECK-NOT: winograd
