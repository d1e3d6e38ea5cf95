// RUN: inline{max-growth=14}
// Where bodies double with each call there is an end.
func.func @a(%x: i32) -> i32 {
  %0 = arith.addi %x, %x : i32
  func.return %0 : i32
}
func.func @b(%x: i32) -> i32 {
  // expected-remark @+1 {{'a' was inlined}}
  %0 = func.call @a(%x) : (i32) -> i32
  // expected-remark @+1 {{'a' was inlined}}
  %1 = func.call @a(%0) : (i32) -> i32
  func.return %1 : i32
}
func.func @c(%x: i32) -> i32 {
  // expected-remark @+1 {{'b' was inlined}}
  %0 = func.call @b(%x) : (i32) -> i32
  // expected-remark @+1 {{'b' was inlined}}
  %1 = func.call @b(%0) : (i32) -> i32
  func.return %1 : i32
}
func.func @d(%x: i32) -> i32 {
  // expected-remark @+1 {{'c' was not inlined: with its 5 operations more than 14 would be added; 'max-growth' sets another limit}}
  %0 = func.call @c(%x) : (i32) -> i32
  // expected-remark @+1 {{'a' was inlined}}
  %1 = func.call @a(%0) : (i32) -> i32
  func.return %1 : i32
}
// CHECK: sym_name = "c"
// CHECK-NOT: func.call
// CHECK: sym_name = "d"
// CHECK: callee = @c
// CHECK-NEXT: arith.addi
// CHECK-NEXT: func.return
// -----
// the last use of a private function takes its body along, and adds nothing
func.func private @a(%x: i32, %c: i1) -> i32 {
  cf.cond_br %c, ^a, ^b
^a:
  func.return %x : i32
^b:
  %0 = arith.addi %x, %x : i32
  func.return %0 : i32
}
func.func private @b(%x: i32, %c: i1) -> i32 {
  %0 = func.call @a(%x, %c) : (i32, i1) -> i32
  func.return %0 : i32
}
func.func private @c(%x: i32, %c: i1) -> i32 {
  %0 = func.call @b(%x, %c) : (i32, i1) -> i32
  %1 = arith.muli %0, %0 : i32
  %2 = arith.muli %1, %0 : i32
  %3 = arith.muli %2, %0 : i32
  %4 = arith.muli %3, %0 : i32
  func.return %4 : i32
}
func.func @d(%x: i32, %c: i1) -> i32 {
  %0 = func.call @c(%x, %c) : (i32, i1) -> i32
  func.return %0 : i32
}
// CHECK: builtin.module
// CHECK-NEXT: sym_name = "d"
// CHECK: arith.muli
// CHECK-NOT: func.call
// -----
// a private function that something else names stays
func.func private @a(%x: i32) -> i32 {
  func.return %x : i32
}
func.func @d(%x: i32) -> (i32, (i32) -> i32) {
  %0 = func.call @a(%x) : (i32) -> i32
  %1 = func.constant @a : (i32) -> i32
  func.return %0, %1 : i32, (i32) -> i32
}
// CHECK: sym_name = "a"
// CHECK: func.constant
