"builtin.module"() ({
  "func.func"() <{function_type = (f32, vector<16xf32>, i32) -> (), sym_name = "math"}> ({
  ^bb0(%arg0: f32, %arg1: vector<16xf32>, %arg2: i32):
    %0 = "math.exp"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %1 = "math.exp"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %2 = "math.exp2"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %3 = "math.exp2"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %4 = "math.expm1"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %5 = "math.expm1"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %6 = "math.log"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %7 = "math.log"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %8 = "math.log2"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %9 = "math.log2"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %10 = "math.log1p"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %11 = "math.log1p"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %12 = "math.log10"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %13 = "math.log10"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %14 = "math.sqrt"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %15 = "math.sqrt"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %16 = "math.rsqrt"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %17 = "math.rsqrt"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %18 = "math.tanh"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %19 = "math.tanh"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %20 = "math.erf"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %21 = "math.erf"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %22 = "math.sin"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %23 = "math.sin"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %24 = "math.cos"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %25 = "math.cos"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %26 = "math.tan"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %27 = "math.tan"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %28 = "math.atan"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %29 = "math.atan"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %30 = "math.asin"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %31 = "math.asin"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %32 = "math.acos"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %33 = "math.acos"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %34 = "math.sinh"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %35 = "math.sinh"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %36 = "math.cosh"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %37 = "math.cosh"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %38 = "math.asinh"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %39 = "math.asinh"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %40 = "math.acosh"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %41 = "math.acosh"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %42 = "math.atanh"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %43 = "math.atanh"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %44 = "math.floor"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %45 = "math.floor"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %46 = "math.ceil"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %47 = "math.ceil"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %48 = "math.round"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %49 = "math.round"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %50 = "math.roundeven"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %51 = "math.roundeven"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %52 = "math.trunc"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %53 = "math.trunc"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %54 = "math.absf"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %55 = "math.absf"(%arg1) <{fastmath = #arith.fastmath<afn>}> : (vector<16xf32>) -> vector<16xf32>
    %56 = "math.powf"(%arg0, %arg0) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %57 = "math.copysign"(%arg0, %arg0) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %58 = "math.fma"(%arg1, %arg1, %arg1) <{fastmath = #arith.fastmath<none>}> : (vector<16xf32>, vector<16xf32>, vector<16xf32>) -> vector<16xf32>
    %59 = "math.absi"(%arg2) : (i32) -> i32
    "func.return"() : () -> ()
  }) : () -> ()
}) : () -> ()

