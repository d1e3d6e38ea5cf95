// RUN: expand-types{full}
// OPTIONS: forms
// one value becomes two: arguments and results of functions, operands of calls
func.func @f(%a: complex<f32>, %b: i32) -> (complex<f32>, i32) {
  return %a, %b : complex<f32>, i32
}
func.func @g(%a: complex<f32>) -> i32 {
  %c = "check.negate"(%a) : (complex<f32>) -> complex<f32>
  %d = arith.constant 1 : i32
  %r:2 = call @f(%c, %d) : (complex<f32>, i32) -> (complex<f32>, i32)
  return %r#1 : i32
}
// CHECK-NOT: complex
// CHECK: func.func @f([[X:%[a-z0-9]+]]: f32, [[Y:%[a-z0-9]+]]: f32, [[B:%[a-z0-9]+]]: i32) -> (f32, f32, i32)
// CHECK-NEXT: return [[X]], [[Y]], [[B]] : f32, f32, i32
// CHECK: func.func @g([[X:%[a-z0-9]+]]: f32, [[Y:%[a-z0-9]+]]: f32) -> i32
// CHECK-DAG: [[N:%[a-z0-9]+]] = "check.negate"([[X]])
// CHECK-DAG: [[M:%[a-z0-9]+]] = "check.negate"([[Y]])
// CHECK: [[R:%[a-z0-9]+]]:3 = func.call @f([[N]], [[M]], {{[^ ]+}}) : (f32, f32, i32) -> (f32, f32, i32)
// CHECK: return [[R]]#2
// -----
// one value becomes none, wherever it is passed; attributes of the other arguments stay theirs
func.func @f(%n: none, %a: i32 {test.kept}, %m: none) -> (none, i32) {
  cf.br ^next(%n, %a : none, i32)
^next(%x: none, %y: i32):
  return %x, %y : none, i32
}
// CHECK: func.func @f([[A:%[a-z0-9]+]]: i32 {test.kept}) -> i32
// CHECK-NEXT: cf.br ^{{.*}}([[A]] : i32)
// CHECK-NEXT: ^{{.*}}([[Y:%[a-z0-9]+]]: i32):
// CHECK-NEXT: return [[Y]] : i32
// -----
// blocks that several others lead to: each passes two values where it passed one
func.func @f(%c: i1, %a: complex<f32>, %b: complex<f32>, %n: none) -> complex<f32> {
  cf.cond_br %c, ^join(%n, %a : none, complex<f32>), ^other(%b : complex<f32>)
^other(%o: complex<f32>):
  cf.br ^join(%n, %o : none, complex<f32>)
^join(%m: none, %r: complex<f32>):
  return %r : complex<f32>
}
// CHECK: func.func @f([[C:%[a-z0-9]+]]: i1, [[A:%[a-z0-9]+]]: f32, [[B:%[a-z0-9]+]]: f32, [[D:%[a-z0-9]+]]: f32, [[E:%[a-z0-9]+]]: f32)
// CHECK: cf.cond_br [[C]], [[J:\^[a-z0-9]+]]([[A]], [[B]] : f32, f32), [[O:\^[a-z0-9]+]]([[D]], [[E]] : f32, f32)
// CHECK: [[O]]([[P:%[a-z0-9]+]]: f32, [[Q:%[a-z0-9]+]]: f32):
// CHECK-NEXT: cf.br [[J]]([[P]], [[Q]] : f32, f32)
// CHECK: [[J]]([[P:%[a-z0-9]+]]: f32, [[Q:%[a-z0-9]+]]: f32):
// CHECK-NEXT: return [[P]], [[Q]] : f32, f32
// -----
// the groups of a switch
func.func @f(%s: i32, %a: complex<f32>, %n: none) -> complex<f32> {
  "cf.switch"(%s, %a, %n, %a, %a)[^one, ^two, ^one] <{
    case_operand_segments = array<i32: 2, 1>, case_values = dense<[1, 2]> : tensor<2xi32>,
    operandSegmentSizes = array<i32: 1, 1, 3>}>
    : (i32, complex<f32>, none, complex<f32>, complex<f32>) -> ()
^one(%x: complex<f32>):
  return %x : complex<f32>
^two(%m: none, %y: complex<f32>):
  return %y : complex<f32>
}
// CHECK: func.func @f({{.*}}, [[A:%[a-z0-9]+]]: f32, [[B:%[a-z0-9]+]]: f32) -> (f32, f32)
// CHECK-NEXT: "cf.switch"({{%[a-z0-9]+}}, [[A]], [[B]], [[A]], [[B]], [[A]], [[B]])
// CHECK-SAME: case_operand_segments = array<i32: 2, 2>
// CHECK-SAME: operandSegmentSizes = array<i32: 1, 2, 4>
// -----
// nested regions: loops, conditions, and what they give
func.func @f(%c: i1, %l: index, %u: index, %s: index, %a: complex<f32>) -> complex<f32> {
  %r:2 = scf.for %i = %l to %u step %s iter_args(%x = %a, %k = %l) -> (complex<f32>, index) {
    %y = scf.if %c -> (complex<f32>) {
      %z = "check.negate"(%x) : (complex<f32>) -> complex<f32>
      scf.yield %z : complex<f32>
    } else {
      scf.yield %x : complex<f32>
    }
    scf.yield %y, %i : complex<f32>, index
  }
  return %r#0 : complex<f32>
}
// CHECK: [[R:%[a-z0-9]+]]:3 = scf.for {{.*}} iter_args([[X:%[a-z0-9]+]] = {{.*}}, [[Y:%[a-z0-9]+]] = {{.*}}, {{.*}}) -> (f32, f32, i64)
// CHECK: [[Z:%[a-z0-9]+]]:2 = scf.if {{.*}} -> (f32, f32)
// CHECK: scf.yield {{.*}} : f32, f32
// CHECK: scf.yield [[X]], [[Y]] : f32, f32
// CHECK: scf.yield [[Z]]#0, [[Z]]#1, {{.*}} : f32, f32, i64
// CHECK: return [[R]]#0, [[R]]#1 : f32, f32
// -----
// both regions of a while loop
func.func @f(%a: complex<f32>, %n: none) -> complex<f32> {
  %r = scf.while (%x = %a, %m = %n) : (complex<f32>, none) -> complex<f32> {
    %c = "check.effect"() : () -> i1
    scf.condition(%c) %x : complex<f32>
  } do {
  ^bb0(%y: complex<f32>):
    %z = "check.negate"(%y) : (complex<f32>) -> complex<f32>
    scf.yield %z, %n : complex<f32>, none
  }
  return %r : complex<f32>
}
// CHECK: [[R:%[a-z0-9]+]]:2 = scf.while ([[X:%[a-z0-9]+]] = {{.*}}, [[Y:%[a-z0-9]+]] = {{.*}}) : (f32, f32) -> (f32, f32)
// CHECK: scf.condition({{.*}}) [[X]], [[Y]] : f32, f32
// CHECK: scf.yield {{.*}} : f32, f32
// CHECK: return [[R]]#0, [[R]]#1
