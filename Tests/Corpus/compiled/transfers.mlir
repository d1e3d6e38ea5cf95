// Transfers between vectors and memory: whole and partial rows, dimensions that are repeated,
// exchanged and left out, masks, and memory of sizes that are not known.
func.func private @fill(%m: memref<6x7xi32>, %n: i64) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c7 = arith.constant 7 : index
  %s = arith.trunci %n : i64 to i32
  scf.for %i = %c0 to %c6 step %c1 {
    scf.for %j = %c0 to %c7 step %c1 {
      %row = arith.muli %i, %c7 : index
      %place = arith.addi %row, %j : index
      %number = arith.index_cast %place : index to i32
      %x = arith.addi %number, %s : i32
      memref.store %x, %m[%i, %j] : memref<6x7xi32>
    }
  }
  return
}
func.func private @total(%m: memref<6x7xi32>) -> i64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c7 = arith.constant 7 : index
  %start = arith.constant 17 : i64
  %factor = arith.constant 31 : i64
  %all = scf.for %i = %c0 to %c6 step %c1 iter_args(%a = %start) -> (i64) {
    %row = scf.for %j = %c0 to %c7 step %c1 iter_args(%b = %a) -> (i64) {
      %x = memref.load %m[%i, %j] : memref<6x7xi32>
      %y = arith.extsi %x : i32 to i64
      %z = arith.muli %b, %factor : i64
      %next = arith.addi %z, %y : i64
      scf.yield %next : i64
    }
    scf.yield %row : i64
  }
  return %all : i64
}
// Between 0 and 3.
func.func private @small(%n: i64) -> index {
  %three = arith.constant 3 : i64
  %low = arith.andi %n, %three : i64
  %i = arith.index_cast %low : i64 to index
  return %i : index
}
func.func @rowInside(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %i = arith.constant 2 : index
  %pad = arith.constant -1 : i32
  %v = vector.transfer_read %m[%i, %o], %pad {in_bounds = [true], permutation_map = affine_map<(d0, d1) -> (d1)>} : memref<6x7xi32>, vector<4xi32>
  %flat = vector.shape_cast %v : vector<4xi32> to vector<4xi32>
  %k = arith.constant dense<[3, 10, 17, 24]> : vector<4xi32>
  %p = arith.muli %flat, %k : vector<4xi32>
  %r = vector.reduction <add>, %p : vector<4xi32> into i32
  %w = arith.extsi %r : i32 to i64
  memref.dealloc %m : memref<6x7xi32>
  return %w : i64
}
func.func @rowPartial(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %i = arith.constant 2 : index
  %bj = arith.constant 3 : index
  %j = arith.addi %bj, %o : index
  %pad = arith.constant -1 : i32
  %v = vector.transfer_read %m[%i, %j], %pad {in_bounds = [false], permutation_map = affine_map<(d0, d1) -> (d1)>} : memref<6x7xi32>, vector<4xi32>
  %flat = vector.shape_cast %v : vector<4xi32> to vector<4xi32>
  %k = arith.constant dense<[3, 10, 17, 24]> : vector<4xi32>
  %p = arith.muli %flat, %k : vector<4xi32>
  %r = vector.reduction <add>, %p : vector<4xi32> into i32
  %w = arith.extsi %r : i32 to i64
  memref.dealloc %m : memref<6x7xi32>
  return %w : i64
}
func.func @rowBehind(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %d = memref.cast %m : memref<6x7xi32> to memref<?x?xi32>
  %i = arith.constant 5 : index
  %bj = arith.constant 7 : index
  %j = arith.addi %bj, %o : index
  %pad = arith.constant -1 : i32
  %v = vector.transfer_read %d[%i, %j], %pad {in_bounds = [false], permutation_map = affine_map<(d0, d1) -> (d1)>} : memref<?x?xi32>, vector<4xi32>
  %flat = vector.shape_cast %v : vector<4xi32> to vector<4xi32>
  %k = arith.constant dense<[3, 10, 17, 24]> : vector<4xi32>
  %p = arith.muli %flat, %k : vector<4xi32>
  %r = vector.reduction <add>, %p : vector<4xi32> into i32
  %w = arith.extsi %r : i32 to i64
  memref.dealloc %m : memref<6x7xi32>
  return %w : i64
}
func.func @rowsInside(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %j = arith.constant 0 : index
  %pad = arith.constant -1 : i32
  %v = vector.transfer_read %m[%o, %j], %pad {in_bounds = [true, true], permutation_map = affine_map<(d0, d1) -> (d0, d1)>} : memref<6x7xi32>, vector<3x7xi32>
  %flat = vector.shape_cast %v : vector<3x7xi32> to vector<21xi32>
  %k = arith.constant dense<[3, 10, 17, 24, 31, 38, 45, 52, 59, 66, 73, 80, 87, 94, 101, 108, 115, 122, 129, 136, 143]> : vector<21xi32>
  %p = arith.muli %flat, %k : vector<21xi32>
  %r = vector.reduction <add>, %p : vector<21xi32> into i32
  %w = arith.extsi %r : i32 to i64
  memref.dealloc %m : memref<6x7xi32>
  return %w : i64
}
func.func @rowsPartial(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %bi = arith.constant 3 : index
  %i = arith.addi %bi, %o : index
  %pad = arith.constant -1 : i32
  %v = vector.transfer_read %m[%i, %o], %pad {in_bounds = [false, false], permutation_map = affine_map<(d0, d1) -> (d0, d1)>} : memref<6x7xi32>, vector<4x8xi32>
  %flat = vector.shape_cast %v : vector<4x8xi32> to vector<32xi32>
  %k = arith.constant dense<[3, 10, 17, 24, 31, 38, 45, 52, 59, 66, 73, 80, 87, 94, 101, 108, 115, 122, 129, 136, 143, 150, 157, 164, 171, 178, 185, 192, 199, 206, 213, 220]> : vector<32xi32>
  %p = arith.muli %flat, %k : vector<32xi32>
  %r = vector.reduction <add>, %p : vector<32xi32> into i32
  %w = arith.extsi %r : i32 to i64
  memref.dealloc %m : memref<6x7xi32>
  return %w : i64
}
func.func @rowsUnknown(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %d = memref.cast %m : memref<6x7xi32> to memref<?x?xi32>
  %bi = arith.constant 3 : index
  %i = arith.addi %bi, %o : index
  %bj = arith.constant 4 : index
  %j = arith.addi %bj, %o : index
  %pad = arith.constant -1 : i32
  %v = vector.transfer_read %d[%i, %j], %pad {in_bounds = [false, false], permutation_map = affine_map<(d0, d1) -> (d0, d1)>} : memref<?x?xi32>, vector<4x4xi32>
  %flat = vector.shape_cast %v : vector<4x4xi32> to vector<16xi32>
  %k = arith.constant dense<[3, 10, 17, 24, 31, 38, 45, 52, 59, 66, 73, 80, 87, 94, 101, 108]> : vector<16xi32>
  %p = arith.muli %flat, %k : vector<16xi32>
  %r = vector.reduction <add>, %p : vector<16xi32> into i32
  %w = arith.extsi %r : i32 to i64
  memref.dealloc %m : memref<6x7xi32>
  return %w : i64
}
func.func @rowsHalfKnown(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %bi = arith.constant 1 : index
  %i = arith.addi %bi, %o : index
  %bj = arith.constant 5 : index
  %j = arith.addi %bj, %o : index
  %pad = arith.constant -1 : i32
  %v = vector.transfer_read %m[%i, %j], %pad {in_bounds = [true, false], permutation_map = affine_map<(d0, d1) -> (d0, d1)>} : memref<6x7xi32>, vector<2x4xi32>
  %flat = vector.shape_cast %v : vector<2x4xi32> to vector<8xi32>
  %k = arith.constant dense<[3, 10, 17, 24, 31, 38, 45, 52]> : vector<8xi32>
  %p = arith.muli %flat, %k : vector<8xi32>
  %r = vector.reduction <add>, %p : vector<8xi32> into i32
  %w = arith.extsi %r : i32 to i64
  memref.dealloc %m : memref<6x7xi32>
  return %w : i64
}
func.func @wideRows(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %i = arith.constant 0 : index
  %j = arith.constant 0 : index
  %pad = arith.constant -1 : i32
  %v = vector.transfer_read %m[%i, %j], %pad {in_bounds = [true, true, true], permutation_map = affine_map<(d0, d1) -> (d0, 0, d1)>} : memref<6x7xi32>, vector<6x1x7xi32>
  %flat = vector.shape_cast %v : vector<6x1x7xi32> to vector<42xi32>
  %k = arith.constant dense<[3, 10, 17, 24, 31, 38, 45, 52, 59, 66, 73, 80, 87, 94, 101, 108, 115, 122, 129, 136, 143, 150, 157, 164, 171, 178, 185, 192, 199, 206, 213, 220, 227, 234, 241, 248, 255, 262, 269, 276, 283, 290]> : vector<42xi32>
  %p = arith.muli %flat, %k : vector<42xi32>
  %r = vector.reduction <add>, %p : vector<42xi32> into i32
  %w = arith.extsi %r : i32 to i64
  memref.dealloc %m : memref<6x7xi32>
  return %w : i64
}
func.func @column(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %j = arith.constant 3 : index
  %pad = arith.constant -1 : i32
  %v = vector.transfer_read %m[%o, %j], %pad {in_bounds = [false], permutation_map = affine_map<(d0, d1) -> (d0)>} : memref<6x7xi32>, vector<5xi32>
  %flat = vector.shape_cast %v : vector<5xi32> to vector<5xi32>
  %k = arith.constant dense<[3, 10, 17, 24, 31]> : vector<5xi32>
  %p = arith.muli %flat, %k : vector<5xi32>
  %r = vector.reduction <add>, %p : vector<5xi32> into i32
  %w = arith.extsi %r : i32 to i64
  memref.dealloc %m : memref<6x7xi32>
  return %w : i64
}
func.func @exchanged(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %bi = arith.constant 1 : index
  %i = arith.addi %bi, %o : index
  %bj = arith.constant 5 : index
  %j = arith.addi %bj, %o : index
  %pad = arith.constant -1 : i32
  %v = vector.transfer_read %m[%i, %j], %pad {in_bounds = [false, true], permutation_map = affine_map<(d0, d1) -> (d1, d0)>} : memref<6x7xi32>, vector<4x2xi32>
  %flat = vector.shape_cast %v : vector<4x2xi32> to vector<8xi32>
  %k = arith.constant dense<[3, 10, 17, 24, 31, 38, 45, 52]> : vector<8xi32>
  %p = arith.muli %flat, %k : vector<8xi32>
  %r = vector.reduction <add>, %p : vector<8xi32> into i32
  %w = arith.extsi %r : i32 to i64
  memref.dealloc %m : memref<6x7xi32>
  return %w : i64
}
func.func @repeatedRow(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %i = arith.constant 1 : index
  %bj = arith.constant 4 : index
  %j = arith.addi %bj, %o : index
  %pad = arith.constant -1 : i32
  %v = vector.transfer_read %m[%i, %j], %pad {in_bounds = [true, false], permutation_map = affine_map<(d0, d1) -> (0, d1)>} : memref<6x7xi32>, vector<3x4xi32>
  %flat = vector.shape_cast %v : vector<3x4xi32> to vector<12xi32>
  %k = arith.constant dense<[3, 10, 17, 24, 31, 38, 45, 52, 59, 66, 73, 80]> : vector<12xi32>
  %p = arith.muli %flat, %k : vector<12xi32>
  %r = vector.reduction <add>, %p : vector<12xi32> into i32
  %w = arith.extsi %r : i32 to i64
  memref.dealloc %m : memref<6x7xi32>
  return %w : i64
}
func.func @repeatedColumn(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %bi = arith.constant 4 : index
  %i = arith.addi %bi, %o : index
  %j = arith.constant 2 : index
  %pad = arith.constant -1 : i32
  %v = vector.transfer_read %m[%i, %j], %pad {in_bounds = [false, true], permutation_map = affine_map<(d0, d1) -> (d0, 0)>} : memref<6x7xi32>, vector<4x3xi32>
  %flat = vector.shape_cast %v : vector<4x3xi32> to vector<12xi32>
  %k = arith.constant dense<[3, 10, 17, 24, 31, 38, 45, 52, 59, 66, 73, 80]> : vector<12xi32>
  %p = arith.muli %flat, %k : vector<12xi32>
  %r = vector.reduction <add>, %p : vector<12xi32> into i32
  %w = arith.extsi %r : i32 to i64
  memref.dealloc %m : memref<6x7xi32>
  return %w : i64
}
func.func @repeatedElement(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %bj = arith.constant 1 : index
  %j = arith.addi %bj, %o : index
  %pad = arith.constant -1 : i32
  %v = vector.transfer_read %m[%o, %j], %pad {in_bounds = [true], permutation_map = affine_map<(d0, d1) -> (0)>} : memref<6x7xi32>, vector<4xi32>
  %flat = vector.shape_cast %v : vector<4xi32> to vector<4xi32>
  %k = arith.constant dense<[3, 10, 17, 24]> : vector<4xi32>
  %p = arith.muli %flat, %k : vector<4xi32>
  %r = vector.reduction <add>, %p : vector<4xi32> into i32
  %w = arith.extsi %r : i32 to i64
  memref.dealloc %m : memref<6x7xi32>
  return %w : i64
}
func.func @element(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %j = arith.constant 6 : index
  %pad = arith.constant -1 : i32
  %v = vector.transfer_read %m[%o, %j], %pad {in_bounds = [], permutation_map = affine_map<(d0, d1) -> ()>} : memref<6x7xi32>, vector<i32>
  %e = vector.extract %v[] : i32 from vector<i32>
  %flat = vector.broadcast %e : i32 to vector<1xi32>
  %k = arith.constant dense<[3]> : vector<1xi32>
  %p = arith.muli %flat, %k : vector<1xi32>
  %r = vector.reduction <add>, %p : vector<1xi32> into i32
  %w = arith.extsi %r : i32 to i64
  memref.dealloc %m : memref<6x7xi32>
  return %w : i64
}
func.func @everySecond(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %d = memref.subview %m[1, 1] [3, 3] [1, 2] : memref<6x7xi32> to memref<3x3xi32, strided<[7, 2], offset: 8>>
  %j = arith.constant 1 : index
  %pad = arith.constant -1 : i32
  %v = vector.transfer_read %d[%o, %j], %pad {in_bounds = [false, false], permutation_map = affine_map<(d0, d1) -> (d0, d1)>} : memref<3x3xi32, strided<[7, 2], offset: 8>>, vector<3x2xi32>
  %flat = vector.shape_cast %v : vector<3x2xi32> to vector<6xi32>
  %k = arith.constant dense<[3, 10, 17, 24, 31, 38]> : vector<6xi32>
  %p = arith.muli %flat, %k : vector<6xi32>
  %r = vector.reduction <add>, %p : vector<6xi32> into i32
  %w = arith.extsi %r : i32 to i64
  memref.dealloc %m : memref<6x7xi32>
  return %w : i64
}
func.func @maskedRow(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %i = arith.constant 1 : index
  %j = arith.constant 2 : index
  %mask = arith.constant dense<[true, false, false, true]> : vector<4xi1>
  %pad = arith.constant -1 : i32
  %v = vector.transfer_read %m[%i, %j], %pad, %mask {in_bounds = [true], permutation_map = affine_map<(d0, d1) -> (d1)>} : memref<6x7xi32>, vector<4xi32>
  %flat = vector.shape_cast %v : vector<4xi32> to vector<4xi32>
  %k = arith.constant dense<[3, 10, 17, 24]> : vector<4xi32>
  %p = arith.muli %flat, %k : vector<4xi32>
  %r = vector.reduction <add>, %p : vector<4xi32> into i32
  %w = arith.extsi %r : i32 to i64
  memref.dealloc %m : memref<6x7xi32>
  return %w : i64
}
func.func @maskedRows(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %bi = arith.constant 2 : index
  %i = arith.addi %bi, %o : index
  %bj = arith.constant 4 : index
  %j = arith.addi %bj, %o : index
  %q0 = arith.constant 2 : index
  %q1 = arith.addi %o, %i : index
  %mask = vector.create_mask %q0, %q1 : vector<3x4xi1>
  %pad = arith.constant -1 : i32
  %v = vector.transfer_read %m[%i, %j], %pad, %mask {in_bounds = [false, false], permutation_map = affine_map<(d0, d1) -> (d0, d1)>} : memref<6x7xi32>, vector<3x4xi32>
  %flat = vector.shape_cast %v : vector<3x4xi32> to vector<12xi32>
  %k = arith.constant dense<[3, 10, 17, 24, 31, 38, 45, 52, 59, 66, 73, 80]> : vector<12xi32>
  %p = arith.muli %flat, %k : vector<12xi32>
  %r = vector.reduction <add>, %p : vector<12xi32> into i32
  %w = arith.extsi %r : i32 to i64
  memref.dealloc %m : memref<6x7xi32>
  return %w : i64
}
func.func @maskedExchanged(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %bi = arith.constant 4 : index
  %i = arith.addi %bi, %o : index
  %mask = arith.constant dense<[[true, false, true, true], [false, true, true, false], [true, true, false, true]]> : vector<3x4xi1>
  %pad = arith.constant -1 : i32
  %v = vector.transfer_read %m[%i, %o], %pad, %mask {in_bounds = [false, false], permutation_map = affine_map<(d0, d1) -> (d1, d0)>} : memref<6x7xi32>, vector<4x3xi32>
  %flat = vector.shape_cast %v : vector<4x3xi32> to vector<12xi32>
  %k = arith.constant dense<[3, 10, 17, 24, 31, 38, 45, 52, 59, 66, 73, 80]> : vector<12xi32>
  %p = arith.muli %flat, %k : vector<12xi32>
  %r = vector.reduction <add>, %p : vector<12xi32> into i32
  %w = arith.extsi %r : i32 to i64
  memref.dealloc %m : memref<6x7xi32>
  return %w : i64
}
func.func @maskedRepeated(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %i = arith.constant 2 : index
  %bj = arith.constant 5 : index
  %j = arith.addi %bj, %o : index
  %mask = arith.constant dense<[true, false, true]> : vector<3xi1>
  %pad = arith.constant -1 : i32
  %v = vector.transfer_read %m[%i, %j], %pad, %mask {in_bounds = [true, false], permutation_map = affine_map<(d0, d1) -> (0, d1)>} : memref<6x7xi32>, vector<2x3xi32>
  %flat = vector.shape_cast %v : vector<2x3xi32> to vector<6xi32>
  %k = arith.constant dense<[3, 10, 17, 24, 31, 38]> : vector<6xi32>
  %p = arith.muli %flat, %k : vector<6xi32>
  %r = vector.reduction <add>, %p : vector<6xi32> into i32
  %w = arith.extsi %r : i32 to i64
  memref.dealloc %m : memref<6x7xi32>
  return %w : i64
}
func.func @storesRow(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %i = arith.constant 3 : index
  %flat = arith.constant dense<[100, 101, 102, 103]> : vector<4xi32>
  %v = vector.shape_cast %flat : vector<4xi32> to vector<4xi32>
  vector.transfer_write %v, %m[%i, %o] {in_bounds = [true], permutation_map = affine_map<(d0, d1) -> (d1)>} : vector<4xi32>, memref<6x7xi32>
  %r = call @total(%m) : (memref<6x7xi32>) -> i64
  memref.dealloc %m : memref<6x7xi32>
  return %r : i64
}
func.func @storesPartialRow(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %i = arith.constant 3 : index
  %bj = arith.constant 4 : index
  %j = arith.addi %bj, %o : index
  %flat = arith.constant dense<[100, 101, 102, 103]> : vector<4xi32>
  %v = vector.shape_cast %flat : vector<4xi32> to vector<4xi32>
  vector.transfer_write %v, %m[%i, %j] {in_bounds = [false], permutation_map = affine_map<(d0, d1) -> (d1)>} : vector<4xi32>, memref<6x7xi32>
  %r = call @total(%m) : (memref<6x7xi32>) -> i64
  memref.dealloc %m : memref<6x7xi32>
  return %r : i64
}
func.func @storesRows(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %j = arith.constant 0 : index
  %flat = arith.constant dense<[100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120]> : vector<21xi32>
  %v = vector.shape_cast %flat : vector<21xi32> to vector<3x7xi32>
  vector.transfer_write %v, %m[%o, %j] {in_bounds = [true, true], permutation_map = affine_map<(d0, d1) -> (d0, d1)>} : vector<3x7xi32>, memref<6x7xi32>
  %r = call @total(%m) : (memref<6x7xi32>) -> i64
  memref.dealloc %m : memref<6x7xi32>
  return %r : i64
}
func.func @storesPartialRows(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %d = memref.cast %m : memref<6x7xi32> to memref<?x?xi32>
  %bi = arith.constant 3 : index
  %i = arith.addi %bi, %o : index
  %bj = arith.constant 4 : index
  %j = arith.addi %bj, %o : index
  %flat = arith.constant dense<[100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111]> : vector<12xi32>
  %v = vector.shape_cast %flat : vector<12xi32> to vector<3x4xi32>
  vector.transfer_write %v, %d[%i, %j] {in_bounds = [false, false], permutation_map = affine_map<(d0, d1) -> (d0, d1)>} : vector<3x4xi32>, memref<?x?xi32>
  %r = call @total(%m) : (memref<6x7xi32>) -> i64
  memref.dealloc %m : memref<6x7xi32>
  return %r : i64
}
func.func @storesColumn(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %bi = arith.constant 2 : index
  %i = arith.addi %bi, %o : index
  %j = arith.constant 4 : index
  %flat = arith.constant dense<[100, 101, 102, 103, 104]> : vector<5xi32>
  %v = vector.shape_cast %flat : vector<5xi32> to vector<5xi32>
  vector.transfer_write %v, %m[%i, %j] {in_bounds = [false], permutation_map = affine_map<(d0, d1) -> (d0)>} : vector<5xi32>, memref<6x7xi32>
  %r = call @total(%m) : (memref<6x7xi32>) -> i64
  memref.dealloc %m : memref<6x7xi32>
  return %r : i64
}
func.func @storesExchanged(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %bi = arith.constant 4 : index
  %i = arith.addi %bi, %o : index
  %bj = arith.constant 2 : index
  %j = arith.addi %bj, %o : index
  %flat = arith.constant dense<[100, 101, 102, 103, 104, 105, 106, 107]> : vector<8xi32>
  %v = vector.shape_cast %flat : vector<8xi32> to vector<4x2xi32>
  vector.transfer_write %v, %m[%i, %j] {in_bounds = [false, false], permutation_map = affine_map<(d0, d1) -> (d1, d0)>} : vector<4x2xi32>, memref<6x7xi32>
  %r = call @total(%m) : (memref<6x7xi32>) -> i64
  memref.dealloc %m : memref<6x7xi32>
  return %r : i64
}
func.func @storesElement(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %j = arith.constant 6 : index
  %flat = arith.constant dense<[100]> : vector<1xi32>
  %e = vector.extract %flat[0] : i32 from vector<1xi32>
  %v = vector.broadcast %e : i32 to vector<i32>
  vector.transfer_write %v, %m[%o, %j] {in_bounds = [], permutation_map = affine_map<(d0, d1) -> ()>} : vector<i32>, memref<6x7xi32>
  %r = call @total(%m) : (memref<6x7xi32>) -> i64
  memref.dealloc %m : memref<6x7xi32>
  return %r : i64
}
func.func @storesEverySecond(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %d = memref.subview %m[1, 1] [3, 3] [1, 2] : memref<6x7xi32> to memref<3x3xi32, strided<[7, 2], offset: 8>>
  %j = arith.constant 1 : index
  %flat = arith.constant dense<[100, 101, 102, 103, 104, 105]> : vector<6xi32>
  %v = vector.shape_cast %flat : vector<6xi32> to vector<3x2xi32>
  vector.transfer_write %v, %d[%o, %j] {in_bounds = [false, false], permutation_map = affine_map<(d0, d1) -> (d0, d1)>} : vector<3x2xi32>, memref<3x3xi32, strided<[7, 2], offset: 8>>
  %r = call @total(%m) : (memref<6x7xi32>) -> i64
  memref.dealloc %m : memref<6x7xi32>
  return %r : i64
}
func.func @storesMasked(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %bi = arith.constant 2 : index
  %i = arith.addi %bi, %o : index
  %bj = arith.constant 4 : index
  %j = arith.addi %bj, %o : index
  %q0 = arith.constant 2 : index
  %q1 = arith.addi %o, %i : index
  %mask = vector.create_mask %q0, %q1 : vector<3x4xi1>
  %flat = arith.constant dense<[100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111]> : vector<12xi32>
  %v = vector.shape_cast %flat : vector<12xi32> to vector<3x4xi32>
  vector.transfer_write %v, %m[%i, %j], %mask {in_bounds = [false, false], permutation_map = affine_map<(d0, d1) -> (d0, d1)>} : vector<3x4xi32>, memref<6x7xi32>
  %r = call @total(%m) : (memref<6x7xi32>) -> i64
  memref.dealloc %m : memref<6x7xi32>
  return %r : i64
}
func.func @storesMaskedExchanged(%n: i64) -> i64 {
  %m = memref.alloc() : memref<6x7xi32>
  call @fill(%m, %n) : (memref<6x7xi32>, i64) -> ()
  %o = call @small(%n) : (i64) -> index
  %bi = arith.constant 4 : index
  %i = arith.addi %bi, %o : index
  %mask = arith.constant dense<[[true, false, true, true], [false, true, true, false], [true, true, false, true]]> : vector<3x4xi1>
  %flat = arith.constant dense<[100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111]> : vector<12xi32>
  %v = vector.shape_cast %flat : vector<12xi32> to vector<4x3xi32>
  vector.transfer_write %v, %m[%i, %o], %mask {in_bounds = [false, false], permutation_map = affine_map<(d0, d1) -> (d1, d0)>} : vector<4x3xi32>, memref<6x7xi32>
  %r = call @total(%m) : (memref<6x7xi32>) -> i64
  memref.dealloc %m : memref<6x7xi32>
  return %r : i64
}
