// Views, globals, atomic changes of 'memref', as mlir-opt 19 prints it.
#map = affine_map<(d0, d1) -> (d1, d0)>
"builtin.module"() ({
  "memref.global"() <{alignment = 64 : i64, constant, initial_value = dense<[2, 3, 5, 7]> : tensor<4xi32>, sym_name = "table", sym_visibility = "private", type = memref<4xi32>}> : () -> ()
  "memref.global"() <{initial_value, sym_name = "room", type = memref<2x2xf32>}> : () -> ()
  "memref.global"() <{sym_name = "elsewhere", type = memref<1xf64>}> : () -> ()
  "func.func"() <{function_type = (memref<8x16xf32, strided<[32, 2], offset: 4>>, index) -> f32, sym_name = "views"}> ({
  ^bb0(%arg6: memref<8x16xf32, strided<[32, 2], offset: 4>>, %arg7: index):
    %16 = "memref.subview"(%arg6, %arg7) <{operandSegmentSizes = array<i32: 1, 1, 0, 0>, static_offsets = array<i64: -9223372036854775808, 2>, static_sizes = array<i64: 4, 4>, static_strides = array<i64: 1, 3>}> : (memref<8x16xf32, strided<[32, 2], offset: 4>>, index) -> memref<4x4xf32, strided<[32, 6], offset: ?>>
    %17 = "memref.cast"(%16) : (memref<4x4xf32, strided<[32, 6], offset: ?>>) -> memref<?x4xf32, strided<[?, ?], offset: ?>>
    %18 = "memref.load"(%17, %arg7, %arg7) <{nontemporal = true}> : (memref<?x4xf32, strided<[?, ?], offset: ?>>, index, index) -> f32
    "func.return"(%18) : (f32) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (index, memref<*xi8>) -> memref<?xf32>, sym_name = "life"}> ({
  ^bb0(%arg4: index, %arg5: memref<*xi8>):
    %2 = "memref.get_global"() <{name = @table}> : () -> memref<4xi32>
    %3 = "memref.alloc"(%arg4) <{alignment = 32 : i64, operandSegmentSizes = array<i32: 1, 0>}> : (index) -> memref<?xf32>
    %4 = "memref.alloca"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<64xi8>
    %5 = "arith.constant"() <{value = 0 : index}> : () -> index
    %6 = "memref.view"(%4, %5) : (memref<64xi8>, index) -> memref<16xf32>
    %7 = "memref.expand_shape"(%6) <{reassociation = [[0, 1]], static_output_shape = array<i64: 4, 4>}> : (memref<16xf32>) -> memref<4x4xf32>
    %8 = "memref.collapse_shape"(%7) <{reassociation = [[0, 1]]}> : (memref<4x4xf32>) -> memref<16xf32>
    %9 = "memref.transpose"(%7) <{permutation = #map}> : (memref<4x4xf32>) -> memref<4x4xf32, strided<[1, 4]>>
    %10 = "memref.dim"(%3, %5) : (memref<?xf32>, index) -> index
    %11 = "memref.rank"(%arg5) : (memref<*xi8>) -> index
    %12:6 = "memref.extract_strided_metadata"(%7) : (memref<4x4xf32>) -> (memref<f32>, index, index, index, index, index)
    %13 = "memref.extract_aligned_pointer_as_index"(%8) : (memref<16xf32>) -> index
    %14 = "arith.constant"() <{value = 1.000000e+00 : f32}> : () -> f32
    %15 = "memref.atomic_rmw"(%14, %3, %5) <{kind = 0 : i64}> : (f32, memref<?xf32>, index) -> f32
    "memref.copy"(%6, %8) : (memref<16xf32>, memref<16xf32>) -> ()
    "memref.assume_alignment"(%3) <{alignment = 32 : i32}> : (memref<?xf32>) -> ()
    "memref.dealloc"(%4) : (memref<64xi8>) -> ()
    "func.return"(%3) : (memref<?xf32>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (memref<10xi32, 1>, index, i32) -> i32, sym_name = "exchange"}> ({
  ^bb0(%arg0: memref<10xi32, 1>, %arg1: index, %arg2: i32):
    %0 = "memref.generic_atomic_rmw"(%arg0, %arg1) ({
    ^bb0(%arg3: i32):
      %1 = "arith.maxsi"(%arg3, %arg2) : (i32, i32) -> i32
      "memref.atomic_yield"(%1) : (i32) -> ()
    }) : (memref<10xi32, 1>, index) -> i32
    "func.return"(%0) : (i32) -> ()
  }) : () -> ()
}) : () -> ()

