// RUN: expand-types{analysis}
// OPTIONS: forms
// nothing changes; what is in the way is told
func.func @f(%c: i1, %a: complex<i32>) -> complex<i32> {
  // expected-remark @+1 {{'arith.select' may not stay, and no rule converts it}}
  %b = arith.select %c, %a, %a : complex<i32>
  return %b : complex<i32>
}
// CHECK: func.func @f([[C:%[a-z0-9]+]]: i1, [[A:%[a-z0-9]+]]: complex<i32>) -> complex<i32>
// CHECK-NEXT: arith.select [[C]], [[A]], [[A]] : complex<i32>
