#map = affine_map<(d0, d1, d2) -> (d0, d2)>
#map1 = affine_map<(d0, d1, d2) -> (d2, d1)>
#map2 = affine_map<(d0, d1, d2) -> (d0, d1)>
#map3 = affine_map<(d0, d1) -> (d1, 0)>
#map4 = affine_map<(d0, d1) -> (d0, d1)>
"builtin.module"() ({
  "func.func"() <{function_type = (vector<4x8xf32>, vector<8x4xf32>, vector<4x4xf32>, memref<?x?xf32>, index, f32) -> vector<4x4xf32>, sym_name = "f"}> ({
  ^bb0(%arg0: vector<4x8xf32>, %arg1: vector<8x4xf32>, %arg2: vector<4x4xf32>, %arg3: memref<?x?xf32>, %arg4: index, %arg5: f32):
    %0 = "vector.contract"(%arg0, %arg1, %arg2) <{indexing_maps = [#map, #map1, #map2], iterator_types = [#vector.iterator_type<parallel>, #vector.iterator_type<parallel>, #vector.iterator_type<reduction>], kind = #vector.kind<add>}> : (vector<4x8xf32>, vector<8x4xf32>, vector<4x4xf32>) -> vector<4x4xf32>
    %1 = "vector.transfer_read"(%arg3, %arg4, %arg4, %arg5) <{in_bounds = [true, true], operandSegmentSizes = array<i32: 1, 2, 1, 0>, permutation_map = #map3}> : (memref<?x?xf32>, index, index, f32) -> vector<4x4xf32>
    "vector.transfer_write"(%1, %arg3, %arg4, %arg4) <{in_bounds = [false, false], operandSegmentSizes = array<i32: 1, 1, 2, 0>, permutation_map = #map4}> : (vector<4x4xf32>, memref<?x?xf32>, index, index) -> ()
    %2 = "vector.multi_reduction"(%1, %arg2) <{kind = #vector.kind<maximumf>, reduction_dims = []}> : (vector<4x4xf32>, vector<4x4xf32>) -> vector<4x4xf32>
    %3 = "vector.extract_strided_slice"(%arg0) <{offsets = [0, 2], sizes = [4, 4], strides = [1, 1]}> : (vector<4x8xf32>) -> vector<4x4xf32>
    %4 = "vector.constant_mask"() <{mask_dim_sizes = [4]}> : () -> vector<16xi1>
    %5 = "vector.shape_cast"(%arg2) : (vector<4x4xf32>) -> vector<16xf32>
    "func.return"(%0) : (vector<4x4xf32>) -> ()
  }) : () -> ()
}) : () -> ()

