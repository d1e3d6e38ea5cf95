// RUN: canonicalize
// Functions of floats.
// what is whole needs no rounding
"func.func"() <{function_type = (f32) -> f32, sym_name = "f"}> ({
^bb0(%arg0: f32):
  %0 = "math.ceil"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
  %1 = "math.floor"(%0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
  %2 = "math.trunc"(%1) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
  "func.return"(%2) : (f32) -> ()
}) : () -> ()
// CHECK: [[A:%[0-9]+]] = "math.ceil"(%arg0)
// CHECK-NEXT: "func.return"([[A]])
// -----
// magnitudes
"func.func"() <{function_type = (f32) -> f32, sym_name = "f"}> ({
^bb0(%arg0: f32):
  %0 = "arith.negf"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
  %1 = "math.absf"(%0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
  %2 = "math.absf"(%1) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
  "func.return"(%2) : (f32) -> ()
}) : () -> ()
// CHECK-NOT: negf
// CHECK: [[A:%[0-9]+]] = "math.absf"(%arg0)
// CHECK-NEXT: "func.return"([[A]])
// -----
// exact functions of constants
"func.func"() <{function_type = () -> (f32, f64, i32, f32), sym_name = "f"}> ({
  %0 = "arith.constant"() <{value = 2.250000e+00 : f32}> : () -> f32
  %1 = "math.sqrt"(%0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
  %2 = "arith.constant"() <{value = -2.500000e+00 : f64}> : () -> f64
  %3 = "math.roundeven"(%2) <{fastmath = #arith.fastmath<none>}> : (f64) -> f64
  %4 = "arith.constant"() <{value = -7 : i32}> : () -> i32
  %5 = "math.absi"(%4) : (i32) -> i32
  %6 = "math.copysign"(%0, %1) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
  "func.return"(%1, %3, %5, %6) : (f32, f64, i32, f32) -> ()
}) : () -> ()
// CHECK-DAG: value = 1.500000e+00 : f32
// CHECK-DAG: value = -2.000000e+00 : f64
// CHECK-DAG: value = 7 : i32
// CHECK-DAG: value = 2.250000e+00 : f32
// CHECK-NOT: math
// CHECK: func.return
// -----
// functions that are not rounded exactly are left for run time
"func.func"() <{function_type = () -> f32, sym_name = "f"}> ({
  %0 = "arith.constant"() <{value = 2.000000e+00 : f32}> : () -> f32
  %1 = "math.exp"(%0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
  "func.return"(%1) : (f32) -> ()
}) : () -> ()
// CHECK: math.exp
