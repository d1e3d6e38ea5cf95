// RUN: canonicalize
// a part by numbers
"func.func"() <{function_type = (memref<8x16xf32>, index) -> memref<?x?xf32, strided<[?, ?], offset: ?>>, sym_name = "f"}> ({
^bb0(%arg0: memref<8x16xf32>, %arg1: index):
  %0 = "arith.constant"() <{value = 2 : index}> : () -> index
  %1 = "arith.constant"() <{value = 1 : index}> : () -> index
  %2 = "memref.subview"(%arg0, %0, %arg1, %0, %arg1, %1, %1) <{operandSegmentSizes = array<i32: 1, 2, 2, 2>, static_offsets = array<i64: -9223372036854775808, -9223372036854775808>, static_sizes = array<i64: -9223372036854775808, -9223372036854775808>, static_strides = array<i64: -9223372036854775808, -9223372036854775808>}> : (memref<8x16xf32>, index, index, index, index, index, index) -> memref<?x?xf32, strided<[?, ?], offset: ?>>
  "func.return"(%2) : (memref<?x?xf32, strided<[?, ?], offset: ?>>) -> ()
}) : () -> ()
// CHECK: "memref.subview"(%arg0, %arg1, %arg1) <{operandSegmentSizes = array<i32: 1, 1, 1, 0>, static_offsets = array<i64: 2, -9223372036854775808>, static_sizes = array<i64: 2, -9223372036854775808>, static_strides = array<i64: 1, 1>}> : (memref<8x16xf32>, index, index) -> memref<2x?xf32, strided<[16, 1], offset: ?>>
// CHECK-NEXT: memref.cast
// -----
// a part of a cast that hides sizes
"func.func"() <{function_type = (memref<8x16xf32>) -> memref<4x4xf32, strided<[?, 1], offset: ?>>, sym_name = "f"}> ({
^bb0(%arg0: memref<8x16xf32>):
  %0 = "memref.cast"(%arg0) : (memref<8x16xf32>) -> memref<?x?xf32>
  %1 = "memref.subview"(%0) <{operandSegmentSizes = array<i32: 1, 0, 0, 0>, static_offsets = array<i64: 1, 2>, static_sizes = array<i64: 4, 4>, static_strides = array<i64: 1, 1>}> : (memref<?x?xf32>) -> memref<4x4xf32, strided<[?, 1], offset: ?>>
  "func.return"(%1) : (memref<4x4xf32, strided<[?, 1], offset: ?>>) -> ()
}) : () -> ()
// CHECK: [[S:%[0-9]+]] = "memref.subview"(%arg0)
// CHECK-SAME: memref<4x4xf32, strided<[16, 1], offset: 18>>
// CHECK-NEXT: "memref.cast"([[S]])
// -----
// the whole
"func.func"() <{function_type = (memref<8x16xf32>, memref<4x4xf32, strided<[16, 1], offset: 18>>) -> (memref<8x16xf32>, memref<4x4xf32, strided<[16, 1], offset: 18>>), sym_name = "f"}> ({
^bb0(%arg0: memref<8x16xf32>, %arg1: memref<4x4xf32, strided<[16, 1], offset: 18>>):
  %0 = "memref.subview"(%arg0) <{operandSegmentSizes = array<i32: 1, 0, 0, 0>, static_offsets = array<i64: 0, 0>, static_sizes = array<i64: 8, 16>, static_strides = array<i64: 1, 1>}> : (memref<8x16xf32>) -> memref<8x16xf32>
  %1 = "memref.reinterpret_cast"(%arg1) <{operandSegmentSizes = array<i32: 1, 0, 0, 0>, static_offsets = array<i64: 18>, static_sizes = array<i64: 4, 4>, static_strides = array<i64: 16, 1>}> : (memref<4x4xf32, strided<[16, 1], offset: 18>>) -> memref<4x4xf32, strided<[16, 1], offset: 18>>
  "func.return"(%0, %1) : (memref<8x16xf32>, memref<4x4xf32, strided<[16, 1], offset: 18>>) -> ()
}) : () -> ()
// CHECK: "func.return"(%arg0, %arg1)
// -----
// a part of a part
"func.func"() <{function_type = (memref<64x64xf32>) -> memref<4x4xf32, strided<[128, 3], offset: 333>>, sym_name = "f"}> ({
^bb0(%arg0: memref<64x64xf32>):
  %0 = "memref.subview"(%arg0) <{operandSegmentSizes = array<i32: 1, 0, 0, 0>, static_offsets = array<i64: 1, 2>, static_sizes = array<i64: 8, 16>, static_strides = array<i64: 2, 1>}> : (memref<64x64xf32>) -> memref<8x16xf32, strided<[128, 1], offset: 66>>
  %1 = "memref.subview"(%0) <{operandSegmentSizes = array<i32: 1, 0, 0, 0>, static_offsets = array<i64: 2, 11>, static_sizes = array<i64: 4, 4>, static_strides = array<i64: 1, 3>}> : (memref<8x16xf32, strided<[128, 1], offset: 66>>) -> memref<4x4xf32, strided<[128, 3], offset: 333>>
  "func.return"(%1) : (memref<4x4xf32, strided<[128, 3], offset: 333>>) -> ()
}) : () -> ()
// CHECK: "memref.subview"(%arg0) <{operandSegmentSizes = array<i32: 1, 0, 0, 0>, static_offsets = array<i64: 5, 13>, static_sizes = array<i64: 4, 4>, static_strides = array<i64: 2, 3>}>
// CHECK-NOT: memref.subview
// -----
// views of which the last says everything
"func.func"() <{function_type = (memref<64xf32>) -> memref<4x4xf32>, sym_name = "f"}> ({
^bb0(%arg0: memref<64xf32>):
  %0 = "memref.cast"(%arg0) : (memref<64xf32>) -> memref<?xf32>
  %1 = "memref.reinterpret_cast"(%0) <{operandSegmentSizes = array<i32: 1, 0, 0, 0>, static_offsets = array<i64: 0>, static_sizes = array<i64: 8, 8>, static_strides = array<i64: 8, 1>}> : (memref<?xf32>) -> memref<8x8xf32>
  %2 = "memref.reinterpret_cast"(%1) <{operandSegmentSizes = array<i32: 1, 0, 0, 0>, static_offsets = array<i64: 0>, static_sizes = array<i64: 4, 4>, static_strides = array<i64: 4, 1>}> : (memref<8x8xf32>) -> memref<4x4xf32>
  "func.return"(%2) : (memref<4x4xf32>) -> ()
}) : () -> ()
// CHECK: "memref.reinterpret_cast"(%arg0)
// CHECK-NOT: memref.reinterpret_cast
// -----
// bytes of a known number
"func.func"() <{function_type = (memref<1024xi8>, index) -> memref<?x?xf32>, sym_name = "f"}> ({
^bb0(%arg0: memref<1024xi8>, %arg1: index):
  %0 = "arith.constant"() <{value = 4 : index}> : () -> index
  %1 = "memref.view"(%arg0, %arg1, %0, %arg1) : (memref<1024xi8>, index, index, index) -> memref<?x?xf32>
  "func.return"(%1) : (memref<?x?xf32>) -> ()
}) : () -> ()
// CHECK: [[V:%[0-9]+]] = "memref.view"(%arg0, %arg1, %arg1) : (memref<1024xi8>, index, index) -> memref<4x?xf32>
// CHECK-NEXT: "memref.cast"([[V]])
// -----
// sizes of views
"func.func"() <{function_type = (memref<?x16xf32>, index, index) -> (index, index, index, index, index), sym_name = "f"}> ({
^bb0(%arg0: memref<?x16xf32>, %arg1: index, %arg2: index):
  %0 = "arith.constant"() <{value = 0 : index}> : () -> index
  %1 = "arith.constant"() <{value = 1 : index}> : () -> index
  %2 = "memref.subview"(%arg0, %arg1, %arg2) <{operandSegmentSizes = array<i32: 1, 0, 2, 0>, static_offsets = array<i64: 0, 0>, static_sizes = array<i64: -9223372036854775808, -9223372036854775808>, static_strides = array<i64: 1, 1>}> : (memref<?x16xf32>, index, index) -> memref<?x?xf32, strided<[16, 1]>>
  %3 = "memref.dim"(%2, %1) : (memref<?x?xf32, strided<[16, 1]>>, index) -> index
  %4 = "memref.reinterpret_cast"(%arg0, %arg2) <{operandSegmentSizes = array<i32: 1, 0, 1, 0>, static_offsets = array<i64: 0>, static_sizes = array<i64: -9223372036854775808, 4>, static_strides = array<i64: 4, 1>}> : (memref<?x16xf32>, index) -> memref<?x4xf32>
  %5 = "memref.dim"(%4, %0) : (memref<?x4xf32>, index) -> index
  %6 = "memref.dim"(%4, %1) : (memref<?x4xf32>, index) -> index
  %7 = "memref.expand_shape"(%arg0, %arg1) <{reassociation = [[0], [1, 2]], static_output_shape = array<i64: -9223372036854775808, 4, 4>}> : (memref<?x16xf32>, index) -> memref<?x4x4xf32>
  %8 = "memref.dim"(%7, %0) : (memref<?x4x4xf32>, index) -> index
  %9 = "memref.rank"(%arg0) : (memref<?x16xf32>) -> index
  "func.return"(%3, %5, %6, %8, %9) : (index, index, index, index, index) -> ()
}) : () -> ()
// CHECK-NOT: memref.
// CHECK: "func.return"(%arg2, %arg2, {{%[0-9]+}}, %arg1, {{%[0-9]+}})
// -----
// copies that copy nothing
"func.func"() <{function_type = (memref<8xf32>, memref<0x8xf32>, memref<0x8xf32>) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<8xf32>, %arg1: memref<0x8xf32>, %arg2: memref<0x8xf32>):
  "memref.copy"(%arg0, %arg0) : (memref<8xf32>, memref<8xf32>) -> ()
  "memref.copy"(%arg1, %arg2) : (memref<0x8xf32>, memref<0x8xf32>) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK-NOT: memref.copy
