// RUN: inline
// What is a symbol in the callee may be none where it is called.
// a number that every iteration loads
func.func private @at(%n: index, %m: memref<?xf32>) -> f32 {
  %x = affine.load %m[symbol(%n)] : memref<?xf32>
  return %x : f32
}
func.func @f(%a: index, %m: memref<?xf32>, %s: memref<?xindex>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %a step %c1 {
    %j = memref.load %s[%i] : memref<?xindex>
    %x = func.call @at(%j, %m) : (index, memref<?xf32>) -> f32
    memref.store %x, %m[%i] : memref<?xf32>
  }
  return
}
// CHECK: sym_name = "at"
// CHECK: "memref.load"
// CHECK-NEXT: "func.call"
// -----
// what does not change in the loop, and the counter of an affine one as a dimension
func.func private @at(%n: index, %i: index, %m: memref<?xf32>) -> f32 {
  %j = affine.apply affine_map<(d0) -> (d0 * 2)>(%i)
  %x = affine.load %m[%j + symbol(%n)] : memref<?xf32>
  return %x : f32
}
func.func @f(%a: index, %m: memref<?xf32>) {
  affine.for %i = 0 to %a {
    %x = func.call @at(%a, %i, %m) : (index, index, memref<?xf32>) -> f32
    affine.store %x, %m[%i] : memref<?xf32>
  }
  return
}
// CHECK-NOT: "func.call"
// CHECK: sym_name = "f"
// CHECK: "affine.for"
// CHECK: "affine.apply"
// CHECK-NEXT: "affine.load"
// CHECK-NEXT: "affine.store"
// -----
// a counter is no symbol
func.func private @at(%n: index, %m: memref<?xf32>) -> f32 {
  %x = affine.load %m[symbol(%n)] : memref<?xf32>
  return %x : f32
}
func.func @f(%a: index, %m: memref<?xf32>) {
  affine.for %i = 0 to %a {
    %x = func.call @at(%i, %m) : (index, memref<?xf32>) -> f32
    affine.store %x, %m[%i] : memref<?xf32>
  }
  return
}
// CHECK: "func.call"
// -----
// a size of memory that is passed: a symbol wherever the memory does not change
func.func private @sum(%m: memref<?xf32>, %z: f32) -> f32 {
  %c0 = arith.constant 0 : index
  %n = memref.dim %m, %c0 : memref<?xf32>
  %r = affine.for %i = 0 to %n iter_args(%a = %z) -> f32 {
    %x = affine.load %m[%i] : memref<?xf32>
    %y = arith.addf %a, %x : f32
    affine.yield %y : f32
  }
  return %r : f32
}
func.func @f(%m: memref<?xf32>, %z: f32, %a: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %a step %c1 {
    %x = func.call @sum(%m, %z) : (memref<?xf32>, f32) -> f32
    memref.store %x, %m[%i] : memref<?xf32>
    %local = memref.alloc(%i) : memref<?xf32>
    %y = func.call @sum(%local, %z) : (memref<?xf32>, f32) -> f32
    memref.store %y, %m[%i] : memref<?xf32>
    memref.dealloc %local : memref<?xf32>
  }
  return
}
// CHECK: sym_name = "f"
// CHECK: "scf.for"
// CHECK: "memref.dim"
// CHECK: "affine.for"
// CHECK: "memref.alloc"
// CHECK-NEXT: "func.call"
// -----
// any number may be computed with
func.func private @four(%n: index) -> index {
  %x = affine.apply affine_map<()[s0] -> (s0 * 4)>()[%n]
  return %x : index
}
func.func @f(%m: memref<?xf32>) {
  affine.for %i = 0 to 10 {
    %x = func.call @four(%i) : (index) -> index
    %y = memref.load %m[%x] : memref<?xf32>
    affine.store %y, %m[%i] : memref<?xf32>
  }
  return
}
// CHECK-NOT: "func.call"
// CHECK: "affine.apply"
