// Counting with carried values.
func.func @fibonacci(%n: index) -> i64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = arith.constant 0 : i64
  %b = arith.constant 1 : i64
  %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%x = %a, %y = %b) -> (i64, i64) {
    %s = arith.addi %x, %y : i64
    scf.yield %y, %s : i64, i64
  }
  return %r#0 : i64
}
// -----
func.func @choose(%c: i1, %x: f32, %y: f32) -> (f32, i32) {
  %one = arith.constant 1 : i32
  %r:2 = scf.if %c -> (f32, i32) {
    scf.yield %x, %one : f32, i32
  } else {
    %two = arith.addi %one, %one : i32
    scf.yield %y, %two : f32, i32
  }
  return %r#0, %r#1 : f32, i32
}
// -----
// Collatz: a loop with a condition.
func.func @steps(%start: i64) -> i64 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %two = arith.constant 2 : i64
  %three = arith.constant 3 : i64
  %r:2 = scf.while (%n = %start, %k = %zero) : (i64, i64) -> (i64, i64) {
    %more = arith.cmpi sgt, %n, %one : i64
    scf.condition(%more) %n, %k : i64, i64
  } do {
  ^bb0(%n: i64, %k: i64):
    %odd = arith.remui %n, %two : i64
    %isOdd = arith.cmpi eq, %odd, %one : i64
    %next = scf.if %isOdd -> i64 {
      %t = arith.muli %n, %three : i64
      %u = arith.addi %t, %one : i64
      scf.yield %u : i64
    } else {
      %h = arith.divui %n, %two : i64
      scf.yield %h : i64
    }
    %k1 = arith.addi %k, %one : i64
    scf.yield %next, %k1 : i64, i64
  }
  return %r#1 : i64
}
// -----
func.func @total(%m: memref<?x?xf32>, %h: index, %w: index) -> f32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  %r = scf.parallel (%i, %j) = (%c0, %c0) to (%h, %w) step (%c1, %c1) init (%zero) -> f32 {
    %x = memref.load %m[%i, %j] : memref<?x?xf32>
    scf.reduce(%x : f32) {
    ^bb0(%a: f32, %b: f32):
      %s = arith.addf %a, %b : f32
      scf.reduce.return %s : f32
    }
  }
  return %r : f32
}
// -----
func.func @table(%i: index) -> i32 {
  %r = scf.index_switch %i -> i32
  case 2 {
    %a = arith.constant 10 : i32
    scf.yield %a : i32
  }
  case 5 {
    %b = arith.constant 20 : i32
    scf.yield %b : i32
  }
  default {
    %c = arith.constant 30 : i32
    scf.yield %c : i32
  }
  return %r : i32
}
// -----
func.func @threads(%m: memref<64xf32>, %v: f32) {
  scf.forall (%i) in (64) {
    memref.store %v, %m[%i] : memref<64xf32>
  } {mapping = [#gpu.thread<x>]}
  scf.forall (%i, %j) = (0, 1) to (8, 9) step (2, 2) {
    %k = arith.addi %i, %j : index
    memref.store %v, %m[%k] : memref<64xf32>
  }
  return
}
// -----
// Control flow inside an expression.
func.func @clamp(%x: f32, %low: f32) -> f32 {
  %r = scf.execute_region -> f32 {
    %less = arith.cmpf olt, %x, %low : f32
    cf.cond_br %less, ^low, ^high(%x : f32)
  ^low:
    cf.br ^high(%low : f32)
  ^high(%v: f32):
    scf.yield %v : f32
  }
  return %r : f32
}
// -----
// The least number, as MLIR reads it.
func.func @least(%i: index) -> i32 {
  %r = scf.index_switch %i -> i32
  case 9223372036854775808 {
    %a = arith.constant 1 : i32
    scf.yield %a : i32
  }
  default {
    %a = arith.constant 2 : i32
    scf.yield %a : i32
  }
  return %r : i32
}
