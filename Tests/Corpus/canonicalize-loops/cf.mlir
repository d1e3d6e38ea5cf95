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
// -----
// past blocks that only go on, with what they pass
func.func @f(%c: i1, %a: i32, %b: i32) -> i32 {
  cf.cond_br %c, ^x(%a : i32), ^y
^x(%0: i32):
  cf.br ^z(%b, %0 : i32, i32)
^y:
  %1 = arith.addi %a, %b : i32
  cf.br ^z(%1, %1 : i32, i32)
^z(%2: i32, %3: i32):
  %4 = arith.muli %2, %3 : i32
  func.return %4 : i32
}
// CHECK: "cf.cond_br"(%arg0, %arg2, %arg1)[^bb2, ^bb1]
// CHECK-NOT: "cf.br"(%arg2
// CHECK: ^bb1:
// CHECK-NEXT: "arith.addi"
// CHECK-NEXT: "cf.br"
// CHECK: ^bb2
// -----
// a switch past such a block
func.func @f(%v: i32) -> i32 {
  %c1 = arith.constant 1 : i32
  cf.switch %v : i32, [
    default: ^x,
    5: ^y(%v : i32)
  ]
^x:
  cf.br ^y(%c1 : i32)
^y(%0: i32):
  func.return %0 : i32
}
// CHECK: [[C:%[0-9]+]] = "arith.constant"() <{value = 1 : i32}>
// CHECK: "cf.switch"(%arg0, [[C]], %arg0)[^bb1, ^bb1]
// CHECK-NOT: cf.br
// -----
// blocks that go round in a circle stay; what is used behind them keeps its block
func.func @f(%c: i1, %a: i32) -> i32 {
  cf.cond_br %c, ^x, ^z(%a : i32)
^x:
  cf.br ^y
^y:
  cf.br ^x
^z(%0: i32):
  cf.br ^w
^w:
  %1 = arith.addi %0, %0 : i32
  cf.cond_br %c, ^w, ^z(%1 : i32)
}
// CHECK: cf.br
// CHECK: ^bb{{[0-9]}}({{%[0-9]+}}: i32)
// CHECK: arith.addi
// -----
// behind a branch the condition is known
func.func @f(%c: i1, %a: i32, %b: i32) -> i32 {
  cf.cond_br %c, ^x, ^y
^x:
  %0 = arith.select %c, %a, %b : i32
  func.return %0 : i32
^y:
  %1 = arith.select %c, %a, %b : i32
  func.return %1 : i32
}
// CHECK-NOT: select
// CHECK: "func.return"(%arg1)
// CHECK: "func.return"(%arg2)
// -----
// but not where control also gets to otherwise
func.func @f(%c: i1, %a: i32, %b: i32) -> i32 {
  cf.cond_br %c, ^x, ^y
^x:
  %0 = arith.select %c, %a, %b : i32
  func.return %0 : i32
^y:
  %d = arith.cmpi slt, %a, %b : i32
  cf.cond_br %d, ^x, ^z
^z:
  func.return %a : i32
}
// CHECK: arith.select
