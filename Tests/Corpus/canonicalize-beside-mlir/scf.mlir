// a condition that is known
func.func @f(%a: i32, %b: i32) -> i32 {
  %t = arith.constant true
  %0 = scf.if %t -> i32 {
    scf.yield %a : i32
  } else {
    scf.yield %b : i32
  }
  return %0 : i32
}
// -----
// a condition that only chooses
func.func @f(%c: i1, %a: i32, %b: i32) -> i32 {
  %0 = scf.if %c -> i32 {
    scf.yield %a : i32
  } else {
    scf.yield %b : i32
  }
  return %0 : i32
}
// -----
// a condition whose results are partly used
func.func @f(%c: i1, %a: i32) -> i32 {
  %0:2 = scf.if %c -> (i32, i32) {
    %1 = "test.a"() : () -> i32
    scf.yield %1, %a : i32, i32
  } else {
    %1 = "test.b"() : () -> i32
    scf.yield %1, %a : i32, i32
  }
  return %0#0 : i32
}
// -----
// the same condition once more
func.func @f(%c: i1) {
  scf.if %c {
    "test.a"() : () -> ()
    scf.if %c {
      "test.b"() : () -> ()
    }
  }
  return
}
// -----
// one condition in the other
func.func @f(%c: i1, %d: i1) {
  scf.if %c {
    scf.if %d {
      "test.b"() : () -> ()
    }
  }
  return
}
// -----
// two conditions in a row that are the same
func.func @f(%c: i1) {
  scf.if %c {
    "test.a"() : () -> ()
  }
  scf.if %c {
    "test.b"() : () -> ()
  } else {
    "test.c"() : () -> ()
  }
  return
}
// -----
// an empty second region
func.func @f(%c: i1) {
  scf.if %c {
    "test.a"() : () -> ()
  } else {
  }
  return
}
// -----
// a condition used inside
func.func @f(%c: i1) {
  scf.if %c {
    "test.a"(%c) : (i1) -> ()
  } else {
    "test.b"(%c) : (i1) -> ()
  }
  return
}
// -----
// constants of both sides
func.func @f(%c: i1) -> i1 {
  %t = arith.constant true
  %f = arith.constant false
  %0:2 = scf.if %c -> (i1, i32) {
    %1 = "test.a"() : () -> i32
    scf.yield %t, %1 : i1, i32
  } else {
    %1 = "test.b"() : () -> i32
    scf.yield %f, %1 : i1, i32
  }
  "test.use"(%0#1) : (i32) -> ()
  return %0#0 : i1
}
// -----
// a loop that does not run
func.func @f(%a: i32) -> i32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %0 = scf.for %i = %c1 to %c0 step %c1 iter_args(%x = %a) -> i32 {
    %1 = "test.a"(%x) : (i32) -> i32
    scf.yield %1 : i32
  }
  return %0 : i32
}
// -----
// a loop that runs once
func.func @f(%a: i32) -> i32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %0 = scf.for %i = %c0 to %c1 step %c1 iter_args(%x = %a) -> i32 {
    %1 = "test.a"(%x, %i) : (i32, index) -> i32
    scf.yield %1 : i32
  }
  return %0 : i32
}
// -----
// what a loop carries and never changes
func.func @f(%n: index, %a: i32, %b: i32) -> (i32, i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %0:2 = scf.for %i = %c0 to %n step %c1 iter_args(%x = %a, %y = %b) -> (i32, i32) {
    %1 = "test.a"(%x, %y) : (i32, i32) -> i32
    scf.yield %1, %y : i32, i32
  }
  return %0#0, %0#1 : i32, i32
}
// -----
// a loop that only gives something
func.func @f(%n: index, %a: i32, %b: i32) -> i32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %0 = scf.for %i = %c0 to %n step %c1 iter_args(%x = %a) -> i32 {
    scf.yield %x : i32
  }
  return %0 : i32
}
// -----
// a loop with nothing in it
func.func @f(%n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
  }
  return
}
// -----
// parallel loops that run once along an axis
func.func @f(%n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.parallel (%i, %j) = (%c0, %c0) to (%c1, %n) step (%c1, %c1) {
    "test.a"(%i, %j) : (index, index) -> ()
    scf.reduce
  }
  return
}
// -----
// parallel loops in parallel loops
// MORE: the order of loops is for the schedule
func.func @f(%n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    scf.parallel (%j) = (%c0) to (%n) step (%c1) {
      "test.a"(%i, %j) : (index, index) -> ()
      scf.reduce
    }
    scf.reduce
  }
  return
}
// -----
// a while whose condition is known inside
func.func @f(%a: i32) {
  scf.while (%x = %a) : (i32) -> () {
    %c = "test.c"(%x) : (i32) -> i1
    scf.condition(%c)
  } do {
    %y = "test.y"() : () -> i32
    scf.yield %y : i32
  }
  return
}
// -----
// a while with results that nothing uses
func.func @f(%a: i32) -> i32 {
  %0:2 = scf.while (%x = %a) : (i32) -> (i32, i32) {
    %c = "test.c"(%x) : (i32) -> i1
    %u = "test.u"() : () -> i32
    scf.condition(%c) %x, %u : i32, i32
  } do {
  ^bb0(%p: i32, %q: i32):
    %y = "test.y"(%p) : (i32) -> i32
    scf.yield %y : i32
  }
  return %0#0 : i32
}
// -----
// a while that passes one value twice
func.func @f(%a: i32) -> (i32, i32) {
  %0:2 = scf.while (%x = %a) : (i32) -> (i32, i32) {
    %c = "test.c"(%x) : (i32) -> i1
    scf.condition(%c) %x, %x : i32, i32
  } do {
  ^bb0(%p: i32, %q: i32):
    %y = "test.y"(%p, %q) : (i32, i32) -> i32
    scf.yield %y : i32
  }
  return %0#0, %0#1 : i32, i32
}
// -----
// a while that goes on in its second region knows the condition
func.func @f() {
  scf.while : () -> () {
    %c = "test.c"() : () -> i1
    scf.condition(%c)
  } do {
    scf.yield
  }
  return
}
// -----
// a while that carries what it never changes
func.func @f(%a: i32, %b: i32) -> i32 {
  %0:2 = scf.while (%x = %a, %y = %b) : (i32, i32) -> (i32, i32) {
    %c = "test.c"(%x) : (i32) -> i1
    scf.condition(%c) %x, %y : i32, i32
  } do {
  ^bb0(%p: i32, %q: i32):
    %y2 = "test.y"(%p, %q) : (i32, i32) -> i32
    scf.yield %y2, %b : i32, i32
  }
  return %0#1 : i32
}
// -----
// a switch that is known
func.func @f(%a: i32, %b: i32) -> i32 {
  %c1 = arith.constant 1 : index
  %0 = scf.index_switch %c1 -> i32
  case 1 {
    scf.yield %a : i32
  }
  default {
    scf.yield %b : i32
  }
  return %0 : i32
}
// -----
// a region that runs once
func.func @f(%a: i32) -> i32 {
  %0 = scf.execute_region -> i32 {
    %1 = "test.a"(%a) : (i32) -> i32
    scf.yield %1 : i32
  }
  return %0 : i32
}
// -----
// a region of blocks, where no blocks may be
func.func @f(%c: i1) {
  scf.execute_region {
    cf.cond_br %c, ^a, ^b
  ^a:
    "test.a"() : () -> ()
    scf.yield
  ^b:
    "test.b"() : () -> ()
    scf.yield
  }
  return
}
// -----
// threads of constant numbers
func.func @f() {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.forall (%i, %j) in (%c4, %c1) {
    "test.a"(%i, %j) : (index, index) -> ()
  }
  return
}
// -----
// a condition with values computed on either side that nothing needs
func.func @f(%c: i1, %a: i32) {
  %0 = scf.if %c -> i32 {
    %1 = arith.addi %a, %a : i32
    scf.yield %1 : i32
  } else {
    scf.yield %a : i32
  }
  return
}
// -----
// loops within a loop with the same bounds written twice
func.func @f(%n: index, %m: memref<?xf32>) {
  %c0 = arith.constant 0 : index
  %c0_0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c1_0 = arith.constant 1 : index
  %x = arith.constant 1.0 : f32
  scf.for %i = %c0 to %n step %c1 {
    scf.for %j = %c0_0 to %i step %c1_0 {
      memref.store %x, %m[%j] : memref<?xf32>
    }
  }
  return
}
