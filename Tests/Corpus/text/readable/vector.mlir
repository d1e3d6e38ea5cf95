func.func @saxpy(%a: f32, %x: memref<?xf32>, %y: memref<?xf32>, %n: index) {
  %c0 = arith.constant 0 : index
  %c8 = arith.constant 8 : index
  %zero = arith.constant 0.0 : f32
  %va = vector.broadcast %a : f32 to vector<8xf32>
  scf.for %i = %c0 to %n step %c8 {
    %vx = vector.transfer_read %x[%i], %zero : memref<?xf32>, vector<8xf32>
    %vy = vector.transfer_read %y[%i], %zero {in_bounds = [true]} : memref<?xf32>, vector<8xf32>
    %r = vector.fma %va, %vx, %vy : vector<8xf32>
    vector.transfer_write %r, %y[%i] : vector<8xf32>, memref<?xf32>
  }
  return
}
// -----
#lhs = affine_map<(m, n, k) -> (m, k)>
#rhs = affine_map<(m, n, k) -> (k, n)>
#acc = affine_map<(m, n, k) -> (m, n)>
func.func @product(%a: vector<4x8xf32>, %b: vector<8x16xf32>, %c: vector<4x16xf32>) -> vector<4x16xf32> {
  %0 = vector.contract {indexing_maps = [#lhs, #rhs, #acc], iterator_types = ["parallel", "parallel", "reduction"]} %a, %b, %c : vector<4x8xf32>, vector<8x16xf32> into vector<4x16xf32>
  return %0 : vector<4x16xf32>
}
// -----
func.func @reductions(%v: vector<8xf32>, %m: vector<4x8xf32>, %x: f32) -> f32 {
  %0 = vector.reduction <add>, %v : vector<8xf32> into f32
  %1 = vector.reduction <maximumf>, %v, %x fastmath<nnan> : vector<8xf32> into f32
  %2 = vector.multi_reduction <mul>, %m, %v [0] : vector<4x8xf32> to vector<8xf32>
  %3 = vector.outerproduct %v, %2 : vector<8xf32>, vector<8xf32>
  %4, %5 = vector.scan <add>, %m, %v {inclusive = true, reduction_dim = 0 : i64} : vector<4x8xf32>, vector<8xf32>
  return %1 : f32
}
// -----
func.func @masks(%m: memref<?xf32>, %i: index, %n: index, %old: vector<8xf32>) -> f32 {
  %zero = arith.constant 0.0 : f32
  %mask = vector.create_mask %n : vector<8xi1>
  %ones = vector.constant_mask [4] : vector<8xi1>
  %a = vector.maskedload %m[%i], %mask, %old : memref<?xf32>, vector<8xi1>, vector<8xf32> into vector<8xf32>
  vector.maskedstore %m[%i], %ones, %a : memref<?xf32>, vector<8xi1>, vector<8xf32>
  %b = vector.expandload %m[%i], %mask, %old : memref<?xf32>, vector<8xi1>, vector<8xf32> into vector<8xf32>
  vector.compressstore %m[%i], %mask, %b : memref<?xf32>, vector<8xi1>, vector<8xf32>
  %s = vector.mask %mask { vector.reduction <add>, %a : vector<8xf32> into f32 } : vector<8xi1> -> f32
  %r = vector.mask %mask, %old { vector.transfer_read %m[%i], %zero : memref<?xf32>, vector<8xf32> } : vector<8xi1> -> vector<8xf32>
  return %s : f32
}
// -----
func.func @shuffles(%a: vector<4xf32>, %b: vector<4xf32>, %m: vector<2x4xf32>, %x: f32) -> vector<8xf32> {
  %0 = vector.shuffle %a, %b [0, 4, 1, 5] : vector<4xf32>, vector<4xf32>
  %1 = vector.interleave %a, %b : vector<4xf32> -> vector<8xf32>
  %2, %3 = vector.deinterleave %1 : vector<8xf32> -> vector<4xf32>
  %4 = vector.transpose %m, [1, 0] : vector<2x4xf32> to vector<4x2xf32>
  %5 = vector.extract_strided_slice %m {offsets = [0, 1], sizes = [2, 2], strides = [1, 1]} : vector<2x4xf32> to vector<2x2xf32>
  %6 = vector.insert_strided_slice %5, %m {offsets = [0, 2], strides = [1, 1]} : vector<2x2xf32> into vector<2x4xf32>
  %7 = vector.extract %6[1] : vector<4xf32> from vector<2x4xf32>
  %8 = vector.insert %x, %7[2] : f32 into vector<4xf32>
  %9 = vector.from_elements %x, %x, %x : vector<3xf32>
  %10 = vector.shape_cast %4 : vector<4x2xf32> to vector<8xf32>
  return %10 : vector<8xf32>
}
// -----
func.func @printing(%v: vector<4xf32>, %x: f32, %s: vector<[4]xf32>) {
  vector.print str "values:"
  vector.print %v : vector<4xf32>
  vector.print %x : f32 punctuation <comma>
  vector.print punctuation <newline>
  %n = vector.vscale
  %i = vector.step : vector<4xindex>
  %p = vector.scalable.extract %s[0] : vector<4xf32> from vector<[4]xf32>
  %q = vector.scalable.insert %p, %s[0] : vector<4xf32> into vector<[4]xf32>
  return
}
// -----
// What a contraction is, said once.
#maps = [affine_map<(i, j, k) -> (i, k)>, affine_map<(i, j, k) -> (k, j)>, affine_map<(i, j, k) -> (i, j)>]
#product = {
  indexing_maps = #maps, iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>
}
func.func @traits(%a: vector<2x3xf32>, %b: vector<3x4xf32>, %c: vector<2x4xf32>) -> vector<2x4xf32> {
  %0 = vector.contract #product %a, %b, %c : vector<2x3xf32>, vector<3x4xf32> into vector<2x4xf32>
  %1 = vector.contract #product %a, %b, %0 {own.note} : vector<2x3xf32>, vector<3x4xf32> into vector<2x4xf32>
  return %1 : vector<2x4xf32>
}
