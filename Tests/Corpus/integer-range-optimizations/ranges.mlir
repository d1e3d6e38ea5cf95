// RUN: integer-range-optimizations
// What follows from the ranges of integers.
// a clamp of a size that cannot be negative
"func.func"() <{function_type = (memref<?xf32>) -> (index, i1), sym_name = "f"}> ({
^bb0(%arg0: memref<?xf32>):
  %0 = "arith.constant"() <{value = 0 : index}> : () -> index
  %1 = "arith.constant"() <{value = 8 : index}> : () -> index
  %2 = "memref.dim"(%arg0, %0) : (memref<?xf32>, index) -> index
  %3 = "arith.maxsi"(%2, %0) : (index, index) -> index
  %4 = "arith.divsi"(%3, %1) : (index, index) -> index
  %5 = "arith.cmpi"(%2, %0) <{predicate = 2 : i64}> : (index, index) -> i1
  "func.return"(%4, %5) : (index, i1) -> ()
}) : () -> ()
// CHECK: [[N:%[0-9]+]] = "memref.dim"
// CHECK-NOT: maxsi
// CHECK: "arith.divui"([[N]],
// CHECK: "arith.constant"() <{value = false}>
// -----
// the counter of a loop stays below its bound, so that the lesser of both is the counter
"func.func"() <{function_type = (memref<16xf32>, f32) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<16xf32>, %arg1: f32):
  %0 = "arith.constant"() <{value = 0 : index}> : () -> index
  %1 = "arith.constant"() <{value = 4 : index}> : () -> index
  %2 = "arith.constant"() <{value = 16 : index}> : () -> index
  "scf.for"(%0, %2, %1) ({
  ^bb0(%arg2: index):
    %3 = "arith.constant"() <{value = 12 : index}> : () -> index
    %4 = "arith.minsi"(%arg2, %3) : (index, index) -> index
    "memref.store"(%arg1, %arg0, %4) : (f32, memref<16xf32>, index) -> ()
    "scf.yield"() : () -> ()
  }) : (index, index, index) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK: ^bb0([[I:%[a-z0-9]+]]: index)
// CHECK-NOT: minsi
// CHECK: "memref.store"(%{{.*}}, %{{.*}}, [[I]])
// -----
// a condition holds inside of what it guards
"func.func"() <{function_type = (i32) -> i32, sym_name = "f"}> ({
^bb0(%arg0: i32):
  %0 = "arith.constant"() <{value = 10 : i32}> : () -> i32
  %1 = "arith.cmpi"(%arg0, %0) <{predicate = 6 : i64}> : (i32, i32) -> i1
  %2 = "scf.if"(%1) ({
    %3 = "arith.remsi"(%arg0, %0) : (i32, i32) -> i32
    "scf.yield"(%3) : (i32) -> ()
  }, {
    %4 = "arith.remsi"(%arg0, %0) : (i32, i32) -> i32
    "scf.yield"(%4) : (i32) -> ()
  }) : (i1) -> i32
  "func.return"(%2) : (i32) -> ()
}) : () -> ()
// CHECK: scf.if
// CHECK-NEXT: "scf.yield"(%arg0)
// CHECK: arith.remsi
// -----
// branches between blocks narrow as well, and a loop of blocks is widened, then narrowed
"func.func"() <{function_type = (i32) -> (i1, i1), sym_name = "f"}> ({
^bb0(%arg0: i32):
  %0 = "arith.constant"() <{value = 0 : i32}> : () -> i32
  %1 = "arith.constant"() <{value = 1 : i32}> : () -> i32
  %2 = "arith.constant"() <{value = 100 : i32}> : () -> i32
  "cf.br"(%0)[^bb1] : (i32) -> ()
^bb1(%3: i32):
  %4 = "arith.cmpi"(%3, %2) <{predicate = 2 : i64}> : (i32, i32) -> i1
  "cf.cond_br"(%4)[^bb2, ^bb3] <{operandSegmentSizes = array<i32: 1, 0, 0>}> : (i1) -> ()
^bb2:
  %5 = "arith.addi"(%3, %1) : (i32, i32) -> i32
  "cf.br"(%5)[^bb1] : (i32) -> ()
^bb3:
  %6 = "arith.cmpi"(%3, %2) <{predicate = 0 : i64}> : (i32, i32) -> i1
  %7 = "arith.cmpi"(%3, %0) <{predicate = 2 : i64}> : (i32, i32) -> i1
  "func.return"(%6, %7) : (i1, i1) -> ()
}) : () -> ()
// CHECK: ^bb3:
// CHECK-DAG: [[T:%[0-9]+]] = "arith.constant"() <{value = true}>
// CHECK-DAG: [[F:%[0-9]+]] = "arith.constant"() <{value = false}>
// CHECK: "func.return"([[T]], [[F]])
// -----
// both sides of a conjunction are known; a mask that keeps all goes; the sign is known to be clear
"func.func"() <{function_type = (i32, i1) -> (i32, i64), sym_name = "f"}> ({
^bb0(%arg0: i32, %arg1: i1):
  %0 = "arith.constant"() <{value = 0 : i32}> : () -> i32
  %1 = "arith.constant"() <{value = 15 : i32}> : () -> i32
  %2 = "arith.constant"() <{value = 0 : i64}> : () -> i64
  %3 = "arith.cmpi"(%arg0, %0) <{predicate = 5 : i64}> : (i32, i32) -> i1
  %4 = "arith.cmpi"(%arg0, %1) <{predicate = 3 : i64}> : (i32, i32) -> i1
  %5 = "arith.andi"(%3, %4) : (i1, i1) -> i1
  %6:2 = "scf.if"(%5) ({
    %7 = "arith.andi"(%arg0, %1) : (i32, i32) -> i32
    %8 = "arith.extsi"(%arg0) : (i32) -> i64
    "scf.yield"(%7, %8) : (i32, i64) -> ()
  }, {
    "scf.yield"(%0, %2) : (i32, i64) -> ()
  }) : (i1) -> (i32, i64)
  "func.return"(%6#0, %6#1) : (i32, i64) -> ()
}) : () -> ()
// CHECK: scf.if
// CHECK-NEXT: [[E:%[0-9]+]] = "arith.extui"(%arg0)
// CHECK-NEXT: "scf.yield"(%arg0, [[E]])
// -----
// what may wrap around is not known, what is said not to is
"func.func"() <{function_type = (i8) -> (i1, i1), sym_name = "f"}> ({
^bb0(%arg0: i8):
  %0 = "arith.constant"() <{value = 1 : i8}> : () -> i8
  %1 = "arith.constant"() <{value = -128 : i8}> : () -> i8
  %2 = "arith.addi"(%arg0, %0) : (i8, i8) -> i8
  %3 = "arith.addi"(%arg0, %0) <{overflowFlags = #arith.overflow<nsw>}> : (i8, i8) -> i8
  %4 = "arith.cmpi"(%2, %1) <{predicate = 0 : i64}> : (i8, i8) -> i1
  %5 = "arith.cmpi"(%3, %1) <{predicate = 0 : i64}> : (i8, i8) -> i1
  "func.return"(%4, %5) : (i1, i1) -> ()
}) : () -> ()
// CHECK: [[Q:%[0-9]+]] = "arith.cmpi"
// CHECK: [[F:%[0-9]+]] = "arith.constant"() <{value = false}>
// CHECK: "func.return"([[Q]], [[F]])
