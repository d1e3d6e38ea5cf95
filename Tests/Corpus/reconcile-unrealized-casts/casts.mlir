// RUN: reconcile-unrealized-casts
// Casts that conversions left.
// a chain that leads back, and a cast that nothing needs
func.func @f(%a: i64) -> i64 {
  %0 = builtin.unrealized_conversion_cast %a : i64 to index
  %1 = builtin.unrealized_conversion_cast %0 : index to i32
  %2 = builtin.unrealized_conversion_cast %1 : i32 to i64
  %3 = builtin.unrealized_conversion_cast %0 : index to f32
  return %2 : i64
}
// CHECK-NOT: cast
// CHECK: "func.return"(%arg0)
// -----
// several values and back
func.func @f(%a: f32, %b: f32) -> (f32, f32) {
  %0 = builtin.unrealized_conversion_cast %a, %b : f32, f32 to complex<f32>
  cf.br ^next(%a : f32)
^next(%x: f32):
  %1:2 = builtin.unrealized_conversion_cast %0 : complex<f32> to f32, f32
  return %1#0, %1#1 : f32, f32
}
// CHECK-NOT: cast
// CHECK: "func.return"(%arg0, %arg1)
// -----
// a cast to what the value is
func.func @f(%a: f32) -> f32 {
  %0 = builtin.unrealized_conversion_cast %a : f32 to f32
  return %0 : f32
}
// CHECK-NOT: cast
// CHECK: "func.return"(%arg0)
