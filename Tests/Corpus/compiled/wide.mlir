// Integers of more bits than a register has.
func.func @arithmetic(%n: i64) -> i64 {
  %x = arith.extsi %n : i64 to i128
  %big = arith.constant 18446744073709551629 : i128
  %least = arith.constant -9223372036854775809 : i128
  %7 = arith.constant 7 : i128
  %64 = arith.constant 64 : i128
  %0 = arith.muli %x, %big : i128
  %1 = arith.addi %0, %least : i128
  %2 = arith.divsi %1, %7 : i128
  %3 = arith.remui %0, %big : i128
  %4 = arith.shrsi %2, %64 : i128
  %5 = arith.cmpi slt, %1, %x : i128
  %6 = arith.select %5, %4, %3 : i128
  %8 = arith.maxsi %6, %2 : i128
  %9 = arith.xori %8, %0 : i128
  %high = arith.shrui %9, %64 : i128
  %10 = arith.addi %9, %high : i128
  %11 = arith.trunci %10 : i128 to i64
  return %11 : i64
}

func.func @lanes(%n: i64) -> i64 {
  %x = arith.extui %n : i64 to i128
  %v = vector.broadcast %x : i128 to vector<4xi128>
  %c = arith.constant dense<[1, 2, 18446744073709551617, -1]> : vector<4xi128>
  %0 = arith.muli %v, %c : vector<4xi128>
  %1 = vector.reduction <add>, %0 : vector<4xi128> into i128
  %64 = arith.constant 64 : i128
  %2 = arith.shrui %1, %64 : i128
  %3 = arith.addi %1, %2 : i128
  %4 = arith.trunci %3 : i128 to i64
  return %4 : i64
}

memref.global "private" constant @table : memref<3xi128> = dense<[1, 18446744073709551617, -1]>

func.func @memory(%n: i64) -> i64 {
  %0 = memref.get_global @table : memref<3xi128>
  %m = memref.alloca() : memref<3xi128>
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %zero = arith.constant 0 : i128
  %x = arith.extsi %n : i64 to i128
  scf.for %i = %c0 to %c3 step %c1 {
    %1 = memref.load %0[%i] : memref<3xi128>
    %2 = arith.muli %1, %x : i128
    memref.store %2, %m[%i] : memref<3xi128>
  }
  %sum = scf.for %i = %c0 to %c3 step %c1 iter_args(%s = %zero) -> (i128) {
    %1 = memref.load %m[%i] : memref<3xi128>
    %2 = arith.addi %s, %1 : i128
    scf.yield %2 : i128
  }
  %64 = arith.constant 64 : i128
  %3 = arith.shrui %sum, %64 : i128
  %4 = arith.addi %sum, %3 : i128
  %5 = arith.trunci %4 : i128 to i64
  return %5 : i64
}
