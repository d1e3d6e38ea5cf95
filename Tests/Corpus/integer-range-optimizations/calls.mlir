// RUN: integer-range-optimizations
// OPTIONS: forms
// into a private function, and back, through one written later
func.func @f(%c: i1) -> (i1, i1) {
  %c3 = arith.constant 3 : index
  %c5 = arith.constant 5 : index
  %x = func.call @g(%c3) : (index) -> index
  %y = func.call @g(%c5) : (index) -> index
  %p = arith.cmpi slt, %x, %c3 : index
  %q = arith.cmpi slt, %y, %c5 : index
  func.return %p, %q : i1, i1
}
func.func private @g(%n: index) -> index {
  %c2 = arith.constant 2 : index
  %m = arith.maxsi %n, %c2 : index
  %r = arith.divsi %m, %c2 : index
  func.return %r : index
}
// CHECK: func.func @f
// CHECK: arith.cmpi
// CHECK-NEXT: [[P:%[a-z0-9_]+]] = arith.constant true
// CHECK: arith.cmpi
// CHECK-NEXT: [[Q:%[a-z0-9_]+]] = arith.constant true
// CHECK: return [[P]], [[Q]]
// CHECK: func.func private @g([[N:%[a-z0-9]+]]: index)
// CHECK-NOT: maxsi
// CHECK: arith.divui [[N]]
// -----
// a function that calls itself: what goes down stays between zero and where it began
func.func private @g(%x: i32) -> (i32, i1) {
  %c0 = arith.constant 0 : i32
  %c1 = arith.constant 1 : i32
  %c7 = arith.constant 7 : i32
  %a = arith.cmpi sle, %x, %c7 : i32
  %c = arith.cmpi sgt, %x, %c0 : i32
  %r = scf.if %c -> (i32) {
    %y = arith.subi %x, %c1 : i32
    %z:2 = func.call @g(%y) : (i32) -> (i32, i1)
    scf.yield %z#0 : i32
  } else {
    scf.yield %c1 : i32
  }
  func.return %r, %a : i32, i1
}
func.func @f() -> (i32, i1) {
  %c5 = arith.constant 5 : i32
  %r:2 = func.call @g(%c5) : (i32) -> (i32, i1)
  func.return %r#0, %r#1 : i32, i1
}
// CHECK: func.func @f
// CHECK-DAG: [[R:%[a-z0-9_]+]] = arith.constant 1 : i32
// CHECK-DAG: [[T:%[a-z0-9_]+]] = arith.constant true
// CHECK: return [[R]], [[T]]
