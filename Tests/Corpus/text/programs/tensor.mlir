// Slices, shapes and generators of 'tensor', as mlir-opt 19 prints it.
"builtin.module"() ({
  "func.func"() <{function_type = (tensor<?x8xf32>, index) -> tensor<?x?xf32>, sym_name = "slices"}> ({
  ^bb0(%arg9: tensor<?x8xf32>, %arg10: index):
    %12 = "arith.constant"() <{value = 0 : index}> : () -> index
    %13 = "tensor.dim"(%arg9, %12) : (tensor<?x8xf32>, index) -> index
    %14 = "tensor.extract_slice"(%arg9, %arg10, %13) <{operandSegmentSizes = array<i32: 1, 1, 1, 0>, static_offsets = array<i64: -9223372036854775808, 1>, static_sizes = array<i64: -9223372036854775808, 4>, static_strides = array<i64: 1, 2>}> : (tensor<?x8xf32>, index, index) -> tensor<?x4xf32>
    %15 = "tensor.insert_slice"(%14, %arg9, %13) <{operandSegmentSizes = array<i32: 1, 1, 0, 1, 0>, static_offsets = array<i64: 0, 0>, static_sizes = array<i64: -9223372036854775808, 4>, static_strides = array<i64: 1, 1>}> : (tensor<?x4xf32>, tensor<?x8xf32>, index) -> tensor<?x8xf32>
    %16 = "tensor.cast"(%15) : (tensor<?x8xf32>) -> tensor<?x?xf32>
    "func.return"(%16) : (tensor<?x?xf32>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (index, f32) -> tensor<?x4xf32>, sym_name = "made"}> ({
  ^bb0(%arg3: index, %arg4: f32):
    %9 = "tensor.generate"(%arg3) ({
    ^bb0(%arg7: index, %arg8: index):
      %11 = "arith.addi"(%arg7, %arg8) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
      "tensor.yield"(%arg4) : (f32) -> ()
    }) : (index) -> tensor<?x4xf32>
    %10 = "tensor.pad"(%9, %arg3) <{operandSegmentSizes = array<i32: 1, 0, 1>, static_high = array<i64: -9223372036854775808, 0>, static_low = array<i64: 1, 0>}> ({
    ^bb0(%arg5: index, %arg6: index):
      "tensor.yield"(%arg4) : (f32) -> ()
    }) : (tensor<?x4xf32>, index) -> tensor<?x4xf32>
    "func.return"(%10) : (tensor<?x4xf32>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<4x6xf32>, tensor<2xindex>, tensor<*xf32>) -> tensor<?x?xf32>, sym_name = "shapes"}> ({
  ^bb0(%arg0: tensor<4x6xf32>, %arg1: tensor<2xindex>, %arg2: tensor<*xf32>):
    %0 = "tensor.expand_shape"(%arg0) <{reassociation = [[0, 1], [2]], static_output_shape = array<i64: 2, 2, 6>}> : (tensor<4x6xf32>) -> tensor<2x2x6xf32>
    %1 = "tensor.collapse_shape"(%0) <{reassociation = [[0, 1], [2]]}> : (tensor<2x2x6xf32>) -> tensor<4x6xf32>
    %2 = "tensor.reshape"(%1, %arg1) : (tensor<4x6xf32>, tensor<2xindex>) -> tensor<?x?xf32>
    %3 = "arith.constant"() <{value = 1 : index}> : () -> index
    %4 = "tensor.extract"(%1, %3, %3) : (tensor<4x6xf32>, index, index) -> f32
    %5 = "tensor.from_elements"(%4, %4) : (f32, f32) -> tensor<2xf32>
    %6 = "tensor.splat"(%4) : (f32) -> tensor<3xf32>
    %7 = "tensor.empty"() : () -> tensor<2x0xf32, {layout = "csr"}>
    %8 = "tensor.rank"(%arg2) : (tensor<*xf32>) -> index
    "func.return"(%2) : (tensor<?x?xf32>) -> ()
  }) : () -> ()
}) : () -> ()

