"builtin.module"() ({
  "memref.global"() <{alignment = 64 : i64, constant, initial_value = dense<[1.000000e+00, 2.000000e+00, 3.000000e+00, 4.000000e+00]> : tensor<4xf32>, sym_name = "w", sym_visibility = "private", type = memref<4xf32>}> : () -> ()
  "memref.global"() <{sym_name = "u", type = memref<4xf32>}> : () -> ()
  "memref.global"() <{initial_value, sym_name = "v", sym_visibility = "private", type = memref<4xf32>}> : () -> ()
  "func.func"() <{function_type = (index, memref<8x16xf32>, memref<?x?xf32>, f32, memref<?xi32>, memref<2xindex>, memref<*xf32>) -> (), sym_name = "f"}> ({
  ^bb0(%arg0: index, %arg1: memref<8x16xf32>, %arg2: memref<?x?xf32>, %arg3: f32, %arg4: memref<?xi32>, %arg5: memref<2xindex>, %arg6: memref<*xf32>):
    %0 = "memref.get_global"() <{name = @w}> : () -> memref<4xf32>
    %1 = "memref.collapse_shape"(%arg1) <{reassociation = [[0, 1]]}> : (memref<8x16xf32>) -> memref<128xf32>
    %2 = "memref.expand_shape"(%arg1) <{reassociation = [[0, 1], [2]], static_output_shape = array<i64: 2, 4, 16>}> : (memref<8x16xf32>) -> memref<2x4x16xf32>
    %3 = "memref.expand_shape"(%arg2, %arg0, %arg0) <{reassociation = [[0, 1], [2]], static_output_shape = array<i64: -9223372036854775808, 4, -9223372036854775808>}> : (memref<?x?xf32>, index, index) -> memref<?x4x?xf32>
    "memref.copy"(%arg1, %arg1) : (memref<8x16xf32>, memref<8x16xf32>) -> ()
    %4 = "memref.transpose"(%arg1) <{permutation = affine_map<(d0, d1) -> (d1, d0)>}> : (memref<8x16xf32>) -> memref<16x8xf32, strided<[1, 16]>>
    %5 = "memref.rank"(%arg6) : (memref<*xf32>) -> index
    %6 = "memref.reshape"(%arg6, %arg5) : (memref<*xf32>, memref<2xindex>) -> memref<?x?xf32>
    "memref.assume_alignment"(%arg1) <{alignment = 64 : i32}> : (memref<8x16xf32>) -> ()
    %7 = "memref.atomic_rmw"(%arg3, %arg1, %arg0, %arg0) <{kind = 0 : i64}> : (f32, memref<8x16xf32>, index, index) -> f32
    %8 = "memref.generic_atomic_rmw"(%arg4, %arg0) ({
    ^bb0(%arg7: i32):
      %17 = "arith.constant"() <{value = 1 : i32}> : () -> i32
      %18 = "arith.addi"(%arg7, %17) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
      "memref.atomic_yield"(%18) : (i32) -> ()
    }) : (memref<?xi32>, index) -> i32
    %9 = "memref.alloca_scope"() ({
      %15 = "memref.alloca"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<4xf32>
      %16 = "memref.load"(%15, %arg0) : (memref<4xf32>, index) -> f32
      "memref.alloca_scope.return"(%16) : (f32) -> ()
    }) : () -> f32
    %10 = "memref.extract_aligned_pointer_as_index"(%arg1) : (memref<8x16xf32>) -> index
    %11:6 = "memref.extract_strided_metadata"(%arg2) : (memref<?x?xf32>) -> (memref<f32>, index, index, index, index, index)
    %12 = "memref.memory_space_cast"(%arg1) : (memref<8x16xf32>) -> memref<8x16xf32, 1>
    %13 = "memref.alloc"(%arg0) <{operandSegmentSizes = array<i32: 1, 0>}> : (index) -> memref<?xf32>
    %14 = "memref.realloc"(%13, %arg0) : (memref<?xf32>, index) -> memref<?xf32>
    "memref.dealloc"(%14) : (memref<?xf32>) -> ()
    "func.return"() : () -> ()
  }) : () -> ()
}) : () -> ()
