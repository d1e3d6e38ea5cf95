// RUN: canonicalize
// transposes
"func.func"() <{function_type = (vector<2x3x4xf32>, f32) -> (vector<2x3x4xf32>, vector<4x2x3xf32>, vector<3x2xf32>), sym_name = "f"}> ({
^bb0(%arg0: vector<2x3x4xf32>, %arg1: f32):
  %0 = "vector.transpose"(%arg0) <{permutation = array<i64: 0, 1, 2>}> : (vector<2x3x4xf32>) -> vector<2x3x4xf32>
  %1 = "vector.transpose"(%arg0) <{permutation = array<i64: 1, 0, 2>}> : (vector<2x3x4xf32>) -> vector<3x2x4xf32>
  %2 = "vector.transpose"(%1) <{permutation = array<i64: 2, 1, 0>}> : (vector<3x2x4xf32>) -> vector<4x2x3xf32>
  %3 = "vector.broadcast"(%arg1) : (f32) -> vector<2x3xf32>
  %4 = "vector.transpose"(%3) <{permutation = array<i64: 1, 0>}> : (vector<2x3xf32>) -> vector<3x2xf32>
  "func.return"(%0, %2, %4) : (vector<2x3x4xf32>, vector<4x2x3xf32>, vector<3x2xf32>) -> ()
}) : () -> ()
// CHECK-DAG: [[T:%[0-9]+]] = "vector.transpose"(%arg0) <{permutation = array<i64: 2, 0, 1>}>
// CHECK-DAG: [[B:%[0-9]+]] = "vector.broadcast"(%arg1) : (f32) -> vector<3x2xf32>
// CHECK: "func.return"(%arg0, [[T]], [[B]])
// -----
// the transpose of a constant
"func.func"() <{function_type = () -> vector<3x2xi32>, sym_name = "f"}> ({
  %0 = "arith.constant"() <{value = dense<7> : vector<2x3xi32>}> : () -> vector<2x3xi32>
  %1 = "vector.transpose"(%0) <{permutation = array<i64: 1, 0>}> : (vector<2x3xi32>) -> vector<3x2xi32>
  "func.return"(%1) : (vector<3x2xi32>) -> ()
}) : () -> ()
// CHECK: dense<7> : vector<3x2xi32>
// CHECK-NOT: vector.transpose
// -----
// parts of vectors
"func.func"() <{function_type = (vector<4x8xf32>, vector<2x4xf32>, f32) -> (vector<4x8xf32>, vector<2x4xf32>, vector<4x8xf32>, vector<2x4xf32>), sym_name = "f"}> ({
^bb0(%arg0: vector<4x8xf32>, %arg1: vector<2x4xf32>, %arg2: f32):
  %0 = "vector.extract_strided_slice"(%arg0) <{offsets = [0, 0], sizes = [4, 8], strides = [1, 1]}> : (vector<4x8xf32>) -> vector<4x8xf32>
  %1 = "vector.insert_strided_slice"(%arg1, %arg0) <{offsets = [1, 2], strides = [1, 1]}> : (vector<2x4xf32>, vector<4x8xf32>) -> vector<4x8xf32>
  %2 = "vector.extract_strided_slice"(%1) <{offsets = [1, 2], sizes = [2, 4], strides = [1, 1]}> : (vector<4x8xf32>) -> vector<2x4xf32>
  %3 = "vector.extract_strided_slice"(%arg0) <{offsets = [1, 2], sizes = [2, 4], strides = [1, 1]}> : (vector<4x8xf32>) -> vector<2x4xf32>
  %4 = "vector.insert_strided_slice"(%3, %arg0) <{offsets = [1, 2], strides = [1, 1]}> : (vector<2x4xf32>, vector<4x8xf32>) -> vector<4x8xf32>
  %5 = "vector.splat"(%arg2) : (f32) -> vector<4x8xf32>
  %6 = "vector.extract_strided_slice"(%5) <{offsets = [1, 2], sizes = [2, 4], strides = [1, 1]}> : (vector<4x8xf32>) -> vector<2x4xf32>
  "func.return"(%0, %2, %4, %6) : (vector<4x8xf32>, vector<2x4xf32>, vector<4x8xf32>, vector<2x4xf32>) -> ()
}) : () -> ()
// CHECK-NOT: strided_slice
// CHECK: [[B:%[0-9]+]] = "vector.broadcast"(%arg2) : (f32) -> vector<2x4xf32>
// CHECK: "func.return"(%arg0, %arg1, %arg0, [[B]])
// -----
// elements that are all one, or all known
"func.func"() <{function_type = (f32) -> (vector<4xf32>, vector<2xi32>), sym_name = "f"}> ({
^bb0(%arg0: f32):
  %0 = "arith.constant"() <{value = 3 : i32}> : () -> i32
  %1 = "arith.constant"() <{value = 4 : i32}> : () -> i32
  %2 = "vector.from_elements"(%arg0, %arg0, %arg0, %arg0) : (f32, f32, f32, f32) -> vector<4xf32>
  %3 = "vector.from_elements"(%0, %1) : (i32, i32) -> vector<2xi32>
  "func.return"(%2, %3) : (vector<4xf32>, vector<2xi32>) -> ()
}) : () -> ()
// CHECK-DAG: [[S:%[0-9]+]] = "vector.splat"(%arg0)
// CHECK-DAG: [[C:%[0-9]+]] = "arith.constant"() <{value = dense<[3, 4]> : vector<2xi32>}>
// CHECK: "func.return"([[S]], [[C]])
// -----
// elements in turn, and apart again
"func.func"() <{function_type = (vector<4xf32>, vector<4xf32>) -> (vector<4xf32>, vector<4xf32>), sym_name = "f"}> ({
^bb0(%arg0: vector<4xf32>, %arg1: vector<4xf32>):
  %0 = "vector.interleave"(%arg0, %arg1) : (vector<4xf32>, vector<4xf32>) -> vector<8xf32>
  %1:2 = "vector.deinterleave"(%0) : (vector<8xf32>) -> (vector<4xf32>, vector<4xf32>)
  "func.return"(%1#0, %1#1) : (vector<4xf32>, vector<4xf32>) -> ()
}) : () -> ()
// CHECK: "func.return"(%arg0, %arg1)
// -----
// transfers that are in bounds
"func.func"() <{function_type = (memref<16x16xf32>, f32, index) -> vector<4x8xf32>, sym_name = "f"}> ({
^bb0(%arg0: memref<16x16xf32>, %arg1: f32, %arg2: index):
  %0 = "arith.constant"() <{value = 3 : index}> : () -> index
  %1 = "memref.cast"(%arg0) : (memref<16x16xf32>) -> memref<?x?xf32>
  %2 = "vector.transfer_read"(%1, %arg2, %0, %arg1) <{in_bounds = [false, false], operandSegmentSizes = array<i32: 1, 2, 1, 0>, permutation_map = affine_map<(d0, d1) -> (d0, d1)>}> : (memref<?x?xf32>, index, index, f32) -> vector<4x8xf32>
  "vector.transfer_write"(%2, %1, %0, %0) <{in_bounds = [false, false], operandSegmentSizes = array<i32: 1, 1, 2, 0>, permutation_map = affine_map<(d0, d1) -> (d0, d1)>}> : (vector<4x8xf32>, memref<?x?xf32>, index, index) -> ()
  "func.return"(%2) : (vector<4x8xf32>) -> ()
}) : () -> ()
// CHECK: "vector.transfer_read"(%arg0, {{.*}}in_bounds = [false, true]
// CHECK: "vector.transfer_write"({{%[0-9]+}}, %arg0, {{.*}}in_bounds = [true, true]
// -----
// transfers that may go out of bounds
"func.func"() <{function_type = (memref<16xf32>, f32) -> vector<8xf32>, sym_name = "f"}> ({
^bb0(%arg0: memref<16xf32>, %arg1: f32):
  %0 = "arith.constant"() <{value = 9 : index}> : () -> index
  %1 = "vector.transfer_read"(%arg0, %0, %arg1) <{in_bounds = [false], operandSegmentSizes = array<i32: 1, 1, 1, 0>, permutation_map = affine_map<(d0) -> (d0)>}> : (memref<16xf32>, index, f32) -> vector<8xf32>
  "func.return"(%1) : (vector<8xf32>) -> ()
}) : () -> ()
// CHECK: in_bounds = [false]
// -----
// masks that hold everywhere or nowhere
"func.func"() <{function_type = (memref<16xf32>, vector<8xf32>) -> (vector<8xf32>, vector<8xf32>), sym_name = "f"}> ({
^bb0(%arg0: memref<16xf32>, %arg1: vector<8xf32>):
  %0 = "arith.constant"() <{value = 0 : index}> : () -> index
  %1 = "arith.constant"() <{value = dense<true> : vector<8xi1>}> : () -> vector<8xi1>
  %2 = "arith.constant"() <{value = dense<false> : vector<8xi1>}> : () -> vector<8xi1>
  "vector.compressstore"(%arg0, %0, %2, %arg1) : (memref<16xf32>, index, vector<8xi1>, vector<8xf32>) -> ()
  "vector.compressstore"(%arg0, %0, %1, %arg1) : (memref<16xf32>, index, vector<8xi1>, vector<8xf32>) -> ()
  %3 = "vector.expandload"(%arg0, %0, %1, %arg1) : (memref<16xf32>, index, vector<8xi1>, vector<8xf32>) -> vector<8xf32>
  %4 = "vector.expandload"(%arg0, %0, %2, %arg1) : (memref<16xf32>, index, vector<8xi1>, vector<8xf32>) -> vector<8xf32>
  "func.return"(%3, %4) : (vector<8xf32>, vector<8xf32>) -> ()
}) : () -> ()
// CHECK-NOT: compressstore
// CHECK: "vector.store"(%arg1, %arg0
// CHECK-NEXT: [[L:%[0-9]+]] = "vector.load"(%arg0
// CHECK-NEXT: "func.return"([[L]], %arg1)
// -----
// an operation under a mask that holds everywhere
"func.func"() <{function_type = (vector<8xf32>) -> f32, sym_name = "f"}> ({
^bb0(%arg0: vector<8xf32>):
  %0 = "arith.constant"() <{value = dense<true> : vector<8xi1>}> : () -> vector<8xi1>
  %1 = "vector.mask"(%0) ({
    %2 = "vector.reduction"(%arg0) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<8xf32>) -> f32
    "vector.yield"(%2) : (f32) -> ()
  }) : (vector<8xi1>) -> f32
  "func.return"(%1) : (f32) -> ()
}) : () -> ()
// CHECK-NOT: vector.mask
// CHECK: "vector.reduction"(%arg0)
// -----
// all of one vector in its order
func.func @f(%v: vector<4xf32>, %w: vector<2xf32>) -> (vector<4xf32>, vector<2xf32>, vector<2xf32>) {
  %0 = vector.shuffle %v, %w [0, 1, 2, 3] : vector<4xf32>, vector<2xf32>
  %1 = vector.shuffle %v, %w [4, 5] : vector<4xf32>, vector<2xf32>
  %2 = vector.shuffle %v, %w [5, 4] : vector<4xf32>, vector<2xf32>
  func.return %0, %1, %2 : vector<4xf32>, vector<2xf32>, vector<2xf32>
}
// CHECK: [[S:%[0-9]+]] = "vector.shuffle"
// CHECK-NEXT: "func.return"(%arg0, %arg1, [[S]])
// -----
// elements and parts of constants
func.func @f() -> (vector<3xi8>, vector<2x2xi16>, vector<2x1xf32>) {
  %a = arith.constant dense<[1, -2]> : vector<2xi8>
  %b = arith.constant dense<7> : vector<2xi8>
  %0 = vector.shuffle %a, %b [1, 3, 0] : vector<2xi8>, vector<2xi8>
  %c = arith.constant dense<[[1, 2], [3, 4], [5, 6]]> : vector<3x2xi16>
  %1 = vector.shuffle %c, %c [2, 3] : vector<3x2xi16>, vector<3x2xi16>
  %d = arith.constant dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]> : vector<3x2xf32>
  %2 = vector.extract_strided_slice %d {offsets = [1, 1], sizes = [2, 1], strides = [1, 1]} : vector<3x2xf32> to vector<2x1xf32>
  func.return %0, %1, %2 : vector<3xi8>, vector<2x2xi16>, vector<2x1xf32>
}
// CHECK-DAG: dense<[-2, 7, 1]> : vector<3xi8>
// CHECK-DAG: dense<{{\[\[}}5, 6], [1, 2]]> : vector<2x2xi16>
// CHECK-DAG: dense<{{\[\[}}4.000000e+00], [6.000000e+00]]> : vector<2x1xf32>
// CHECK: func.return
