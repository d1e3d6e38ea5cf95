#map = affine_map<(d0)[s0] -> (0, d0 * 2 + s0)>
#map1 = affine_map<(d0) -> (d0 + 3, d0)>
#map2 = affine_map<() -> (0)>
#map3 = affine_map<(d0) -> (d0)>
#map4 = affine_map<() -> (4)>
"builtin.module"() ({
  "func.func"() <{function_type = (memref<40x128xf32>, memref<2x1024xf32, 1>, memref<1xi32, 2>, index) -> (), sym_name = "f"}> ({
  ^bb0(%arg0: memref<40x128xf32>, %arg1: memref<2x1024xf32, 1>, %arg2: memref<1xi32, 2>, %arg3: index):
    %0 = "arith.constant"() <{value = 0 : index}> : () -> index
    "memref.dma_start"(%arg0, %0, %0, %arg1, %0, %arg3, %arg3, %arg2, %0) : (memref<40x128xf32>, index, index, memref<2x1024xf32, 1>, index, index, index, memref<1xi32, 2>, index) -> ()
    "memref.dma_start"(%arg0, %0, %0, %arg1, %0, %arg3, %arg3, %arg2, %0, %arg3, %arg3) : (memref<40x128xf32>, index, index, memref<2x1024xf32, 1>, index, index, index, memref<1xi32, 2>, index, index, index) -> ()
    "memref.dma_wait"(%arg2, %0, %arg3) : (memref<1xi32, 2>, index, index) -> ()
    "affine.for"() <{lowerBoundMap = #map2, operandSegmentSizes = array<i32: 0, 0, 0>, step = 1 : index, upperBoundMap = #map4}> ({
    ^bb0(%arg4: index):
      "affine.dma_start"(%arg0, %arg4, %arg1, %arg4, %arg3, %arg2, %arg3) {dst_map = #map, src_map = #map1, tag_map = #map2} : (memref<40x128xf32>, index, memref<2x1024xf32, 1>, index, index, memref<1xi32, 2>, index) -> ()
      "affine.dma_start"(%arg0, %arg4, %arg1, %arg4, %arg3, %arg2, %arg3, %arg3, %arg3) {dst_map = #map, src_map = #map1, tag_map = #map2} : (memref<40x128xf32>, index, memref<2x1024xf32, 1>, index, index, memref<1xi32, 2>, index, index, index) -> ()
      "affine.dma_wait"(%arg2, %0, %arg3) {tag_map = #map3} : (memref<1xi32, 2>, index, index) -> ()
      "affine.yield"() : () -> ()
    }) : () -> ()
    "func.return"() : () -> ()
  }) : () -> ()
}) : () -> ()
