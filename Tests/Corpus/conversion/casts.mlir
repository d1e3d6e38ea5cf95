// RUN: expand-types
// OPTIONS: forms
// where nobody makes values real, casts are left, and told
// expected-remark @+1 {{1 casts are left}}
module {
  func.func @f(%a: complex<f32>) -> complex<f32> {
    "check.effect"(%a) : (complex<f32>) -> ()
    return %a : complex<f32>
  }
}
// CHECK: func.func @f([[X:%[a-z0-9]+]]: f32, [[Y:%[a-z0-9]+]]: f32)
// CHECK-NEXT: [[A:%[a-z0-9]+]] = builtin.unrealized_conversion_cast [[X]], [[Y]] : f32, f32 to complex<f32>
// CHECK-NEXT: "check.effect"([[A]])
// CHECK-NEXT: return [[X]], [[Y]]
// -----
// a value that is converted after its user: the casts lead back to it and go
// expected-remark @+1 {{0 casts are left}}
module {
  func.func @f(%a: complex<f32>, %c: i1) -> complex<f32> {
    cf.br ^second
  ^first:
    %m = "check.negate"(%n) : (complex<f32>) -> complex<f32>
    return %m : complex<f32>
  ^second:
    %n = "check.negate"(%a) : (complex<f32>) -> complex<f32>
    cf.br ^first
  }
}
// CHECK: func.func @f([[X:%[a-z0-9]+]]: f32, [[Y:%[a-z0-9]+]]: f32, {{.*}})
// CHECK-NEXT: cf.br [[S:\^[a-z0-9]+]]
// CHECK-NEXT: [[F:\^[a-z0-9]+]]:
// CHECK-NEXT: [[A:%[a-z0-9]+]] = "check.negate"([[N:%[a-z0-9]+]])
// CHECK-NEXT: [[B:%[a-z0-9]+]] = "check.negate"([[M:%[a-z0-9]+]])
// CHECK-NEXT: return [[A]], [[B]]
// CHECK-NEXT: [[S]]:
// CHECK-NEXT: [[N]] = "check.negate"([[X]])
// CHECK-NEXT: [[M]] = "check.negate"([[Y]])
// CHECK-NEXT: cf.br [[F]]
