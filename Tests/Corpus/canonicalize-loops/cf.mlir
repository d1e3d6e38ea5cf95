// RUN: canonicalize
// Branches.
// a branch that is known, and the blocks of a line merged
"func.func"() <{function_type = (i32) -> i32, sym_name = "f"}> ({
^bb0(%arg0: i32):
  %0 = "arith.constant"() <{value = true}> : () -> i1
  "cf.cond_br"(%0, %arg0)[^bb1, ^bb2] <{operandSegmentSizes = array<i32: 1, 1, 0>}> : (i1, i32) -> ()
^bb1(%1: i32):  // pred: ^bb0
  %2 = "arith.addi"(%1, %1) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
  "cf.br"(%2)[^bb3] : (i32) -> ()
^bb2:  // pred: ^bb0
  "cf.br"()[^bb4] : () -> ()
^bb3(%3: i32):  // pred: ^bb1
  "func.return"(%3) : (i32) -> ()
^bb4:  // pred: ^bb2
  "func.return"(%arg0) : (i32) -> ()
}) : () -> ()
// CHECK: [[A:%[0-9]+]] = "arith.addi"(%arg0, %arg0)
// CHECK-NEXT: "func.return"([[A]])
// -----
// no choice
"func.func"() <{function_type = (i1, i32) -> i32, sym_name = "f"}> ({
^bb0(%arg0: i1, %arg1: i32):
  "cf.cond_br"(%arg0, %arg1, %arg1)[^bb1, ^bb1] <{operandSegmentSizes = array<i32: 1, 1, 1>}> : (i1, i32, i32) -> ()
^bb1(%0: i32):  // 2 preds: ^bb0, ^bb0
  "func.return"(%0) : (i32) -> ()
}) : () -> ()
// CHECK-NOT: cf.
// CHECK: "func.return"(%arg1)
// -----
// a loop stays
"func.func"() <{function_type = (i32) -> i32, sym_name = "f"}> ({
^bb0(%arg0: i32):
  "cf.br"(%arg0)[^bb1] : (i32) -> ()
^bb1(%0: i32):  // 2 preds: ^bb0, ^bb1
  %1 = "arith.cmpi"(%0, %arg0) <{predicate = 2 : i64}> : (i32, i32) -> i1
  "cf.cond_br"(%1, %0)[^bb1, ^bb2] <{operandSegmentSizes = array<i32: 1, 1, 0>}> : (i1, i32) -> ()
^bb2:  // pred: ^bb1
  "func.return"(%0) : (i32) -> ()
}) : () -> ()
// CHECK: cf.br
// CHECK: cf.cond_br
// -----
// what always holds
"func.func"() <{function_type = () -> (), sym_name = "f"}> ({
  %0 = "arith.constant"() <{value = true}> : () -> i1
  "cf.assert"(%0) <{msg = "never"}> : (i1) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK-NOT: cf.assert
