"builtin.module"() ({
  "func.func"() <{function_type = (memref<?xf32>, index, f32, vector<16xf32>, vector<16xf32>, vector<16xi1>, vector<16xi32>, vector<16xi8>) -> (), sym_name = "vectors"}> ({
  ^bb0(%arg0: memref<?xf32>, %arg1: index, %arg2: f32, %arg3: vector<16xf32>, %arg4: vector<16xf32>, %arg5: vector<16xi1>, %arg6: vector<16xi32>, %arg7: vector<16xi8>):
    %0 = "vector.load"(%arg0, %arg1) : (memref<?xf32>, index) -> vector<16xf32>
    "vector.store"(%0, %arg0, %arg1) <{nontemporal = true}> : (vector<16xf32>, memref<?xf32>, index) -> ()
    %1 = "vector.maskedload"(%arg0, %arg1, %arg5, %arg3) : (memref<?xf32>, index, vector<16xi1>, vector<16xf32>) -> vector<16xf32>
    "vector.maskedstore"(%arg0, %arg1, %arg5, %arg3) : (memref<?xf32>, index, vector<16xi1>, vector<16xf32>) -> ()
    %2 = "vector.gather"(%arg0, %arg1, %arg6, %arg5, %arg3) : (memref<?xf32>, index, vector<16xi32>, vector<16xi1>, vector<16xf32>) -> vector<16xf32>
    "vector.scatter"(%arg0, %arg1, %arg6, %arg5, %arg3) : (memref<?xf32>, index, vector<16xi32>, vector<16xi1>, vector<16xf32>) -> ()
    %3 = "vector.broadcast"(%arg2) : (f32) -> vector<16xf32>
    %4 = "vector.splat"(%arg2) : (f32) -> vector<16xf32>
    %5 = "vector.fma"(%arg3, %arg4, %0) : (vector<16xf32>, vector<16xf32>, vector<16xf32>) -> vector<16xf32>
    %6 = "vector.create_mask"(%arg1) : (index) -> vector<16xi1>
    %7 = "vector.constant_mask"() <{mask_dim_sizes = [5]}> : () -> vector<16xi1>
    %8 = "vector.reduction"(%arg3) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<16xf32>) -> f32
    %9 = "vector.reduction"(%arg3, %arg2) <{fastmath = #arith.fastmath<nnan>, kind = #vector.kind<maximumf>}> : (vector<16xf32>, f32) -> f32
    %10 = "vector.reduction"(%arg5) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<or>}> : (vector<16xi1>) -> i1
    %11 = "vector.extract"(%arg3) <{static_position = array<i64: 3>}> : (vector<16xf32>) -> f32
    %12 = "vector.extract"(%arg3, %arg1) <{static_position = array<i64: -9223372036854775808>}> : (vector<16xf32>, index) -> f32
    %13 = "vector.insert"(%arg2, %arg3) <{static_position = array<i64: 3>}> : (f32, vector<16xf32>) -> vector<16xf32>
    %14 = "vector.insert"(%arg2, %arg3, %arg1) <{static_position = array<i64: -9223372036854775808>}> : (f32, vector<16xf32>, index) -> vector<16xf32>
    %15 = "vector.extractelement"(%arg3, %arg1) : (vector<16xf32>, index) -> f32
    %16 = "vector.insertelement"(%arg2, %arg3, %arg1) : (f32, vector<16xf32>, index) -> vector<16xf32>
    %17 = "vector.shuffle"(%arg3, %arg4) <{mask = [0, 17, 2, 31]}> : (vector<16xf32>, vector<16xf32>) -> vector<4xf32>
    %18 = "vector.shape_cast"(%arg3) : (vector<16xf32>) -> vector<4x4xf32>
    %19 = "vector.bitcast"(%arg3) : (vector<16xf32>) -> vector<32xf16>
    "func.return"() : () -> ()
  }) : () -> ()
}) : () -> ()

