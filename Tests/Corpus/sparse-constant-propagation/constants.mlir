// RUN: sparse-constant-propagation
// Constants along what can run.
// a carried value that is the same in every iteration
"func.func"() <{function_type = (index) -> i32, sym_name = "f"}> ({
^bb0(%arg0: index):
  %0 = "arith.constant"() <{value = 0 : index}> : () -> index
  %1 = "arith.constant"() <{value = 1 : index}> : () -> index
  %2 = "arith.constant"() <{value = 1 : i32}> : () -> i32
  %3 = "scf.for"(%0, %arg0, %1, %2) ({
  ^bb0(%arg1: index, %arg2: i32):
    %4 = "arith.muli"(%arg2, %arg2) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
    "scf.yield"(%4) : (i32) -> ()
  }) : (index, index, index, i32) -> i32
  "func.return"(%3) : (i32) -> ()
}) : () -> ()
// CHECK: [[C:%[0-9]+]] = "arith.constant"() <{value = 1 : i32}>
// CHECK-NOT: scf.for
// CHECK: "func.return"([[C]])
// -----
// a carried value that changes is not known
"func.func"() <{function_type = (index) -> i32, sym_name = "f"}> ({
^bb0(%arg0: index):
  %0 = "arith.constant"() <{value = 0 : index}> : () -> index
  %1 = "arith.constant"() <{value = 1 : index}> : () -> index
  %2 = "arith.constant"() <{value = 1 : i32}> : () -> i32
  %3 = "scf.for"(%0, %arg0, %1, %2) ({
  ^bb0(%arg1: index, %arg2: i32):
    %4 = "arith.addi"(%arg2, %arg2) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
    "scf.yield"(%4) : (i32) -> ()
  }) : (index, index, index, i32) -> i32
  "func.return"(%3) : (i32) -> ()
}) : () -> ()
// CHECK: [[R:%[0-9]+]] = "scf.for"
// CHECK: "func.return"([[R]])
// -----
// a branch that never runs says nothing
"func.func"() <{function_type = (i32) -> i32, sym_name = "f"}> ({
^bb0(%arg0: i32):
  %0 = "arith.constant"() <{value = 3 : i32}> : () -> i32
  %1 = "arith.constant"() <{value = 5 : i32}> : () -> i32
  %2 = "arith.cmpi"(%0, %1) <{predicate = 2 : i64}> : (i32, i32) -> i1
  %3 = "scf.if"(%2) ({
    "scf.yield"(%1) : (i32) -> ()
  }, {
    "scf.yield"(%arg0) : (i32) -> ()
  }) : (i1) -> i32
  %4 = "arith.addi"(%3, %1) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
  "func.return"(%4) : (i32) -> ()
}) : () -> ()
// CHECK: [[C:%[0-9]+]] = "arith.constant"() <{value = 10 : i32}>
// CHECK-NEXT: "func.return"([[C]])
// -----
// branches between blocks
"func.func"() <{function_type = (i1) -> i32, sym_name = "f"}> ({
^bb0(%arg0: i1):
  %0 = "arith.constant"() <{value = 4 : i32}> : () -> i32
  %1 = "arith.constant"() <{value = true}> : () -> i1
  "cf.cond_br"(%1, %0)[^bb2, ^bb1] <{operandSegmentSizes = array<i32: 1, 1, 0>}> : (i1, i32) -> ()
^bb1:  // pred: ^bb0
  %2 = "arith.constant"() <{value = 9 : i32}> : () -> i32
  "cf.br"(%2)[^bb2] : (i32) -> ()
^bb2(%3: i32):  // 2 preds: ^bb0, ^bb1
  %4 = "arith.addi"(%3, %3) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
  "func.return"(%4) : (i32) -> ()
}) : () -> ()
// CHECK: [[C:%[0-9]+]] = "arith.constant"() <{value = 8 : i32}>
// CHECK-NEXT: "func.return"([[C]])
// -----
// two ways with other constants
"func.func"() <{function_type = (i1) -> i32, sym_name = "f"}> ({
^bb0(%arg0: i1):
  %0 = "arith.constant"() <{value = 4 : i32}> : () -> i32
  %1 = "arith.constant"() <{value = 9 : i32}> : () -> i32
  "cf.cond_br"(%arg0, %0, %1)[^bb1, ^bb1] <{operandSegmentSizes = array<i32: 1, 1, 1>}> : (i1, i32, i32) -> ()
^bb1(%2: i32):  // 2 preds: ^bb0, ^bb0
  "func.return"(%2) : (i32) -> ()
}) : () -> ()
// CHECK: "func.return"({{%[0-9]+}})
// CHECK-NOT: value = 13
// -----
// a loop that keeps a constant around a branch
"func.func"() <{function_type = (index, i1) -> i32, sym_name = "f"}> ({
^bb0(%arg0: index, %arg1: i1):
  %0 = "arith.constant"() <{value = 0 : index}> : () -> index
  %1 = "arith.constant"() <{value = 1 : index}> : () -> index
  %2 = "arith.constant"() <{value = 7 : i32}> : () -> i32
  %3 = "scf.for"(%0, %arg0, %1, %2) ({
  ^bb0(%arg2: index, %arg3: i32):
    %4 = "scf.if"(%arg1) ({
      "scf.yield"(%arg3) : (i32) -> ()
    }, {
      %5 = "arith.constant"() <{value = 7 : i32}> : () -> i32
      "scf.yield"(%5) : (i32) -> ()
    }) : (i1) -> i32
    "scf.yield"(%4) : (i32) -> ()
  }) : (index, index, index, i32) -> i32
  "func.return"(%3) : (i32) -> ()
}) : () -> ()
// CHECK: [[C:%[0-9]+]] = "arith.constant"() <{value = 7 : i32}>
// CHECK-NOT: arith.constant
// CHECK: "func.return"([[C]])
// -----
// while
// MORE: a loop that may not end is kept
"func.func"() <{function_type = (i32, i1) -> i32, sym_name = "f"}> ({
^bb0(%arg0: i32, %arg1: i1):
  %0 = "arith.constant"() <{value = 5 : i32}> : () -> i32
  %1 = "scf.while"(%0) ({
  ^bb0(%arg3: i32):
    "scf.condition"(%arg1, %arg3) : (i1, i32) -> ()
  }, {
  ^bb0(%arg2: i32):
    %2 = "arith.constant"() <{value = 0 : i32}> : () -> i32
    %3 = "arith.addi"(%arg2, %2) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
    "scf.yield"(%3) : (i32) -> ()
  }) : (i32) -> i32
  "func.return"(%1) : (i32) -> ()
}) : () -> ()
// CHECK: [[C:%[0-9]+]] = "arith.constant"() <{value = 5 : i32}>
// CHECK: scf.while
// CHECK-NOT: arith.addi
// CHECK: "scf.yield"([[C]])
// CHECK: }) : (i32) -> i32
// CHECK-NEXT: "func.return"([[C]])
// -----
// constants of two branches stay where they are used
// MORE: constants are not moved out of branches
func.func @f(%c: i1) {
  scf.if %c {
    %a = arith.constant 3 : i32
    %b = arith.addi %a, %a : i32
    %m = memref.alloca() : memref<i32>
    memref.store %b, %m[] : memref<i32>
  } else {
    %a = arith.constant 3 : i32
    %b = arith.addi %a, %a : i32
    %m = memref.alloca() : memref<i32>
    memref.store %b, %m[] : memref<i32>
  }
  func.return
}
// CHECK: "arith.constant"() <{value = 6 : i32}>
// CHECK: "arith.constant"() <{value = 6 : i32}>
// -----
// what gives nothing but constants goes, whatever it holds
func.func @f(%x: i32) -> i32 {
  %c1 = arith.constant 1 : i32
  %c2 = arith.constant 2 : i32
  %p = arith.cmpi slt, %c1, %c2 : i32
  %r = scf.if %p -> i32 {
    %y = arith.addi %c1, %c2 : i32
    scf.yield %y : i32
  } else {
    scf.yield %x : i32
  }
  func.return %r : i32
}
// CHECK-NOT: scf.if
// CHECK-NOT: cmpi
// CHECK: [[C:%[0-9]+]] = "arith.constant"() <{value = 3 : i32}>
// CHECK-NOT: scf.if
// CHECK: "func.return"([[C]])
