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
// -----
// what a while carries and what it gives are needed each by itself
func.func @f(%a: i32, %b: i32) -> i32 {
  %r:2 = scf.while (%x = %a, %y = %b) : (i32, i32) -> (i32, i32) {
    %c7 = arith.constant 7 : i32
    %c = arith.cmpi slt, %x, %c7 : i32
    %z = arith.muli %y, %y : i32
    scf.condition(%c) %x, %z : i32, i32
  } do {
  ^bb0(%p: i32, %q: i32):
    %n = arith.addi %p, %p : i32
    %m = arith.subi %q, %p : i32
    scf.yield %n, %m : i32, i32
  }
  return %r#0 : i32
}
// CHECK: [[R:%[0-9]+]] = "scf.while"(%arg0) ({
// CHECK-NOT: arith.muli
// CHECK: "scf.condition"(%{{[0-9]+}}, %{{[a-z0-9]+}}) : (i1, i32) -> ()
// CHECK-NOT: arith.subi
// CHECK: }) : (i32) -> i32
// CHECK: "func.return"([[R]])
// -----
// a result of a switch that nothing needs
func.func @f(%i: index, %a: i32) -> i32 {
  %r:2 = scf.index_switch %i -> i32, i32
  case 1 {
    %m = arith.muli %a, %a : i32
    scf.yield %m, %a : i32, i32
  }
  default {
    %s = arith.subi %a, %a : i32
    scf.yield %s, %a : i32, i32
  }
  return %r#1 : i32
}
// CHECK: [[R:%[0-9]+]] = "scf.index_switch"
// CHECK-NOT: arith.
// CHECK: }) : (index) -> i32
// CHECK: "func.return"([[R]])
// -----
// arguments of blocks that only circle
func.func @f(%n: i32) -> i32 {
  %c0 = arith.constant 0 : i32
  %c1 = arith.constant 1 : i32
  cf.br ^head(%c0, %n : i32, i32)
^head(%i: i32, %unused: i32):
  %p = arith.cmpi slt, %i, %n : i32
  cf.cond_br %p, ^body(%unused, %i : i32, i32), ^end
^body(%u: i32, %j: i32):
  %k = arith.addi %j, %c1 : i32
  %v = arith.muli %u, %u : i32
  cf.br ^head(%k, %v : i32, i32)
^end:
  return %i : i32
}
// CHECK: "cf.br"(%{{[0-9]+}})[^bb1] : (i32) -> ()
// CHECK: ^bb1([[I:%[0-9]+]]: i32):
// CHECK: "cf.cond_br"(%{{[0-9]+}}, [[I]])[^bb2, ^bb3] <{operandSegmentSizes = array<i32: 1, 1, 0>}>
// CHECK-NOT: arith.muli
// CHECK: "func.return"([[I]])
// -----
// what is said of arguments and results goes with them; a function that nothing calls needs none
func.func private @g(%a: f32 {llvm.noundef}, %b: i32 {llvm.signext}) -> (f32, i32 {llvm.zeroext}) {
  return %a, %b : f32, i32
}
func.func private @h(%a: f32) -> f32 {
  return %a : f32
}
func.func @f(%a: f32, %b: i32) -> i32 {
  %r:2 = call @g(%a, %b) : (f32, i32) -> (f32, i32)
  return %r#1 : i32
}
// CHECK: "func.func"() <{arg_attrs = [{llvm.signext}], function_type = (i32) -> i32, res_attrs = [{llvm.zeroext}], sym_name = "g"
// CHECK: function_type = () -> (), sym_name = "h"
// CHECK: "func.call"(%arg1) <{callee = @g}> : (i32) -> i32
// -----
// what a loop of maps carries
func.func @f(%n: index, %a: f32, %b: f32) -> f32 {
  %r:2 = affine.for %i = 0 to %n iter_args(%x = %a, %y = %b) -> (f32, f32) {
    %s = arith.addf %y, %y : f32
    %m = arith.mulf %x, %y : f32
    affine.yield %m, %s : f32, f32
  }
  return %r#1 : f32
}
// CHECK: "affine.for"(%arg0, %arg2)
// CHECK-SAME: operandSegmentSizes = array<i32: 0, 1, 1>
// CHECK-NOT: arith.mulf
// -----
// what a reduction computes is needed with its result
func.func @f(%n: index, %m: memref<?xf32>) -> f32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %f = arith.constant 0.0 : f32
  %r = scf.parallel (%i) = (%c0) to (%n) step (%c1) init (%f) -> f32 {
    %x = memref.load %m[%i] : memref<?xf32>
    scf.reduce(%x : f32) {
    ^bb0(%a: f32, %b: f32):
      %s = arith.addf %a, %b : f32
      scf.reduce.return %s : f32
    }
  }
  return %r : f32
}
// CHECK: memref.load
// CHECK: arith.addf
// CHECK: "scf.reduce.return"
