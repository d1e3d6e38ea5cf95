// RUN: simplify-graph
// What changes nothing goes; what follows on each other is joined.

"func.func"() <{function_type = (tensor<4x6xf32>) -> tensor<4x6xf32>, sym_name = "neutral"}> ({
^bb0(%x: tensor<4x6xf32>):
  %one = "graph.constant"() <{value = dense<1.0> : tensor<4x6xf32>}> : () -> tensor<4x6xf32>
  %zero = "graph.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
  %0 = "graph.mul"(%one, %x) : (tensor<4x6xf32>, tensor<4x6xf32>) -> tensor<4x6xf32>
  %1 = "graph.sub"(%0, %zero) : (tensor<4x6xf32>, tensor<f32>) -> tensor<4x6xf32>
  "func.return"(%1) : (tensor<4x6xf32>) -> ()
}) : () -> ()
// CHECK: ^bb0(%[[X:.*]]: tensor<4x6xf32>):
// CHECK-NEXT: "func.return"(%[[X]])
// -----
"func.func"() <{function_type = (tensor<f32>) -> tensor<4xf32>, sym_name = "a_neutral_operand_may_still_broadcast"}> ({
^bb0(%x: tensor<f32>):
  %one = "graph.constant"() <{value = dense<1.0> : tensor<4xf32>}> : () -> tensor<4xf32>
  %0 = "graph.mul"(%x, %one) : (tensor<f32>, tensor<4xf32>) -> tensor<4xf32>
  "func.return"(%0) : (tensor<4xf32>) -> ()
}) : () -> ()
// CHECK: %[[B:.*]] = "graph.broadcast"
// CHECK-NEXT: "func.return"(%[[B]])
// -----
"func.func"() <{function_type = (tensor<4x6xi32>) -> tensor<4x6xi32>, sym_name = "integer_division_stays"}> ({
^bb0(%x: tensor<4x6xi32>):
  %c = "graph.constant"() <{value = dense<4> : tensor<i32>}> : () -> tensor<i32>
  %0 = "graph.div"(%x, %c) : (tensor<4x6xi32>, tensor<i32>) -> tensor<4x6xi32>
  "func.return"(%0) : (tensor<4x6xi32>) -> ()
}) : () -> ()
// CHECK: "graph.div"
// -----
"func.func"() <{function_type = (tensor<4xf32>) -> tensor<4xi1>, sym_name = "float_to_int_and_back_stays"}> ({
^bb0(%x: tensor<4xf32>):
  %0 = "graph.cast"(%x) <{saturate = false}> : (tensor<4xf32>) -> tensor<4xi32>
  %1 = "graph.cast"(%0) <{saturate = false}> : (tensor<4xi32>) -> tensor<4xi1>
  "func.return"(%1) : (tensor<4xi1>) -> ()
}) : () -> ()
// CHECK: "graph.cast"
// CHECK: "graph.cast"
// -----
"func.func"() <{function_type = (tensor<4xi8>) -> tensor<4xf32>, sym_name = "widening_twice"}> ({
^bb0(%x: tensor<4xi8>):
  %0 = "graph.cast"(%x) <{saturate = false}> : (tensor<4xi8>) -> tensor<4xi32>
  %1 = "graph.cast"(%0) <{saturate = false}> : (tensor<4xi32>) -> tensor<4xf32>
  "func.return"(%1) : (tensor<4xf32>) -> ()
}) : () -> ()
// CHECK: ^bb0(%[[X:.*]]: tensor<4xi8>):
// CHECK-NEXT: "graph.cast"(%[[X]])
// CHECK-NEXT: "func.return"
// -----
"func.func"() <{function_type = (tensor<10x6xf32>) -> tensor<2x6xf32>, sym_name = "slices"}> ({
^bb0(%x: tensor<10x6xf32>):
  %0 = "graph.slice"(%x) <{starts = #graph.sizes<[9, 0]>, steps = #graph.sizes<[-2, 1]>}> : (tensor<10x6xf32>) -> tensor<5x6xf32>
  %1 = "graph.slice"(%0) <{starts = #graph.sizes<[1, 0]>, steps = #graph.sizes<[3, 1]>}> : (tensor<5x6xf32>) -> tensor<2x6xf32>
  "func.return"(%1) : (tensor<2x6xf32>) -> ()
}) : () -> ()
// CHECK: "graph.slice"(%{{.*}}) <{starts = #graph.sizes<[7, 0]>, steps = #graph.sizes<[-6, 1]>}>
// CHECK-NEXT: "func.return"
// -----
"func.func"() <{function_type = (tensor<6xf32>, tensor<4x6xf32>) -> tensor<4x6xf32>, sym_name = "compute_before_broadcast"}> ({
^bb0(%x: tensor<6xf32>, %y: tensor<4x6xf32>):
  %0 = "graph.broadcast"(%x) : (tensor<6xf32>) -> tensor<4x6xf32>
  %1 = "graph.exp"(%0) : (tensor<4x6xf32>) -> tensor<4x6xf32>
  %2 = "graph.add"(%1, %y) : (tensor<4x6xf32>, tensor<4x6xf32>) -> tensor<4x6xf32>
  "func.return"(%2) : (tensor<4x6xf32>) -> ()
}) : () -> ()
// CHECK: %[[E:.*]] = "graph.exp"(%{{.*}}) : (tensor<6xf32>) -> tensor<6xf32>
// CHECK-NEXT: "graph.add"(%[[E]], %{{.*}})
