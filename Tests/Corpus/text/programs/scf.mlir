// Structured loops, switches and reductions of 'scf', as mlir-opt 19 prints it.
"builtin.module"() ({
  "func.func"() <{function_type = (i64) -> (i64, i64), sym_name = "collatz"}> ({
  ^bb0(%arg9: i64):
    %12 = "arith.constant"() <{value = 0 : i64}> : () -> i64
    %13 = "arith.constant"() <{value = 1 : i64}> : () -> i64
    %14 = "arith.constant"() <{value = 2 : i64}> : () -> i64
    %15 = "arith.constant"() <{value = 3 : i64}> : () -> i64
    %16:2 = "scf.while"(%arg9, %12) ({
    ^bb0(%arg12: i64, %arg13: i64):
      %24 = "arith.cmpi"(%arg12, %13) <{predicate = 1 : i64}> : (i64, i64) -> i1
      "scf.condition"(%24, %arg12, %arg13) : (i1, i64, i64) -> ()
    }, {
    ^bb0(%arg10: i64, %arg11: i64):
      %17 = "arith.remsi"(%arg10, %14) : (i64, i64) -> i64
      %18 = "arith.cmpi"(%17, %13) <{predicate = 0 : i64}> : (i64, i64) -> i1
      %19 = "scf.if"(%18) ({
        %22 = "arith.muli"(%arg10, %15) <{overflowFlags = #arith.overflow<nsw>}> : (i64, i64) -> i64
        %23 = "arith.addi"(%22, %13) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
        "scf.yield"(%23) : (i64) -> ()
      }, {
        %21 = "arith.divsi"(%arg10, %14) : (i64, i64) -> i64
        "scf.yield"(%21) : (i64) -> ()
      }) : (i1) -> i64
      %20 = "arith.addi"(%arg11, %13) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
      "scf.yield"(%19, %20) : (i64, i64) -> ()
    }) : (i64, i64) -> (i64, i64)
    "func.return"(%16#0, %16#1) : (i64, i64) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (memref<?xf32>, index) -> f32, sym_name = "sum"}> ({
  ^bb0(%arg4: memref<?xf32>, %arg5: index):
    %6 = "arith.constant"() <{value = 0 : index}> : () -> index
    %7 = "arith.constant"() <{value = 1 : index}> : () -> index
    %8 = "arith.constant"() <{value = 0.000000e+00 : f32}> : () -> f32
    %9 = "scf.parallel"(%6, %arg5, %7, %8) <{operandSegmentSizes = array<i32: 1, 1, 1, 1>}> ({
    ^bb0(%arg6: index):
      %10 = "memref.load"(%arg4, %arg6) : (memref<?xf32>, index) -> f32
      "scf.reduce"(%10) ({
      ^bb0(%arg7: f32, %arg8: f32):
        %11 = "arith.addf"(%arg7, %arg8) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
        "scf.reduce.return"(%11) : (f32) -> ()
      }) : (f32) -> ()
    }) : (index, index, index, f32) -> f32
    "func.return"(%9) : (f32) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (index, tensor<8xf32>) -> (i32, tensor<8xf32>), sym_name = "choose"}> ({
  ^bb0(%arg0: index, %arg1: tensor<8xf32>):
    %0 = "scf.index_switch"(%arg0) <{cases = array<i64: 2, 5>}> ({
      %5 = "arith.constant"() <{value = -1 : i32}> : () -> i32
      "scf.yield"(%5) : (i32) -> ()
    }, {
      %4 = "arith.constant"() <{value = 20 : i32}> : () -> i32
      "scf.yield"(%4) : (i32) -> ()
    }, {
      %3 = "arith.constant"() <{value = 50 : i32}> : () -> i32
      "scf.yield"(%3) : (i32) -> ()
    }) : (index) -> i32
    %1 = "scf.forall"(%arg1) <{operandSegmentSizes = array<i32: 0, 0, 0, 1>, staticLowerBound = array<i64: 0>, staticStep = array<i64: 1>, staticUpperBound = array<i64: 8>}> ({
    ^bb0(%arg2: index, %arg3: tensor<8xf32>):
      %2 = "tensor.extract_slice"(%arg3, %arg2) <{operandSegmentSizes = array<i32: 1, 1, 0, 0>, static_offsets = array<i64: -9223372036854775808>, static_sizes = array<i64: 1>, static_strides = array<i64: 1>}> : (tensor<8xf32>, index) -> tensor<1xf32>
      "scf.forall.in_parallel"() ({
        "tensor.parallel_insert_slice"(%2, %arg3, %arg2) <{operandSegmentSizes = array<i32: 1, 1, 1, 0, 0>, static_offsets = array<i64: -9223372036854775808>, static_sizes = array<i64: 1>, static_strides = array<i64: 1>}> : (tensor<1xf32>, tensor<8xf32>, index) -> ()
      }) : () -> ()
    }) : (tensor<8xf32>) -> tensor<8xf32>
    "scf.execute_region"() ({
      "scf.yield"() : () -> ()
    }) : () -> ()
    "func.return"(%0, %1) : (i32, tensor<8xf32>) -> ()
  }) : () -> ()
}) : () -> ()

