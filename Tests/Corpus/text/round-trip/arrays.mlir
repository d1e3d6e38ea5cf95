// Dense arrays of every element type.
"my.arrays"() {
  i8 = array<i8: 1, -2>, i32 = array<i32: 1, 2>, i64 = array<i64>, bools = array<i1: true, false>,
  f32 = array<f32: 1.0, -2.5, 0x7FC00000>, f64 = array<f64: 0.1>, u16 = array<ui16: 65535>,
  half = array<f16: 1.0>, wrap = array<i8: 255>
} : () -> ()
