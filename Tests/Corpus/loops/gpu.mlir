"builtin.module"() ({
  "gpu.module"() <{sym_name = "k"}> ({
    "gpu.func"() <{function_type = (memref<64xf32>, index) -> (), known_block_size = array<i32: 32, 1, 1>}> ({
    ^bb0(%arg37: memref<64xf32>, %arg38: index, %arg39: memref<32xf32, #gpu.address_space<workgroup>>, %arg40: memref<4xf32, #gpu.address_space<private>>):
      %9 = "gpu.thread_id"() <{dimension = #gpu<dim x>}> : () -> index
      %10 = "gpu.block_id"() <{dimension = #gpu<dim x>}> : () -> index
      %11 = "gpu.block_dim"() <{dimension = #gpu<dim y>}> : () -> index
      %12 = "gpu.grid_dim"() <{dimension = #gpu<dim z>}> : () -> index
      %13 = "gpu.global_id"() <{dimension = #gpu<dim x>}> : () -> index
      %14 = "gpu.lane_id"() : () -> index
      %15 = "gpu.subgroup_id"() : () -> index
      %16 = "gpu.num_subgroups"() : () -> index
      %17 = "gpu.subgroup_size"() : () -> index
      %18 = "gpu.cluster_id"() <{dimension = #gpu<dim x>}> : () -> index
      %19 = "gpu.cluster_dim"() <{dimension = #gpu<dim x>}> : () -> index
      %20 = "gpu.cluster_dim_blocks"() <{dimension = #gpu<dim x>}> : () -> index
      %21 = "gpu.cluster_block_id"() <{dimension = #gpu<dim x>}> : () -> index
      %22 = "memref.load"(%arg37, %9) : (memref<64xf32>, index) -> f32
      "gpu.barrier"() : () -> ()
      %23 = "arith.constant"() <{value = 1 : i32}> : () -> i32
      %24 = "arith.constant"() <{value = 32 : i32}> : () -> i32
      %25:2 = "gpu.shuffle"(%22, %23, %24) <{mode = #gpu<shuffle_mode xor>}> : (f32, i32, i32) -> (f32, i1)
      %26 = "gpu.all_reduce"(%22) <{op = #gpu<all_reduce_op add>, uniform}> ({
      }) : (f32) -> f32
      %27 = "gpu.all_reduce"(%22) ({
      ^bb0(%arg41: f32, %arg42: f32):
        %30 = "arith.addf"(%arg41, %arg42) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
        "gpu.yield"(%30) : (f32) -> ()
      }) : (f32) -> f32
      %28 = "gpu.subgroup_reduce"(%22) <{op = #gpu<all_reduce_op add>, uniform}> : (f32) -> f32
      %29 = "gpu.dynamic_shared_memory"() : () -> memref<?xi8, #gpu.address_space<workgroup>>
      "gpu.printf"(%22) <{format = "hi %f"}> : (f32) -> ()
      "gpu.return"() : () -> ()
    }) {gpu.kernel, sym_name = "kern", workgroup_attributions = 1 : i64} : () -> ()
    "gpu.func"() <{function_type = (f32) -> f32}> ({
    ^bb0(%arg36: f32):
      "gpu.return"(%arg36) : (f32) -> ()
    }) {sym_name = "dev", workgroup_attributions = 0 : i64} : () -> ()
    "gpu.module_end"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (memref<*xf32>, i32, memref<64xf32>, index, f32) -> (), sym_name = "host"}> ({
  ^bb0(%arg0: memref<*xf32>, %arg1: i32, %arg2: memref<64xf32>, %arg3: index, %arg4: f32):
    %0 = "arith.constant"() <{value = 1 : index}> : () -> index
    %1 = "gpu.wait"() : () -> !gpu.async.token
    %2:2 = "gpu.alloc"(%1) <{operandSegmentSizes = array<i32: 1, 0, 0>}> : (!gpu.async.token) -> (memref<64xf32>, !gpu.async.token)
    %3 = "gpu.alloc"(%arg3) <{hostShared, operandSegmentSizes = array<i32: 0, 1, 0>}> : (index) -> memref<?xf32>
    %4 = "gpu.memcpy"(%2#1, %2#0, %arg2) : (!gpu.async.token, memref<64xf32>, memref<64xf32>) -> !gpu.async.token
    %5 = "gpu.memset"(%4, %2#0, %arg4) : (!gpu.async.token, memref<64xf32>, f32) -> !gpu.async.token
    %6 = "gpu.launch_func"(%5, %arg3, %0, %0, %0, %0, %0, %2#0, %arg3) <{kernel = @k::@kern, operandSegmentSizes = array<i32: 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 2, 0>}> : (!gpu.async.token, index, index, index, index, index, index, memref<64xf32>, index) -> !gpu.async.token
    "gpu.launch_func"(%arg3, %0, %0, %0, %0, %0, %0, %0, %0, %2#0, %arg3) <{kernel = @k::@kern, operandSegmentSizes = array<i32: 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 2, 0>}> : (index, index, index, index, index, index, index, index, index, memref<64xf32>, index) -> ()
    %7 = "gpu.dealloc"(%6, %2#0) : (!gpu.async.token, memref<64xf32>) -> !gpu.async.token
    "gpu.wait"(%7) : (!gpu.async.token) -> ()
    "gpu.host_register"(%arg0) : (memref<*xf32>) -> ()
    "gpu.host_unregister"(%arg0) : (memref<*xf32>) -> ()
    "gpu.set_default_device"(%arg1) : (i32) -> ()
    "gpu.memcpy"(%arg2, %arg2) : (memref<64xf32>, memref<64xf32>) -> ()
    "gpu.launch"(%arg3, %arg3, %arg3, %0, %0, %0) <{operandSegmentSizes = array<i32: 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0>}> ({
    ^bb0(%arg23: index, %arg24: index, %arg25: index, %arg26: index, %arg27: index, %arg28: index, %arg29: index, %arg30: index, %arg31: index, %arg32: index, %arg33: index, %arg34: index, %arg35: memref<32xf32, #gpu.address_space<workgroup>>):
      "memref.store"(%arg4, %arg2, %arg26) : (f32, memref<64xf32>, index) -> ()
      "gpu.terminator"() : () -> ()
    }) {workgroup_attributions = 1 : i64} : (index, index, index, index, index, index) -> ()
    %8 = "gpu.launch"(%7, %arg3, %arg3, %arg3, %0, %0, %0, %0, %0, %0, %arg1) <{operandSegmentSizes = array<i32: 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1>}> ({
    ^bb0(%arg5: index, %arg6: index, %arg7: index, %arg8: index, %arg9: index, %arg10: index, %arg11: index, %arg12: index, %arg13: index, %arg14: index, %arg15: index, %arg16: index, %arg17: index, %arg18: index, %arg19: index, %arg20: index, %arg21: index, %arg22: index):
      "gpu.terminator"() : () -> ()
    }) {workgroup_attributions = 0 : i64} : (!gpu.async.token, index, index, index, index, index, index, index, index, index, i32) -> !gpu.async.token
    "func.return"() : () -> ()
  }) : () -> ()
}) {gpu.container_module} : () -> ()
