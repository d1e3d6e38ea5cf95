// RUN: allow-fast-math{nodes='/encoder/*,last'}
// Freedoms of nodes by their names; what came from several needs all of them.

"func.func"() <{function_type = (tensor<4xf32>) -> tensor<4xf32>, sym_name = "main"}> ({
^bb0(%x: tensor<4xf32>):
  %0 = "graph.exp"(%x) : (tensor<4xf32>) -> tensor<4xf32> loc("/encoder/exp")
  %1 = "graph.tanh"(%0) : (tensor<4xf32>) -> tensor<4xf32> loc("/head/tanh")
  %2 = "graph.erf"(%1) : (tensor<4xf32>) -> tensor<4xf32> loc(fused["/encoder/erf", "/encoder/mul"])
  %3 = "graph.sin"(%2) : (tensor<4xf32>) -> tensor<4xf32> loc(fused["/encoder/sin", "/head/sin"])
  %4 = "graph.cos"(%3) : (tensor<4xf32>) -> tensor<4xf32> loc("last")
  %5 = "graph.sqrt"(%4) : (tensor<4xf32>) -> tensor<4xf32> loc("last one")
  %6 = "graph.abs"(%5) : (tensor<4xf32>) -> tensor<4xf32>
  "func.return"(%6) : (tensor<4xf32>) -> ()
}) : () -> ()
// CHECK: "graph.exp"(%{{.*}}) {graph.fastmath = #arith.fastmath<contract,afn>} :
// CHECK: "graph.tanh"(%{{.*}}) :
// CHECK: "graph.erf"(%{{.*}}) {graph.fastmath = #arith.fastmath<contract,afn>} :
// CHECK: "graph.sin"(%{{.*}}) :
// CHECK: "graph.cos"(%{{.*}}) {graph.fastmath = #arith.fastmath<contract,afn>} :
// CHECK: "graph.sqrt"(%{{.*}}) :
// CHECK: "graph.abs"(%{{.*}}) :
