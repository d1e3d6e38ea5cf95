// A kernel and its launch, as mlir-opt 19 prints it.
"builtin.module"() ({
  "gpu.module"() <{sym_name = "kernels"}> ({
    "gpu.func"() <{function_type = (memref<?xf32>, f32) -> ()}> ({
    ^bb0(%arg15: memref<?xf32>, %arg16: f32, %arg17: memref<32xf32, #gpu.address_space<workgroup>>, %arg18: memref<4xf32, #gpu.address_space<private>>):
      %8 = "gpu.thread_id"() <{dimension = #gpu<dim x>}> : () -> index
      %9 = "gpu.block_id"() <{dimension = #gpu<dim x>}> : () -> index
      %10 = "gpu.block_dim"() <{dimension = #gpu<dim x>}> : () -> index
      %11 = "arith.muli"(%9, %10) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
      %12 = "arith.addi"(%11, %8) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
      %13 = "memref.load"(%arg15, %12) : (memref<?xf32>, index) -> f32
      %14 = "arith.mulf"(%13, %arg16) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "memref.store"(%14, %arg17, %8) : (f32, memref<32xf32, #gpu.address_space<workgroup>>, index) -> ()
      "gpu.barrier"() : () -> ()
      %15 = "arith.constant"() <{value = 32 : i32}> : () -> i32
      %16 = "arith.constant"() <{value = 1 : i32}> : () -> i32
      %17:2 = "gpu.shuffle"(%14, %16, %15) <{mode = #gpu<shuffle_mode xor>}> : (f32, i32, i32) -> (f32, i1)
      %18 = "gpu.all_reduce"(%17#0) <{op = #gpu<all_reduce_op add>, uniform}> ({
      }) : (f32) -> f32
      "memref.store"(%18, %arg15, %12) : (f32, memref<?xf32>, index) -> ()
      "gpu.return"() : () -> ()
    }) {gpu.kernel, gpu.known_block_size = array<i32: 32, 1, 1>, sym_name = "scale", workgroup_attributions = 1 : i64} : () -> ()
    "gpu.module_end"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (memref<?xf32>, f32, index) -> (), sym_name = "host"}> ({
  ^bb0(%arg0: memref<?xf32>, %arg1: f32, %arg2: index):
    %0 = "arith.constant"() <{value = 1 : index}> : () -> index
    %1 = "arith.constant"() <{value = 32 : index}> : () -> index
    %2 = "arith.constant"() <{value = 128 : i32}> : () -> i32
    %3 = "gpu.wait"() : () -> !gpu.async.token
    %4 = "gpu.launch_func"(%3, %arg2, %0, %0, %1, %0, %0, %2, %arg0, %arg1) <{kernel = @kernels::@scale, operandSegmentSizes = array<i32: 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 2, 0>}> : (!gpu.async.token, index, index, index, index, index, index, i32, memref<?xf32>, f32) -> !gpu.async.token
    %5:2 = "gpu.alloc"(%4, %arg2) <{operandSegmentSizes = array<i32: 1, 1, 0>}> : (!gpu.async.token, index) -> (memref<?xf32, 1>, !gpu.async.token)
    %6 = "gpu.memcpy"(%5#1, %arg0, %5#0) : (!gpu.async.token, memref<?xf32>, memref<?xf32, 1>) -> !gpu.async.token
    %7 = "gpu.dealloc"(%6, %5#0) : (!gpu.async.token, memref<?xf32, 1>) -> !gpu.async.token
    "gpu.wait"(%7) : (!gpu.async.token) -> ()
    "gpu.launch"(%arg2, %0, %0, %1, %0, %0) <{operandSegmentSizes = array<i32: 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0>}> ({
    ^bb0(%arg3: index, %arg4: index, %arg5: index, %arg6: index, %arg7: index, %arg8: index, %arg9: index, %arg10: index, %arg11: index, %arg12: index, %arg13: index, %arg14: index):
      "gpu.printf"(%arg6) <{format = "%d\0A"}> : (index) -> ()
      "gpu.terminator"() : () -> ()
    }) {workgroup_attributions = 0 : i64} : (index, index, index, index, index, index) -> ()
    "func.return"() : () -> ()
  }) : () -> ()
}) {gpu.container_module} : () -> ()

