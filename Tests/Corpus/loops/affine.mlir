"builtin.module"() ({
  "func.func"() <{function_type = (index, memref<100x100xf32>, vector<8xf32>, f32) -> (f32, index), sym_name = "f"}> ({
  ^bb0(%arg0: index, %arg1: memref<100x100xf32>, %arg2: vector<8xf32>, %arg3: f32):
    %0 = "affine.apply"(%arg0, %arg0) <{map = affine_map<(d0)[s0] -> (d0 * 2 + s0)>}> : (index, index) -> index
    %1 = "affine.for"(%arg0, %arg3) <{lowerBoundMap = affine_map<() -> (0)>, operandSegmentSizes = array<i32: 0, 1, 1>, step = 2 : index, upperBoundMap = affine_map<()[s0] -> (s0)>}> ({
    ^bb0(%arg9: index, %arg10: f32):
      %9 = "affine.load"(%arg1, %arg9, %arg0) <{map = affine_map<(d0)[s0] -> (d0 + 1, s0)>}> : (memref<100x100xf32>, index, index) -> f32
      %10 = "arith.addf"(%9, %arg10) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "affine.store"(%10, %arg1, %arg9) <{map = affine_map<(d0) -> (d0, d0 + 3)>}> : (f32, memref<100x100xf32>, index) -> ()
      "affine.yield"(%10) : (f32) -> ()
    }) : (index, f32) -> f32
    "affine.for"(%arg0, %arg0, %arg0) <{lowerBoundMap = affine_map<(d0)[s0] -> (d0, s0, 3)>, operandSegmentSizes = array<i32: 2, 1, 0>, step = 1 : index, upperBoundMap = affine_map<(d0) -> (d0, 100)>}> ({
    ^bb0(%arg8: index):
      "affine.if"(%arg8, %arg0) ({
        %8 = "affine.vector_load"(%arg1, %arg8) <{map = affine_map<(d0) -> (d0, 0)>}> : (memref<100x100xf32>, index) -> vector<8xf32>
        "affine.vector_store"(%8, %arg1, %arg8) <{map = affine_map<(d0) -> (d0, 8)>}> : (vector<8xf32>, memref<100x100xf32>, index) -> ()
        "affine.yield"() : () -> ()
      }, {
        "affine.prefetch"(%arg1, %arg8) <{isDataCache = true, isWrite = false, localityHint = 3 : i32, map = affine_map<(d0) -> (d0, 5)>}> : (memref<100x100xf32>, index) -> ()
        "affine.yield"() : () -> ()
      }) {condition = affine_set<(d0)[s0] : (d0 - 10 >= 0, -d0 + s0 - 9 >= 0)>} : (index, index) -> ()
      "affine.yield"() : () -> ()
    }) : (index, index, index) -> ()
    %2 = "affine.parallel"(%arg0) <{lowerBoundsGroups = dense<1> : tensor<2xi32>, lowerBoundsMap = affine_map<() -> (0, 0)>, reductions = [0], steps = [1, 2], upperBoundsGroups = dense<1> : tensor<2xi32>, upperBoundsMap = affine_map<(d0) -> (10, d0)>}> ({
    ^bb0(%arg6: index, %arg7: index):
      %7 = "affine.load"(%arg1, %arg6, %arg7) <{map = affine_map<(d0, d1) -> (d0, d1)>}> : (memref<100x100xf32>, index, index) -> f32
      "affine.yield"(%7) : (f32) -> ()
    }) : (index) -> f32
    "affine.parallel"(%arg0, %arg0) <{lowerBoundsGroups = dense<[1, 2]> : tensor<2xi32>, lowerBoundsMap = affine_map<(d0) -> (0, d0, 4)>, reductions = [], steps = [1, 1], upperBoundsGroups = dense<[2, 1]> : tensor<2xi32>, upperBoundsMap = affine_map<(d0) -> (d0, 10, 64)>}> ({
    ^bb0(%arg4: index, %arg5: index):
      "affine.store"(%arg3, %arg1, %arg4, %arg5) <{map = affine_map<(d0, d1) -> (d0, d1)>}> : (f32, memref<100x100xf32>, index, index) -> ()
      "affine.yield"() : () -> ()
    }) : (index, index) -> ()
    %3 = "affine.if"(%0, %arg0) ({
      "affine.yield"(%2) : (f32) -> ()
    }, {
      "affine.yield"(%1) : (f32) -> ()
    }) {condition = affine_set<(d0)[s0] : (d0 - 10 >= 0, -d0 + s0 - 9 >= 0)>} : (index, index) -> f32
    %4 = "affine.min"(%0, %arg0) <{map = affine_map<(d0)[s0] -> (1000, d0 + 512, s0)>}> : (index, index) -> index
    %5 = "affine.max"(%0, %arg0) <{map = affine_map<(d0)[s0] -> (1000, d0 + 512, s0)>}> : (index, index) -> index
    %6:3 = "affine.delinearize_index"(%4, %arg0, %5, %0) : (index, index, index, index) -> (index, index, index)
    "func.return"(%3, %6#0) : (f32, index) -> ()
  }) : () -> ()
}) : () -> ()
