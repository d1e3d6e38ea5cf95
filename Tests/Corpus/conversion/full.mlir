// RUN: expand-types{full}
// OPTIONS: forms
// a full conversion leaves no cast, and changes nothing where it fails
func.func @f(%a: complex<f32>) {
  // expected-error @-1 {{a value of type 'f32', 'f32' is still needed as 'complex<f32>' by 'check.effect'}}
  "check.effect"(%a) : (complex<f32>) -> ()
  return
}
// -----
// a rule that gives up midway and one that makes what may not stay are undone
func.func @f(%c: i1, %a: index) -> index {
  %b = arith.select %c, %a, %a : index
  return %b : index
}
// CHECK: func.func @f([[C:%[a-z0-9]+]]: i1, [[A:%[a-z0-9]+]]: i64) -> i64
// CHECK-NEXT: [[B:%[a-z0-9]+]] = arith.select [[C]], [[A]], [[A]] : i64
// CHECK-NEXT: return [[B]] : i64
// -----
// nor does a rule that takes one value take two
func.func @f(%c: i1, %a: complex<i32>) -> complex<i32> {
  // expected-error @+4 {{'arith.select' may not stay, and no rule converts it}}
  // expected-note @+3 {{has thought better of it}}
  // expected-note @+2 {{'make-illegal': 'check.constant' may not stay, and no rule converts it}}
  // expected-note @+1 {{'select': operand 1 became 2 values, and the rule takes one}}
  %b = arith.select %c, %a, %a : complex<i32>
  return %b : complex<i32>
}
