// a branch to a block with one way in
func.func @f(%a: i32) -> i32 {
  cf.br ^next(%a : i32)
^next(%x: i32):
  %0 = arith.addi %x, %x : i32
  cf.br ^last
^last:
  return %0 : i32
}
// -----
// a branch that is known
func.func @f(%a: i32, %b: i32) -> i32 {
  %t = arith.constant true
  cf.cond_br %t, ^x(%a : i32), ^x(%b : i32)
^x(%0: i32):
  return %0 : i32
}
// -----
// both ways lead to the same block
func.func @f(%c: i1, %a: i32, %b: i32) -> i32 {
  cf.cond_br %c, ^x(%a : i32), ^x(%b : i32)
^x(%0: i32):
  return %0 : i32
}
// -----
// a block that only goes on
func.func @f(%c: i1) {
  cf.cond_br %c, ^a, ^b
^a:
  cf.br ^x
^b:
  "test.b"() : () -> ()
  cf.br ^x
^x:
  "test.x"() : () -> ()
  return
}
// -----
// the same condition again
func.func @f(%c: i1) {
  cf.cond_br %c, ^a, ^b
^a:
  "test.a"() : () -> ()
  cf.cond_br %c, ^x, ^y
^b:
  "test.b"() : () -> ()
  cf.cond_br %c, ^x, ^y
^x:
  "test.x"() : () -> ()
  return
^y:
  "test.y"() : () -> ()
  return
}
// -----
// arguments that are always the same, or that nothing needs
func.func @f(%c: i1, %a: i32, %b: i32) -> i32 {
  cf.cond_br %c, ^x, ^y
^x:
  "test.x"() : () -> ()
  cf.br ^z(%a, %b : i32, i32)
^y:
  "test.y"() : () -> ()
  cf.br ^z(%a, %a : i32, i32)
^z(%0: i32, %1: i32):
  return %0 : i32
}
// -----
// blocks that do the same
func.func @f(%c: i1, %a: i32, %b: i32) -> i32 {
  cf.cond_br %c, ^x, ^y
^x:
  "test.x"(%a) : (i32) -> ()
  return %a : i32
^y:
  "test.x"(%b) : (i32) -> ()
  return %b : i32
}
// -----
// what nothing reaches
func.func @f(%a: i32) -> i32 {
  return %a : i32
^never(%x: i32):
  %0 = arith.addi %x, %a : i32
  cf.br ^never(%0 : i32)
}
// -----
// a switch that is known
func.func @f(%a: i32) -> i32 {
  %c5 = arith.constant 5 : i32
  cf.switch %c5 : i32, [
    default: ^x(%c5 : i32),
    5: ^y(%a : i32)
  ]
^x(%0: i32):
  return %0 : i32
^y(%1: i32):
  %2 = arith.addi %1, %1 : i32
  return %2 : i32
}
// -----
// a switch with one way
func.func @f(%v: i32) {
  cf.switch %v : i32, [
    default: ^x,
    5: ^x,
    6: ^y
  ]
^x:
  "test.x"() : () -> ()
  return
^y:
  "test.y"() : () -> ()
  return
}
// -----
// what is asserted and true
func.func @f() {
  %t = arith.constant true
  cf.assert %t, "always"
  return
}
// -----
// a loop of blocks
// MORE: what circles is for remove-dead-values
func.func @f(%n: i32) -> i32 {
  %c0 = arith.constant 0 : i32
  %c1 = arith.constant 1 : i32
  cf.br ^head(%c0, %c1 : i32, i32)
^head(%i: i32, %unused: i32):
  %p = arith.cmpi slt, %i, %n : i32
  cf.cond_br %p, ^body, ^end
^body:
  %0 = arith.addi %i, %c1 : i32
  %1 = arith.addi %unused, %c1 : i32
  cf.br ^head(%0, %1 : i32, i32)
^end:
  return %i : i32
}
