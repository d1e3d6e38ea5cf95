// RUN: gpu-launch-sink-index-computations
// constants, sizes and selections go in, what costs more stays
"func.func"() <{function_type = (memref<?xf32>, index, f32, index) -> (), sym_name = "host"}> ({
^bb0(%arg0: memref<?xf32>, %arg1: index, %arg2: f32, %arg3: index):
  %0 = "arith.constant"() <{value = 0 : index}> : () -> index
  %1 = "arith.constant"() <{value = 5.000000e+00 : f32}> : () -> f32
  %2 = "memref.dim"(%arg0, %0) : (memref<?xf32>, index) -> index
  %3 = "arith.cmpi"(%arg1, %2) <{predicate = 2 : i64}> : (index, index) -> i1
  %4 = "arith.select"(%3, %arg1, %0) : (i1, index, index) -> index
  %5 = "arith.muli"(%arg3, %arg3) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
  "gpu.launch"(%arg1, %arg1, %arg1, %arg1, %arg1, %arg1) <{operandSegmentSizes = array<i32: 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0>}> ({
  ^bb0(%arg4: index, %arg5: index, %arg6: index, %arg7: index, %arg8: index, %arg9: index, %arg10: index, %arg11: index, %arg12: index, %arg13: index, %arg14: index, %arg15: index):
    %6 = "arith.addf"(%arg2, %1) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    "memref.store"(%6, %arg0, %2) : (f32, memref<?xf32>, index) -> ()
    "memref.store"(%6, %arg0, %5) : (f32, memref<?xf32>, index) -> ()
    "memref.store"(%6, %arg0, %4) : (f32, memref<?xf32>, index) -> ()
    %7 = "arith.addi"(%arg1, %arg7) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
    "memref.store"(%6, %arg0, %7) : (f32, memref<?xf32>, index) -> ()
    "gpu.terminator"() : () -> ()
  }) {workgroup_attributions = 0 : i64} : (index, index, index, index, index, index) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK: [[FAR:%[0-9]+]] = "arith.muli"
// CHECK: gpu.launch
// CHECK: [[C:%[0-9]+]] = "arith.constant"() <{value = 5.0{{.*}} : f32}>
// CHECK: [[ZERO:%[0-9]+]] = "arith.constant"() <{value = 0 : index}>
// CHECK: [[D:%[0-9]+]] = "memref.dim"(%arg0, [[ZERO]])
// CHECK: [[LESS:%[0-9]+]] = "arith.cmpi"(%arg1, [[D]])
// CHECK: [[PLACE:%[0-9]+]] = "arith.select"([[LESS]], %arg1, [[ZERO]])
// CHECK: [[Y:%[0-9]+]] = "arith.addf"(%arg2, [[C]])
// CHECK: "memref.store"([[Y]], %arg0, [[D]])
// CHECK: "memref.store"([[Y]], %arg0, [[FAR]])
// CHECK: "memref.store"([[Y]], %arg0, [[PLACE]])
