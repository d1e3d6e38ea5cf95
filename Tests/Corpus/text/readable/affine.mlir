// Matrix product, as one writes it.
func.func @matmul(%a: memref<64x32xf32>, %b: memref<32x16xf32>, %c: memref<64x16xf32>) {
  affine.for %i = 0 to 64 {
    affine.for %j = 0 to 16 {
      affine.for %k = 0 to 32 {
        %x = affine.load %a[%i, %k] : memref<64x32xf32>
        %y = affine.load %b[%k, %j] : memref<32x16xf32>
        %z = affine.load %c[%i, %j] : memref<64x16xf32>
        %p = arith.mulf %x, %y : f32
        %s = arith.addf %z, %p : f32
        affine.store %s, %c[%i, %j] : memref<64x16xf32>
      }
    }
  }
  return
}
// -----
// A sum that is carried, over a size that is not known.
func.func @sum(%m: memref<?xf32>, %n: index) -> f32 {
  %zero = arith.constant 0.0 : f32
  %sum = affine.for %i = 0 to %n step 4 iter_args(%acc = %zero) -> (f32) {
    %x = affine.load %m[%i] : memref<?xf32>
    %next = arith.addf %acc, %x : f32
    affine.yield %next : f32
  }
  return %sum : f32
}
// -----
// Tiles with clamped bounds.
#lower = affine_map<(d0) -> (d0 * 32)>
#upper = affine_map<(d0)[s0] -> (d0 * 32 + 32, s0)>
func.func @tiles(%m: memref<?xf32>, %n: index, %v: f32) {
  affine.for %t = 0 to 4 {
    affine.for %i = #lower(%t) to min #upper(%t)[%n] {
      affine.store %v, %m[%i] : memref<?xf32>
    }
  }
  return
}
// -----
// Conditions on an interior, with values.
#interior = affine_set<(d0)[s0] : (d0 - 1 >= 0, -d0 + s0 - 2 >= 0)>
func.func @stencil(%in: memref<?xf32>, %out: memref<?xf32>, %n: index) {
  %zero = arith.constant 0.0 : f32
  affine.for %i = 0 to %n {
    %v = affine.if #interior(%i)[%n] -> f32 {
      %l = affine.load %in[%i - 1] : memref<?xf32>
      %r = affine.load %in[%i + 1] : memref<?xf32>
      %s = arith.addf %l, %r : f32
      affine.yield %s : f32
    } else {
      affine.yield %zero : f32
    }
    affine.store %v, %out[%i] : memref<?xf32>
  }
  return
}
// -----
// A parallel nest that reduces.
func.func @norm(%m: memref<8x?xf32>, %n: index) -> f32 {
  %r = affine.parallel (%i, %j) = (0, 0) to (8, %n) reduce ("addf") -> (f32) {
    %x = affine.load %m[%i, %j] : memref<8x?xf32>
    %y = arith.mulf %x, %x : f32
    affine.yield %y : f32
  }
  return %r : f32
}
// -----
// Strides, minima, symbols, division.
func.func @mixed(%m: memref<100x100xf32>, %n: index) -> index {
  affine.parallel (%i, %j) = (0, 0) to (min(128, %n), 20) step (32, 5) {
    %x = affine.load %m[%i floordiv 2, (%j * 3 + symbol(%n)) mod 100] : memref<100x100xf32>
    affine.store %x, %m[0, %j floordiv 4] : memref<100x100xf32>
  }
  %a = affine.apply affine_map<(d0)[s0] -> (d0 * 2 + s0)>(%n)[%n]
  %b = affine.min affine_map<(d0) -> (d0, 1000)>(%a)
  %c = affine.max affine_map<(d0, d1) -> (d0 - d1, 0)>(%a, %b)
  %d:2 = affine.delinearize_index %c into (%a, %b) : index, index
  return %d#1 : index
}
// -----
// Vectors and prefetches.
func.func @copy(%a: memref<64xf32>, %b: memref<64xf32>) {
  affine.for %i = 0 to 64 step 8 {
    affine.prefetch %a[%i + 16], read, locality<2>, data : memref<64xf32>
    %v = affine.vector_load %a[%i] : memref<64xf32>, vector<8xf32>
    affine.vector_store %v, %b[%i] : memref<64xf32>, vector<8xf32>
  }
  return
}
// -----
// The least number, as MLIR reads it.
func.func @least(%i: index, %m: memref<?xf32>) {
  %0 = affine.apply affine_map<(d0) -> (d0 - 9223372036854775807 - 1)>(%i)
  %1 = affine.apply affine_map<(d0) -> (d0 * (-9223372036854775807 - 1))>(%i)
  %2 = affine.apply affine_map<() -> (-9223372036854775807 - 1)>()
  affine.for %j = affine_map<() -> (-9223372036854775807 - 1)>() to 10 {
    %x = affine.load %m[-9223372036854775807 - 1] : memref<?xf32>
  }
  affine.if affine_set<(d0) : (d0 - 9223372036854775807 - 1 >= 0)>(%i) {
  }
  return
}
