// RUN: canonicalize
// a chain of applications
"func.func"() <{function_type = (index, index) -> index, sym_name = "f"}> ({
^bb0(%arg0: index, %arg1: index):
  %0 = "affine.apply"(%arg0, %arg1) <{map = affine_map<(d0)[s0] -> (d0 + s0)>}> : (index, index) -> index
  %1 = "affine.apply"(%0) <{map = affine_map<(d0) -> (d0 * 4)>}> : (index) -> index
  %2 = "affine.apply"(%1) <{map = affine_map<(d0) -> (d0 floordiv 2)>}> : (index) -> index
  "func.return"(%2) : (index) -> ()
}) : () -> ()
// CHECK: "affine.apply"(%arg0, %arg1) <{map = affine_map<()[s0, s1] -> (s0 * 2 + s1 * 2)>}>
// -----
// an application that cancels out
"func.func"() <{function_type = (index) -> index, sym_name = "f"}> ({
^bb0(%arg0: index):
  %0 = "affine.apply"(%arg0) <{map = affine_map<(d0) -> (d0 + 3)>}> : (index) -> index
  %1 = "affine.apply"(%0, %arg0) <{map = affine_map<(d0, d1) -> (d0 - d1)>}> : (index, index) -> index
  "func.return"(%1) : (index) -> ()
}) : () -> ()
// CHECK: value = 3 : index
// CHECK-NOT: affine
// -----
// an application that is its operand again
"func.func"() <{function_type = (index) -> index, sym_name = "f"}> ({
^bb0(%arg0: index):
  %0 = "affine.apply"(%arg0) <{map = affine_map<(d0) -> (d0 * 8)>}> : (index) -> index
  %1 = "affine.apply"(%0) <{map = affine_map<(d0) -> (d0 floordiv 8)>}> : (index) -> index
  "func.return"(%1) : (index) -> ()
}) : () -> ()
// CHECK: "func.return"(%arg0)
// -----
// the rest of a multiple
"func.func"() <{function_type = (index) -> index, sym_name = "f"}> ({
^bb0(%arg0: index):
  %0 = "affine.apply"(%arg0) <{map = affine_map<(d0) -> (d0 * 8 + 5)>}> : (index) -> index
  %1 = "affine.apply"(%0) <{map = affine_map<(d0) -> (d0 mod 4)>}> : (index) -> index
  "func.return"(%1) : (index) -> ()
}) : () -> ()
// CHECK: value = 1 : index
// CHECK-NOT: affine
// -----
// equal constraints, once
"func.func"() <{function_type = (memref<100xf32>, f32, index) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<100xf32>, %arg1: f32, %arg2: index):
  "affine.if"(%arg2, %arg2) ({
    "affine.store"(%arg1, %arg0) <{map = affine_map<() -> (1)>}> : (f32, memref<100xf32>) -> ()
    "affine.yield"() : () -> ()
  }, {
  }) {condition = affine_set<(d0)[s0] : (d0 - 4 >= 0, s0 - 4 >= 0)>} : (index, index) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK: {condition = affine_set<()[s0] : (s0 - 4 >= 0)>}
// -----
// a bound that another one makes needless
"func.func"() <{function_type = (memref<100xf32>, f32, index) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<100xf32>, %arg1: f32, %arg2: index):
  "affine.for"(%arg2, %arg2) <{lowerBoundMap = affine_map<()[s0] -> (s0, s0 - 2, 0)>, operandSegmentSizes = array<i32: 1, 1, 0>, step = 1 : index, upperBoundMap = affine_map<()[s0] -> (s0 + 9, s0 + 20, 50)>}> ({
  ^bb0(%arg3: index):
    "affine.store"(%arg1, %arg0, %arg3) <{map = affine_map<(d0) -> (d0)>}> : (f32, memref<100xf32>, index) -> ()
    "affine.yield"() : () -> ()
  }) : (index, index) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK: lowerBoundMap = affine_map<()[s0] -> (s0, 0)>
// CHECK: upperBoundMap = affine_map<()[s0] -> (s0 + 9, 50)>
// -----
// a loop that numbers say never runs
"func.func"() <{function_type = (memref<100xf32>, f32) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<100xf32>, %arg1: f32):
  "affine.for"() <{lowerBoundMap = affine_map<() -> (10)>, operandSegmentSizes = array<i32: 0, 0, 0>, step = 1 : index, upperBoundMap = affine_map<() -> (10)>}> ({
  ^bb0(%arg3: index):
    "affine.store"(%arg1, %arg0, %arg3) <{map = affine_map<(d0) -> (d0)>}> : (f32, memref<100xf32>, index) -> ()
    "affine.yield"() : () -> ()
  }) : () -> ()
  "affine.for"() <{lowerBoundMap = affine_map<() -> (10)>, operandSegmentSizes = array<i32: 0, 0, 0>, step = 1 : index, upperBoundMap = affine_map<() -> (3)>}> ({
  ^bb0(%arg2: index):
    "affine.store"(%arg1, %arg0, %arg2) <{map = affine_map<(d0) -> (d0)>}> : (f32, memref<100xf32>, index) -> ()
    "affine.yield"() : () -> ()
  }) : () -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK-NOT: affine
