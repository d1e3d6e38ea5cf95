// RUN: gpu-kernel-outlining
// functions and globals that kernels use, and what these use, are copied beside each
memref.global "private" constant @lut : memref<4xf32> = dense<[1.0, 2.0, 3.0, 4.0]>
memref.global "private" @unused : memref<4xf32> = dense<0.0>
func.func private @ext(f32) -> f32
func.func private @twice(%x: f32) -> f32 {
  %y = func.call @ext(%x) : (f32) -> f32
  %g = memref.get_global @lut : memref<4xf32>
  %c0 = arith.constant 0 : index
  %z = memref.load %g[%c0] : memref<4xf32>
  %r = arith.addf %y, %z : f32
  return %r : f32
}
func.func @main(%m: memref<64xf32>, %n: index) {
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %n, %gy = %n, %gz = %n) threads(%tx, %ty, %tz) in (%sx = %n, %sy = %n, %sz = %n) {
    %v = memref.load %m[%tx] : memref<64xf32>
    %w = func.call @twice(%v) : (f32) -> f32
    %u = func.call @twice(%w) : (f32) -> f32
    memref.store %u, %m[%tx] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %n, %gy = %n, %gz = %n) threads(%tx, %ty, %tz) in (%sx = %n, %sy = %n, %sz = %n) {
    %g = memref.get_global @lut : memref<4xf32>
    %v = memref.load %g[%tx] : memref<4xf32>
    memref.store %v, %m[%tx] : memref<64xf32>
    gpu.terminator
  }
  return
}
// CHECK: sym_name = "main"
// CHECK: kernel = @main_kernel::@main_kernel
// CHECK: kernel = @main_kernel_0::@main_kernel
// CHECK: sym_name = "main_kernel"}> ({
// CHECK: "func.call"({{%[a-z0-9]+}}) <{callee = @twice}>
// CHECK: sym_name = "main_kernel"
// CHECK: "func.func"() <{{{.*}}sym_name = "twice"
// CHECK: "func.func"() <{{{.*}}sym_name = "ext"
// CHECK: "memref.global"() <{{{.*}}sym_name = "lut"
// CHECK: sym_name = "main_kernel_0"}> ({
// CHECK-NOT: "func.func"
// CHECK: "memref.global"() <{{{.*}}sym_name = "lut"
// CHECK-NOT: sym_name = "unused"
// -----
// a kernel that uses a function of its usual name has another
// NOT MLIR: it gives the kernel that name all the same
func.func private @main_kernel(f32) -> f32
func.func @main(%m: memref<64xf32>, %n: index) {
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %n, %gy = %n, %gz = %n) threads(%tx, %ty, %tz) in (%sx = %n, %sy = %n, %sz = %n) {
    %v = memref.load %m[%tx] : memref<64xf32>
    %w = func.call @main_kernel(%v) : (f32) -> f32
    memref.store %w, %m[%tx] : memref<64xf32>
    gpu.terminator
  }
  return
}
// CHECK: kernel = @main_kernel_0::@main_kernel_0
// CHECK: sym_name = "main_kernel_0"}> ({
// CHECK: callee = @main_kernel}>
// CHECK: sym_name = "main_kernel_0"
// CHECK: sym_name = "main_kernel", sym_visibility = "private"
