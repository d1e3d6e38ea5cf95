// RUN: inline,symbol-dead-code-elimination
// Functions in the places of their calls.
// a chain of calls
"func.func"() <{function_type = (i32) -> i32, sym_name = "twice", sym_visibility = "private"}> ({
^bb0(%arg2: i32):
  %3 = "arith.addi"(%arg2, %arg2) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
  "func.return"(%3) : (i32) -> ()
}) : () -> ()
"func.func"() <{function_type = (i32) -> i32, sym_name = "four", sym_visibility = "private"}> ({
^bb0(%arg1: i32):
  %1 = "func.call"(%arg1) <{callee = @twice}> : (i32) -> i32
  %2 = "func.call"(%1) <{callee = @twice}> : (i32) -> i32
  "func.return"(%2) : (i32) -> ()
}) : () -> ()
"func.func"() <{function_type = (i32) -> i32, sym_name = "f"}> ({
^bb0(%arg0: i32):
  %0 = "func.call"(%arg0) <{callee = @four}> : (i32) -> i32
  "func.return"(%0) : (i32) -> ()
}) : () -> ()
// CHECK-NOT: sym_name = "four"
// CHECK: sym_name = "f"
// CHECK: [[A:%[0-9]+]] = "arith.addi"(%arg0, %arg0)
// CHECK-NEXT: [[B:%[0-9]+]] = "arith.addi"([[A]], [[A]])
// CHECK-NEXT: "func.return"([[B]])
// -----
// branches
"func.func"() <{function_type = (i32, i32) -> i32, sym_name = "max", sym_visibility = "private"}> ({
^bb0(%arg2: i32, %arg3: i32):
  %2 = "arith.cmpi"(%arg2, %arg3) <{predicate = 2 : i64}> : (i32, i32) -> i1
  "cf.cond_br"(%2)[^bb1, ^bb2] <{operandSegmentSizes = array<i32: 1, 0, 0>}> : (i1) -> ()
^bb1:  // pred: ^bb0
  "func.return"(%arg3) : (i32) -> ()
^bb2:  // pred: ^bb0
  "func.return"(%arg2) : (i32) -> ()
}) : () -> ()
"func.func"() <{function_type = (i32, i32) -> i32, sym_name = "f"}> ({
^bb0(%arg0: i32, %arg1: i32):
  %0 = "func.call"(%arg0, %arg1) <{callee = @max}> : (i32, i32) -> i32
  %1 = "arith.muli"(%0, %0) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
  "func.return"(%1) : (i32) -> ()
}) : () -> ()
// CHECK: sym_name = "f"
// CHECK: "cf.br"(%arg0, %arg1)[
// CHECK: [[M:%[0-9]+]]: i32):
// CHECK-NEXT: "arith.muli"([[M]], [[M]])
// CHECK: "cf.cond_br"
// CHECK-NOT: func.call
// -----
// calls that cannot go
"func.func"() <{function_type = (i32) -> i32, sym_name = "outside", sym_visibility = "private"}> ({
}) : () -> ()
"func.func"() <{function_type = (i32) -> i32, sym_name = "loop", sym_visibility = "private"}> ({
^bb0(%arg1: i32):
  %2 = "func.call"(%arg1) <{callee = @loop}> : (i32) -> i32
  "func.return"(%2) : (i32) -> ()
}) : () -> ()
"func.func"() <{function_type = (i32) -> i32, sym_name = "f"}> ({
^bb0(%arg0: i32):
  %0 = "func.call"(%arg0) <{callee = @outside}> : (i32) -> i32
  %1 = "func.call"(%0) <{callee = @loop}> : (i32) -> i32
  "func.return"(%1) : (i32) -> ()
}) : () -> ()
// CHECK: sym_name = "f"
// CHECK: callee = @outside
// CHECK: callee = @loop
