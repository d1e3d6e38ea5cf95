// Products of which a mask holds for some only; the others add nothing.
#lhs = affine_map<(i, j, k) -> (i, k)>
#rhs = affine_map<(i, j, k) -> (k, j)>
#acc = affine_map<(i, j, k) -> (i, j)>
#vector = affine_map<(i, k) -> (k)>
#matrix = affine_map<(i, k) -> (i, k)>
#row = affine_map<(i, k) -> (i)>
#dot = affine_map<(k) -> (k)>
#one = affine_map<(k) -> ()>

func.func private @sum(%v: vector<6xi32>) -> i64 {
  %w = arith.constant dense<[3, 10, 17, 24, 31, 38]> : vector<6xi32>
  %p = arith.muli %v, %w : vector<6xi32>
  %s = vector.reduction <add>, %p : vector<6xi32> into i32
  %r = arith.extsi %s : i32 to i64
  return %r : i64
}

func.func @matrices(%n: i64) -> i64 {
  %x = arith.trunci %n : i64 to i32
  %all = vector.broadcast %x : i32 to vector<8xi32>
  %ca = arith.constant dense<[1, 2, 3, 5, 7, 11, 13, 17]> : vector<8xi32>
  %a1 = arith.addi %all, %ca : vector<8xi32>
  %a = vector.shape_cast %a1 : vector<8xi32> to vector<2x4xi32>
  %b = arith.constant dense<[[1, -2, 3], [4, 5, -6], [7, 8, 9], [10, -11, 12]]> : vector<4x3xi32>
  %c = arith.constant dense<[[100, 200, 300], [400, 500, 600]]> : vector<2x3xi32>
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c65535 = arith.constant 65535 : i64
  %some = arith.andi %n, %c65535 : i64
  %i = arith.index_cast %some : i64 to index
  %part = arith.remui %i, %c3 : index
  %mask = vector.create_mask %c2, %part, %c3 : vector<2x3x4xi1>
  %0 = vector.mask %mask { vector.contract {indexing_maps = [#lhs, #rhs, #acc], iterator_types = ["parallel", "parallel", "reduction"]} %a, %b, %c : vector<2x4xi32>, vector<4x3xi32> into vector<2x3xi32> } : vector<2x3x4xi1> -> vector<2x3xi32>
  %1 = vector.shape_cast %0 : vector<2x3xi32> to vector<6xi32>
  %r = call @sum(%1) : (vector<6xi32>) -> i64
  return %r : i64
}

func.func @vectors(%n: i64) -> i64 {
  %x = arith.trunci %n : i64 to i32
  %a = arith.constant dense<[[1, 2, 3], [4, 5, 6], [7, 8, 9], [10, 11, 12], [13, 14, 15], [16, 17, 18]]> : vector<6x3xi32>
  %b0 = vector.broadcast %x : i32 to vector<3xi32>
  %cb = arith.constant dense<[1, 2, 3]> : vector<3xi32>
  %b = arith.muli %b0, %cb : vector<3xi32>
  %c = arith.constant dense<[10, 20, 30, 40, 50, 60]> : vector<6xi32>
  %mask = vector.constant_mask [4, 2] : vector<6x3xi1>
  %0 = vector.mask %mask { vector.contract {indexing_maps = [#matrix, #vector, #row], iterator_types = ["parallel", "reduction"], kind = #vector.kind<add>} %a, %b, %c : vector<6x3xi32>, vector<3xi32> into vector<6xi32> } : vector<6x3xi1> -> vector<6xi32>
  %r = call @sum(%0) : (vector<6xi32>) -> i64
  %dotmask = vector.constant_mask [2] : vector<3xi1>
  %d = vector.mask %dotmask { vector.contract {indexing_maps = [#dot, #dot, #one], iterator_types = ["reduction"], kind = #vector.kind<add>} %b, %cb, %x : vector<3xi32>, vector<3xi32> into i32 } : vector<3xi1> -> i32
  %e = arith.extsi %d : i32 to i64
  %s = arith.addi %r, %e : i64
  return %s : i64
}

func.func @outer(%n: i64) -> i64 {
  %x = arith.trunci %n : i64 to i32
  %a0 = vector.broadcast %x : i32 to vector<2xi32>
  %ca = arith.constant dense<[5, 7]> : vector<2xi32>
  %a = arith.addi %a0, %ca : vector<2xi32>
  %b = arith.constant dense<[2, -3, 4]> : vector<3xi32>
  %c = arith.constant dense<[[100, 200, 300], [400, 500, 600]]> : vector<2x3xi32>
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %mask = vector.create_mask %c1, %c2 : vector<2x3xi1>
  %0 = vector.mask %mask { vector.outerproduct %a, %b, %c {kind = #vector.kind<add>} : vector<2xi32>, vector<3xi32> } : vector<2x3xi1> -> vector<2x3xi32>
  %1 = vector.mask %mask { vector.outerproduct %a, %b, %0 {kind = #vector.kind<maxsi>} : vector<2xi32>, vector<3xi32> } : vector<2x3xi1> -> vector<2x3xi32>
  %2 = vector.shape_cast %1 : vector<2x3xi32> to vector<6xi32>
  %r = call @sum(%2) : (vector<6xi32>) -> i64
  return %r : i64
}

func.func @scaled(%n: i64) -> i64 {
  %x = arith.trunci %n : i64 to i32
  %a = arith.constant dense<[5, 7, 9, 11, 13, 15]> : vector<6xi32>
  %c = arith.constant dense<[100, 200, 300, 400, 500, 600]> : vector<6xi32>
  %mask = vector.constant_mask [4] : vector<6xi1>
  %0 = vector.mask %mask { vector.outerproduct %a, %x, %c {kind = #vector.kind<add>} : vector<6xi32>, i32 } : vector<6xi1> -> vector<6xi32>
  %r = call @sum(%0) : (vector<6xi32>) -> i64
  return %r : i64
}
