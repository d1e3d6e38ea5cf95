// RUN: recognize-patterns
// Activation functions and normalisations that were spelt out.

"func.func"() <{function_type = (tensor<4x8xf32>) -> tensor<4x8xf32>, sym_name = "gelu"}> ({
^bb0(%x: tensor<4x8xf32>):
  %root = "graph.constant"() <{value = dense<1.41421354> : tensor<f32>}> : () -> tensor<f32>
  %one = "graph.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
  %half = "graph.constant"() <{value = dense<0.5> : tensor<f32>}> : () -> tensor<f32>
  %0 = "graph.div"(%x, %root) : (tensor<4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
  %1 = "graph.erf"(%0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %2 = "graph.add"(%1, %one) : (tensor<4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
  %3 = "graph.mul"(%half, %2) : (tensor<f32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  %4 = "graph.mul"(%x, %3) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  "func.return"(%4) : (tensor<4x8xf32>) -> ()
}) : () -> ()
// CHECK: %[[G:.*]] = "graph.gelu"(%{{.*}}) <{tanh = false}>
// CHECK: "func.return"(%[[G]])
// -----
"func.func"() <{function_type = (tensor<4x8xf32>) -> tensor<4x8xf32>, sym_name = "variance_over_another_axis"}> ({
^bb0(%x: tensor<4x8xf32>):
  %epsilon = "graph.constant"() <{value = dense<1.0e-05> : tensor<f32>}> : () -> tensor<f32>
  %0 = "graph.reduce"(%x) <{axes = array<i64: 0>, keep_axes = true, kind = "mean"}> : (tensor<4x8xf32>) -> tensor<1x8xf32>
  %1 = "graph.sub"(%x, %0) : (tensor<4x8xf32>, tensor<1x8xf32>) -> tensor<4x8xf32>
  %2 = "graph.mul"(%1, %1) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  %3 = "graph.reduce"(%2) <{axes = array<i64: 0>, keep_axes = true, kind = "mean"}> : (tensor<4x8xf32>) -> tensor<1x8xf32>
  %4 = "graph.add"(%3, %epsilon) : (tensor<1x8xf32>, tensor<f32>) -> tensor<1x8xf32>
  %5 = "graph.sqrt"(%4) : (tensor<1x8xf32>) -> tensor<1x8xf32>
  %6 = "graph.div"(%1, %5) : (tensor<4x8xf32>, tensor<1x8xf32>) -> tensor<4x8xf32>
  "func.return"(%6) : (tensor<4x8xf32>) -> ()
}) : () -> ()
// CHECK-NOT: layer_norm
// CHECK: "graph.div"
