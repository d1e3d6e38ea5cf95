// RUN: func.func(sparse-constant-propagation)
// On one function nothing is known of what others return.
func.func private @g() -> i32 {
  %two = arith.constant 2 : i32
  func.return %two : i32
}
func.func @f(%c: i1) -> i32 {
  %0 = arith.constant 1 : i32
  cf.cond_br %c, ^a, ^b(%0 : i32)
^a:
  %1 = func.call @g() : () -> i32
  cf.br ^b(%1 : i32)
^b(%x: i32):
  func.return %x : i32
}
// CHECK: sym_name = "f"
// CHECK: [[X:%[0-9]+]] = "func.call"() <{callee = @g}>
// CHECK-NEXT: "cf.br"([[X]])[^bb2]
// CHECK-NEXT: ^bb2([[Y:%[0-9]+]]: i32)
// CHECK-NEXT: "func.return"([[Y]])
