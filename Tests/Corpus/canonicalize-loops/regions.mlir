// RUN: canonicalize
// bounds that are numbers
"func.func"() <{function_type = (memref<100xf32>, f32, index) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<100xf32>, %arg1: f32, %arg2: index):
  %0 = "arith.constant"() <{value = 0 : index}> : () -> index
  %1 = "arith.constant"() <{value = 4 : index}> : () -> index
  "scf.forall"(%0, %arg2, %arg2, %1, %1) <{operandSegmentSizes = array<i32: 2, 2, 1, 0>, staticLowerBound = array<i64: -9223372036854775808, -9223372036854775808>, staticStep = array<i64: -9223372036854775808, 1>, staticUpperBound = array<i64: -9223372036854775808, -9223372036854775808>}> ({
  ^bb0(%arg3: index, %arg4: index):
    "memref.store"(%arg1, %arg0, %arg3) : (f32, memref<100xf32>, index) -> ()
    "scf.forall.in_parallel"() ({
    ^bb0:
    }) : () -> ()
  }) : (index, index, index, index, index) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK: "scf.forall"(%arg2, %arg2) <{operandSegmentSizes = array<i32: 1, 1, 0, 0>, staticLowerBound = array<i64: 0, -9223372036854775808>, staticStep = array<i64: 4, 1>, staticUpperBound = array<i64: -9223372036854775808, 4>}>
// -----
// a nest that never runs, and one that runs once
"func.func"() <{function_type = (memref<100xf32>, f32) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<100xf32>, %arg1: f32):
  "scf.forall"() <{operandSegmentSizes = array<i32: 0, 0, 0, 0>, staticLowerBound = array<i64: 0, 0>, staticStep = array<i64: 1, 1>, staticUpperBound = array<i64: 4, 0>}> ({
  ^bb0(%arg3: index, %arg4: index):
    "memref.store"(%arg1, %arg0, %arg3) : (f32, memref<100xf32>, index) -> ()
    "scf.forall.in_parallel"() ({
    ^bb0:
    }) : () -> ()
  }) : () -> ()
  "scf.forall"() <{operandSegmentSizes = array<i32: 0, 0, 0, 0>, staticLowerBound = array<i64: 7>, staticStep = array<i64: 2>, staticUpperBound = array<i64: 9>}> ({
  ^bb0(%arg2: index):
    "memref.store"(%arg1, %arg0, %arg2) : (f32, memref<100xf32>, index) -> ()
    "scf.forall.in_parallel"() ({
    ^bb0:
    }) : () -> ()
  }) : () -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK-NOT: scf.forall
// CHECK: [[I:%[0-9]+]] = "arith.constant"() <{value = 7 : index}>
// CHECK-NEXT: "memref.store"(%arg1, %arg0, [[I]])
// CHECK-NOT: memref.store
// -----
// a region of one block
"func.func"() <{function_type = (f32) -> f32, sym_name = "f"}> ({
^bb0(%arg0: f32):
  %0 = "scf.execute_region"() ({
    %1 = "arith.addf"(%arg0, %arg0) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    "scf.yield"(%1) : (f32) -> ()
  }) : () -> f32
  "func.return"(%0) : (f32) -> ()
}) : () -> ()
// CHECK-NOT: scf.
// CHECK: "arith.addf"
// -----
// a region of several blocks stays
"func.func"() <{function_type = (f32, i1) -> f32, sym_name = "f"}> ({
^bb0(%arg0: f32, %arg1: i1):
  %0 = "scf.execute_region"() ({
    "cf.cond_br"(%arg1, %arg0)[^bb1, ^bb2] <{operandSegmentSizes = array<i32: 1, 1, 0>}> : (i1, f32) -> ()
  ^bb1(%1: f32):  // 2 preds: ^bb0, ^bb2
    "scf.yield"(%1) : (f32) -> ()
  ^bb2:  // pred: ^bb0
    %2 = "arith.addf"(%arg0, %arg0) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    "cf.br"(%2)[^bb1] : (f32) -> ()
  }) : () -> f32
  "func.return"(%0) : (f32) -> ()
}) : () -> ()
// CHECK-NOT: scf.
// CHECK: "cf.cond_br"(%arg1, %arg0)[^bb1, ^bb2]
// CHECK: "func.return"
// CHECK: "arith.addf"
// -----
// a choice that is known
"func.func"() <{function_type = (f32, f32) -> f32, sym_name = "f"}> ({
^bb0(%arg0: f32, %arg1: f32):
  %0 = "arith.constant"() <{value = 5 : i32}> : () -> i32
  "cf.switch"(%0, %arg0, %arg1)[^bb1, ^bb1] <{case_operand_segments = array<i32: 1>, case_values = dense<5> : vector<1xi32>, operandSegmentSizes = array<i32: 1, 1, 1>}> : (i32, f32, f32) -> ()
^bb1(%1: f32):  // 2 preds: ^bb0, ^bb0
  "func.return"(%1) : (f32) -> ()
}) : () -> ()
// CHECK-NOT: cf.
// CHECK: "func.return"(%arg1)
// -----
// a choice that is none of the cases
"func.func"() <{function_type = (f32, f32) -> f32, sym_name = "f"}> ({
^bb0(%arg0: f32, %arg1: f32):
  %0 = "arith.constant"() <{value = 6 : i32}> : () -> i32
  "cf.switch"(%0, %arg0, %arg1)[^bb1, ^bb1] <{case_operand_segments = array<i32: 1>, case_values = dense<5> : vector<1xi32>, operandSegmentSizes = array<i32: 1, 1, 1>}> : (i32, f32, f32) -> ()
^bb1(%1: f32):  // 2 preds: ^bb0, ^bb0
  "func.return"(%1) : (f32) -> ()
}) : () -> ()
// CHECK-NOT: cf.
// CHECK: "func.return"(%arg0)
// -----
// cases that do what the default does
"func.func"() <{function_type = (i32, f32, f32) -> f32, sym_name = "f"}> ({
^bb0(%arg0: i32, %arg1: f32, %arg2: f32):
  "cf.switch"(%arg0, %arg1, %arg1, %arg2)[^bb1, ^bb1, ^bb1] <{case_operand_segments = array<i32: 1, 1>, case_values = dense<[4, 5]> : vector<2xi32>, operandSegmentSizes = array<i32: 1, 1, 2>}> : (i32, f32, f32, f32) -> ()
^bb1(%0: f32):  // 3 preds: ^bb0, ^bb0, ^bb0
  "func.return"(%0) : (f32) -> ()
}) : () -> ()
// CHECK: case_operand_segments = array<i32: 1>, case_values = dense<5> : vector<1xi32>
// -----
// a function that is known
"func.func"() <{function_type = (f32) -> f32, sym_name = "g"}> ({
^bb0(%arg0: f32):
  %0 = "func.constant"() <{value = @g}> : () -> ((f32) -> f32)
  %1 = "func.call_indirect"(%0, %arg0) : ((f32) -> f32, f32) -> f32
  "func.return"(%1) : (f32) -> ()
}) : () -> ()
// CHECK-NOT: func.constant
// CHECK: "func.call"(%arg0) <{callee = @g}>
