"builtin.module"() ({
  "func.func"() <{function_type = (index, memref<100xf32>, tensor<8xf32>, f32, i1) -> (f32, tensor<8xf32>), sym_name = "f"}> ({
  ^bb0(%arg2: index, %arg3: memref<100xf32>, %arg4: tensor<8xf32>, %arg5: f32, %arg6: i1):
    "scf.forall"(%arg2) <{mapping = [#gpu.thread<x>, #gpu.thread<y>], operandSegmentSizes = array<i32: 1, 0, 0, 0>, staticLowerBound = array<i64: 0, -9223372036854775808>, staticStep = array<i64: 1, 2>, staticUpperBound = array<i64: 10, 20>}> ({
    ^bb0(%arg9: index, %arg10: index):
      "memref.store"(%arg5, %arg3, %arg9) : (f32, memref<100xf32>, index) -> ()
      "scf.forall.in_parallel"() ({
      ^bb0:
      }) : () -> ()
    }) : (index) -> ()
    %3 = "scf.forall"(%arg4) <{operandSegmentSizes = array<i32: 0, 0, 0, 1>, staticLowerBound = array<i64: 0>, staticStep = array<i64: 1>, staticUpperBound = array<i64: 8>}> ({
    ^bb0(%arg7: index, %arg8: tensor<8xf32>):
      "scf.forall.in_parallel"() ({
      ^bb0:
      }) : () -> ()
    }) : (tensor<8xf32>) -> tensor<8xf32>
    %4 = "scf.execute_region"() ({
      "cf.cond_br"(%arg6)[^bb1, ^bb2] <{operandSegmentSizes = array<i32: 1, 0, 0>}> : (i1) -> ()
    ^bb1:  // pred: ^bb0
      "scf.yield"(%arg5) : (f32) -> ()
    ^bb2:  // pred: ^bb0
      %5 = "arith.addf"(%arg5, %arg5) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "scf.yield"(%5) : (f32) -> ()
    }) : () -> f32
    "func.return"(%4, %3) : (f32, tensor<8xf32>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (i32, f32) -> f32, sym_name = "g"}> ({
  ^bb0(%arg0: i32, %arg1: f32):
    %0 = "func.constant"() <{value = @g}> : () -> ((i32, f32) -> f32)
    "cf.switch"(%arg0, %arg1, %arg1)[^bb1, ^bb2, ^bb1] <{case_operand_segments = array<i32: 0, 1>, case_values = dense<[1, 5]> : vector<2xi32>, operandSegmentSizes = array<i32: 1, 1, 1>}> : (i32, f32, f32) -> ()
  ^bb1(%1: f32):  // 2 preds: ^bb0, ^bb0
    "func.return"(%1) : (f32) -> ()
  ^bb2:  // pred: ^bb0
    %2 = "func.call_indirect"(%0, %arg0, %arg1) : ((i32, f32) -> f32, i32, f32) -> f32
    "func.return"(%2) : (f32) -> ()
  }) : () -> ()
}) : () -> ()
