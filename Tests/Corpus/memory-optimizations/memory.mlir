// RUN: memory-optimizations
// Loads of what was stored, and stores that nobody sees.
// what was stored is taken, and the store that is overwritten goes
"func.func"() <{function_type = (memref<?xf32>, index, f32, f32) -> f32, sym_name = "f"}> ({
^bb0(%arg0: memref<?xf32>, %arg1: index, %arg2: f32, %arg3: f32):
  "memref.store"(%arg2, %arg0, %arg1) : (f32, memref<?xf32>, index) -> ()
  %0 = "memref.load"(%arg0, %arg1) : (memref<?xf32>, index) -> f32
  "memref.store"(%arg3, %arg0, %arg1) : (f32, memref<?xf32>, index) -> ()
  "func.return"(%0) : (f32) -> ()
}) : () -> ()
// CHECK: ^bb0
// CHECK-NEXT: "memref.store"(%arg3, %arg0, %arg1)
// CHECK-NEXT: "func.return"(%arg2)
// -----
// two arguments may be the same memory
"func.func"() <{function_type = (memref<?xf32>, memref<?xf32>, index, f32) -> f32, sym_name = "f"}> ({
^bb0(%arg0: memref<?xf32>, %arg1: memref<?xf32>, %arg2: index, %arg3: f32):
  %0 = "memref.load"(%arg0, %arg2) : (memref<?xf32>, index) -> f32
  "memref.store"(%arg3, %arg1, %arg2) : (f32, memref<?xf32>, index) -> ()
  %1 = "memref.load"(%arg0, %arg2) : (memref<?xf32>, index) -> f32
  %2 = "arith.addf"(%0, %1) : (f32, f32) -> f32
  "func.return"(%2) : (f32) -> ()
}) : () -> ()
// CHECK: memref.load
// CHECK: memref.store
// CHECK: memref.load
// -----
// unless the function says that they are not
"func.func"() <{function_type = (memref<?xf32>, memref<?xf32>, index, f32) -> f32, sym_name = "f"}> ({
^bb0(%arg0: memref<?xf32>, %arg1: memref<?xf32>, %arg2: index, %arg3: f32):
  %0 = "memref.load"(%arg0, %arg2) : (memref<?xf32>, index) -> f32
  "memref.store"(%arg3, %arg1, %arg2) : (f32, memref<?xf32>, index) -> ()
  %1 = "memref.load"(%arg0, %arg2) : (memref<?xf32>, index) -> f32
  %2 = "arith.addf"(%0, %1) : (f32, f32) -> f32
  "func.return"(%2) : (f32) -> ()
}) {tangram.noalias} : () -> ()
// CHECK: [[L:%[0-9]+]] = "memref.load"
// CHECK-NOT: memref.load
// CHECK: "arith.addf"([[L]], [[L]])
// -----
// a loop that stores there makes it unknown inside and after; other places stay known
"func.func"() <{function_type = (index, f32, f32) -> (f32, f32), sym_name = "f"}> ({
^bb0(%arg0: index, %arg1: f32, %arg2: f32):
  %0 = "arith.constant"() <{value = 0 : index}> : () -> index
  %1 = "arith.constant"() <{value = 1 : index}> : () -> index
  %2 = "memref.alloca"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<2xf32>
  "memref.store"(%arg1, %2, %0) : (f32, memref<2xf32>, index) -> ()
  "memref.store"(%arg2, %2, %1) : (f32, memref<2xf32>, index) -> ()
  "scf.for"(%0, %arg0, %1) ({
  ^bb0(%arg3: index):
    %3 = "memref.load"(%2, %0) : (memref<2xf32>, index) -> f32
    %4 = "memref.load"(%2, %1) : (memref<2xf32>, index) -> f32
    %5 = "arith.addf"(%3, %4) : (f32, f32) -> f32
    "memref.store"(%5, %2, %0) : (f32, memref<2xf32>, index) -> ()
    "scf.yield"() : () -> ()
  }) : (index, index, index) -> ()
  %6 = "memref.load"(%2, %0) : (memref<2xf32>, index) -> f32
  %7 = "memref.load"(%2, %1) : (memref<2xf32>, index) -> f32
  "func.return"(%6, %7) : (f32, f32) -> ()
}) : () -> ()
// CHECK: scf.for
// CHECK: [[X:%[0-9]+]] = "memref.load"
// CHECK-NEXT: "arith.addf"([[X]], %arg2)
// CHECK: [[R:%[0-9]+]] = "memref.load"
// CHECK-NEXT: "func.return"([[R]], %arg2)
// -----
// a call may do anything to what it can reach, and nothing to memory that only we have
"func.func"() <{function_type = () -> (), sym_name = "g", sym_visibility = "private"}> ({
}) : () -> ()
"func.func"() <{function_type = (memref<4xf32>, f32) -> (f32, f32), sym_name = "f"}> ({
^bb0(%arg0: memref<4xf32>, %arg1: f32):
  %0 = "arith.constant"() <{value = 0 : index}> : () -> index
  %1 = "memref.alloc"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<4xf32>
  "memref.store"(%arg1, %1, %0) : (f32, memref<4xf32>, index) -> ()
  "memref.store"(%arg1, %arg0, %0) : (f32, memref<4xf32>, index) -> ()
  "func.call"() <{callee = @g}> : () -> ()
  %2 = "memref.load"(%1, %0) : (memref<4xf32>, index) -> f32
  %3 = "memref.load"(%arg0, %0) : (memref<4xf32>, index) -> f32
  "memref.dealloc"(%1) : (memref<4xf32>) -> ()
  "func.return"(%2, %3) : (f32, f32) -> ()
}) : () -> ()
// CHECK: sym_name = "f"
// CHECK-NOT: memref.alloc
// CHECK: func.call
// CHECK-NEXT: [[L:%[0-9]+]] = "memref.load"(%arg0
// CHECK-NEXT: "func.return"(%arg1, [[L]])
// -----
// a part may be what was stored to: the views share memory
"func.func"() <{function_type = (memref<4xf32>, index, f32) -> f32, sym_name = "f"}> ({
^bb0(%arg0: memref<4xf32>, %arg1: index, %arg2: f32):
  %0 = "arith.constant"() <{value = 1 : index}> : () -> index
  %1 = "memref.subview"(%arg0, %arg1) <{operandSegmentSizes = array<i32: 1, 1, 0, 0>, static_offsets = array<i64: -9223372036854775808>, static_sizes = array<i64: 2>, static_strides = array<i64: 1>}> : (memref<4xf32>, index) -> memref<2xf32, strided<[1], offset: ?>>
  %2 = "memref.load"(%arg0, %0) : (memref<4xf32>, index) -> f32
  "memref.store"(%arg2, %1, %0) : (f32, memref<2xf32, strided<[1], offset: ?>>, index) -> ()
  %3 = "memref.load"(%arg0, %0) : (memref<4xf32>, index) -> f32
  %4 = "arith.addf"(%2, %3) : (f32, f32) -> f32
  "func.return"(%4) : (f32) -> ()
}) : () -> ()
// CHECK: memref.load
// CHECK: memref.store
// CHECK: memref.load
