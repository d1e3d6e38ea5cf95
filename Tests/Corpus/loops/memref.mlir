"builtin.module"() ({
  "func.func"() <{function_type = (index, memref<?xi8>, memref<?xf32>, memref<4x8xvector<16xf32>>, memref<8x16xf32>) -> (), sym_name = "memory"}> ({
  ^bb0(%arg0: index, %arg1: memref<?xi8>, %arg2: memref<?xf32>, %arg3: memref<4x8xvector<16xf32>>, %arg4: memref<8x16xf32>):
    %0 = "arith.constant"() <{value = 0 : index}> : () -> index
    %1 = "memref.alloc"(%arg0) <{alignment = 64 : i64, operandSegmentSizes = array<i32: 1, 0>}> : (index) -> memref<?x4xf32>
    %2 = "memref.alloca"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<448xf32>
    %3 = "memref.load"(%arg2, %arg0) : (memref<?xf32>, index) -> f32
    %4 = "memref.load"(%arg3, %0, %arg0) : (memref<4x8xvector<16xf32>>, index, index) -> vector<16xf32>
    "memref.store"(%3, %1, %arg0, %0) : (f32, memref<?x4xf32>, index, index) -> ()
    "memref.store"(%3, %arg2, %0) <{nontemporal = true}> : (f32, memref<?xf32>, index) -> ()
    %5 = "memref.view"(%arg1, %arg0, %arg0) : (memref<?xi8>, index, index) -> memref<?xf32>
    %6 = "memref.cast"(%2) : (memref<448xf32>) -> memref<?xf32>
    %7 = "memref.dim"(%1, %0) : (memref<?x4xf32>, index) -> index
    %8 = "memref.subview"(%arg4, %arg0) <{operandSegmentSizes = array<i32: 1, 1, 0, 0>, static_offsets = array<i64: 2, -9223372036854775808>, static_sizes = array<i64: 3, 4>, static_strides = array<i64: 1, 2>}> : (memref<8x16xf32>, index) -> memref<3x4xf32, strided<[16, 2], offset: ?>>
    %9 = "memref.reinterpret_cast"(%arg2, %arg0, %arg0, %arg0) <{operandSegmentSizes = array<i32: 1, 1, 1, 1>, static_offsets = array<i64: -9223372036854775808>, static_sizes = array<i64: 4, -9223372036854775808>, static_strides = array<i64: -9223372036854775808, 1>}> : (memref<?xf32>, index, index, index) -> memref<4x?xf32, strided<[?, 1], offset: ?>>
    "memref.prefetch"(%arg2, %arg0) <{isDataCache = true, isWrite = false, localityHint = 3 : i32}> : (memref<?xf32>, index) -> ()
    "memref.dealloc"(%1) : (memref<?x4xf32>) -> ()
    "func.return"() : () -> ()
  }) : () -> ()
}) : () -> ()

