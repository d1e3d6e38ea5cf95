"builtin.module"() ({
  "func.func"() <{function_type = (i64) -> i64, sym_name = "branches"}> ({
  ^bb0(%arg0: i64):
    %0 = "arith.constant"() <{value = 5 : i64}> : () -> i64
    %1 = "arith.constant"() <{value = 0 : i64}> : () -> i64
    %2 = "arith.constant"() <{value = 100 : i64}> : () -> i64
    %3 = "arith.remsi"(%arg0, %0) : (i64, i64) -> i64
    %4 = "arith.trunci"(%3) : (i64) -> i32
    "cf.switch"(%4, %arg0, %0, %2, %1)[^bb1, ^bb1, ^bb2, ^bb3] <{case_operand_segments = array<i32: 1, 0, 2>, case_values = dense<[1, 2, -2]> : vector<3xi32>, operandSegmentSizes = array<i32: 1, 1, 3>}> : (i32, i64, i64, i64, i64) -> ()
  ^bb1(%5: i64):  // 2 preds: ^bb0, ^bb0
    %6 = "arith.cmpi"(%5, %1) <{predicate = 4 : i64}> : (i64, i64) -> i1
    "cf.cond_br"(%6, %5, %1)[^bb4, ^bb4] <{operandSegmentSizes = array<i32: 1, 1, 1>}> : (i1, i64, i64) -> ()
  ^bb2:  // pred: ^bb0
    %7 = "arith.muli"(%arg0, %2) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    "cf.br"(%7)[^bb4] : (i64) -> ()
  ^bb3(%8: i64, %9: i64):  // pred: ^bb0
    %10 = "arith.subi"(%8, %9) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    "cf.br"(%10)[^bb4] : (i64) -> ()
  ^bb4(%11: i64):  // 4 preds: ^bb1, ^bb1, ^bb2, ^bb3
    %12 = "arith.constant"() <{value = true}> : () -> i1
    "cf.assert"(%12) <{msg = "holds"}> : (i1) -> ()
    "func.return"(%11) : (i64) -> ()
  }) : () -> ()
}) : () -> ()

