// RUN: expand-types{merge,merge-arguments,split}
// OPTIONS: forms
// an argument that is still needed as it was is made in its own way, a result in the general one
func.func @f(%a: complex<f32>) -> complex<f32> {
  "check.effect"(%a) : (complex<f32>) -> ()
  %n = "check.negate"(%a) : (complex<f32>) -> complex<f32>
  "check.effect"(%n) : (complex<f32>) -> ()
  return %n : complex<f32>
}
// CHECK: func.func @f([[X:%[a-z0-9]+]]: f32, [[Y:%[a-z0-9]+]]: f32)
// CHECK: [[A:%[a-z0-9]+]] = "check.effect"([[X]], [[Y]]) {name = "merge-arguments"} : (f32, f32) -> complex<f32>
// CHECK: "check.effect"([[A]])
// CHECK: [[N:%[a-z0-9]+]] = "check.negate"([[X]])
// CHECK: [[M:%[a-z0-9]+]] = "check.negate"([[Y]])
// CHECK: [[B:%[a-z0-9]+]] = "check.effect"([[N]], [[M]]) {name = "merge"} : (f32, f32) -> complex<f32>
// CHECK: "check.effect"([[B]])
// CHECK: return [[N]], [[M]]
// -----
// what an operation that stays gives is split for those that are converted
func.func @f() -> complex<f32> {
  %a = "check.effect"() : () -> complex<f32>
  return %a : complex<f32>
}
// CHECK: [[A:%[a-z0-9]+]] = "check.effect"()
// CHECK: [[P:%[a-z0-9]+]]:2 = "check.effect"([[A]]) {name = "split"} : (complex<f32>) -> (f32, f32)
// CHECK: return [[P]]#0, [[P]]#1
// -----
// of nothing, too
func.func @f(%a: none) {
  "check.effect"(%a) : (none) -> ()
  return
}
// CHECK: func.func @f() {
// CHECK-NEXT: [[A:%[a-z0-9]+]] = "check.effect"() {name = "merge-arguments"} : () -> none
// CHECK-NEXT: "check.effect"([[A]])
