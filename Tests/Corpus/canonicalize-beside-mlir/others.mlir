// the size of memory that was allocated
func.func @f(%n: index) -> (index, index, memref<?x4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %m = memref.alloc(%n) : memref<?x4xf32>
  %0 = memref.dim %m, %c0 : memref<?x4xf32>
  %1 = memref.dim %m, %c1 : memref<?x4xf32>
  return %0, %1, %m : index, index, memref<?x4xf32>
}
// -----
// memory of a size that is known
func.func @f(%x: f32, %i: index) -> memref<?xf32> {
  %c8 = arith.constant 8 : index
  %m = memref.alloc(%c8) : memref<?xf32>
  memref.store %x, %m[%i] : memref<?xf32>
  return %m : memref<?xf32>
}
// -----
// memory that is only given back
func.func @f(%n: index) {
  %m = memref.alloc(%n) : memref<?xf32>
  memref.dealloc %m : memref<?xf32>
  return
}
// -----
// memory that is only written
func.func @f(%x: f32, %i: index) {
  %m = memref.alloc() : memref<4xf32>
  memref.store %x, %m[%i] : memref<4xf32>
  memref.dealloc %m : memref<4xf32>
  return
}
// -----
// a cast before an access
func.func @f(%m: memref<8xf32>, %i: index) -> f32 {
  %0 = memref.cast %m : memref<8xf32> to memref<?xf32>
  %1 = memref.load %0[%i] : memref<?xf32>
  memref.store %1, %0[%i] : memref<?xf32>
  return %1 : f32
}
// -----
// casts there and back
func.func @f(%m: memref<8xf32>) -> (memref<8xf32>, index) {
  %c0 = arith.constant 0 : index
  %0 = memref.cast %m : memref<8xf32> to memref<?xf32>
  %1 = memref.cast %0 : memref<?xf32> to memref<8xf32>
  %2 = memref.dim %0, %c0 : memref<?xf32>
  return %1, %2 : memref<8xf32>, index
}
// -----
// a view of all
func.func @f(%m: memref<8x4xf32>) -> memref<8x4xf32> {
  %0 = memref.subview %m[0, 0] [8, 4] [1, 1] : memref<8x4xf32> to memref<8x4xf32>
  return %0 : memref<8x4xf32>
}
// -----
// a view at constant places
func.func @f(%m: memref<8x4xf32>, %i: index) -> f32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %0 = memref.subview %m[%c1, %c0] [%c4, %c4] [%c1, %c1] : memref<8x4xf32> to memref<?x?xf32, strided<[?, ?], offset: ?>>
  %1 = memref.load %0[%i, %c0] : memref<?x?xf32, strided<[?, ?], offset: ?>>
  return %1 : f32
}
// -----
// the size of a view
func.func @f(%m: memref<8x4xf32>, %n: index) -> index {
  %c0 = arith.constant 0 : index
  %0 = memref.subview %m[0, 0] [%n, 4] [1, 1] : memref<8x4xf32> to memref<?x4xf32, strided<[4, 1]>>
  %1 = memref.dim %0, %c0 : memref<?x4xf32, strided<[4, 1]>>
  return %1 : index
}
// -----
// a copy to itself
func.func @f(%m: memref<8xf32>) {
  memref.copy %m, %m : memref<8xf32> to memref<8xf32>
  return
}
// -----
// a copy through a cast
func.func @f(%m: memref<8xf32>, %n: memref<?xf32>) {
  %0 = memref.cast %m : memref<8xf32> to memref<?xf32>
  memref.copy %0, %n : memref<?xf32> to memref<?xf32>
  return
}
// -----
// shapes collapsed and expanded again
func.func @f(%m: memref<8x4xf32>) -> memref<8x4xf32> {
  %0 = memref.collapse_shape %m [[0, 1]] : memref<8x4xf32> into memref<32xf32>
  %1 = memref.expand_shape %0 [[0, 1]] output_shape [8, 4] : memref<32xf32> into memref<8x4xf32>
  return %1 : memref<8x4xf32>
}
// -----
// collapsing twice
func.func @f(%m: memref<2x3x4xf32>) -> memref<24xf32> {
  %0 = memref.collapse_shape %m [[0, 1], [2]] : memref<2x3x4xf32> into memref<6x4xf32>
  %1 = memref.collapse_shape %0 [[0, 1]] : memref<6x4xf32> into memref<24xf32>
  return %1 : memref<24xf32>
}
// -----
// the rank of memory, a load that nothing needs
func.func @f(%m: memref<8x4xf32>, %i: index) -> index {
  %0 = memref.rank %m : memref<8x4xf32>
  %1 = memref.load %m[%i, %i] : memref<8x4xf32>
  return %0 : index
}
// -----
// a reinterpretation of what was cast
func.func @f(%m: memref<8xf32>) -> memref<8xf32> {
  %0 = memref.cast %m : memref<8xf32> to memref<?xf32>
  %1 = memref.reinterpret_cast %0 to offset: [0], sizes: [8], strides: [1] : memref<?xf32> to memref<8xf32>
  return %1 : memref<8xf32>
}
// -----
// a number of a vector of one number
func.func @f(%x: f32, %i: index) -> f32 {
  %0 = vector.broadcast %x : f32 to vector<4x8xf32>
  %1 = vector.extract %0[1, 2] : f32 from vector<4x8xf32>
  return %1 : f32
}
// -----
// what was inserted
func.func @f(%v: vector<4xf32>, %x: f32) -> (f32, f32) {
  %0 = vector.insert %x, %v[2] : f32 into vector<4xf32>
  %1 = vector.extract %0[2] : f32 from vector<4xf32>
  %2 = vector.extract %0[1] : f32 from vector<4xf32>
  return %1, %2 : f32, f32
}
// -----
// extracting from what was extracted
func.func @f(%v: vector<2x3x4xf32>) -> f32 {
  %0 = vector.extract %v[1] : vector<3x4xf32> from vector<2x3x4xf32>
  %1 = vector.extract %0[2, 3] : f32 from vector<3x4xf32>
  return %1 : f32
}
// -----
// vectors of constants
func.func @f() -> (f32, vector<4xf32>, vector<2xf32>) {
  %c = arith.constant dense<[1.0, 2.0, 3.0, 4.0]> : vector<4xf32>
  %s = arith.constant 2.0 : f32
  %0 = vector.extract %c[1] : f32 from vector<4xf32>
  %1 = vector.broadcast %s : f32 to vector<4xf32>
  %2 = vector.extract_strided_slice %c {offsets = [1], sizes = [2], strides = [1]} : vector<4xf32> to vector<2xf32>
  return %0, %1, %2 : f32, vector<4xf32>, vector<2xf32>
}
// -----
// shapes of vectors
func.func @f(%v: vector<4x2xf32>) -> (vector<4x2xf32>, vector<4x2xf32>) {
  %0 = vector.shape_cast %v : vector<4x2xf32> to vector<8xf32>
  %1 = vector.shape_cast %0 : vector<8xf32> to vector<2x4xf32>
  %2 = vector.shape_cast %1 : vector<2x4xf32> to vector<4x2xf32>
  %3 = vector.shape_cast %v : vector<4x2xf32> to vector<4x2xf32>
  return %2, %3 : vector<4x2xf32>, vector<4x2xf32>
}
// -----
// turning twice
func.func @f(%v: vector<4x2xf32>) -> vector<4x2xf32> {
  %0 = vector.transpose %v, [1, 0] : vector<4x2xf32> to vector<2x4xf32>
  %1 = vector.transpose %0, [1, 0] : vector<2x4xf32> to vector<4x2xf32>
  return %1 : vector<4x2xf32>
}
// -----
// an order that changes nothing, of one number
func.func @f(%x: f32, %v: vector<4xf32>) -> (vector<2x4xf32>, vector<4xf32>) {
  %0 = vector.broadcast %x : f32 to vector<4x2xf32>
  %1 = vector.transpose %0, [1, 0] : vector<4x2xf32> to vector<2x4xf32>
  %2 = vector.shuffle %v, %v [0, 1, 2, 3] : vector<4xf32>, vector<4xf32>
  return %1, %2 : vector<2x4xf32>, vector<4xf32>
}
// -----
// masks of which all is true
func.func @f(%m: memref<8xf32>, %i: index, %p: vector<8xf32>) -> vector<8xf32> {
  %k = vector.constant_mask [8] : vector<8xi1>
  %0 = vector.maskedload %m[%i], %k, %p : memref<8xf32>, vector<8xi1>, vector<8xf32> into vector<8xf32>
  return %0 : vector<8xf32>
}
// -----
// masks of which nothing is true
func.func @f(%m: memref<8xf32>, %i: index, %p: vector<8xf32>) -> vector<8xf32> {
  %k = vector.constant_mask [0] : vector<8xi1>
  %0 = vector.maskedload %m[%i], %k, %p : memref<8xf32>, vector<8xi1>, vector<8xf32> into vector<8xf32>
  vector.maskedstore %m[%i], %k, %p : memref<8xf32>, vector<8xi1>, vector<8xf32>
  return %0 : vector<8xf32>
}
// -----
// a mask of constant sizes
func.func @f() -> vector<8xi1> {
  %c3 = arith.constant 3 : index
  %0 = vector.create_mask %c3 : vector<8xi1>
  return %0 : vector<8xi1>
}
// -----
// reading what was written
func.func @f(%m: memref<8xf32>, %v: vector<8xf32>) {
  %c0 = arith.constant 0 : index
  %z = arith.constant 0.0 : f32
  vector.transfer_write %v, %m[%c0] {in_bounds = [true]} : vector<8xf32>, memref<8xf32>
  %0 = vector.transfer_read %m[%c0], %z : memref<8xf32>, vector<8xf32>
  vector.transfer_write %0, %m[%c0] : vector<8xf32>, memref<8xf32>
  return
}
// -----
// the sum of one number, of a vector of one
func.func @f(%v: vector<1xf32>, %x: f32) -> (f32, f32) {
  %0 = vector.reduction <add>, %v : vector<1xf32> into f32
  %1 = vector.reduction <add>, %v, %x : vector<1xf32> into f32
  return %0, %1 : f32, f32
}
// -----
// a sum along an axis of length one
func.func @f(%v: vector<1x4xf32>, %a: vector<4xf32>) -> vector<4xf32> {
  %0 = vector.multi_reduction <add>, %v, %a [0] : vector<1x4xf32> to vector<4xf32>
  return %0 : vector<4xf32>
}
// -----
// slices put back where they come from
func.func @f(%v: vector<4x4xf32>) -> vector<4x4xf32> {
  %0 = vector.extract_strided_slice %v {offsets = [1], sizes = [2], strides = [1]} : vector<4x4xf32> to vector<2x4xf32>
  %1 = vector.insert_strided_slice %0, %v {offsets = [1, 0], strides = [1, 1]} : vector<2x4xf32> into vector<4x4xf32>
  return %1 : vector<4x4xf32>
}
// -----
// a splat
func.func @f(%x: f32) -> (f32, vector<4xf32>) {
  %0 = vector.splat %x : vector<4xf32>
  %1 = vector.extract %0[3] : f32 from vector<4xf32>
  %c = arith.constant 1.0 : f32
  %2 = vector.splat %c : vector<4xf32>
  return %1, %2 : f32, vector<4xf32>
}
// -----
// broadcasts of broadcasts
func.func @f(%v: vector<4xf32>) -> (vector<2x3x4xf32>, vector<4xf32>) {
  %0 = vector.broadcast %v : vector<4xf32> to vector<3x4xf32>
  %1 = vector.broadcast %0 : vector<3x4xf32> to vector<2x3x4xf32>
  %2 = vector.broadcast %v : vector<4xf32> to vector<4xf32>
  return %1, %2 : vector<2x3x4xf32>, vector<4xf32>
}
// -----
// sums of products
func.func @f(%a: vector<4xf32>, %b: vector<4xf32>, %z: vector<4xf32>) -> vector<4xf32> {
  %0 = vector.outerproduct %a, %b : vector<4xf32>, vector<4xf32>
  %1 = vector.extract %0[0] : vector<4xf32> from vector<4x4xf32>
  return %1 : vector<4xf32>
}
// -----
// maps of maps
func.func @f(%i: index, %j: index) -> index {
  %0 = affine.apply affine_map<(d0) -> (d0 + 1)>(%i)
  %1 = affine.apply affine_map<(d0, d1) -> (d0 * 2 + d1)>(%0, %j)
  return %1 : index
}
// -----
// a map of constants, a map that changes nothing
func.func @f(%i: index) -> (index, index) {
  %c3 = arith.constant 3 : index
  %0 = affine.apply affine_map<(d0) -> (d0 * 4 + 1)>(%c3)
  %1 = affine.apply affine_map<(d0) -> (d0)>(%i)
  return %0, %1 : index, index
}
// -----
// operands twice, and those that are not used
func.func @f(%i: index, %j: index) -> index {
  %0 = affine.apply affine_map<(d0, d1, d2) -> (d0 + d1)>(%i, %i, %j)
  return %0 : index
}
// -----
// least of maps
func.func @f(%i: index) -> (index, index) {
  %0 = affine.min affine_map<(d0) -> (d0, d0 + 4)>(%i)
  %1 = affine.max affine_map<() -> (3, 7)>()
  return %0, %1 : index, index
}
// -----
// a loop without turns, and one with bounds of constants
func.func @f(%m: memref<8xf32>, %x: f32) {
  %c8 = arith.constant 8 : index
  affine.for %i = 4 to 2 {
    affine.store %x, %m[%i] : memref<8xf32>
  }
  affine.for %i = 0 to affine_map<(d0) -> (d0)>(%c8) {
    affine.store %x, %m[%i] : memref<8xf32>
  }
  return
}
// -----
// a loop that does nothing
func.func @f(%n: index) {
  affine.for %i = 0 to %n {
  }
  return
}
// -----
// indices with maps
func.func @f(%m: memref<8xf32>, %i: index) -> f32 {
  %0 = affine.apply affine_map<(d0) -> (d0 + 1)>(%i)
  %1 = affine.load %m[%0] : memref<8xf32>
  return %1 : f32
}
// -----
// a condition that holds, and one with nothing in the second region
func.func @f(%i: index) {
  %c3 = arith.constant 3 : index
  affine.if affine_set<(d0) : (d0 - 1 >= 0)>(%c3) {
    "test.a"() : () -> ()
  }
  affine.if affine_set<(d0) : (d0 >= 0)>(%i) {
    "test.b"() : () -> ()
  } else {
  }
  return
}
// -----
// a prefetch and a load through casts
func.func @f(%m: memref<8xf32>, %i: index) -> f32 {
  %0 = memref.cast %m : memref<8xf32> to memref<?xf32>
  affine.prefetch %0[0], read, locality<3>, data : memref<?xf32>
  %1 = affine.load %0[0] : memref<?xf32>
  return %1 : f32
}
// -----
// parallel loops of maps that do nothing
func.func @f() {
  affine.parallel (%i) = (0) to (0) {
    "test.a"() : () -> ()
  }
  return
}
// -----
// functions of constants
func.func @f() -> (f32, f32, f32, f32, i32) {
  %c = arith.constant 4.0 : f32
  %m = arith.constant -1.5 : f32
  %i = arith.constant 12 : i32
  %0 = math.sqrt %c : f32
  %1 = math.absf %m : f32
  %2 = math.ceil %m : f32
  %3 = math.floor %m : f32
  %4 = math.ctpop %i : i32
  return %0, %1, %2, %3, %4 : f32, f32, f32, f32, i32
}
// -----
// more functions of constants
// MORE: functions of the C library differ from machine to machine
func.func @f() -> (f32, f32, f32, f32, i32, i32) {
  %c = arith.constant 1.0 : f32
  %i = arith.constant 12 : i32
  %0 = math.exp2 %c : f32
  %1 = math.log2 %c : f32
  %2 = math.powf %c, %c : f32
  %3 = math.tanh %c : f32
  %4 = math.ctlz %i : i32
  %5 = math.cttz %i : i32
  return %0, %1, %2, %3, %4, %5 : f32, f32, f32, f32, i32, i32
}
// -----
// what was rounded is round
func.func @f(%x: f32) -> (f32, f32, f32) {
  %0 = math.ceil %x : f32
  %1 = math.ceil %0 : f32
  %2 = math.absf %x : f32
  %3 = math.absf %2 : f32
  %4 = math.trunc %x : f32
  return %1, %3, %4 : f32, f32, f32
}
// -----
// a function by its name
func.func private @g(%a: i32) -> i32
func.func @f(%a: i32) -> i32 {
  %g = func.constant @g : (i32) -> i32
  %0 = func.call_indirect %g(%a) : (i32) -> i32
  return %0 : i32
}
// -----
// casts that lead back
func.func @f(%a: i64) -> i64 {
  %0 = builtin.unrealized_conversion_cast %a : i64 to index
  %1 = builtin.unrealized_conversion_cast %0 : index to i64
  return %1 : i64
}
// -----
// shapes collapsed, and expanded again in part
func.func @f(%m: memref<2x3x4x5xf32>, %n: memref<6x20xf32>) -> (memref<6x4x5xf32>, memref<2x3x20xf32>) {
  %0 = memref.collapse_shape %m [[0, 1], [2, 3]] : memref<2x3x4x5xf32> into memref<6x20xf32>
  %1 = memref.expand_shape %0 [[0], [1, 2]] output_shape [6, 4, 5] : memref<6x20xf32> into memref<6x4x5xf32>
  %2 = memref.expand_shape %n [[0, 1], [2, 3]] output_shape [2, 3, 4, 5] : memref<6x20xf32> into memref<2x3x4x5xf32>
  %3 = memref.collapse_shape %2 [[0], [1], [2, 3]] : memref<2x3x4x5xf32> into memref<2x3x20xf32>
  return %1, %3 : memref<6x4x5xf32>, memref<2x3x20xf32>
}
