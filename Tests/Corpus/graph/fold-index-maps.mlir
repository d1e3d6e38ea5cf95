// RUN: fold-index-maps
// Gathers at known positions are slices; comparisons of positions are decided by the ranges.

"builtin.module"() ({
  "func.func"() <{function_type = (tensor<64x8xf32>) -> tensor<?x8xf32, #graph.sizes<[m, 8]>>, sym_name = "inside"}> ({
  ^bb0(%x: tensor<64x8xf32>):
    %i = "graph.iota"() <{axis = 0, start = #graph.sizes<[0]>, step = #graph.sizes<[1]>}> : () -> tensor<?xi64, #graph.sizes<[m]>>
    %0 = "graph.gather"(%x, %i) <{axis = 0}> : (tensor<64x8xf32>, tensor<?xi64, #graph.sizes<[m]>>) -> tensor<?x8xf32, #graph.sizes<[m, 8]>>
    "func.return"(%0) : (tensor<?x8xf32, #graph.sizes<[m, 8]>>) -> ()
  }) : () -> ()
  // CHECK: %[[S:.*]] = "graph.slice"(%{{.*}}) <{starts = #graph.sizes<[0, 0]>, steps = #graph.sizes<[1, 1]>}>
  // CHECK-NEXT: "func.return"(%[[S]])
}) {graph.symbols = {m = #graph.range<1, 64>}} : () -> ()
// -----
"builtin.module"() ({
  "func.func"() <{function_type = (tensor<64x8xf32>) -> tensor<?x8xf32, #graph.sizes<[m, 8]>>, sym_name = "perhaps_outside"}> ({
  ^bb0(%x: tensor<64x8xf32>):
    %i = "graph.iota"() <{axis = 0, start = #graph.sizes<[0]>, step = #graph.sizes<[1]>}> : () -> tensor<?xi64, #graph.sizes<[m]>>
    %0 = "graph.gather"(%x, %i) <{axis = 0}> : (tensor<64x8xf32>, tensor<?xi64, #graph.sizes<[m]>>) -> tensor<?x8xf32, #graph.sizes<[m, 8]>>
    "func.return"(%0) : (tensor<?x8xf32, #graph.sizes<[m, 8]>>) -> ()
  }) : () -> ()
  // CHECK: "graph.gather"
}) {graph.symbols = {m = #graph.range<1, 65>}} : () -> ()
// -----
"builtin.module"() ({
  "func.func"() <{function_type = () -> (tensor<?xi1, #graph.sizes<[m]>>, tensor<?xi1, #graph.sizes<[m]>>), sym_name = "comparisons"}> ({
    %i = "graph.iota"() <{axis = 0, start = #graph.sizes<[0]>, step = #graph.sizes<[1]>}> : () -> tensor<?xi64, #graph.sizes<[m]>>
    %zero = "graph.constant"() <{value = dense<0> : tensor<i64>}> : () -> tensor<i64>
    %0 = "graph.greater_equal"(%i, %zero) : (tensor<?xi64, #graph.sizes<[m]>>, tensor<i64>) -> tensor<?xi1, #graph.sizes<[m]>>
    %1 = "graph.greater"(%i, %zero) : (tensor<?xi64, #graph.sizes<[m]>>, tensor<i64>) -> tensor<?xi1, #graph.sizes<[m]>>
    "func.return"(%0, %1) : (tensor<?xi1, #graph.sizes<[m]>>, tensor<?xi1, #graph.sizes<[m]>>) -> ()
  }) : () -> ()
  // CHECK: dense<true> : tensor<i1>
  // CHECK: %[[T:.*]] = "graph.broadcast"
  // CHECK: %[[G:.*]] = "graph.greater"
  // CHECK: "func.return"(%[[T]], %[[G]])
}) {graph.symbols = {m = #graph.range<1, 64>}} : () -> ()
