module attributes {gpu.container_module} {
  func.func @on_a_stream(%n: i64, %m: memref<?xf32>, %size: index, %s: !llvm.ptr) {
    gpu.launch_func <%s : !llvm.ptr> @kernels::@add blocks in (%n, %n, %n) threads in (%n, %n, %n) : i64 args(%m : memref<?xf32>, %m : memref<?xf32>, %size : index)
    return
  }
  gpu.module @kernels {
    gpu.func @add(%a: memref<?xf32>, %b: memref<?xf32>, %n: index) kernel {
      %b0 = gpu.block_id x
      %bd = gpu.block_dim x
      %t = gpu.thread_id x
      %0 = arith.muli %b0, %bd : index
      %i = arith.addi %0, %t : index
      %inside = arith.cmpi ult, %i, %n : index
      scf.if %inside {
        %x = memref.load %a[%i] : memref<?xf32>
        memref.store %x, %b[%i] : memref<?xf32>
      }
      gpu.return
    }
  }
  func.func @main(%a: memref<?xf32>, %n: index) {
    %c1 = arith.constant 1 : index
    %c256 = arith.constant 256 : index
    %blocks = arith.ceildivui %n, %c256 : index
    gpu.launch_func @kernels::@add blocks in (%blocks, %c1, %c1) threads in (%c256, %c1, %c1) args(%a : memref<?xf32>, %a : memref<?xf32>, %n : index)
    return
  }
}
// -----
func.func @launch(%m: memref<?xf32>, %n: index, %v: f32) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %v, %m[%bx] : memref<?xf32>
    gpu.terminator
  }
  return
}
// -----
gpu.module @m {
  gpu.func @sum(%a: memref<256xf32>, %out: memref<f32>)
      workgroup(%shared : memref<32xf32, #gpu.address_space<workgroup>>)
      private(%mine : memref<1xf32, #gpu.address_space<private>>)
      kernel attributes {known_block_size = array<i32: 256, 1, 1>} {
    %t = gpu.thread_id x
    %x = memref.load %a[%t] : memref<256xf32>
    %offset = arith.constant 1 : i32
    %width = arith.constant 32 : i32
    %other, %valid = gpu.shuffle xor %x, %offset, %width : f32
    %part = gpu.subgroup_reduce add %x : (f32) -> f32
    gpu.barrier
    %all = gpu.all_reduce add %x uniform {
    } : (f32) -> f32
    %largest = gpu.all_reduce %x {
    ^bb0(%a0: f32, %b0: f32):
      %m = arith.maximumf %a0, %b0 : f32
      gpu.yield %m : f32
    } : (f32) -> f32
    %lane = gpu.lane_id
    %id = gpu.subgroup_id : index
    gpu.printf "sum %f" %all : f32
    memref.store %all, %out[] : memref<f32>
    gpu.return
  }
}
// -----
func.func @streams(%host: memref<64xf32>, %n: index, %v: f32) {
  %t0 = gpu.wait async
  %a, %t1 = gpu.alloc async [%t0] () : memref<64xf32>
  %b = gpu.alloc (%n) : memref<?xf32>
  %t2 = gpu.memcpy async [%t1] %a, %host : memref<64xf32>, memref<64xf32>
  %t3 = gpu.memset async [%t2] %a, %v : memref<64xf32>, f32
  %t4 = gpu.dealloc async [%t3] %a : memref<64xf32>
  gpu.wait [%t4]
  gpu.dealloc %b : memref<?xf32>
  %u = memref.cast %host : memref<64xf32> to memref<*xf32>
  gpu.host_register %u : memref<*xf32>
  gpu.host_unregister %u : memref<*xf32>
  return
}
// -----
// Memory may be in a space by a target's number, or in none that is said.
gpu.module @spaces {
  gpu.func @numbers(%x: f32) workgroup(%w: memref<4xf32, 3>) private(%p: memref<1xf32, 5>) kernel {
    gpu.return
  }
  gpu.func @none() workgroup(%w: memref<4xf32>) private(%p: memref<1xf32>) kernel {
    gpu.return
  }
}
// -----
// What a thread counts, and how far that goes.
func.func @bounds() {
  %0 = gpu.thread_id x upper_bound 64
  %1 = gpu.block_id y upper_bound 64
  %2 = gpu.block_dim z upper_bound 64 {own.note}
  %3 = gpu.grid_dim x upper_bound 9223372036854775807
  %4 = gpu.global_id x upper_bound 65536
  %5 = gpu.lane_id upper_bound 64
  %6 = gpu.subgroup_id upper_bound 64 : index
  %7 = gpu.num_subgroups upper_bound 64 : index
  %8 = gpu.subgroup_size upper_bound 64 : index
  %9 = gpu.cluster_id x upper_bound 4
  %10 = gpu.cluster_dim x upper_bound 4
  %11 = gpu.cluster_dim_blocks x upper_bound 4
  %12 = gpu.cluster_block_id x upper_bound 4
  return
}
// -----
// Requests that wait for one another beside the host.
func.func @streams(%x: f32, %n: index) {
  %t0 = gpu.wait async
  %m, %t1 = gpu.alloc async [%t0] (%n) : memref<?xf32>
  %h, %t2 = gpu.alloc async [%t0] host_shared (%n) : memref<?xf32>
  %t3 = gpu.memset async [%t1] %m, %x : memref<?xf32>, f32
  %t4 = gpu.memcpy async [%t2, %t3] %h, %m : memref<?xf32>, memref<?xf32>
  %t5 = gpu.dealloc async [%t4] %m : memref<?xf32>
  gpu.memset [%t5] %h, %x : memref<?xf32>, f32
  gpu.wait [%t5]
  gpu.memset %h, %x : memref<?xf32>, f32
  gpu.wait
  return
}
// -----
// What a module is compiled for.
#chip = #nvvm.target<chip = "sm_90", flags = {fast}>
gpu.module @for_nvidia [#nvvm.target, #chip] {
}
gpu.module @for_amd <#gpu.select_object<0>> [#rocdl.target<O = 3>] attributes {own.note} {
}
gpu.module @for_spirv [#spirv.target_env<#spirv.vce<v1.0, [Shader], []>, #spirv.resource_limits<>>] {
}
