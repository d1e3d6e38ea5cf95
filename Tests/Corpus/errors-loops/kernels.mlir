// RUN: gpu-kernel-outlining
// What is a symbol outside is none in a kernel, which is given it.
func.func @f(%n: index, %m: memref<?xf32>) {
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %n, %gy = %n, %gz = %n) threads(%tx, %ty, %tz) in (%sx = %n, %sy = %n, %sz = %n) {
    // expected-error @+1 {{'affine.for' cannot go into a kernel: what a kernel is given is no symbol there; run 'lower-affine' first}}
    affine.for %i = 0 to %n {
      %x = affine.load %m[%i] : memref<?xf32>
      affine.store %x, %m[%i] : memref<?xf32>
    }
    gpu.terminator
  }
  return
}
