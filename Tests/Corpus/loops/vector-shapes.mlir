"builtin.module"() ({
  "func.func"() <{function_type = (vector<4x8xf32>, vector<8x16xf32>, vector<4x16xf32>, vector<8xf32>, vector<8xf32>, memref<?x?xf32>, index, f32, vector<8xi1>, memref<?xf32>, vector<[8]xf32>, memref<4x8xf32>) -> (), sym_name = "f"}> ({
  ^bb0(%arg0: vector<4x8xf32>, %arg1: vector<8x16xf32>, %arg2: vector<4x16xf32>, %arg3: vector<8xf32>, %arg4: vector<8xf32>, %arg5: memref<?x?xf32>, %arg6: index, %arg7: f32, %arg8: vector<8xi1>, %arg9: memref<?xf32>, %arg10: vector<[8]xf32>, %arg11: memref<4x8xf32>):
    %0 = "vector.contract"(%arg0, %arg1, %arg2) <{indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d2)>, affine_map<(d0, d1, d2) -> (d2, d1)>, affine_map<(d0, d1, d2) -> (d0, d1)>], iterator_types = [#vector.iterator_type<parallel>, #vector.iterator_type<parallel>, #vector.iterator_type<reduction>], kind = #vector.kind<add>}> : (vector<4x8xf32>, vector<8x16xf32>, vector<4x16xf32>) -> vector<4x16xf32>
    %1 = "vector.outerproduct"(%arg3, %arg4) <{kind = #vector.kind<add>}> : (vector<8xf32>, vector<8xf32>) -> vector<8x8xf32>
    %2 = "vector.outerproduct"(%arg3, %arg4, %1) <{kind = #vector.kind<maxnumf>}> : (vector<8xf32>, vector<8xf32>, vector<8x8xf32>) -> vector<8x8xf32>
    %3 = "vector.outerproduct"(%arg3, %arg7) <{kind = #vector.kind<add>}> : (vector<8xf32>, f32) -> vector<8xf32>
    %4 = "vector.transfer_read"(%arg5, %arg6, %arg6, %arg7) <{in_bounds = [true], operandSegmentSizes = array<i32: 1, 2, 1, 0>, permutation_map = affine_map<(d0, d1) -> (d1)>}> : (memref<?x?xf32>, index, index, f32) -> vector<8xf32>
    %5 = "vector.transfer_read"(%arg5, %arg6, %arg6, %arg7, %arg8) <{in_bounds = [false], operandSegmentSizes = array<i32: 1, 2, 1, 1>, permutation_map = affine_map<(d0, d1) -> (d1)>}> : (memref<?x?xf32>, index, index, f32, vector<8xi1>) -> vector<8xf32>
    "vector.transfer_write"(%arg0, %arg5, %arg6, %arg6) <{in_bounds = [true, true], operandSegmentSizes = array<i32: 1, 1, 2, 0>, permutation_map = affine_map<(d0, d1) -> (d0, d1)>}> : (vector<4x8xf32>, memref<?x?xf32>, index, index) -> ()
    "vector.transfer_write"(%arg3, %arg5, %arg6, %arg6, %arg8) <{in_bounds = [true], operandSegmentSizes = array<i32: 1, 1, 2, 1>, permutation_map = affine_map<(d0, d1) -> (d1)>}> : (vector<8xf32>, memref<?x?xf32>, index, index, vector<8xi1>) -> ()
    %6 = "vector.transpose"(%arg0) <{permutation = array<i64: 1, 0>}> : (vector<4x8xf32>) -> vector<8x4xf32>
    %7 = "vector.flat_transpose"(%arg3) <{columns = 4 : i32, rows = 2 : i32}> : (vector<8xf32>) -> vector<8xf32>
    %8 = "vector.matrix_multiply"(%arg3, %arg4) <{lhs_columns = 4 : i32, lhs_rows = 2 : i32, rhs_columns = 2 : i32}> : (vector<8xf32>, vector<8xf32>) -> vector<4xf32>
    "vector.compressstore"(%arg9, %arg6, %arg8, %arg3) : (memref<?xf32>, index, vector<8xi1>, vector<8xf32>) -> ()
    %9 = "vector.expandload"(%arg9, %arg6, %arg8, %arg3) : (memref<?xf32>, index, vector<8xi1>, vector<8xf32>) -> vector<8xf32>
    %10 = "vector.extract_strided_slice"(%arg0) <{offsets = [1, 2], sizes = [2, 4], strides = [1, 1]}> : (vector<4x8xf32>) -> vector<2x4xf32>
    %11 = "vector.insert_strided_slice"(%10, %arg0) <{offsets = [1, 2], strides = [1, 1]}> : (vector<2x4xf32>, vector<4x8xf32>) -> vector<4x8xf32>
    %12 = "vector.multi_reduction"(%arg0, %arg3) <{kind = #vector.kind<add>, reduction_dims = [0]}> : (vector<4x8xf32>, vector<8xf32>) -> vector<8xf32>
    %13 = "vector.interleave"(%arg3, %arg4) : (vector<8xf32>, vector<8xf32>) -> vector<16xf32>
    %14:2 = "vector.deinterleave"(%13) : (vector<16xf32>) -> (vector<8xf32>, vector<8xf32>)
    %15 = "vector.from_elements"(%arg7, %arg7, %arg7, %arg7) : (f32, f32, f32, f32) -> vector<4xf32>
    %16:2 = "vector.scan"(%arg0, %arg3) <{inclusive = true, kind = #vector.kind<add>, reduction_dim = 0 : i64}> : (vector<4x8xf32>, vector<8xf32>) -> (vector<4x8xf32>, vector<8xf32>)
    %17 = "vector.step"() : () -> vector<8xindex>
    %18 = "vector.vscale"() : () -> index
    %19 = "vector.mask"(%arg8) ({
      %25 = "vector.reduction"(%arg3) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<8xf32>) -> f32
      "vector.yield"(%25) : (f32) -> ()
    }) : (vector<8xi1>) -> f32
    %20 = "vector.mask"(%arg8, %arg3) ({
      %24 = "vector.transfer_read"(%arg9, %arg6, %arg7) <{in_bounds = [false], operandSegmentSizes = array<i32: 1, 1, 1, 0>, permutation_map = affine_map<(d0) -> (d0)>}> : (memref<?xf32>, index, f32) -> vector<8xf32>
      "vector.yield"(%24) : (vector<8xf32>) -> ()
    }) : (vector<8xi1>, vector<8xf32>) -> vector<8xf32>
    "vector.print"(%arg3) <{punctuation = #vector.punctuation<newline>}> : (vector<8xf32>) -> ()
    "vector.print"(%arg7) <{punctuation = #vector.punctuation<comma>}> : (f32) -> ()
    "vector.print"() <{punctuation = #vector.punctuation<newline>}> : () -> ()
    "vector.print"() <{punctuation = #vector.punctuation<newline>, stringLiteral = "hello"}> : () -> ()
    %21 = "vector.scalable.insert"(%arg3, %arg10) <{pos = 0 : i64}> : (vector<8xf32>, vector<[8]xf32>) -> vector<[8]xf32>
    %22 = "vector.scalable.extract"(%arg10) <{pos = 0 : i64}> : (vector<[8]xf32>) -> vector<8xf32>
    %23 = "vector.type_cast"(%arg11) : (memref<4x8xf32>) -> memref<vector<4x8xf32>>
    "func.return"() : () -> ()
  }) : () -> ()
}) : () -> ()
