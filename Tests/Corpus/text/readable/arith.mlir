func.func @integers(%a: i32, %b: i32) -> i32 {
  %c = arith.constant -12 : i32
  %0 = arith.addi %a, %b overflow<nsw, nuw> : i32
  %1 = arith.subi %0, %c : i32
  %2 = arith.muli %1, %1 : i32
  %3 = arith.divsi %2, %c : i32
  %4 = arith.ceildivsi %3, %a : i32
  %5 = arith.floordivsi %4, %a : i32
  %6 = arith.remsi %5, %b : i32
  %7 = arith.shli %6, %a : i32
  %8 = arith.shrsi %7, %a : i32
  %9 = arith.xori %8, %b : i32
  %10 = arith.maxsi %9, %b : i32
  %11 = arith.minui %10, %b : i32
  return %11 : i32
}
// -----
func.func @floats(%a: f64, %b: f64) -> f64 {
  %pi = arith.constant 3.141592653589793 : f64
  %big = arith.constant 1.0e+300 : f64
  %inf = arith.constant 0x7FF0000000000000 : f64
  %0 = arith.addf %a, %pi fastmath<nnan, contract> : f64
  %1 = arith.mulf %0, %big : f64
  %2 = arith.divf %1, %b : f64
  %3 = arith.negf %2 : f64
  %4 = arith.maximumf %3, %inf : f64
  %5 = arith.minnumf %4, %a : f64
  %6 = arith.remf %5, %b : f64
  return %6 : f64
}
// -----
func.func @conversions(%i: i8, %x: f32, %n: index) -> (i64, f16, i32) {
  %0 = arith.extsi %i : i8 to i64
  %1 = arith.extui %i : i8 to i16
  %2 = arith.trunci %0 : i64 to i4
  %3 = arith.sitofp %0 : i64 to f32
  %4 = arith.fptosi %x : f32 to i32
  %5 = arith.truncf %x : f32 to f16
  %6 = arith.extf %5 : f16 to f64
  %7 = arith.index_cast %n : index to i32
  %8 = arith.bitcast %x : f32 to i32
  %9 = arith.addi %7, %8 : i32
  return %0, %5, %9 : i64, f16, i32
}
// -----
func.func @choices(%a: i32, %b: i32, %x: f32, %y: f32) -> (i32, f32) {
  %0 = arith.cmpi ult, %a, %b : i32
  %1 = arith.select %0, %a, %b : i32
  %2 = arith.cmpf uge, %x, %y fastmath<fast> : f32
  %3 = arith.select %2, %x, %y : f32
  return %1, %3 : i32, f32
}
// -----
func.func @wide(%a: i32, %b: i32) -> (i32, i1) {
  %sum, %carry = arith.addui_extended %a, %b : i32, i1
  %low, %high = arith.mulsi_extended %sum, %b : i32
  %l, %h = arith.mului_extended %low, %high : i32
  %s = arith.addi %l, %h : i32
  return %s, %carry : i32, i1
}
// -----
func.func @tensors() -> (tensor<2x2xi32>, vector<4xf32>, i1, index) {
  %t = arith.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi32>
  %v = arith.constant dense<1.5> : vector<4xf32>
  %b = arith.constant true
  %i = arith.constant 42 : index
  return %t, %v, %b, %i : tensor<2x2xi32>, vector<4xf32>, i1, index
}
// -----
// How a number is rounded.
func.func @rounding(%x: f32, %v: vector<4xf64>) {
  %0 = arith.truncf %x to_nearest_even : f32 to f16
  %1 = arith.truncf %x toward_zero {hint} : f32 to bf16
  %2 = arith.truncf %v downward : vector<4xf64> to vector<4xf32>
  %3 = arith.truncf %v upward : vector<4xf64> to vector<4xf32>
  %4 = arith.truncf %x to_nearest_away : f32 to f16
  return
}
// -----
func.func @fast(%x: f32, %v: vector<4xf16>) {
  %0 = arith.extf %v fastmath<nnan> : vector<4xf16> to vector<4xf32>
  %1 = arith.extf %x fastmath<none> {hint} : f32 to f64
  %2 = arith.truncf %x fastmath<fast> : f32 to f16
  %3 = arith.truncf %x to_nearest_even fastmath<nnan, ninf> : f32 to f16
  return
}
