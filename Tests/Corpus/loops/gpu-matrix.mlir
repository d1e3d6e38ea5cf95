"builtin.module"() ({
  "func.func"() <{function_type = (memref<32x32xf16>, memref<32x32xf32>, index, f32) -> (), sym_name = "f"}> ({
  ^bb0(%arg0: memref<32x32xf16>, %arg1: memref<32x32xf32>, %arg2: index, %arg3: f32):
    %0 = "gpu.subgroup_mma_load_matrix"(%arg0, %arg2, %arg2) <{leadDimension = 32 : index}> : (memref<32x32xf16>, index, index) -> !gpu.mma_matrix<16x16xf16, "AOp">
    %1 = "gpu.subgroup_mma_load_matrix"(%arg0, %arg2, %arg2) <{leadDimension = 32 : index, transpose}> : (memref<32x32xf16>, index, index) -> !gpu.mma_matrix<16x16xf16, "BOp">
    %2 = "gpu.subgroup_mma_constant_matrix"(%arg3) : (f32) -> !gpu.mma_matrix<16x16xf32, "COp">
    %3 = "gpu.subgroup_mma_compute"(%0, %1, %2) <{b_transpose}> : (!gpu.mma_matrix<16x16xf16, "AOp">, !gpu.mma_matrix<16x16xf16, "BOp">, !gpu.mma_matrix<16x16xf32, "COp">) -> !gpu.mma_matrix<16x16xf32, "COp">
    %4 = "gpu.subgroup_mma_elementwise"(%3, %2) <{opType = #gpu<mma_element_wise addf>}> : (!gpu.mma_matrix<16x16xf32, "COp">, !gpu.mma_matrix<16x16xf32, "COp">) -> !gpu.mma_matrix<16x16xf32, "COp">
    "gpu.subgroup_mma_store_matrix"(%4, %arg1, %arg2, %arg2) <{leadDimension = 32 : index}> : (!gpu.mma_matrix<16x16xf32, "COp">, memref<32x32xf32>, index, index) -> ()
    "func.return"() : () -> ()
  }) : () -> ()
}) : () -> ()
