"builtin.module"() ({
  "func.func"() <{function_type = (i32, i32, f32, vector<4xi32>, vector<4xf32>, index) -> (), sym_name = "f"}> ({
  ^bb0(%arg0: i32, %arg1: i32, %arg2: f32, %arg3: vector<4xi32>, %arg4: vector<4xf32>, %arg5: index):
    %0:2 = "arith.addui_extended"(%arg0, %arg1) : (i32, i32) -> (i32, i1)
    %1:2 = "arith.mulsi_extended"(%arg0, %arg1) : (i32, i32) -> (i32, i32)
    %2:2 = "arith.mului_extended"(%arg3, %arg3) : (vector<4xi32>, vector<4xi32>) -> (vector<4xi32>, vector<4xi32>)
    %3 = "arith.ceildivui"(%arg5, %arg5) : (index, index) -> index
    %4 = "math.atan2"(%arg2, %arg2) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %5 = "math.cbrt"(%arg2) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %6 = "math.ctlz"(%arg0) : (i32) -> i32
    %7 = "math.cttz"(%arg0) : (i32) -> i32
    %8 = "math.ctpop"(%arg3) : (vector<4xi32>) -> vector<4xi32>
    %9 = "math.fpowi"(%arg2, %arg0) <{fastmath = #arith.fastmath<none>}> : (f32, i32) -> f32
    %10 = "math.ipowi"(%arg0, %arg1) : (i32, i32) -> i32
    "func.return"() : () -> ()
  }) : () -> ()
}) : () -> ()
