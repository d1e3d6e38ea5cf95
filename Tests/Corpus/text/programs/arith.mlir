// Integers, floats and every kind of constant, as mlir-opt 19 prints it.
"builtin.module"() ({
  "func.func"() <{function_type = (i32, i32, i1) -> i64, sym_name = "integers"}> ({
  ^bb0(%arg2: i32, %arg3: i32, %arg4: i1):
    %21 = "arith.addi"(%arg2, %arg3) <{overflowFlags = #arith.overflow<nsw, nuw>}> : (i32, i32) -> i32
    %22 = "arith.ceildivsi"(%21, %arg3) : (i32, i32) -> i32
    %23 = "arith.floordivsi"(%22, %arg2) : (i32, i32) -> i32
    %24 = "arith.shrui"(%23, %arg2) : (i32, i32) -> i32
    %25:2 = "arith.mulsi_extended"(%24, %arg3) : (i32, i32) -> (i32, i32)
    %26:2 = "arith.addui_extended"(%25#0, %25#1) : (i32, i32) -> (i32, i1)
    %27 = "arith.select"(%26#1, %26#0, %24) : (i1, i32, i32) -> i32
    %28 = "arith.extsi"(%27) : (i32) -> i64
    %29 = "arith.trunci"(%28) : (i64) -> i8
    %30 = "arith.extui"(%29) : (i8) -> i64
    %31 = "arith.cmpi"(%30, %28) <{predicate = 9 : i64}> : (i64, i64) -> i1
    %32 = "arith.xori"(%30, %28) : (i64, i64) -> i64
    %33 = "arith.index_cast"(%32) : (i64) -> index
    %34 = "arith.index_castui"(%33) : (index) -> i64
    "func.return"(%34) : (i64) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (f32, vector<4xbf16>) -> (f64, vector<4xf32>, i16), sym_name = "floats"}> ({
  ^bb0(%arg0: f32, %arg1: vector<4xbf16>):
    %10 = "arith.maximumf"(%arg0, %arg0) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %11 = "arith.minnumf"(%10, %arg0) <{fastmath = #arith.fastmath<nnan,ninf>}> : (f32, f32) -> f32
    %12 = "arith.negf"(%11) <{fastmath = #arith.fastmath<fast>}> : (f32) -> f32
    %13 = "arith.extf"(%12) : (f32) -> f64
    %14 = "arith.truncf"(%12) <{roundingmode = 0 : i32}> : (f32) -> bf16
    %15 = "arith.extf"(%arg1) : (vector<4xbf16>) -> vector<4xf32>
    %16 = "arith.cmpf"(%10, %11) <{fastmath = #arith.fastmath<none>, predicate = 11 : i64}> : (f32, f32) -> i1
    %17 = "arith.fptosi"(%12) : (f32) -> i16
    %18 = "arith.uitofp"(%17) : (i16) -> f16
    %19 = "arith.bitcast"(%18) : (f16) -> i16
    %20 = "arith.remf"(%arg0, %10) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    "func.return"(%13, %15, %19) : (f64, vector<4xf32>, i16) -> ()
  }) : () -> ()
  "func.func"() <{function_type = () -> (tensor<2x2xcomplex<f32>>, i128), sym_name = "constants"}> ({
    %0 = "arith.constant"() <{value = dense<[[(1.000000e+00,2.000000e+00), (3.000000e+00,-4.000000e+00)], [(5.000000e-01,0.000000e+00), (0.000000e+00,1.000000e+00)]]> : tensor<2x2xcomplex<f32>>}> : () -> tensor<2x2xcomplex<f32>>
    %1 = "arith.constant"() <{value = 0x7F800000 : f32}> : () -> f32
    %2 = "arith.constant"() <{value = 0x7FF8000000000001 : f64}> : () -> f64
    %3 = "arith.constant"() <{value = 85070591730234615865843651857942052864 : i128}> : () -> i128
    %4 = "arith.constant"() <{value = dense<[1.000000e+00, 2.000000e+00]> : tensor<2xf32>}> : () -> tensor<2xf32>
    %5 = "arith.constant"() <{value = sparse<[[0, 1], [2, 2]], [1.500000e+00, 2.500000e+00]> : tensor<3x3xf16>}> : () -> tensor<3x3xf16>
    %6 = "arith.constant"() <{value = dense_resource<blob> : tensor<2xi16>}> : () -> tensor<2xi16>
    %7 = "arith.constant"() <{value = dense<[true, false, true]> : vector<3xi1>}> : () -> vector<3xi1>
    %8 = "arith.constant"() <{value = 2.500000e-01 : f8E4M3FN}> : () -> f8E4M3FN
    %9 = "arith.constant"() <{value = dense<> : tensor<0x3xi8>}> : () -> tensor<0x3xi8>
    "func.return"(%0, %3) : (tensor<2x2xcomplex<f32>>, i128) -> ()
  }) : () -> ()
}) : () -> ()

{-#
  dialect_resources: {
    builtin: {
      blob: "0x0200000001000200"
    }
  }
#-}

