"builtin.module"() ({
  "func.func"() <{function_type = (complex<f32>, tensor<2xcomplex<f64>>) -> complex<f32>, sym_name = "f"}> ({
  ^bb0(%arg0: complex<f32>, %arg1: tensor<2xcomplex<f64>>):
    %0 = "complex.constant"() <{value = [1.000000e+00 : f32, -2.500000e+00 : f32]}> : () -> complex<f32>
    %1 = "complex.mul"(%arg0, %0) <{fastmath = #arith.fastmath<none>}> : (complex<f32>, complex<f32>) -> complex<f32>
    %2 = "complex.re"(%1) <{fastmath = #arith.fastmath<none>}> : (complex<f32>) -> f32
    %3 = "arith.constant"() <{value = dense<[(1.000000e+00,2.000000e+00), (-5.000000e-01,0.000000e+00)]> : tensor<2xcomplex<f64>>}> : () -> tensor<2xcomplex<f64>>
    %4 = "arith.constant"() <{value = dense<(1,-1)> : tensor<3xcomplex<i16>>}> : () -> tensor<3xcomplex<i16>>
    "func.return"(%1) : (complex<f32>) -> ()
  }) : () -> ()
}) : () -> ()

