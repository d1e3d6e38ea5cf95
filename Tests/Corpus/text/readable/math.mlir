func.func @gelu(%x: f32) -> f32 {
  %half = arith.constant 5.0e-01 : f32
  %one = arith.constant 1.0 : f32
  %root = arith.constant 0.707106769 : f32
  %0 = arith.mulf %x, %root : f32
  %1 = math.erf %0 : f32
  %2 = arith.addf %1, %one : f32
  %3 = arith.mulf %x, %half : f32
  %4 = arith.mulf %3, %2 : f32
  return %4 : f32
}
// -----
func.func @softplus(%x: vector<8xf32>) -> vector<8xf32> {
  %0 = math.exp %x fastmath<fast> : vector<8xf32>
  %1 = math.log1p %0 : vector<8xf32>
  %2 = math.tanh %1 : vector<8xf32>
  %3 = math.fma %0, %1, %2 : vector<8xf32>
  %4 = math.absf %3 : vector<8xf32>
  %5 = math.sqrt %4 : vector<8xf32>
  return %5 : vector<8xf32>
}
// -----
func.func @powers(%x: f64, %n: i32, %m: i32) -> (f64, i32) {
  %0 = math.fpowi %x, %n : f64, i32
  %1 = math.powf %0, %x : f64
  %2 = math.ipowi %n, %m : i32
  %3 = math.ctpop %2 : i32
  %4 = math.ctlz %3 : i32
  %5 = math.absi %4 : i32
  %6 = math.atan2 %1, %x : f64
  %7 = math.roundeven %6 : f64
  %8 = math.copysign %7, %x : f64
  return %8, %5 : f64, i32
}