// -----
// loops in a loop that runs once
"func.func"() <{function_type = (memref<100x100xf32>, f32) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<100x100xf32>, %arg1: f32):
  "affine.for"() <{lowerBoundMap = affine_map<() -> (3)>, operandSegmentSizes = array<i32: 0, 0, 0>, step = 1 : index, upperBoundMap = affine_map<() -> (4)>}> ({
  ^bb0(%arg2: index):
    "affine.for"(%arg2, %arg2) <{lowerBoundMap = affine_map<(d0) -> (d0)>, operandSegmentSizes = array<i32: 1, 1, 0>, step = 1 : index, upperBoundMap = affine_map<(d0) -> (d0 + 1)>}> ({
    ^bb0(%arg3: index):
      "affine.store"(%arg1, %arg0, %arg2, %arg3) <{map = affine_map<(d0, d1) -> (d0, d1)>}> : (f32, memref<100x100xf32>, index, index) -> ()
      "affine.yield"() : () -> ()
    }) : (index, index) -> ()
    "affine.yield"() : () -> ()
  }) : () -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK-NOT: affine.for
// CHECK: "affine.store"(%arg1, %arg0) <{map = affine_map<() -> (3, 3)>}>
// -----
// a part that leaves out a dimension keeps its type
"func.func"() <{function_type = (memref<8x16xf32>) -> memref<16xf32, strided<[1], offset: ?>>, sym_name = "f"}> ({
^bb0(%arg0: memref<8x16xf32>):
  %0 = "arith.constant"() <{value = 2 : index}> : () -> index
  %1 = "memref.subview"(%arg0, %0) <{operandSegmentSizes = array<i32: 1, 1, 0, 0>, static_offsets = array<i64: -9223372036854775808, 0>, static_sizes = array<i64: 1, 16>, static_strides = array<i64: 1, 1>}> : (memref<8x16xf32>, index) -> memref<16xf32, strided<[1], offset: ?>>
  "func.return"(%1) : (memref<16xf32, strided<[1], offset: ?>>) -> ()
}) : () -> ()
// CHECK: "memref.subview"(%arg0
// CHECK: "func.return"
// -----
// a view of a known shape
"func.func"() <{function_type = (memref<?xf32>) -> memref<?x?xf32, strided<[?, ?], offset: ?>>, sym_name = "f"}> ({
^bb0(%arg0: memref<?xf32>):
  %0 = "arith.constant"() <{value = 0 : index}> : () -> index
  %1 = "arith.constant"() <{value = 1 : index}> : () -> index
  %2 = "arith.constant"() <{value = 4 : index}> : () -> index
  %3 = "memref.reinterpret_cast"(%arg0, %0, %2, %2, %2, %1) <{operandSegmentSizes = array<i32: 1, 1, 2, 2>, static_offsets = array<i64: -9223372036854775808>, static_sizes = array<i64: -9223372036854775808, -9223372036854775808>, static_strides = array<i64: -9223372036854775808, -9223372036854775808>}> : (memref<?xf32>, index, index, index, index, index) -> memref<?x?xf32, strided<[?, ?], offset: ?>>
  "func.return"(%3) : (memref<?x?xf32, strided<[?, ?], offset: ?>>) -> ()
}) : () -> ()
// CHECK: [[V:%[0-9]+]] = "memref.reinterpret_cast"(%arg0) <{operandSegmentSizes = array<i32: 1, 0, 0, 0>, static_offsets = array<i64: 0>, static_sizes = array<i64: 4, 4>, static_strides = array<i64: 4, 1>}>
// CHECK-NEXT: "memref.cast"([[V]])
// -----
// bytes of a cast that hides how many
"func.func"() <{function_type = (memref<1024xi8>, index) -> memref<4xf32>, sym_name = "f"}> ({
^bb0(%arg0: memref<1024xi8>, %arg1: index):
  %0 = "memref.cast"(%arg0) : (memref<1024xi8>) -> memref<?xi8>
  %1 = "memref.view"(%0, %arg1) : (memref<?xi8>, index) -> memref<4xf32>
  "func.return"(%1) : (memref<4xf32>) -> ()
}) : () -> ()
// CHECK: "memref.view"(%arg0, %arg1) : (memref<1024xi8>, index) -> memref<4xf32>
// -----
// a nest that may run more than once
"func.func"() <{function_type = (memref<100xf32>, f32, index) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<100xf32>, %arg1: f32, %arg2: index):
  "scf.forall"(%arg2) <{operandSegmentSizes = array<i32: 0, 1, 0, 0>, staticLowerBound = array<i64: 0>, staticStep = array<i64: 1>, staticUpperBound = array<i64: -9223372036854775808>}> ({
  ^bb0(%arg3: index):
    "memref.store"(%arg1, %arg0, %arg3) : (f32, memref<100xf32>, index) -> ()
    "scf.forall.in_parallel"() ({
    ^bb0:
    }) : () -> ()
  }) : (index) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK: "scf.forall"(%arg2)
