"builtin.module"() ({
  "func.func"() <{function_type = (i64) -> (i64, i64), sym_name = "twice", sym_visibility = "private"}> ({
  ^bb0(%arg1: i64):
    %4 = "arith.addi"(%arg1, %arg1) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    "func.return"(%arg1, %4) : (i64, i64) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (i64) -> i64, sym_name = "calls"}> ({
  ^bb0(%arg0: i64):
    %0:2 = "func.call"(%arg0) <{callee = @twice}> : (i64) -> (i64, i64)
    %1 = "func.constant"() <{value = @twice}> : () -> ((i64) -> (i64, i64))
    %2:2 = "func.call_indirect"(%1, %0#1) : ((i64) -> (i64, i64), i64) -> (i64, i64)
    %3 = "arith.addi"(%2#0, %2#1) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    "func.return"(%3) : (i64) -> ()
  }) : () -> ()
}) : () -> ()

