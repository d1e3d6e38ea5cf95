// RUN: reconcile-unrealized-casts
// Casts that are still needed.
// one of both is needed
func.func @f(%a: i64) -> (i64, index) {
  // expected-error @+1 {{a value of type 'i64' is still needed as 'index': convert what uses it, or what makes it}}
  %0 = builtin.unrealized_conversion_cast %a : i64 to index
  %1 = builtin.unrealized_conversion_cast %0 : index to i64
  return %1, %0 : i64, index
}
// -----
// the same numbers, but not all of one cast
func.func @f(%a: complex<f32>, %b: complex<f32>) -> complex<f32> {
  // expected-error @+1 {{a value of type 'complex<f32>' is still needed as 'f32', 'f32'}}
  %0:2 = builtin.unrealized_conversion_cast %a : complex<f32> to f32, f32
  // expected-error @+1 {{a value of type 'f32', 'f32' is still needed as 'complex<f32>'}}
  %1 = builtin.unrealized_conversion_cast %0#1, %0#0 : f32, f32 to complex<f32>
  return %1 : complex<f32>
}
