// RUN: integer-range-optimizations
// OPTIONS: forms
// Sizes of memory, and points of sets.
// memory is as large as it was made, and so is a view
func.func @f(%k: index) -> (i1, i1, i1) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c9 = arith.constant 9 : index
  %n0 = arith.maxsi %k, %c4 : index
  %n = arith.minsi %n0, %c9 : index
  %m = memref.alloc(%n) : memref<8x?xf32>
  %d = memref.dim %m, %c1 : memref<8x?xf32>
  %p = arith.cmpi sle, %d, %c9 : index
  %v = memref.subview %m[0, 1] [8, %c4] [1, 1] : memref<8x?xf32> to memref<8x?xf32, strided<[?, 1], offset: 1>>
  %e = memref.dim %v, %c1 : memref<8x?xf32, strided<[?, 1], offset: 1>>
  %q = arith.cmpi eq, %e, %c4 : index
  %w = memref.cast %m : memref<8x?xf32> to memref<?x?xf32>
  %g = memref.dim %w, %c0 : memref<?x?xf32>
  %r = arith.cmpi sgt, %g, %c4 : index
  func.return %p, %q, %r : i1, i1, i1
}
// CHECK: [[P:%[a-z0-9_]+]] = arith.constant true
// CHECK: [[Q:%[a-z0-9_]+]] = arith.constant true
// CHECK: [[R:%[a-z0-9_]+]] = arith.constant true
// CHECK: return [[P]], [[Q]], [[R]]
// -----
// where a point is in a set its coordinates are bounded, and elsewhere
func.func @f(%m: memref<?xi1>, %x: memref<100xf32>) {
  %c5 = arith.constant 5 : index
  %c6 = arith.constant 6 : index
  affine.for %i = 0 to 100 {
    affine.if affine_set<(d0) : (d0 - 6 >= 0, -d0 + 50 >= 0, d0 mod 2 == 0)>(%i) {
      %p = arith.cmpi sgt, %i, %c5 : index
      memref.store %p, %m[%i] : memref<?xi1>
    }
    affine.if affine_set<(d0) : (d0 - 6 >= 0)>(%i) {
    } else {
      %p = arith.cmpi slt, %i, %c6 : index
      memref.store %p, %m[%i] : memref<?xi1>
    }
    %c7 = arith.constant 7 : index
    %q = arith.cmpi eq, %i, %c7 : index
    memref.store %q, %m[%i] : memref<?xi1>
    affine.if affine_set<(d0) : (d0 * 3 - 21 == 0)>(%i) {
      %p = arith.cmpi eq, %i, %c7 : index
      memref.store %p, %m[%c5] : memref<?xi1>
    }
  }
  func.return
}
// CHECK: affine.if
// CHECK: [[P:%[a-z0-9_]+]] = arith.constant true
// CHECK-NEXT: memref.store [[P]]
// CHECK: } else {
// CHECK: [[Q:%[a-z0-9_]+]] = arith.constant true
// CHECK-NEXT: memref.store [[Q]]
// CHECK: arith.cmpi eq
// CHECK: affine.if
// CHECK: [[R:%[a-z0-9_]+]] = arith.constant true
// CHECK-NEXT: memref.store [[R]]
// -----
// what the parts of a set say together, with symbols, and what one of two does not say elsewhere
func.func @f(%m: memref<?xi1>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c9 = arith.constant 9 : index
  %n = memref.dim %m, %c0 : memref<?xi1>
  affine.for %i = 0 to 10 {
    affine.if affine_set<(d0)[s0] : (-d0 + s0 - 1 >= 0)>(%i)[%n] {
      %p = arith.cmpi sge, %n, %c1 : index
      memref.store %p, %m[%i] : memref<?xi1>
    }
    affine.if affine_set<(d0)[s0] : (d0 - 1 >= 0, s0 - 1 >= 0)>(%i)[%n] {
    } else {
      %p = arith.cmpi sge, %c0, %i : index
      memref.store %p, %m[%i] : memref<?xi1>
    }
  }
  func.return
}
// CHECK: affine.if
// CHECK: [[P:%[a-z0-9_]+]] = arith.constant true
// CHECK-NEXT: memref.store [[P]]
// CHECK: } else {
// CHECK-NEXT: arith.cmpi
// -----
// what an affine.if gives is what its branches give where they run
func.func @f() -> i1 {
  %c0 = arith.constant 0 : i32
  %true = arith.constant true
  %false = arith.constant false
  affine.for %i = 0 to 10 {
    %x = affine.if affine_set<(d0) : (d0 - 3 >= 0)>(%i) -> index {
      affine.yield %i : index
    } else {
      %c3 = arith.constant 3 : index
      affine.yield %c3 : index
    }
    %c3 = arith.constant 3 : index
    %p = arith.cmpi sge, %x, %c3 : index
    %m = memref.alloca() : memref<i1>
    memref.store %p, %m[] : memref<i1>
    memref.copy %m, %m : memref<i1> to memref<i1>
  }
  func.return %true : i1
}
// CHECK: arith.cmpi sge
// CHECK-NEXT: [[P:%[a-z0-9_]+]] = arith.constant true
// CHECK: memref.store [[P]]
// -----
// what could leave 64 bits says nothing
func.func @f(%x: index) -> i1 {
  %c8 = arith.constant 8 : index
  %false = arith.constant false
  %r = affine.if affine_set<(d0) : (d0 - 8 >= 0)>(%x) -> i1 {
    %p = arith.cmpi sge, %x, %c8 : index
    affine.yield %p : i1
  } else {
    affine.yield %false : i1
  }
  func.return %r : i1
}
// CHECK: affine.if
// CHECK-NEXT: arith.cmpi
