// RUN: loop-invariant-code-motion
// OPTIONS: forms, reasons
// What keeps operations in a loop.
// the counter, what is computed there, memory
func.func @f(%m: memref<?xf32>, %n: index, %x: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    // expected-remark @+1 {{'arith.addi' stays in the loop: operand 0 is an argument of the loop [loop-invariant-code-motion, missed]}}
    %j = arith.addi %i, %c1 : index
    // expected-remark @+1 {{'arith.muli' stays in the loop: operand 1 is computed there by 'arith.addi' at test:10}}
    %k = arith.muli %n, %j : index
    // expected-remark @+1 {{'memref.load' stays in the loop: it reads memory}}
    %y = memref.load %m[%c0] : memref<?xf32>
    %z = arith.mulf %x, %x : f32
    // expected-remark @+1 {{'memref.store' stays in the loop: it may have effects}}
    memref.store %z, %m[%k] : memref<?xf32>
  }
  func.return
}
// CHECK: arith.mulf
// CHECK: scf.for
// -----
// division, and what is inside of others
func.func @f(%m: memref<?xi32>, %n: index, %a: i32, %b: i32, %p: i1) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    // expected-remark @+1 {{'arith.divsi' stays in the loop: it is not defined for all operands, and the loop may not run}}
    %q = arith.divsi %a, %b : i32
    // expected-remark @+1 {{'scf.if' stays in the loop: operand 0 of 'arith.addi' in it is computed there by 'arith.divsi'}}
    %r = scf.if %p -> (i32) {
      %s = arith.addi %q, %a : i32
      scf.yield %s : i32
    } else {
      scf.yield %a : i32
    }
    // expected-remark @+1 {{'scf.for' stays in the loop: 'memref.store' in it may have effects}}
    scf.for %j = %c0 to %n step %c1 {
      // expected-remark @+1 {{'memref.store' stays in the loop: it may have effects}}
      memref.store %r, %m[%j] : memref<?xi32>
    }
  }
  func.return
}
// CHECK: scf.for
