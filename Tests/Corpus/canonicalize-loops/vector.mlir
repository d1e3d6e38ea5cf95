// RUN: canonicalize
// Vectors.
// elements of what is the same everywhere
"func.func"() <{function_type = (f32, index) -> (f32, f32), sym_name = "f"}> ({
^bb0(%arg0: f32, %arg1: index):
  %0 = "vector.broadcast"(%arg0) : (f32) -> vector<8xf32>
  %1 = "vector.extract"(%0) <{static_position = array<i64: 3>}> : (vector<8xf32>) -> f32
  %2 = "vector.extract"(%0, %arg1) <{static_position = array<i64: -9223372036854775808>}> : (vector<8xf32>, index) -> f32
  "func.return"(%1, %2) : (f32, f32) -> ()
}) : () -> ()
// CHECK-NOT: vector.
// CHECK: "func.return"(%arg0, %arg0)
// -----
// elements of what was inserted
"func.func"() <{function_type = (vector<8xf32>, f32, f32) -> (f32, f32), sym_name = "f"}> ({
^bb0(%arg0: vector<8xf32>, %arg1: f32, %arg2: f32):
  %0 = "vector.insert"(%arg1, %arg0) <{static_position = array<i64: 3>}> : (f32, vector<8xf32>) -> vector<8xf32>
  %1 = "vector.insert"(%arg2, %0) <{static_position = array<i64: 4>}> : (f32, vector<8xf32>) -> vector<8xf32>
  %2 = "vector.extract"(%1) <{static_position = array<i64: 3>}> : (vector<8xf32>) -> f32
  %3 = "vector.extract"(%1) <{static_position = array<i64: 5>}> : (vector<8xf32>) -> f32
  "func.return"(%2, %3) : (f32, f32) -> ()
}) : () -> ()
// CHECK: "func.return"(%arg1,
// -----
// positions that are constants become static
"func.func"() <{function_type = (vector<8xf32>, f32) -> (f32, vector<8xf32>), sym_name = "f"}> ({
^bb0(%arg0: vector<8xf32>, %arg1: f32):
  %0 = "arith.constant"() <{value = 5 : index}> : () -> index
  %1 = "vector.extract"(%arg0, %0) <{static_position = array<i64: -9223372036854775808>}> : (vector<8xf32>, index) -> f32
  %2 = "vector.insert"(%arg1, %arg0, %0) <{static_position = array<i64: -9223372036854775808>}> : (f32, vector<8xf32>, index) -> vector<8xf32>
  "func.return"(%1, %2) : (f32, vector<8xf32>) -> ()
}) : () -> ()
// CHECK-NOT: arith.constant
// CHECK: "vector.extract"(%arg0) <{static_position = array<i64: 5>}>
// CHECK: "vector.insert"(%arg1, %arg0) <{static_position = array<i64: 5>}>
// -----
// constants: repeated, picked, reshaped
"func.func"() <{function_type = () -> (vector<4xf32>, i32, vector<2x2xi32>), sym_name = "f"}> ({
  %0 = "arith.constant"() <{value = 2.000000e+00 : f32}> : () -> f32
  %1 = "vector.broadcast"(%0) : (f32) -> vector<4xf32>
  %2 = "arith.constant"() <{value = dense<[1, 2, 3, 4]> : vector<4xi32>}> : () -> vector<4xi32>
  %3 = "vector.extract"(%2) <{static_position = array<i64: 2>}> : (vector<4xi32>) -> i32
  %4 = "vector.shape_cast"(%2) : (vector<4xi32>) -> vector<2x2xi32>
  "func.return"(%1, %3, %4) : (vector<4xf32>, i32, vector<2x2xi32>) -> ()
}) : () -> ()
// CHECK-DAG: dense<2.000000e+00> : vector<4xf32>
// CHECK-DAG: value = 3 : i32
// CHECK-DAG: dense<{{\[\[}}1, 2], [3, 4]]> : vector<2x2xi32>
// CHECK-NOT: vector.
// -----
// shapes there and back
"func.func"() <{function_type = (vector<4xf32>) -> vector<4xf32>, sym_name = "f"}> ({
^bb0(%arg0: vector<4xf32>):
  %0 = "vector.shape_cast"(%arg0) : (vector<4xf32>) -> vector<2x2xf32>
  %1 = "vector.shape_cast"(%0) : (vector<2x2xf32>) -> vector<4xf32>
  "func.return"(%1) : (vector<4xf32>) -> ()
}) : () -> ()
// CHECK-NOT: vector.
// CHECK: "func.return"(%arg0)
// -----
// masks that are known
"func.func"() <{function_type = (memref<?xf32>, index, vector<4xf32>) -> (vector<4xf32>, vector<4xf32>), sym_name = "f"}> ({
^bb0(%arg0: memref<?xf32>, %arg1: index, %arg2: vector<4xf32>):
  %0 = "arith.constant"() <{value = 4 : index}> : () -> index
  %1 = "arith.constant"() <{value = 0 : index}> : () -> index
  %2 = "vector.create_mask"(%0) : (index) -> vector<4xi1>
  %3 = "vector.maskedload"(%arg0, %arg1, %2, %arg2) : (memref<?xf32>, index, vector<4xi1>, vector<4xf32>) -> vector<4xf32>
  %4 = "vector.create_mask"(%1) : (index) -> vector<4xi1>
  %5 = "vector.maskedload"(%arg0, %arg1, %4, %arg2) : (memref<?xf32>, index, vector<4xi1>, vector<4xf32>) -> vector<4xf32>
  "vector.maskedstore"(%arg0, %arg1, %4, %3) : (memref<?xf32>, index, vector<4xi1>, vector<4xf32>) -> ()
  "vector.maskedstore"(%arg0, %arg1, %2, %arg2) : (memref<?xf32>, index, vector<4xi1>, vector<4xf32>) -> ()
  "func.return"(%3, %5) : (vector<4xf32>, vector<4xf32>) -> ()
}) : () -> ()
// CHECK: [[A:%[0-9]+]] = "vector.load"(%arg0, %arg1)
// CHECK-NOT: maskedstore
// CHECK: "vector.store"(%arg2, %arg0, %arg1)
// CHECK: "func.return"([[A]], %arg2)
// -----
// a mask of a part
"func.func"() <{function_type = () -> vector<4xi1>, sym_name = "f"}> ({
  %0 = "arith.constant"() <{value = 3 : index}> : () -> index
  %1 = "vector.create_mask"(%0) : (index) -> vector<4xi1>
  "func.return"(%1) : (vector<4xi1>) -> ()
}) : () -> ()
// CHECK: dense<[true, true, true, false]> : vector<4xi1>
