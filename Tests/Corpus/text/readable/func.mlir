module @program attributes {my.note = "kept"} {
  func.func private @external(%x: f32 {my.a = 1 : i32}) -> (f32 {my.b})
  func.func private @plain(f32, i32)
  func.func @main(%x: f32, %n: i32) -> f32 attributes {my.flag} {
    %y = call @external(%x) : (f32) -> f32
    call @plain(%y, %n) : (f32, i32) -> ()
    return %y : f32
  }
}
// -----
func.func @twice(%f: (f32) -> f32, %x: f32) -> f32 {
  %y = call_indirect %f(%x) : (f32) -> f32
  %z = func.call_indirect %f(%y) : (f32) -> f32
  return %z : f32
}
func.func @id(%x: f32) -> f32 {
  return %x : f32
}
func.func @main(%x: f32) -> f32 {
  %f = constant @id : (f32) -> f32
  %r = func.call @twice(%f, %x) : ((f32) -> f32, f32) -> f32
  return %r : f32
}
// -----
module {
  module @inner {
    func.func @f() {
      return
    }
  }
  func.func nested @g() -> (i32, index) {
    %0:2 = "some.op"() {a = [1, 2.5, "x"], b = @inner::@f} : () -> (i32, index)
    return %0#0, %0#1 : i32, index
  }
}
// -----
// The first block may have a label, where there are no arguments before it.
func.func @labelled() {
^entry:
  cf.br ^end
^end:
  return
}
func.func @on_one_line() { ^bb0: return }
