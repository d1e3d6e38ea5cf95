module attributes {gpu.container_module} {
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
