// RUN: canonicalize
// directions with one block or thread
"func.func"() <{function_type = (memref<64xindex>, index) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<64xindex>, %arg1: index):
  %0 = "arith.constant"() <{value = 1 : index}> : () -> index
  "gpu.launch"(%arg1, %0, %0, %0, %arg1, %0) <{operandSegmentSizes = array<i32: 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0>}> ({
  ^bb0(%arg2: index, %arg3: index, %arg4: index, %arg5: index, %arg6: index, %arg7: index, %arg8: index, %arg9: index, %arg10: index, %arg11: index, %arg12: index, %arg13: index):
    %1 = "arith.addi"(%arg2, %arg3) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
    %2 = "arith.addi"(%1, %arg5) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
    %3 = "arith.addi"(%2, %arg6) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
    %4 = "arith.muli"(%3, %arg9) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
    %5 = "arith.muli"(%4, %arg11) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
    "memref.store"(%5, %arg0, %arg7) : (index, memref<64xindex>, index) -> ()
    "gpu.terminator"() : () -> ()
  }) {workgroup_attributions = 0 : i64} : (index, index, index, index, index, index) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK: [[ZERO:%[0-9]+]] = "arith.constant"() <{value = 0 : index}>
// CHECK: ^bb0([[A:%arg[0-9]+]]: index, {{%arg[0-9]+}}: index, {{%arg[0-9]+}}: index, {{%arg[0-9]+}}: index, [[F:%arg[0-9]+]]: index,
// CHECK: [[S:%[0-9]+]] = "arith.addi"([[A]], [[F]])
// CHECK-NEXT: "memref.store"([[S]], %arg0, [[ZERO]])
// -----
// sizes that a kernel knows
"builtin.module"() ({
  "gpu.module"() <{sym_name = "k"}> ({
    "gpu.func"() <{function_type = (memref<64xindex>) -> (), known_block_size = array<i32: 32, 1, 4>, known_grid_size = array<i32: 1, 7, 1>}> ({
    ^bb0(%arg0: memref<64xindex>):
      %0 = "gpu.block_dim"() <{dimension = #gpu<dim x>}> : () -> index
      %1 = "gpu.thread_id"() <{dimension = #gpu<dim y>}> : () -> index
      %2 = "gpu.grid_dim"() <{dimension = #gpu<dim y>}> : () -> index
      %3 = "gpu.block_id"() <{dimension = #gpu<dim x>}> : () -> index
      %4 = "gpu.thread_id"() <{dimension = #gpu<dim x>}> : () -> index
      %5 = "arith.addi"(%0, %2) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
      %6 = "arith.addi"(%1, %3) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
      %7 = "arith.addi"(%4, %6) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
      "memref.store"(%5, %arg0, %7) : (index, memref<64xindex>, index) -> ()
      "gpu.return"() : () -> ()
    }) {gpu.kernel, sym_name = "f", workgroup_attributions = 0 : i64} : () -> ()
    "gpu.module_end"() : () -> ()
  }) : () -> ()
}) {gpu.container_module} : () -> ()
// CHECK: [[X:%[0-9]+]] = "gpu.thread_id"() <{dimension = #gpu<dim x>}>
// CHECK-NEXT: [[SUM:%[0-9]+]] = "arith.constant"() <{value = 39 : index}>
// CHECK-NEXT: "memref.store"([[SUM]], %arg0, [[X]])
// -----
// barriers one after the other
"builtin.module"() ({
  "gpu.module"() <{sym_name = "k"}> ({
    "gpu.func"() <{function_type = (memref<64xindex>) -> ()}> ({
    ^bb0(%arg0: memref<64xindex>):
      %0 = "gpu.thread_id"() <{dimension = #gpu<dim x>}> : () -> index
      "memref.store"(%0, %arg0, %0) : (index, memref<64xindex>, index) -> ()
      "gpu.barrier"() : () -> ()
      "gpu.barrier"() : () -> ()
      "gpu.barrier"() : () -> ()
      "memref.store"(%0, %arg0, %0) : (index, memref<64xindex>, index) -> ()
      "gpu.return"() : () -> ()
    }) {gpu.kernel, sym_name = "f", workgroup_attributions = 0 : i64} : () -> ()
    "gpu.module_end"() : () -> ()
  }) : () -> ()
}) {gpu.container_module} : () -> ()
// CHECK: memref.store
// CHECK-NEXT: gpu.barrier
// CHECK-NEXT: memref.store
// -----
// a copy to itself
"func.func"() <{function_type = (memref<64xf32>, memref<64xf32>) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<64xf32>, %arg1: memref<64xf32>):
  "gpu.memcpy"(%arg0, %arg0) : (memref<64xf32>, memref<64xf32>) -> ()
  "gpu.memcpy"(%arg0, %arg1) : (memref<64xf32>, memref<64xf32>) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK-NOT: "gpu.memcpy"(%arg0, %arg0)
// CHECK: "gpu.memcpy"(%arg0, %arg1)
// -----
// a copy to memory that nobody reads
"func.func"() <{function_type = (memref<64xf32>) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<64xf32>):
  %0 = "gpu.wait"() : () -> !gpu.async.token
  %1:2 = "gpu.alloc"(%0) <{operandSegmentSizes = array<i32: 1, 0, 0>}> : (!gpu.async.token) -> (memref<64xf32>, !gpu.async.token)
  %2 = "gpu.memcpy"(%1#1, %1#0, %arg0) : (!gpu.async.token, memref<64xf32>, memref<64xf32>) -> !gpu.async.token
  %3 = "gpu.dealloc"(%2, %1#0) : (!gpu.async.token, memref<64xf32>) -> !gpu.async.token
  "gpu.wait"(%3) : (!gpu.async.token) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK-NOT: gpu.memcpy
// CHECK: [[M:%[0-9]+]]:2 = "gpu.alloc"
// CHECK: [[D:%[0-9]+]] = "gpu.dealloc"([[M]]#1, [[M]]#0)
// CHECK: "gpu.wait"([[D]])
// -----
// memory that is only given back
"func.func"() <{function_type = (index) -> (), sym_name = "f"}> ({
^bb0(%arg0: index):
  %0 = "gpu.alloc"(%arg0) <{operandSegmentSizes = array<i32: 0, 1, 0>}> : (index) -> memref<?xf32>
  "gpu.dealloc"(%0) : (memref<?xf32>) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK-NOT: gpu.
// -----
// waiting for nothing
"func.func"() <{function_type = (memref<64xf32>, f32) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<64xf32>, %arg1: f32):
  "gpu.wait"() : () -> ()
  %0 = "gpu.wait"() : () -> !gpu.async.token
  %1 = "gpu.wait"() : () -> !gpu.async.token
  %2 = "gpu.wait"(%0, %1) : (!gpu.async.token, !gpu.async.token) -> !gpu.async.token
  %3 = "gpu.memset"(%2, %arg0, %arg1) : (!gpu.async.token, memref<64xf32>, f32) -> !gpu.async.token
  %4 = "gpu.wait"(%3) : (!gpu.async.token) -> !gpu.async.token
  %5 = "gpu.wait"(%4) : (!gpu.async.token) -> !gpu.async.token
  "gpu.wait"(%5) : (!gpu.async.token) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK: [[T:%[0-9]+]] = "gpu.wait"() : () -> !gpu.async.token
// CHECK-NEXT: [[S:%[0-9]+]] = "gpu.memset"([[T]], %arg0, %arg1)
// CHECK-NEXT: "gpu.wait"([[S]])
// CHECK-NEXT: func.return
// -----
// casts that hide sizes
"func.func"() <{function_type = (memref<64xf32>, f32) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<64xf32>, %arg1: f32):
  %0 = "memref.cast"(%arg0) : (memref<64xf32>) -> memref<?xf32>
  "gpu.memset"(%0, %arg1) : (memref<?xf32>, f32) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK: "gpu.memset"(%arg0, %arg1)
// -----
// the size of memory of the device
"func.func"() <{function_type = (index) -> index, sym_name = "f"}> ({
^bb0(%arg0: index):
  %0 = "arith.constant"() <{value = 0 : index}> : () -> index
  %1 = "gpu.alloc"(%arg0) <{operandSegmentSizes = array<i32: 0, 1, 0>}> : (index) -> memref<?xf32>
  %2 = "memref.dim"(%1, %0) : (memref<?xf32>, index) -> index
  "gpu.dealloc"(%1) : (memref<?xf32>) -> ()
  "func.return"(%2) : (index) -> ()
}) : () -> ()
// CHECK: "func.return"(%arg0)
