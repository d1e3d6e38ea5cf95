"builtin.module"() ({
  "func.func"() <{function_type = (index, vector<4xi32>, vector<1x8xf32>) -> vector<1xf32>, sym_name = "f"}> ({
  ^bb0(%arg0: index, %arg1: vector<4xi32>, %arg2: vector<1x8xf32>):
    "vector.warp_execute_on_lane_0"(%arg0) <{warp_size = 32 : i64}> ({
      %6 = "arith.addi"(%arg0, %arg0) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
      "vector.yield"() : () -> ()
    }) : (index) -> ()
    %0 = "vector.warp_execute_on_lane_0"(%arg0, %arg1, %arg2) <{warp_size = 32 : i64}> ({
    ^bb0(%arg3: vector<128xi32>, %arg4: vector<32x8xf32>):
      %4 = "arith.sitofp"(%arg3) : (vector<128xi32>) -> vector<128xf32>
      %5 = "vector.extract_strided_slice"(%4) <{offsets = [0], sizes = [32], strides = [1]}> : (vector<128xf32>) -> vector<32xf32>
      "vector.yield"(%5) : (vector<32xf32>) -> ()
    }) : (index, vector<4xi32>, vector<1x8xf32>) -> vector<1xf32>
    %1:2 = "vector.warp_execute_on_lane_0"(%arg0) <{warp_size = 32 : i64}> ({
      %2 = "arith.constant"() <{value = dense<0.000000e+00> : vector<32xf32>}> : () -> vector<32xf32>
      %3 = "arith.constant"() <{value = 0.000000e+00 : f32}> : () -> f32
      "vector.yield"(%2, %3) : (vector<32xf32>, f32) -> ()
    }) : (index) -> (vector<1xf32>, f32)
    "func.return"(%0) : (vector<1xf32>) -> ()
  }) : () -> ()
}) : () -> ()
