// RUN: gpu-kernel-outlining
// values, constants, and memory of the block and of the thread
"func.func"() <{function_type = (memref<64xf32>, index, f32) -> (), sym_name = "host"}> ({
^bb0(%arg0: memref<64xf32>, %arg1: index, %arg2: f32):
  %0 = "arith.constant"() <{value = 1 : index}> : () -> index
  %1 = "arith.constant"() <{value = 32 : index}> : () -> index
  %2 = "arith.constant"() <{value = 5.000000e+00 : f32}> : () -> f32
  "gpu.launch"(%arg1, %0, %0, %1, %0, %0) <{operandSegmentSizes = array<i32: 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0>}> ({
  ^bb0(%arg3: index, %arg4: index, %arg5: index, %arg6: index, %arg7: index, %arg8: index, %arg9: index, %arg10: index, %arg11: index, %arg12: index, %arg13: index, %arg14: index, %arg15: memref<32xf32, #gpu.address_space<workgroup>>, %arg16: memref<1xf32, #gpu.address_space<private>>):
    %3 = "arith.addi"(%arg3, %arg6) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
    %4 = "arith.addi"(%3, %arg12) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
    %5 = "arith.addf"(%arg2, %2) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    "memref.store"(%5, %arg0, %4) : (f32, memref<64xf32>, index) -> ()
    "memref.store"(%5, %arg15, %arg6) : (f32, memref<32xf32, #gpu.address_space<workgroup>>, index) -> ()
    "memref.store"(%5, %arg16, %arg7) : (f32, memref<1xf32, #gpu.address_space<private>>, index) -> ()
    "gpu.terminator"() : () -> ()
  }) {workgroup_attributions = 1 : i64} : (index, index, index, index, index, index) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK: sym_name = "host"
// CHECK: "gpu.launch_func"(%arg1, [[ONE:%[0-9]+]], [[ONE]], [[B:%[0-9]+]], [[ONE]], [[ONE]], %arg2, [[FIVE:%[0-9]+]], %arg0) <{kernel = @host_kernel::@host_kernel, operandSegmentSizes = array<i32: 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 3, 0>}>
// CHECK: "gpu.module"() <{sym_name = "host_kernel"}>
// CHECK: "gpu.func"() <{function_type = (f32, f32, memref<64xf32>) -> (), known_block_size = array<i32: 32, 1, 1>}>
// CHECK: ^bb0([[Z:%arg[0-9]+]]: f32, [[C:%arg[0-9]+]]: f32, [[M:%arg[0-9]+]]: memref<64xf32>, [[W:%arg[0-9]+]]: memref<32xf32, #gpu.address_space<workgroup>>, [[P:%arg[0-9]+]]: memref<1xf32, #gpu.address_space<private>>):
// CHECK: [[A:%[0-9]+]] = "gpu.block_id"() <{dimension = #gpu<dim x>}>
// CHECK: [[E:%[0-9]+]] = "gpu.thread_id"() <{dimension = #gpu<dim x>}>
// CHECK: "arith.addi"([[A]], [[E]])
// CHECK: [[Y:%[0-9]+]] = "arith.addf"([[Z]], [[C]])
// CHECK: "memref.store"([[Y]], [[M]]
// CHECK: "memref.store"([[Y]], [[W]], [[E]])
// CHECK: gpu.return
// CHECK: {gpu.kernel, sym_name = "host_kernel", workgroup_attributions = 1 : i64}
// CHECK: gpu.module_end
// CHECK: {gpu.container_module}
// -----
// two launches of one function, one of them beside the host, with more than one block
"func.func"() <{function_type = (memref<64xf32>, index, f32, i1) -> (), sym_name = "host"}> ({
^bb0(%arg0: memref<64xf32>, %arg1: index, %arg2: f32, %arg3: i1):
  "gpu.launch"(%arg1, %arg1, %arg1, %arg1, %arg1, %arg1) <{operandSegmentSizes = array<i32: 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0>}> ({
  ^bb0(%arg16: index, %arg17: index, %arg18: index, %arg19: index, %arg20: index, %arg21: index, %arg22: index, %arg23: index, %arg24: index, %arg25: index, %arg26: index, %arg27: index):
    "memref.store"(%arg2, %arg0, %arg19) : (f32, memref<64xf32>, index) -> ()
    "gpu.terminator"() : () -> ()
  }) {workgroup_attributions = 0 : i64} : (index, index, index, index, index, index) -> ()
  %0 = "gpu.wait"() : () -> !gpu.async.token
  %1 = "gpu.launch"(%0, %arg1, %arg1, %arg1, %arg1, %arg1, %arg1) <{operandSegmentSizes = array<i32: 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0>}> ({
  ^bb0(%arg4: index, %arg5: index, %arg6: index, %arg7: index, %arg8: index, %arg9: index, %arg10: index, %arg11: index, %arg12: index, %arg13: index, %arg14: index, %arg15: index):
    "cf.cond_br"(%arg3, %arg7)[^bb1, ^bb2] <{operandSegmentSizes = array<i32: 1, 1, 0>}> : (i1, index) -> ()
  ^bb1(%2: index):  // pred: ^bb0
    "memref.store"(%arg2, %arg0, %2) : (f32, memref<64xf32>, index) -> ()
    "cf.br"()[^bb2] : () -> ()
  ^bb2:  // 2 preds: ^bb0, ^bb1
    "gpu.terminator"() : () -> ()
  }) {workgroup_attributions = 0 : i64} : (!gpu.async.token, index, index, index, index, index, index) -> !gpu.async.token
  "gpu.wait"(%1) : (!gpu.async.token) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK: kernel = @host_kernel::@host_kernel
// CHECK: [[T:%[0-9]+]] = "gpu.wait"()
// CHECK: [[U:%[0-9]+]] = "gpu.launch_func"([[T]], {{.*}}kernel = @host_kernel_0::@host_kernel
// CHECK: "gpu.wait"([[U]])
// CHECK: sym_name = "host_kernel"
// CHECK: sym_name = "host_kernel_0"
// CHECK: "cf.cond_br"
// CHECK: ^bb1([[I:%[a-z0-9]+]]: index):
// CHECK: "memref.store"({{%[a-z0-9]+}}, {{%[a-z0-9]+}}, [[I]])
// CHECK: "cf.br"
// CHECK: gpu.return
