#map = affine_map<(d0) -> (d0 + 1, 3)>
#map1 = affine_map<(d0)[s0] -> (d0, s0 mod 8)>
#map2 = affine_map<() -> (0)>
#map3 = affine_map<(d0)[s0] -> (d0 + s0, 16)>
#map4 = affine_map<(d0, d1) -> (d0, d1)>
#map5 = affine_map<() -> (0, 0)>
#map6 = affine_map<(d0) -> (d0, 8)>
#map7 = affine_map<(d0) -> ((d0 floordiv 3) * 2 + d0 ceildiv 4)>
#map8 = affine_map<(d0) -> (d0, 5)>
#map9 = affine_map<(d0) -> (d0, 0)>
#set = affine_set<(d0)[s0] : (d0 - 1 >= 0, -d0 + s0 == 0)>
"builtin.module"() ({
  "func.func"() <{function_type = (memref<?x8xf32>, index) -> f32, sym_name = "f"}> ({
  ^bb0(%arg0: memref<?x8xf32>, %arg1: index):
    %0 = "arith.constant"() <{value = 0.000000e+00 : f32}> : () -> f32
    %1 = "affine.for"(%arg1, %arg1, %0) <{lowerBoundMap = #map2, operandSegmentSizes = array<i32: 0, 2, 1>, step = 2 : index, upperBoundMap = #map3}> ({
    ^bb0(%arg4: index, %arg5: f32):
      %4 = "affine.load"(%arg0, %arg4) <{map = #map}> : (memref<?x8xf32>, index) -> f32
      "affine.if"(%arg4, %arg1) ({
        "affine.store"(%4, %arg0, %arg4, %arg1) <{map = #map1}> : (f32, memref<?x8xf32>, index, index) -> ()
        "affine.yield"() : () -> ()
      }, {
      }) {condition = #set} : (index, index) -> ()
      %5 = "arith.addf"(%arg5, %4) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "affine.yield"(%5) : (f32) -> ()
    }) : (index, index, f32) -> f32
    "affine.parallel"(%arg1) <{lowerBoundsGroups = dense<1> : tensor<2xi32>, lowerBoundsMap = #map5, reductions = [], steps = [4, 8], upperBoundsGroups = dense<1> : tensor<2xi32>, upperBoundsMap = #map6}> ({
    ^bb0(%arg2: index, %arg3: index):
      "affine.store"(%0, %arg0, %arg2, %arg3) <{map = #map4}> : (f32, memref<?x8xf32>, index, index) -> ()
      "affine.yield"() : () -> ()
    }) : (index) -> ()
    %2 = "affine.apply"(%arg1) <{map = #map7}> : (index) -> index
    %3 = "affine.min"(%2) <{map = #map8}> : (index) -> index
    "affine.prefetch"(%arg0, %3) <{isDataCache = true, isWrite = false, localityHint = 3 : i32, map = #map9}> : (memref<?x8xf32>, index) -> ()
    "func.return"(%1) : (f32) -> ()
  }) : () -> ()
}) : () -> ()

