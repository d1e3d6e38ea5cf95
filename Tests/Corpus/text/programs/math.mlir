// Functions of 'math', as mlir-opt 19 prints it.
"builtin.module"() ({
  "func.func"() <{function_type = (f32) -> f32, sym_name = "softplus"}> ({
  ^bb0(%arg4: f32):
    %14 = "math.exp"(%arg4) <{fastmath = #arith.fastmath<afn>}> : (f32) -> f32
    %15 = "math.log1p"(%14) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %16 = "math.tanh"(%15) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %17 = "math.fma"(%16, %arg4, %14) <{fastmath = #arith.fastmath<none>}> : (f32, f32, f32) -> f32
    "func.return"(%17) : (f32) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (vector<4xf64>, i32, f64) -> vector<4xf64>, sym_name = "powers"}> ({
  ^bb0(%arg1: vector<4xf64>, %arg2: i32, %arg3: f64):
    %7 = "math.powf"(%arg1, %arg1) <{fastmath = #arith.fastmath<none>}> : (vector<4xf64>, vector<4xf64>) -> vector<4xf64>
    %8 = "math.fpowi"(%arg3, %arg2) <{fastmath = #arith.fastmath<none>}> : (f64, i32) -> f64
    %9 = "math.ctlz"(%arg2) : (i32) -> i32
    %10 = "math.ipowi"(%9, %arg2) : (i32, i32) -> i32
    %11 = "math.absi"(%10) : (i32) -> i32
    %12 = "math.rsqrt"(%7) <{fastmath = #arith.fastmath<none>}> : (vector<4xf64>) -> vector<4xf64>
    %13 = "math.copysign"(%12, %7) <{fastmath = #arith.fastmath<none>}> : (vector<4xf64>, vector<4xf64>) -> vector<4xf64>
    "func.return"(%13) : (vector<4xf64>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (f16) -> f16, sym_name = "angles"}> ({
  ^bb0(%arg0: f16):
    %0 = "math.sin"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f16) -> f16
    %1 = "math.cos"(%0) <{fastmath = #arith.fastmath<none>}> : (f16) -> f16
    %2 = "math.atan2"(%0, %1) <{fastmath = #arith.fastmath<none>}> : (f16, f16) -> f16
    %3 = "math.roundeven"(%2) <{fastmath = #arith.fastmath<none>}> : (f16) -> f16
    %4 = "math.floor"(%3) <{fastmath = #arith.fastmath<none>}> : (f16) -> f16
    %5 = "math.trunc"(%4) <{fastmath = #arith.fastmath<none>}> : (f16) -> f16
    %6 = "math.erf"(%5) <{fastmath = #arith.fastmath<none>}> : (f16) -> f16
    "func.return"(%6) : (f16) -> ()
  }) : () -> ()
}) : () -> ()

