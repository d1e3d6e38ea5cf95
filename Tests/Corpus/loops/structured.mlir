"builtin.module"() ({
  "func.func"() <{function_type = (index, memref<100xf32>, tensor<8xf32>, f32, i1) -> (f32, tensor<8xf32>), sym_name = "f"}> ({
  ^bb0(%arg7: index, %arg8: memref<100xf32>, %arg9: tensor<8xf32>, %arg10: f32, %arg11: i1):
    "scf.forall"(%arg7) <{mapping = [#gpu.thread<x>, #gpu.thread<y>], operandSegmentSizes = array<i32: 1, 0, 0, 0>, staticLowerBound = array<i64: 0, -9223372036854775808>, staticStep = array<i64: 1, 2>, staticUpperBound = array<i64: 10, 20>}> ({
    ^bb0(%arg14: index, %arg15: index):
      "memref.store"(%arg10, %arg8, %arg14) : (f32, memref<100xf32>, index) -> ()
      "scf.forall.in_parallel"() ({
      ^bb0:
      }) : () -> ()
    }) : (index) -> ()
    %6 = "scf.forall"(%arg9) <{operandSegmentSizes = array<i32: 0, 0, 0, 1>, staticLowerBound = array<i64: 0>, staticStep = array<i64: 1>, staticUpperBound = array<i64: 8>}> ({
    ^bb0(%arg12: index, %arg13: tensor<8xf32>):
      "scf.forall.in_parallel"() ({
      ^bb0:
      }) : () -> ()
    }) : (tensor<8xf32>) -> tensor<8xf32>
    %7 = "scf.execute_region"() ({
      "cf.cond_br"(%arg11)[^bb1, ^bb2] <{operandSegmentSizes = array<i32: 1, 0, 0>}> : (i1) -> ()
    ^bb1:  // pred: ^bb0
      "scf.yield"(%arg10) : (f32) -> ()
    ^bb2:  // pred: ^bb0
      %8 = "arith.addf"(%arg10, %arg10) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "scf.yield"(%8) : (f32) -> ()
    }) : () -> f32
    "func.return"(%7, %6) : (f32, tensor<8xf32>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (i32, f32) -> f32, sym_name = "g"}> ({
  ^bb0(%arg5: i32, %arg6: f32):
    %3 = "func.constant"() <{value = @g}> : () -> ((i32, f32) -> f32)
    "cf.switch"(%arg5, %arg6, %arg6)[^bb1, ^bb2, ^bb1] <{case_operand_segments = array<i32: 0, 1>, case_values = dense<[1, 5]> : vector<2xi32>, operandSegmentSizes = array<i32: 1, 1, 1>}> : (i32, f32, f32) -> ()
  ^bb1(%4: f32):  // 2 preds: ^bb0, ^bb0
    "func.return"(%4) : (f32) -> ()
  ^bb2:  // pred: ^bb0
    %5 = "func.call_indirect"(%3, %arg5, %arg6) : ((i32, f32) -> f32, i32, f32) -> f32
    "func.return"(%5) : (f32) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (index, f32) -> (f32, i64), sym_name = "p"}> ({
  ^bb0(%arg0: index, %arg1: f32):
    %0 = "scf.parallel"(%arg0, %arg0, %arg0, %arg1) <{operandSegmentSizes = array<i32: 1, 1, 1, 1>}> ({
    ^bb0(%arg2: index):
      "scf.reduce"(%arg1) ({
      ^bb0(%arg3: f32, %arg4: f32):
        %2 = "arith.addf"(%arg3, %arg4) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
        "scf.reduce.return"(%2) : (f32) -> ()
      }) : (f32) -> ()
    }) : (index, index, index, f32) -> f32
    %1 = "builtin.unrealized_conversion_cast"(%arg0) : (index) -> i64
    "func.return"(%0, %1) : (f32, i64) -> ()
  }) : () -> ()
}) : () -> ()
