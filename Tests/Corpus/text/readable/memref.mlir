func.func @memory(%n: index, %v: f32) -> f32 {
  %c0 = arith.constant 0 : index
  %a = memref.alloc(%n) {alignment = 64 : i64} : memref<?x8xf32>
  %s = memref.alloca() : memref<4xf32>
  memref.store %v, %a[%c0, %c0] : memref<?x8xf32>
  %x = memref.load %a[%c0, %c0] : memref<?x8xf32>
  %d = memref.dim %a, %c0 : memref<?x8xf32>
  memref.store %x, %s[%d] : memref<4xf32>
  memref.dealloc %a : memref<?x8xf32>
  return %x : f32
}
// -----
func.func @views(%m: memref<16x16xf32>, %i: index, %n: index) -> memref<*xf32> {
  %a = memref.subview %m[%i, 0] [4, %n] [1, 1] : memref<16x16xf32> to memref<4x?xf32, strided<[16, 1], offset: ?>>
  %b = memref.cast %a : memref<4x?xf32, strided<[16, 1], offset: ?>> to memref<?x?xf32, strided<[?, ?], offset: ?>>
  %c = memref.reinterpret_cast %m to offset: [%i], sizes: [4, %n], strides: [16, 1] : memref<16x16xf32> to memref<4x?xf32, strided<[16, 1], offset: ?>>
  %d = memref.cast %m : memref<16x16xf32> to memref<*xf32>
  return %d : memref<*xf32>
}
// -----
func.func @shapes(%m: memref<8x16xf32>, %d: memref<?x?xf32>, %n: index) {
  %a = memref.collapse_shape %m [[0, 1]] : memref<8x16xf32> into memref<128xf32>
  %b = memref.expand_shape %d [[0, 1], [2]] output_shape [%n, 4, %n] : memref<?x?xf32> into memref<?x4x?xf32>
  %t = memref.transpose %m (i, j) -> (j, i) : memref<8x16xf32> to memref<16x8xf32, strided<[1, 16]>>
  %base, %offset, %sizes:2, %strides:2 = memref.extract_strided_metadata %d : memref<?x?xf32> -> memref<f32>, index, index, index, index, index
  memref.copy %a, %a : memref<128xf32> to memref<128xf32>
  return
}
// -----
memref.global "private" constant @weights : memref<2x2xf32> = dense<[[1.0, 2.0], [3.0, 4.0]]> {alignment = 64 : i64}
memref.global @state : memref<4xi32>
memref.global "private" @buffer : memref<4xf32> = uninitialized
func.func @constants() -> memref<2x2xf32> {
  %w = memref.get_global @weights : memref<2x2xf32>
  memref.assume_alignment %w, 64 : memref<2x2xf32>
  return %w : memref<2x2xf32>
}
// -----
func.func @atomics(%m: memref<?xi32>, %i: index, %v: i32) -> i32 {
  %old = memref.atomic_rmw addi %v, %m[%i] : (i32, memref<?xi32>) -> i32
  %new = memref.generic_atomic_rmw %m[%i] : memref<?xi32> {
  ^bb0(%x: i32):
    %y = arith.muli %x, %v : i32
    memref.atomic_yield %y : i32
  }
  %r = memref.alloca_scope -> (i32) {
    %s = memref.alloca() : memref<4xi32>
    %x = memref.load %s[%i] : memref<4xi32>
    memref.alloca_scope.return %x : i32
  }
  memref.alloca_scope {
    %s = memref.alloca() : memref<4xi32>
    memref.store %r, %s[%i] : memref<4xi32>
  }
  return %new : i32
}
// -----
func.func @rest(%u: memref<*xf32>, %sizes: memref<2xindex>, %m: memref<?xf32>, %n: index, %g: memref<8xf32, 1>) -> index {
  %rank = memref.rank %u : memref<*xf32>
  %r = memref.reshape %u(%sizes) : (memref<*xf32>, memref<2xindex>) -> memref<?x?xf32>
  %l = memref.realloc %m(%n) : memref<?xf32> to memref<?xf32>
  %c = memref.memory_space_cast %g : memref<8xf32, 1> to memref<8xf32>
  %p = memref.extract_aligned_pointer_as_index %c : memref<8xf32> -> index
  memref.prefetch %m[%n], write, locality<1>, data : memref<?xf32>
  return %rank : index
}
// -----
memref.global "private" @weights : memref<4xf32> = dense_resource<blob>
{-#
  dialect_resources: {
    builtin: {
      blob: "0x040000000000803F0000803F0000803F0000803F"
    }
  }
#-}