// -----
// copies through casts that hide sizes
"func.func"() <{function_type = (memref<8xf32>, memref<?xf32>) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<8xf32>, %arg1: memref<?xf32>):
  %0 = "memref.cast"(%arg0) : (memref<8xf32>) -> memref<?xf32>
  "memref.copy"(%0, %arg1) : (memref<?xf32>, memref<?xf32>) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK: "memref.copy"(%arg0, %arg1)
// -----
// memory that is written in every way and never read
"func.func"() <{function_type = (memref<8xf32>, vector<8xf32>, vector<8xi1>, f32, vector<8xindex>) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<8xf32>, %arg1: vector<8xf32>, %arg2: vector<8xi1>, %arg3: f32, %arg4: vector<8xindex>):
  %0 = "arith.constant"() <{value = 0 : index}> : () -> index
  %1 = "memref.alloc"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<8xf32>
  "memref.copy"(%arg0, %1) : (memref<8xf32>, memref<8xf32>) -> ()
  "vector.store"(%arg1, %1, %0) : (vector<8xf32>, memref<8xf32>, index) -> ()
  "vector.maskedstore"(%1, %0, %arg2, %arg1) : (memref<8xf32>, index, vector<8xi1>, vector<8xf32>) -> ()
  "vector.scatter"(%1, %0, %arg4, %arg2, %arg1) : (memref<8xf32>, index, vector<8xindex>, vector<8xi1>, vector<8xf32>) -> ()
  "vector.compressstore"(%1, %0, %arg2, %arg1) : (memref<8xf32>, index, vector<8xi1>, vector<8xf32>) -> ()
  "vector.transfer_write"(%arg1, %1, %0) <{in_bounds = [true], operandSegmentSizes = array<i32: 1, 1, 1, 0>, permutation_map = affine_map<(d0) -> (d0)>}> : (vector<8xf32>, memref<8xf32>, index) -> ()
  "affine.store"(%arg3, %1) <{map = affine_map<() -> (3)>}> : (f32, memref<8xf32>) -> ()
  "affine.vector_store"(%arg1, %1) <{map = affine_map<() -> (0)>}> : (vector<8xf32>, memref<8xf32>) -> ()
  "memref.dealloc"(%1) : (memref<8xf32>) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK-NOT: memref.
