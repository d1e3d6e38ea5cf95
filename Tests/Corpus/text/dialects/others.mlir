"builtin.module"() ({
  "func.func"() <{function_type = (index, tensor<4xf32>, memref<4xf32>, vector<4x[4]xi8>, vector<2xi64>) -> index, sym_name = "f"}> ({
  ^bb0(%arg0: index, %arg1: tensor<4xf32>, %arg2: memref<4xf32>, %arg3: vector<4x[4]xi8>, %arg4: vector<2xi64>):
    %2 = "index.add"(%arg0, %arg0) : (index, index) -> index
    %3 = "index.constant"() <{value = 5 : index}> : () -> index
    %4 = "index.cmp"(%2, %3) <{pred = #index<cmp_predicate ult>}> : (index, index) -> i1
    %5 = "ub.poison"() <{value = #ub.poison}> : () -> i32
    %6 = "bufferization.to_memref"(%arg1) : (tensor<4xf32>) -> memref<4xf32, strided<[?], offset: ?>>
    %7 = "bufferization.alloc_tensor"(%arg0) <{memory_space = 1 : i64, operandSegmentSizes = array<i32: 1, 0, 0>}> : (index) -> tensor<?xf32>
    %8:2 = "async.execute"() <{operandSegmentSizes = array<i32: 0, 0>}> ({
      %12 = "arith.constant"() <{value = 1.000000e+00 : f32}> : () -> f32
      "async.yield"(%12) : (f32) -> ()
    }) : () -> (!async.token, !async.value<f32>)
    %9 = "emitc.call_opaque"(%arg0) <{args = [0 : index, #emitc.opaque<"X">], callee = "f"}> : (index) -> !emitc.opaque<"T">
    %10 = "polynomial.constant"() <{value = #polynomial<typed_int_polynomial <1 + x**2> : !polynomial.polynomial<ring = <coefficientType = i32, coefficientModulus = 7 : i32>>> : !polynomial.polynomial<ring = <coefficientType = i32, coefficientModulus = 7 : i32>>}> : () -> !polynomial.polynomial<ring = <coefficientType = i32, coefficientModulus = 7 : i32>>
    %11 = "vector.transpose"(%arg3) <{permutation = array<i64: 1, 0>}> : (vector<4x[4]xi8>) -> vector<[4]x4xi8>
    "func.return"(%2) : (index) -> ()
  }) : () -> ()
  "ml_program.global"() <{is_mutable, sym_name = "g", sym_visibility = "private", type = tensor<4xi32>, value = dense<4> : tensor<4xi32>}> : () -> ()
  "irdl.dialect"() <{sym_name = "cmath"}> ({
    "irdl.type"() <{sym_name = "complex"}> ({
      %0 = "irdl.is"() <{expected = f32}> : () -> !irdl.attribute
      %1 = "irdl.any_of"(%0) : (!irdl.attribute) -> !irdl.attribute
      "irdl.parameters"(%1) : (!irdl.attribute) -> ()
    }) : () -> ()
  }) : () -> ()
  "memref.global"() <{alignment = 64 : i64, constant, initial_value = dense<[[1.000000e+00, 2.000000e+00], [3.000000e+00, 4.000000e+00]]> : tensor<2x2xf32>, sym_name = "w", sym_visibility = "private", type = memref<2x2xf32>}> : () -> ()
  "builtin.module"() <{sym_name = "inner", sym_visibility = "private"}> ({
    "func.func"() <{function_type = () -> (), sym_name = "g", sym_visibility = "nested"}> ({
      "func.return"() : () -> ()
    }) {ref = @f::@deep::@"odd name"} : () -> ()
  }) : () -> ()
}) : () -> ()

