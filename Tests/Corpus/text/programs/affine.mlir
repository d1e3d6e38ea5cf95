// Loops, conditions and accesses of 'affine', as mlir-opt 19 prints it.
#map = affine_map<(d0) -> (d0)>
#map1 = affine_map<(d0) -> (d0 * 8)>
#map2 = affine_map<(d0)[s0] -> (d0 * 8 + 8, s0)>
#map3 = affine_map<() -> (0)>
#map4 = affine_map<()[s0] -> (s0 ceildiv 8)>
#map5 = affine_map<(d0, d1)[s0] -> (d0, d1 floordiv 2 + s0)>
#map6 = affine_map<() -> (16)>
#map7 = affine_map<(d0, d1) -> (d0 mod 3 + d1)>
#map8 = affine_map<(d0)[s0] -> (d0, s0, 5)>
#map9 = affine_map<(d0) -> (d0, 0)>
#map10 = affine_map<(d0, d1) -> (d0, d1)>
#map11 = affine_map<() -> (0, 0)>
#map12 = affine_map<() -> (32, 8)>
#set = affine_set<(d0, d1)[s0] : (d0 - d1 >= 0, -d0 + s0 - 1 >= 0)>
"builtin.module"() ({
  "func.func"() <{function_type = (memref<?xf32>, memref<?xf32>, index) -> (), sym_name = "tiled_copy"}> ({
  ^bb0(%arg10: memref<?xf32>, %arg11: memref<?xf32>, %arg12: index):
    "affine.for"(%arg12) <{lowerBoundMap = #map3, operandSegmentSizes = array<i32: 0, 1, 0>, step = 1 : index, upperBoundMap = #map4}> ({
    ^bb0(%arg13: index):
      "affine.for"(%arg13, %arg13, %arg12) <{lowerBoundMap = #map1, operandSegmentSizes = array<i32: 1, 2, 0>, step = 1 : index, upperBoundMap = #map2}> ({
      ^bb0(%arg14: index):
        %8 = "affine.load"(%arg10, %arg14) <{map = #map}> : (memref<?xf32>, index) -> f32
        "affine.store"(%8, %arg11, %arg14) <{map = #map}> : (f32, memref<?xf32>, index) -> ()
        "affine.yield"() : () -> ()
      }) : (index, index, index) -> ()
      "affine.yield"() : () -> ()
    }) : (index) -> ()
    "func.return"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (memref<16x16xf32>, index) -> f32, sym_name = "triangle"}> ({
  ^bb0(%arg4: memref<16x16xf32>, %arg5: index):
    %2 = "arith.constant"() <{value = 0.000000e+00 : f32}> : () -> f32
    %3 = "affine.for"(%2) <{lowerBoundMap = #map3, operandSegmentSizes = array<i32: 0, 0, 1>, step = 1 : index, upperBoundMap = #map6}> ({
    ^bb0(%arg6: index, %arg7: f32):
      %4 = "affine.for"(%arg7) <{lowerBoundMap = #map3, operandSegmentSizes = array<i32: 0, 0, 1>, step = 1 : index, upperBoundMap = #map6}> ({
      ^bb0(%arg8: index, %arg9: f32):
        %5 = "affine.if"(%arg6, %arg8, %arg5) ({
          %6 = "affine.load"(%arg4, %arg6, %arg8, %arg5) <{map = #map5}> : (memref<16x16xf32>, index, index, index) -> f32
          %7 = "arith.addf"(%arg9, %6) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
          "affine.yield"(%7) : (f32) -> ()
        }, {
          "affine.yield"(%arg9) : (f32) -> ()
        }) {condition = #set} : (index, index, index) -> f32
        "affine.yield"(%5) : (f32) -> ()
      }) : (f32) -> f32
      "affine.yield"(%4) : (f32) -> ()
    }) : (f32) -> f32
    "func.return"(%3) : (f32) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (memref<32x8xf32>, vector<8xf32>) -> (), sym_name = "in_parallel"}> ({
  ^bb0(%arg0: memref<32x8xf32>, %arg1: vector<8xf32>):
    "affine.parallel"() <{lowerBoundsGroups = dense<1> : tensor<2xi32>, lowerBoundsMap = #map11, reductions = [], steps = [4, 2], upperBoundsGroups = dense<1> : tensor<2xi32>, upperBoundsMap = #map12}> ({
    ^bb0(%arg2: index, %arg3: index):
      %0 = "affine.apply"(%arg2, %arg3) <{map = #map7}> : (index, index) -> index
      %1 = "affine.max"(%0, %0) <{map = #map8}> : (index, index) -> index
      "affine.vector_store"(%arg1, %arg0, %arg2) <{map = #map9}> : (vector<8xf32>, memref<32x8xf32>, index) -> ()
      "affine.prefetch"(%arg0, %arg2, %arg3) <{isDataCache = true, isWrite = false, localityHint = 3 : i32, map = #map10}> : (memref<32x8xf32>, index, index) -> ()
      "affine.yield"() : () -> ()
    }) : () -> ()
    "func.return"() : () -> ()
  }) : () -> ()
}) : () -> ()

