func.func @gcd(%a: i64, %b: i64) -> i64 {
  %zero = arith.constant 0 : i64
  cf.br ^head(%a, %b : i64, i64)
^head(%x: i64, %y: i64):
  %done = arith.cmpi eq, %y, %zero : i64
  cf.cond_br %done, ^exit(%x : i64), ^body
^body:
  %r = arith.remui %x, %y : i64
  cf.br ^head(%y, %r : i64, i64)
^exit(%g: i64):
  return %g : i64
}
// -----
func.func @state(%s: i32, %x: f32) -> f32 {
  cf.switch %s : i32, [
    default: ^keep(%x : f32),
    1: ^twice,
    -7: ^keep(%x : f32)
  ]
^twice:
  %y = arith.addf %x, %x : f32
  cf.br ^keep(%y : f32)
^keep(%r: f32):
  return %r : f32
}
// -----
func.func @positive(%x: i32) -> i32 {
  %zero = arith.constant 0 : i32
  %ok = arith.cmpi sgt, %x, %zero : i32
  cf.assert %ok, "expected a positive number"
  cf.assert %ok, "bytes that are no text: \FF\00\80"
  return %x : i32
}
// -----
// The least number, as MLIR reads it.
func.func @least(%a: i64) {
  cf.switch %a : i64, [default: ^bb1, 9223372036854775808: ^bb1]
^bb1:
  return
}
