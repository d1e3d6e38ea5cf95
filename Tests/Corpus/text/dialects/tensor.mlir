#sparse = #sparse_tensor.encoding<{ map = (d0, d1) -> (d0 : dense, d1 : compressed), posWidth = 32, crdWidth = 8 }>
#sparse1 = #sparse_tensor.encoding<{ map = (d0, d1) -> (d0 floordiv 2 : dense, d1 floordiv 3 : compressed, d0 mod 2 : dense, d1 mod 3 : dense) }>
"builtin.module"() ({
  "func.func"() <{function_type = (tensor<4x?xf32>, index, tensor<8x8xf64, #sparse>, tensor<?x?xf32, #sparse1>) -> tensor<?xf32>, sym_name = "f"}> ({
  ^bb0(%arg0: tensor<4x?xf32>, %arg1: index, %arg2: tensor<8x8xf64, #sparse>, %arg3: tensor<?x?xf32, #sparse1>):
    %0 = "tensor.extract"(%arg0, %arg1, %arg1) : (tensor<4x?xf32>, index, index) -> f32
    %1 = "tensor.extract_slice"(%arg0, %arg1, %arg1) <{operandSegmentSizes = array<i32: 1, 1, 1, 0>, static_offsets = array<i64: 1, -9223372036854775808>, static_sizes = array<i64: 2, -9223372036854775808>, static_strides = array<i64: 1, 2>}> : (tensor<4x?xf32>, index, index) -> tensor<2x?xf32>
    %2 = "tensor.collapse_shape"(%arg0) <{reassociation = [[0, 1]]}> : (tensor<4x?xf32>) -> tensor<?xf32>
    %3 = "tensor.from_elements"(%0, %0) : (f32, f32) -> tensor<2xf32>
    %4 = "tensor.pad"(%arg0, %arg1) <{operandSegmentSizes = array<i32: 1, 1, 0>, static_high = array<i64: 0, 2>, static_low = array<i64: 1, -9223372036854775808>}> ({
    ^bb0(%arg5: index, %arg6: index):
      "tensor.yield"(%0) : (f32) -> ()
    }) : (tensor<4x?xf32>, index) -> tensor<5x?xf32>
    %5 = "tensor.generate"(%arg1) ({
    ^bb0(%arg4: index):
      "tensor.yield"(%0) : (f32) -> ()
    }) : (index) -> tensor<?xf32>
    %6 = "tensor.empty"(%arg1) : (index) -> tensor<2x?x2xf32>
    %7 = "tensor.pack"(%arg0, %6) <{inner_dims_pos = array<i64: 0>, operandSegmentSizes = array<i32: 1, 1, 0, 0>, static_inner_tiles = array<i64: 2>}> : (tensor<4x?xf32>, tensor<2x?x2xf32>) -> tensor<2x?x2xf32>
    %8 = "sparse_tensor.convert"(%arg2) : (tensor<8x8xf64, #sparse>) -> tensor<8x8xf64>
    %9 = "sparse_tensor.values"(%arg2) : (tensor<8x8xf64, #sparse>) -> memref<?xf64>
    "func.return"(%5) : (tensor<?xf32>) -> ()
  }) : () -> ()
}) : () -> ()