// -----
// a choice that is not known stays
"func.func"() <{function_type = (i32, f32, f32) -> f32, sym_name = "f"}> ({
^bb0(%arg0: i32, %arg1: f32, %arg2: f32):
  "cf.switch"(%arg0, %arg1, %arg2)[^bb1, ^bb1] <{case_operand_segments = array<i32: 1>, case_values = dense<5> : vector<1xi32>, operandSegmentSizes = array<i32: 1, 1, 1>}> : (i32, f32, f32) -> ()
^bb1(%0: f32):  // 2 preds: ^bb0, ^bb0
  "func.return"(%0) : (f32) -> ()
}) : () -> ()
// CHECK: cf.switch
// -----
// a function of the device that asks for what its block has
"builtin.module"() ({
  "gpu.module"() <{sym_name = "k"}> ({
    "gpu.func"() <{function_type = (memref<64xindex>) -> (), known_block_size = array<i32: 32, 2, 1>}> ({
    ^bb0(%arg0: memref<64xindex>):
      %0 = "gpu.thread_id"() <{dimension = #gpu<dim z>}> : () -> index
      %1 = "gpu.thread_id"() <{dimension = #gpu<dim y>}> : () -> index
      %2 = "gpu.block_dim"() <{dimension = #gpu<dim z>}> : () -> index
      %3 = "gpu.block_id"() <{dimension = #gpu<dim x>}> : () -> index
      %4 = "arith.addi"(%1, %3) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
      %5 = "arith.addi"(%4, %2) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
      "memref.store"(%5, %arg0, %0) : (index, memref<64xindex>, index) -> ()
      "gpu.return"() : () -> ()
    }) {gpu.kernel, sym_name = "f", workgroup_attributions = 0 : i64} : () -> ()
    "gpu.module_end"() : () -> ()
  }) : () -> ()
}) {gpu.container_module} : () -> ()
// CHECK-NOT: #gpu<dim z>
// CHECK-DAG: "gpu.thread_id"() <{dimension = #gpu<dim y>}>
// CHECK-DAG: "gpu.block_id"() <{dimension = #gpu<dim x>}>
// CHECK-NOT: #gpu<dim z>
// -----
// parts that differ from where something was put stay
"func.func"() <{function_type = (vector<4x8xf32>, vector<2x4xf32>) -> vector<2x4xf32>, sym_name = "f"}> ({
^bb0(%arg0: vector<4x8xf32>, %arg1: vector<2x4xf32>):
  %0 = "vector.insert_strided_slice"(%arg1, %arg0) <{offsets = [1, 2], strides = [1, 1]}> : (vector<2x4xf32>, vector<4x8xf32>) -> vector<4x8xf32>
  %1 = "vector.extract_strided_slice"(%0) <{offsets = [1, 3], sizes = [2, 4], strides = [1, 1]}> : (vector<4x8xf32>) -> vector<2x4xf32>
  "func.return"(%1) : (vector<2x4xf32>) -> ()
}) : () -> ()
// CHECK: vector.insert_strided_slice
// CHECK: vector.extract_strided_slice
// -----
// the part of a constant
"func.func"() <{function_type = () -> vector<2xi32>, sym_name = "f"}> ({
  %0 = "arith.constant"() <{value = dense<9> : vector<4xi32>}> : () -> vector<4xi32>
  %1 = "vector.extract_strided_slice"(%0) <{offsets = [1], sizes = [2], strides = [1]}> : (vector<4xi32>) -> vector<2xi32>
  "func.return"(%1) : (vector<2xi32>) -> ()
}) : () -> ()
// CHECK: dense<9> : vector<2xi32>
// CHECK-NOT: strided_slice
// -----
// division by zero is not computed
"llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<i32 ()>, linkage = #llvm.linkage<external>, sym_name = "f", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  %0 = "llvm.mlir.constant"() <{value = 7 : i32}> : () -> i32
  %1 = "llvm.mlir.constant"() <{value = 0 : i32}> : () -> i32
  %2 = "llvm.sdiv"(%0, %1) : (i32, i32) -> i32
  "llvm.return"(%2) : (i32) -> ()
}) : () -> ()
// CHECK: llvm.sdiv
// -----
// an address whose index is a number too great for the instruction
"llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<ptr (ptr)>, linkage = #llvm.linkage<external>, sym_name = "f", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
^bb0(%arg0: !llvm.ptr):
  %0 = "llvm.mlir.constant"() <{value = 4294967296 : i64}> : () -> i64
  %1 = "llvm.getelementptr"(%arg0, %0) <{elem_type = i8, rawConstantIndices = array<i32: -2147483648>}> : (!llvm.ptr, i64) -> !llvm.ptr
  "llvm.return"(%1) : (!llvm.ptr) -> ()
}) : () -> ()
// CHECK: rawConstantIndices = array<i32: -2147483648>
