// A module of functions, whose values are numbered afresh.
"builtin.module"() <{sym_name = "m"}> ({
  "func.func"() <{function_type = (tensor<?x4xf32>, i1) -> i32, sym_name = "f"}> ({
  ^bb0(%t: tensor<?x4xf32>, %c: i1):
    %n = "tl.dim"(%t) <{axis = 0 : i64}> : (tensor<?x4xf32>) -> i32
    "cf.cond_br"(%c)[^bb1, ^bb1] <{operandSegmentSizes = array<i32: 1, 0, 0>}> : (i1) -> ()
  ^bb1:
    "func.return"(%n) : (i32) -> ()
  }) {my.attribute = 1 : i32} : () -> ()
  "func.func"() <{function_type = (i32) -> (i32, i32), sym_name = "g", sym_visibility = "private"}> ({
  ^bb0(%t: i32):
    %n = "arith.addi"(%t, %t) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
    "func.return"(%n, %t) : (i32, i32) -> ()
  }) : () -> ()
}) : () -> ()
