// Branches, switches, calls, as mlir-opt 19 prints it.
"builtin.module"() ({
  "func.func"() <{function_type = (i64, i64) -> i64, sym_name = "power"}> ({
  ^bb0(%arg2: i64, %arg3: i64):
    %6 = "arith.constant"() <{value = 1 : i64}> : () -> i64
    %7 = "arith.constant"() <{value = 0 : i64}> : () -> i64
    "cf.br"(%6, %arg3)[^bb1] : (i64, i64) -> ()
  ^bb1(%8: i64, %9: i64):  // 2 preds: ^bb0, ^bb2
    %10 = "arith.cmpi"(%9, %7) <{predicate = 3 : i64}> : (i64, i64) -> i1
    "cf.cond_br"(%10, %8)[^bb3, ^bb2] <{operandSegmentSizes = array<i32: 1, 1, 0>}> : (i1, i64) -> ()
  ^bb2:  // pred: ^bb1
    %11 = "arith.muli"(%8, %arg2) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %12 = "arith.subi"(%9, %6) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    "cf.br"(%11, %12)[^bb1] : (i64, i64) -> ()
  ^bb3(%13: i64):  // pred: ^bb1
    "func.return"(%13) : (i64) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (i32) -> i32, sym_name = "name"}> ({
  ^bb0(%arg1: i32):
    %3 = "arith.constant"() <{value = 7 : i32}> : () -> i32
    "cf.switch"(%arg1, %3, %arg1)[^bb2, ^bb1, ^bb1] <{case_operand_segments = array<i32: 1, 1>, case_values = dense<[42, -3]> : vector<2xi32>, operandSegmentSizes = array<i32: 1, 0, 2>}> : (i32, i32, i32) -> ()
  ^bb1(%4: i32):  // 2 preds: ^bb0, ^bb0
    "func.return"(%4) : (i32) -> ()
  ^bb2:  // pred: ^bb0
    %5 = "arith.constant"() <{value = false}> : () -> i1
    "cf.assert"(%5) <{msg = "no such \22code\22\0A"}> : (i1) -> ()
    "func.return"(%3) : (i32) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (i32) -> (i32, f32), sym_name = "external", sym_visibility = "private"}> ({
  }) {llvm.emit_c_interface} : () -> ()
  "func.func"() <{function_type = (i32) -> i32, sym_name = "recursive"}> ({
  ^bb0(%arg0: i32):
    %0:2 = "func.call"(%arg0) <{callee = @external}> : (i32) -> (i32, f32)
    %1 = "func.constant"() <{value = @recursive}> : () -> ((i32) -> i32)
    %2 = "func.call_indirect"(%1, %0#0) : ((i32) -> i32, i32) -> i32
    "func.return"(%2) : (i32) -> ()
  }) : () -> ()
}) : () -> ()

