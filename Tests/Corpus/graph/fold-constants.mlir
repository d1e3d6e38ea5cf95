// RUN: fold-constants
// Operations on constants are computed; big results only if they do not grow.

"func.func"() <{function_type = () -> tensor<2xf32>, sym_name = "small"}> ({
  %0 = "graph.constant"() <{value = dense<[1.0, 2.0]> : tensor<2xf32>}> : () -> tensor<2xf32>
  %1 = "graph.constant"() <{value = dense<3.0> : tensor<f32>}> : () -> tensor<f32>
  %2 = "graph.mul"(%0, %1) : (tensor<2xf32>, tensor<f32>) -> tensor<2xf32>
  "func.return"(%2) : (tensor<2xf32>) -> ()
}) : () -> ()
// CHECK: %[[C:.*]] = "graph.constant"() <{value = dense<[3.000000e+00, 6.000000e+00]> : tensor<2xf32>}>
// CHECK-NEXT: "func.return"(%[[C]])
// -----
"func.func"() <{function_type = () -> tensor<200x200xf32>, sym_name = "big"}> ({
  %0 = "graph.constant"() <{value = dense<1> : tensor<200x200xi8>}> : () -> tensor<200x200xi8>
  %1 = "graph.cast"(%0) <{saturate = false}> : (tensor<200x200xi8>) -> tensor<200x200xf32>
  "func.return"(%1) : (tensor<200x200xf32>) -> ()
}) : () -> ()
// CHECK: "graph.cast"
// -----
"func.func"() <{function_type = () -> tensor<i64>, sym_name = "division_by_zero_stays_defined"}> ({
  %0 = "graph.constant"() <{value = dense<7> : tensor<i64>}> : () -> tensor<i64>
  %1 = "graph.constant"() <{value = dense<0> : tensor<i64>}> : () -> tensor<i64>
  %2 = "graph.div"(%0, %1) : (tensor<i64>, tensor<i64>) -> tensor<i64>
  "func.return"(%2) : (tensor<i64>) -> ()
}) : () -> ()
// CHECK: "graph.constant"() <{value = dense<0> : tensor<i64>}>
