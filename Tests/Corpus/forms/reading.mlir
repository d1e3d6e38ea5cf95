// RUN:
// Both forms in one text, operation by operation; names and terminators that go without saying.

module {
  func.func private @g(f32) -> f32
  func.func @f(%x: f32, %n: index) -> f32 {
    %c0 = arith.constant 0 : index
    %c1 = "arith.constant"() <{value = 1 : index}> : () -> index
    %zero = arith.constant 0.0 : f32
    %sum = scf.for %i = %c0 to %n step %c1 iter_args(%s = %zero) -> (f32) {
      %t = arith.addf %s, %x fastmath<contract> {note} : f32
      %c = "arith.cmpf"(%t, %x) <{predicate = 2 : i64}> : (f32, f32) -> i1
      scf.if %c {
        func.call @g(%t) : (f32) -> f32
      }
      scf.yield %t : f32
    }
    return %sum : f32
  }
}
// CHECK: "func.func"()
// CHECK: "scf.for"
// CHECK: "arith.addf"{{.*}}fastmath = #arith.fastmath<contract>
// CHECK: "scf.if"
// CHECK: "scf.yield"() : () -> ()
// -----
func.func @blocks(%c: i1, %x: i32) -> i32 {
  cf.cond_br %c, ^bb1(%x : i32), ^bb2
^bb1(%y: i32):
  return %y : i32
^bb2:
  cf.br ^bb1(%x : i32)
}
// CHECK: "cf.cond_br"(%arg0, %arg1)[^bb1, ^bb2] <{operandSegmentSizes = array<i32: 1, 1, 0>}>
// -----
program.func @p(%x: !program.buffer<[m, 8], f32, global>) -> (%y: !program.buffer<[m], f32, global>) where m in <1, 64> {
  program.for parallel %i = 0 to m {
    program.for %k = 0 to 8 {
      program.block "sum" (%vi = %i < m, reduction %vk = %k < 8) where m - 1 - %i >= 0 {
        %0 = program.load %x[%vi, %vk] : f32
        %1 = program.load %y[%vi] : f32
        %2 = arith.addf %0, %1 : f32
        program.store %2, %y[%vi]
      } init {
        %zero = arith.constant 0.0 : f32
        program.store %zero, %y[%vi]
      }
    }
  }
}
// CHECK: "program.func"
// CHECK: extent = #program.map<m>, kind = "parallel", name = "i"
// CHECK: "program.block"(%arg2, %arg3) <{bindings = #program.map<d0, d1>
// CHECK-SAME: predicate = #program.map<
// -----
%0 = "builtin.unrealized_conversion_cast"() : () -> tensor<4x6xf32>
%1 = graph.reduce %0 {kind = sum, axes = [1], keep_axes = true} : tensor<4x1xf32>
%2 = graph.abs %0 : (tensor<4x6xf32>) -> tensor<4x6xf32>
// CHECK: "graph.reduce"(%0) <{axes = array<i64: 1>, keep_axes = true, kind = "sum"}>