// CHECK-NOT: vector.
// CHECK-NOT: affine.
// -----
// memory that is copied from stays
"func.func"() <{function_type = (memref<8xf32>) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<8xf32>):
  %0 = "memref.alloca"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<8xf32>
  "memref.copy"(%0, %arg0) : (memref<8xf32>, memref<8xf32>) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK: memref.alloca
// CHECK: memref.copy
// -----
// groups of dimensions there and back
"func.func"() <{function_type = (memref<8x16xf32>) -> (memref<8x16xf32>, memref<8x16xf32>), sym_name = "f"}> ({
^bb0(%arg0: memref<8x16xf32>):
  %0 = "memref.collapse_shape"(%arg0) <{reassociation = [[0, 1]]}> : (memref<8x16xf32>) -> memref<128xf32>
  %1 = "memref.expand_shape"(%0) <{reassociation = [[0, 1]], static_output_shape = array<i64: 8, 16>}> : (memref<128xf32>) -> memref<8x16xf32>
  %2 = "memref.expand_shape"(%arg0) <{reassociation = [[0, 1], [2]], static_output_shape = array<i64: 2, 4, 16>}> : (memref<8x16xf32>) -> memref<2x4x16xf32>
  %3 = "memref.collapse_shape"(%2) <{reassociation = [[0, 1], [2]]}> : (memref<2x4x16xf32>) -> memref<8x16xf32>
  "func.return"(%1, %3) : (memref<8x16xf32>, memref<8x16xf32>) -> ()
}) : () -> ()
// CHECK: "func.return"(%arg0, %arg0)
// -----
// casts that change nothing
"func.func"() <{function_type = (memref<8x16xf32>, memref<8x16xf32, 1>) -> (memref<8x16xf32>, memref<8x16xf32, 1>), sym_name = "f"}> ({
^bb0(%arg0: memref<8x16xf32>, %arg1: memref<8x16xf32, 1>):
  %0 = "memref.transpose"(%arg0) <{permutation = affine_map<(d0, d1) -> (d0, d1)>}> : (memref<8x16xf32>) -> memref<8x16xf32, strided<[16, 1]>>
  %1 = "memref.memory_space_cast"(%arg1) : (memref<8x16xf32, 1>) -> memref<8x16xf32>
  %2 = "memref.memory_space_cast"(%1) : (memref<8x16xf32>) -> memref<8x16xf32, 1>
  "func.return"(%arg0, %2) : (memref<8x16xf32>, memref<8x16xf32, 1>) -> ()
}) : () -> ()
// CHECK: "func.return"(%arg0, %arg1)
// -----
// what a type tells of memory
"func.func"() <{function_type = (memref<8x?xf32, strided<[?, 1], offset: 3>>) -> (index, index, index, index, index), sym_name = "f"}> ({
^bb0(%arg0: memref<8x?xf32, strided<[?, 1], offset: 3>>):
  %0:6 = "memref.extract_strided_metadata"(%arg0) : (memref<8x?xf32, strided<[?, 1], offset: 3>>) -> (memref<f32>, index, index, index, index, index)
  "func.return"(%0#1, %0#2, %0#3, %0#4, %0#5) : (index, index, index, index, index) -> ()
}) : () -> ()
// CHECK-DAG: [[O:%[0-9]+]] = "arith.constant"() <{value = 3 : index}>
// CHECK-DAG: [[S:%[0-9]+]] = "arith.constant"() <{value = 8 : index}>
// CHECK-DAG: [[T:%[0-9]+]] = "arith.constant"() <{value = 1 : index}>
// CHECK: [[M:%[0-9]+]]:6 = "memref.extract_strided_metadata"
// CHECK: "func.return"([[O]], [[S]], [[M]]#3, [[M]]#4, [[T]])
// -----
// a scope that takes no memory
"func.func"() <{function_type = (f32) -> f32, sym_name = "f"}> ({
^bb0(%arg0: f32):
  %0 = "memref.alloca_scope"() ({
    %1 = "arith.addf"(%arg0, %arg0) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    "memref.alloca_scope.return"(%1) : (f32) -> ()
  }) : () -> f32
  "func.return"(%0) : (f32) -> ()
}) : () -> ()
// CHECK-NOT: memref.
// CHECK: [[S:%[0-9]+]] = "arith.addf"
// CHECK: "func.return"([[S]])
// -----
// a scope that takes memory
"func.func"() <{function_type = (memref<8xf32>) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<8xf32>):
  "memref.alloca_scope"() ({
    %0 = "memref.alloca"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<8xf32>
    "memref.copy"(%0, %arg0) : (memref<8xf32>, memref<8xf32>) -> ()
    "memref.alloca_scope.return"() : () -> ()
  }) : () -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK: memref.alloca_scope
// CHECK: memref.alloca_scope.return
// -----
// shapes collapsed twice, and expanded twice
func.func @f(%m: memref<2x3x4x5xf32>, %n: memref<?xf32>, %s: index) -> (memref<24x5xf32>, memref<?x2x3x4xf32>) {
  %0 = memref.collapse_shape %m [[0, 1], [2], [3]] : memref<2x3x4x5xf32> into memref<6x4x5xf32>
  %1 = memref.collapse_shape %0 [[0, 1], [2]] : memref<6x4x5xf32> into memref<24x5xf32>
  %2 = memref.expand_shape %n [[0, 1]] output_shape [%s, 24] : memref<?xf32> into memref<?x24xf32>
  %3 = memref.expand_shape %2 [[0], [1, 2, 3]] output_shape [%s, 2, 3, 4] : memref<?x24xf32> into memref<?x2x3x4xf32>
  func.return %1, %3 : memref<24x5xf32>, memref<?x2x3x4xf32>
}
// CHECK: "memref.collapse_shape"(%arg0) <{reassociation = {{\[\[}}0, 1, 2], [3]]}>
// CHECK-NEXT: "memref.expand_shape"(%arg1, %arg2) <{reassociation = {{\[\[}}0, 1, 2, 3]]
// CHECK-NEXT: func.return
// -----
// a collapse undone in part, and an expansion
func.func @f(%m: memref<2x3x4x5xf32>, %n: memref<6x20xf32>) -> (memref<6x4x5xf32>, memref<2x3x20xf32>, memref<3x2x20xf32>) {
  %0 = memref.collapse_shape %m [[0, 1], [2, 3]] : memref<2x3x4x5xf32> into memref<6x20xf32>
  %1 = memref.expand_shape %0 [[0], [1, 2]] output_shape [6, 4, 5] : memref<6x20xf32> into memref<6x4x5xf32>
  %2 = memref.expand_shape %n [[0, 1], [2, 3]] output_shape [2, 3, 4, 5] : memref<6x20xf32> into memref<2x3x4x5xf32>
  %3 = memref.collapse_shape %2 [[0], [1], [2, 3]] : memref<2x3x4x5xf32> into memref<2x3x20xf32>
  %4 = memref.collapse_shape %m [[0, 1], [2, 3]] : memref<2x3x4x5xf32> into memref<6x20xf32>
  %5 = memref.expand_shape %4 [[0, 1], [2]] output_shape [3, 2, 20] : memref<6x20xf32> into memref<3x2x20xf32>
  func.return %1, %3, %5 : memref<6x4x5xf32>, memref<2x3x20xf32>, memref<3x2x20xf32>
}
// CHECK: [[A:%[0-9]+]] = "memref.collapse_shape"(%arg0) <{reassociation = {{\[\[}}0, 1], [2], [3]]}> : (memref<2x3x4x5xf32>) -> memref<6x4x5xf32>
// CHECK: [[B:%[0-9]+]] = "memref.expand_shape"(%arg1) <{reassociation = {{\[\[}}0, 1], [2]], static_output_shape = array<i64: 2, 3, 20>}>
// CHECK: [[C:%[0-9]+]] = "memref.collapse_shape"(%arg0)
// CHECK-NEXT: [[D:%[0-9]+]] = "memref.expand_shape"([[C]])
// CHECK-NEXT: "func.return"([[A]], [[B]], [[D]])
