// RUN: sparse-constant-propagation
// Constants go down a chain of calls, and what is returned comes back, whatever the order in the text.
func.func @main() -> i32 {
  %0 = arith.constant 1 : i32
  %1 = func.call @a(%0) : (i32) -> i32
  func.return %1 : i32
}
func.func private @a(%x: i32) -> i32 {
  %0 = func.call @b(%x) : (i32) -> i32
  func.return %0 : i32
}
func.func private @b(%x: i32) -> i32 {
  %0 = func.call @c(%x) : (i32) -> i32
  func.return %0 : i32
}
func.func private @c(%x: i32) -> i32 {
  %0 = arith.addi %x, %x : i32
  func.return %0 : i32
}
// CHECK: sym_name = "main"
// CHECK: [[C:%[0-9]+]] = "arith.constant"() <{value = 2 : i32}>
// CHECK: "func.return"([[C]])
// CHECK: sym_name = "c"
// CHECK: [[D:%[0-9]+]] = "arith.constant"() <{value = 2 : i32}>
// CHECK: "func.return"([[D]])
// -----
// two that call each other, until what they pass is not one constant any more
func.func @main(%c: i1) -> i32 {
  %0 = arith.constant 1 : i32
  %1 = func.call @even(%c, %0, %0) : (i1, i32, i32) -> i32
  func.return %1 : i32
}
func.func private @even(%c: i1, %x: i32, %y: i32) -> i32 {
  %0 = func.call @odd(%c, %x, %y) : (i1, i32, i32) -> i32
  %1 = arith.addi %x, %0 : i32
  func.return %1 : i32
}
func.func private @odd(%c: i1, %x: i32, %y: i32) -> i32 {
  cf.cond_br %c, ^a, ^b
^a:
  %0 = arith.addi %y, %y : i32
  %1 = func.call @even(%c, %x, %0) : (i1, i32, i32) -> i32
  func.return %1 : i32
^b:
  %2 = arith.addi %x, %y : i32
  func.return %2 : i32
}
// CHECK: sym_name = "odd"
// CHECK: [[C:%[0-9]+]] = "arith.constant"() <{value = 1 : i32}>
// CHECK: [[Y:%[0-9]+]] = "arith.addi"(%arg2, %arg2)
// CHECK-NEXT: "func.call"(%arg0, [[C]], [[Y]]) <{callee = @even}>
// CHECK: "arith.addi"([[C]], %arg2)
// -----
// vectors and tensors that a call gives are constants of arithmetic
func.func @v() -> vector<1xi32> {
  %0 = arith.constant dense<0> : vector<1xi32>
  return %0 : vector<1xi32>
}
func.func @t() -> tensor<4xi32> {
  %0 = arith.constant dense<1> : tensor<4xi32>
  return %0 : tensor<4xi32>
}
func.func @main() -> (vector<1xi32>, tensor<4xi32>) {
  %0 = func.call @v() : () -> vector<1xi32>
  %1 = func.call @t() : () -> tensor<4xi32>
  return %0, %1 : vector<1xi32>, tensor<4xi32>
}
// CHECK: sym_name = "main"
// CHECK: "arith.constant"() <{value = dense<0> : vector<1xi32>}>
// CHECK: "arith.constant"() <{value = dense<1> : tensor<4xi32>}>
// CHECK-NOT: graph.constant
