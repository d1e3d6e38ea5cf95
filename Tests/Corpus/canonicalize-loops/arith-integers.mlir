// RUN: canonicalize
// What MLIR 19 knows of integers, too.
// exclusive or twice with the same
"func.func"() <{function_type = (i32, i32) -> i32, sym_name = "f"}> ({
^bb0(%a: i32, %b: i32):
  %0 = "arith.xori"(%a, %b) : (i32, i32) -> i32
  %1 = "arith.xori"(%b, %0) : (i32, i32) -> i32
  "func.return"(%1) : (i32) -> ()
}) : () -> ()
// CHECK-NOT: arith
// CHECK: "func.return"(%arg0)
// -----
// what was taken away and added again
"func.func"() <{function_type = (i32, i32) -> i32, sym_name = "f"}> ({
^bb0(%a: i32, %b: i32):
  %0 = "arith.subi"(%a, %b) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
  %1 = "arith.addi"(%b, %0) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
  "func.return"(%1) : (i32) -> ()
}) : () -> ()
// CHECK-NOT: arith
// CHECK: "func.return"(%arg0)
// -----
// a difference less what it started from
"func.func"() <{function_type = (i32, i32) -> i32, sym_name = "f"}> ({
^bb0(%a: i32, %b: i32):
  %0 = "arith.subi"(%a, %b) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
  %1 = "arith.subi"(%0, %a) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
  "func.return"(%1) : (i32) -> ()
}) : () -> ()
// CHECK: [[Z:%[0-9]+]] = "arith.constant"() <{value = 0 : i32}>
// CHECK-NEXT: [[N:%[0-9]+]] = "arith.subi"([[Z]], %arg1)
// CHECK-NEXT: "func.return"([[N]])
// -----
// a product with -1 that is added
"func.func"() <{function_type = (i32, i32) -> i32, sym_name = "f"}> ({
^bb0(%a: i32, %b: i32):
  %c = "arith.constant"() <{value = -1 : i32}> : () -> i32
  %0 = "arith.muli"(%a, %c) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
  %1 = "arith.addi"(%0, %b) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
  "func.return"(%1) : (i32) -> ()
}) : () -> ()
// CHECK-NOT: arith.constant
// CHECK: "arith.subi"(%arg1, %arg0)
// -----
// what is already in an and
"func.func"() <{function_type = (i32, i32) -> i32, sym_name = "f"}> ({
^bb0(%a: i32, %b: i32):
  %0 = "arith.andi"(%a, %b) : (i32, i32) -> i32
  %1 = "arith.andi"(%a, %0) : (i32, i32) -> i32
  "func.return"(%1) : (i32) -> ()
}) : () -> ()
// CHECK: [[A:%[0-9]+]] = "arith.andi"(%arg0, %arg1)
// CHECK-NEXT: "func.return"([[A]])
// -----
// what is already in an or
"func.func"() <{function_type = (i32, i32) -> i32, sym_name = "f"}> ({
^bb0(%a: i32, %b: i32):
  %0 = "arith.ori"(%a, %b) : (i32, i32) -> i32
  %1 = "arith.ori"(%0, %b) : (i32, i32) -> i32
  "func.return"(%1) : (i32) -> ()
}) : () -> ()
// CHECK: [[A:%[0-9]+]] = "arith.ori"(%arg0, %arg1)
// CHECK-NEXT: "func.return"([[A]])
// -----
// nothing is in a number and its complement
"func.func"() <{function_type = (i32) -> i32, sym_name = "f"}> ({
^bb0(%a: i32):
  %c = "arith.constant"() <{value = -1 : i32}> : () -> i32
  %0 = "arith.xori"(%a, %c) : (i32, i32) -> i32
  %1 = "arith.andi"(%a, %0) : (i32, i32) -> i32
  "func.return"(%1) : (i32) -> ()
}) : () -> ()
// CHECK: [[Z:%[0-9]+]] = "arith.constant"() <{value = 0 : i32}>
// CHECK-NEXT: "func.return"([[Z]])
// -----
// everything is in one of them
"func.func"() <{function_type = (i32) -> i32, sym_name = "f"}> ({
^bb0(%a: i32):
  %c = "arith.constant"() <{value = -1 : i32}> : () -> i32
  %0 = "arith.xori"(%a, %c) : (i32, i32) -> i32
  %1 = "arith.ori"(%0, %a) : (i32, i32) -> i32
  "func.return"(%1) : (i32) -> ()
}) : () -> ()
// CHECK-NOT: arith.ori
// CHECK: [[Z:%[0-9]+]] = "arith.constant"() <{value = -1 : i32}>
// CHECK-NEXT: "func.return"([[Z]])
// -----
// the greatest and the least number
"func.func"() <{function_type = (i8) -> (i8, i8, i8, i8), sym_name = "f"}> ({
^bb0(%a: i8):
  %hi = "arith.constant"() <{value = 127 : i8}> : () -> i8
  %lo = "arith.constant"() <{value = -128 : i8}> : () -> i8
  %0 = "arith.maxsi"(%a, %lo) : (i8, i8) -> i8
  %1 = "arith.maxsi"(%a, %hi) : (i8, i8) -> i8
  %2 = "arith.minsi"(%a, %hi) : (i8, i8) -> i8
  %3 = "arith.minsi"(%a, %lo) : (i8, i8) -> i8
  "func.return"(%0, %1, %2, %3) : (i8, i8, i8, i8) -> ()
}) : () -> ()
// CHECK-DAG: [[HI:%[0-9]+]] = "arith.constant"() <{value = 127 : i8}>
// CHECK-DAG: [[LO:%[0-9]+]] = "arith.constant"() <{value = -128 : i8}>
// CHECK: "func.return"(%arg0, [[HI]], %arg0, [[LO]])
// -----
// the same without signs
"func.func"() <{function_type = (i8) -> (i8, i8, i8, i8), sym_name = "f"}> ({
^bb0(%a: i8):
  %hi = "arith.constant"() <{value = -1 : i8}> : () -> i8
  %lo = "arith.constant"() <{value = 0 : i8}> : () -> i8
  %0 = "arith.maxui"(%a, %lo) : (i8, i8) -> i8
  %1 = "arith.maxui"(%a, %hi) : (i8, i8) -> i8
  %2 = "arith.minui"(%a, %hi) : (i8, i8) -> i8
  %3 = "arith.minui"(%a, %lo) : (i8, i8) -> i8
  "func.return"(%0, %1, %2, %3) : (i8, i8, i8, i8) -> ()
}) : () -> ()
// CHECK-DAG: [[HI:%[0-9]+]] = "arith.constant"() <{value = -1 : i8}>
// CHECK-DAG: [[LO:%[0-9]+]] = "arith.constant"() <{value = 0 : i8}>
// CHECK: "func.return"(%arg0, [[HI]], %arg0, [[LO]])
// -----
// nothing is left over by one
"func.func"() <{function_type = (i32) -> i32, sym_name = "f"}> ({
^bb0(%a: i32):
  %c = "arith.constant"() <{value = 1 : i32}> : () -> i32
  %1 = "arith.remsi"(%a, %c) : (i32, i32) -> i32
  "func.return"(%1) : (i32) -> ()
}) : () -> ()
// CHECK: [[Z:%[0-9]+]] = "arith.constant"() <{value = 0 : i32}>
// CHECK-NEXT: "func.return"([[Z]])
// -----
// one or zero by a condition
"func.func"() <{function_type = (i1) -> i32, sym_name = "f"}> ({
^bb0(%a: i1):
  %c = "arith.constant"() <{value = 1 : i32}> : () -> i32
  %z = "arith.constant"() <{value = 0 : i32}> : () -> i32
  %1 = "arith.select"(%a, %c, %z) : (i1, i32, i32) -> i32
  "func.return"(%1) : (i32) -> ()
}) : () -> ()
// CHECK-NOT: arith.constant
// CHECK: "arith.extui"(%arg0)
// -----
// one of two that are equal
"func.func"() <{function_type = (i32, i32) -> (i32, i32), sym_name = "f"}> ({
^bb0(%a: i32, %b: i32):
  %c = "arith.cmpi"(%a, %b) <{predicate = 0 : i64}> : (i32, i32) -> i1
  %d = "arith.cmpi"(%a, %b) <{predicate = 1 : i64}> : (i32, i32) -> i1
  %0 = "arith.select"(%c, %a, %b) : (i1, i32, i32) -> i32
  %1 = "arith.select"(%d, %a, %b) : (i1, i32, i32) -> i32
  "func.return"(%0, %1) : (i32, i32) -> ()
}) : () -> ()
// CHECK-NOT: arith
// CHECK: "func.return"(%arg1, %arg0)
// -----
// bits are combined before they are extended
"func.func"() <{function_type = (i1, i1) -> i32, sym_name = "f"}> ({
^bb0(%a: i1, %b: i1):
  %0 = "arith.extui"(%a) : (i1) -> i32
  %2 = "arith.extui"(%b) : (i1) -> i32
  %1 = "arith.xori"(%0, %2) : (i32, i32) -> i32
  "func.return"(%1) : (i32) -> ()
}) : () -> ()
// CHECK: [[N:%[0-9]+]] = "arith.xori"(%arg0, %arg1)
// CHECK-NEXT: "arith.extui"([[N]])
// -----
// but not two kinds of extension
"func.func"() <{function_type = (i1, i1) -> i32, sym_name = "f"}> ({
^bb0(%a: i1, %b: i1):
  %0 = "arith.extui"(%a) : (i1) -> i32
  %2 = "arith.extsi"(%b) : (i1) -> i32
  %1 = "arith.andi"(%0, %2) : (i32, i32) -> i32
  "func.return"(%1) : (i32) -> ()
}) : () -> ()
// CHECK: arith.extui
// CHECK: arith.extsi
// CHECK: "arith.andi"
// -----
// whether an extended bit is not zero
"func.func"() <{function_type = (i1) -> i1, sym_name = "f"}> ({
^bb0(%a: i1):
  %c = "arith.constant"() <{value = 0 : i32}> : () -> i32
  %0 = "arith.extui"(%a) : (i1) -> i32
  %1 = "arith.cmpi"(%0, %c) <{predicate = 1 : i64}> : (i32, i32) -> i1
  "func.return"(%1) : (i1) -> ()
}) : () -> ()
// CHECK-NOT: arith
// CHECK: "func.return"(%arg0)
