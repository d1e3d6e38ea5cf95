// RUN: remove-dead-values
// Arguments, results and carried values that nothing needs.
// a loop carries only what is needed
"func.func"() <{function_type = (index, f32, f32) -> f32, sym_name = "f"}> ({
^bb0(%arg0: index, %arg1: f32, %arg2: f32):
  %0 = "arith.constant"() <{value = 0 : index}> : () -> index
  %1 = "arith.constant"() <{value = 1 : index}> : () -> index
  %2:2 = "scf.for"(%0, %arg0, %1, %arg1, %arg2) ({
  ^bb0(%arg3: index, %arg4: f32, %arg5: f32):
    %3 = "arith.addf"(%arg4, %arg4) : (f32, f32) -> f32
    %4 = "arith.mulf"(%arg5, %arg4) : (f32, f32) -> f32
    "scf.yield"(%3, %4) : (f32, f32) -> ()
  }) : (index, index, index, f32, f32) -> (f32, f32)
  "func.return"(%2#0) : (f32) -> ()
}) : () -> ()
// CHECK: [[R:%[0-9]+]] = "scf.for"(%{{.*}}, %arg0, %{{.*}}, %arg1) ({
// CHECK-NOT: arith.mulf
// CHECK: }) : (index, index, index, f32) -> f32
// CHECK: "func.return"([[R]])
// -----
// a private function takes and gives only what is needed, and so do its calls
"func.func"() <{function_type = (f32, f32) -> (f32, f32), sym_name = "g", sym_visibility = "private"}> ({
^bb0(%arg0: f32, %arg1: f32):
  %0 = "arith.negf"(%arg0) : (f32) -> f32
  %1 = "arith.mulf"(%arg1, %arg1) : (f32, f32) -> f32
  "func.return"(%0, %1) : (f32, f32) -> ()
}) : () -> ()
"func.func"() <{function_type = (f32) -> f32, sym_name = "f"}> ({
^bb0(%arg0: f32):
  %0 = "arith.addf"(%arg0, %arg0) : (f32, f32) -> f32
  %1:2 = "func.call"(%arg0, %0) <{callee = @g}> : (f32, f32) -> (f32, f32)
  "func.return"(%1#0) : (f32) -> ()
}) : () -> ()
// CHECK: function_type = (f32) -> f32, sym_name = "g"
// CHECK-NOT: arith.mulf
// CHECK: sym_name = "f"
// CHECK-NOT: arith.addf
// CHECK: [[R:%[0-9]+]] = "func.call"(%arg0)
// CHECK-NEXT: "func.return"([[R]])
// -----
// what others may call keeps its arguments
"func.func"() <{function_type = (f32, f32) -> f32, sym_name = "g"}> ({
^bb0(%arg0: f32, %arg1: f32):
  "func.return"(%arg0) : (f32) -> ()
}) : () -> ()
// CHECK: function_type = (f32, f32) -> f32
// -----
// what stores stays, with what it needs; the other result of the condition goes
"func.func"() <{function_type = (i1, memref<f32>, f32) -> f32, sym_name = "f"}> ({
^bb0(%arg0: i1, %arg1: memref<f32>, %arg2: f32):
  %0:2 = "scf.if"(%arg0) ({
    "memref.store"(%arg2, %arg1) : (f32, memref<f32>) -> ()
    %1 = "arith.negf"(%arg2) : (f32) -> f32
    "scf.yield"(%arg2, %1) : (f32, f32) -> ()
  }, {
    "scf.yield"(%arg2, %arg2) : (f32, f32) -> ()
  }) : (i1) -> (f32, f32)
  "func.return"(%0#0) : (f32) -> ()
}) : () -> ()
// CHECK: [[R:%[0-9]+]] = "scf.if"
// CHECK-NEXT: memref.store
// CHECK-NEXT: "scf.yield"(%arg2) : (f32) -> ()
// CHECK: "func.return"([[R]])
