// Transfers, contractions, scalable vectors, as mlir-opt 19 prints it.
#map = affine_map<(d0, d1) -> (d0, d1)>
#map1 = affine_map<(d0, d1) -> (d0)>
#map2 = affine_map<(d0, d1, d2) -> (d0, d2)>
#map3 = affine_map<(d0, d1, d2) -> (d2, d1)>
#map4 = affine_map<(d0, d1, d2) -> (d0, d1)>
"builtin.module"() ({
  "func.func"() <{function_type = (vector<8xf32>, vector<8xf32>, f32) -> f32, sym_name = "dot"}> ({
  ^bb0(%arg15: vector<8xf32>, %arg16: vector<8xf32>, %arg17: f32):
    %18 = "arith.mulf"(%arg15, %arg16) <{fastmath = #arith.fastmath<reassoc,contract>}> : (vector<8xf32>, vector<8xf32>) -> vector<8xf32>
    %19 = "vector.reduction"(%18, %arg17) <{fastmath = #arith.fastmath<reassoc>, kind = #vector.kind<add>}> : (vector<8xf32>, f32) -> f32
    "func.return"(%19) : (f32) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (memref<?x?xf32>, index, f32, vector<4x8xi1>) -> (), sym_name = "transfers"}> ({
  ^bb0(%arg11: memref<?x?xf32>, %arg12: index, %arg13: f32, %arg14: vector<4x8xi1>):
    %14 = "vector.transfer_read"(%arg11, %arg12, %arg12, %arg13, %arg14) <{in_bounds = [true, false], operandSegmentSizes = array<i32: 1, 2, 1, 1>, permutation_map = #map}> : (memref<?x?xf32>, index, index, f32, vector<4x8xi1>) -> vector<4x8xf32>
    %15 = "vector.transpose"(%14) <{permutation = array<i64: 1, 0>}> : (vector<4x8xf32>) -> vector<8x4xf32>
    %16 = "vector.shape_cast"(%15) : (vector<8x4xf32>) -> vector<32xf32>
    %17 = "vector.shuffle"(%16, %16) <{mask = [0, 33, 2, 35]}> : (vector<32xf32>, vector<32xf32>) -> vector<4xf32>
    "vector.transfer_write"(%17, %arg11, %arg12, %arg12) <{in_bounds = [true], operandSegmentSizes = array<i32: 1, 1, 2, 0>, permutation_map = #map1}> : (vector<4xf32>, memref<?x?xf32>, index, index) -> ()
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (vector<4x8xf16>, vector<8x4xf16>, vector<4x4xf32>) -> vector<4x4xf32>, sym_name = "product"}> ({
  ^bb0(%arg8: vector<4x8xf16>, %arg9: vector<8x4xf16>, %arg10: vector<4x4xf32>):
    %13 = "vector.contract"(%arg8, %arg9, %arg10) <{indexing_maps = [#map2, #map3, #map4], iterator_types = [#vector.iterator_type<parallel>, #vector.iterator_type<parallel>, #vector.iterator_type<reduction>], kind = #vector.kind<add>}> : (vector<4x8xf16>, vector<8x4xf16>, vector<4x4xf32>) -> vector<4x4xf32>
    "func.return"(%13) : (vector<4x4xf32>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (memref<?xf32>, index, index) -> vector<[4]xf32>, sym_name = "scalable"}> ({
  ^bb0(%arg5: memref<?xf32>, %arg6: index, %arg7: index):
    %7 = "vector.create_mask"(%arg7) : (index) -> vector<[4]xi1>
    %8 = "arith.constant"() <{value = dense<0.000000e+00> : vector<[4]xf32>}> : () -> vector<[4]xf32>
    %9 = "vector.maskedload"(%arg5, %arg6, %7, %8) : (memref<?xf32>, index, vector<[4]xi1>, vector<[4]xf32>) -> vector<[4]xf32>
    %10 = "vector.fma"(%9, %9, %8) : (vector<[4]xf32>, vector<[4]xf32>, vector<[4]xf32>) -> vector<[4]xf32>
    %11 = "vector.vscale"() : () -> index
    %12 = "vector.scalable.extract"(%10) <{pos = 0 : i64}> : (vector<[4]xf32>) -> vector<4xf32>
    "vector.print"(%12) <{punctuation = #vector.punctuation<newline>}> : (vector<4xf32>) -> ()
    "func.return"(%10) : (vector<[4]xf32>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (vector<2x4xi32>, i32, memref<?xi32>, vector<4xi32>, index) -> vector<2x4xi32>, sym_name = "lanes"}> ({
  ^bb0(%arg0: vector<2x4xi32>, %arg1: i32, %arg2: memref<?xi32>, %arg3: vector<4xi32>, %arg4: index):
    %0 = "vector.extract"(%arg0) <{static_position = array<i64: 1, 2>}> : (vector<2x4xi32>) -> i32
    %1 = "vector.insert"(%arg1, %arg0) <{static_position = array<i64: 0, 3>}> : (i32, vector<2x4xi32>) -> vector<2x4xi32>
    %2 = "vector.broadcast"(%0) : (i32) -> vector<4xi32>
    %3 = "vector.constant_mask"() <{mask_dim_sizes = [3]}> : () -> vector<4xi1>
    %4 = "vector.gather"(%arg2, %arg4, %arg3, %3, %2) : (memref<?xi32>, index, vector<4xi32>, vector<4xi1>, vector<4xi32>) -> vector<4xi32>
    "vector.scatter"(%arg2, %arg4, %arg3, %3, %4) : (memref<?xi32>, index, vector<4xi32>, vector<4xi1>, vector<4xi32>) -> ()
    %5 = "vector.splat"(%arg1) : (i32) -> vector<4xi32>
    %6 = "vector.extract_strided_slice"(%1) <{offsets = [0, 1], sizes = [2, 2], strides = [1, 1]}> : (vector<2x4xi32>) -> vector<2x2xi32>
    "func.return"(%1) : (vector<2x4xi32>) -> ()
  }) : () -> ()
}) : () -> ()

