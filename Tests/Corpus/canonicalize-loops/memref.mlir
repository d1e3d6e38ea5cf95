// RUN: canonicalize
// Memory.
// access through casts that hide sizes
"func.func"() <{function_type = (memref<8xf32>, index) -> (f32, vector<4xf32>), sym_name = "f"}> ({
^bb0(%arg0: memref<8xf32>, %arg1: index):
  %0 = "memref.cast"(%arg0) : (memref<8xf32>) -> memref<?xf32>
  %1 = "memref.load"(%0, %arg1) : (memref<?xf32>, index) -> f32
  "memref.store"(%1, %0, %arg1) : (f32, memref<?xf32>, index) -> ()
  %2 = "vector.load"(%0, %arg1) : (memref<?xf32>, index) -> vector<4xf32>
  "func.return"(%1, %2) : (f32, vector<4xf32>) -> ()
}) : () -> ()
// CHECK-NOT: memref.cast
// CHECK: "memref.load"(%arg0, %arg1)
// CHECK: "memref.store"({{%[0-9]+}}, %arg0, %arg1)
// CHECK: "vector.load"(%arg0, %arg1)
// -----
// a cast that asserts a size stays
"func.func"() <{function_type = (memref<?xf32>, index) -> f32, sym_name = "f"}> ({
^bb0(%arg0: memref<?xf32>, %arg1: index):
  %0 = "memref.cast"(%arg0) : (memref<?xf32>) -> memref<8xf32>
  %1 = "memref.load"(%0, %arg1) : (memref<8xf32>, index) -> f32
  "func.return"(%1) : (f32) -> ()
}) : () -> ()
// CHECK: memref.cast
// -----
// there and back
"func.func"() <{function_type = (memref<8xf32>) -> memref<8xf32>, sym_name = "f"}> ({
^bb0(%arg0: memref<8xf32>):
  %0 = "memref.cast"(%arg0) : (memref<8xf32>) -> memref<?xf32>
  %1 = "memref.cast"(%0) : (memref<?xf32>) -> memref<8xf32>
  "func.return"(%1) : (memref<8xf32>) -> ()
}) : () -> ()
// CHECK-NOT: memref.cast
// CHECK: "func.return"(%arg0)
// -----
// sizes that are known
"func.func"() <{function_type = (index, memref<4x?xf32>) -> (index, index, index, index), sym_name = "f"}> ({
^bb0(%arg0: index, %arg1: memref<4x?xf32>):
  %0 = "arith.constant"() <{value = 0 : index}> : () -> index
  %1 = "arith.constant"() <{value = 1 : index}> : () -> index
  %2 = "memref.dim"(%arg1, %0) : (memref<4x?xf32>, index) -> index
  %3 = "memref.alloc"(%arg0) <{operandSegmentSizes = array<i32: 1, 0>}> : (index) -> memref<?x3xf32>
  %4 = "memref.dim"(%3, %0) : (memref<?x3xf32>, index) -> index
  %5 = "memref.dim"(%3, %1) : (memref<?x3xf32>, index) -> index
  "memref.dealloc"(%3) : (memref<?x3xf32>) -> ()
  %6 = "memref.dim"(%arg1, %1) : (memref<4x?xf32>, index) -> index
  "func.return"(%2, %4, %5, %6) : (index, index, index, index) -> ()
}) : () -> ()
// CHECK: [[E:%[0-9]+]] = "memref.dim"(%arg1
// CHECK: "func.return"({{%[0-9]+}}, %arg0, {{%[0-9]+}}, [[E]])
// -----
// sizes that are constants become static
"func.func"() <{function_type = (index) -> f32, sym_name = "f"}> ({
^bb0(%arg0: index):
  %0 = "arith.constant"() <{value = 16 : index}> : () -> index
  %1 = "memref.alloc"(%0, %arg0) <{operandSegmentSizes = array<i32: 2, 0>}> : (index, index) -> memref<?x?xf32>
  %2 = "memref.load"(%1, %arg0, %arg0) : (memref<?x?xf32>, index, index) -> f32
  "func.return"(%2) : (f32) -> ()
}) : () -> ()
// CHECK: [[M:%[0-9]+]] = "memref.alloc"(%arg0){{.*}} -> memref<16x?xf32>
// CHECK: "memref.load"([[M]], %arg0, %arg0)
// -----
// memory that is never read
"func.func"() <{function_type = (f32, index) -> (), sym_name = "f"}> ({
^bb0(%arg0: f32, %arg1: index):
  %0 = "memref.alloc"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<8xf32>
  "memref.store"(%arg0, %0, %arg1) : (f32, memref<8xf32>, index) -> ()
  "memref.dealloc"(%0) : (memref<8xf32>) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK-NOT: memref
// CHECK: func.return
// -----
// memory whose address is kept stays
"func.func"() <{function_type = (memref<1xmemref<8xf32>>, index) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<1xmemref<8xf32>>, %arg1: index):
  %0 = "memref.alloc"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<8xf32>
  "memref.store"(%0, %arg0, %arg1) : (memref<8xf32>, memref<1xmemref<8xf32>>, index) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK: memref.alloc
