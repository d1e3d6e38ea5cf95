// RUN: loop-invariant-code-motion
// What does not change in a loop.
// what does not change goes in front, out of both loops
"func.func"() <{function_type = (memref<?xf32>, index, f32) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<?xf32>, %arg1: index, %arg2: f32):
  %0 = "arith.constant"() <{value = 0 : index}> : () -> index
  %1 = "arith.constant"() <{value = 1 : index}> : () -> index
  "scf.for"(%0, %arg1, %1) ({
  ^bb0(%arg3: index):
    "scf.for"(%0, %arg1, %1) ({
    ^bb0(%arg4: index):
      %2 = "arith.addf"(%arg2, %arg2) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %3 = "arith.mulf"(%2, %arg2) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      %4 = "arith.addi"(%arg3, %1) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
      %5 = "arith.addi"(%4, %arg4) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
      "memref.store"(%3, %arg0, %5) : (f32, memref<?xf32>, index) -> ()
      "scf.yield"() : () -> ()
    }) : (index, index, index) -> ()
    "scf.yield"() : () -> ()
  }) : (index, index, index) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK: arith.addf
// CHECK-NEXT: arith.mulf
// CHECK-NEXT: scf.for
// CHECK-NEXT: bb0
// CHECK-NEXT: "arith.addi"
// CHECK-NEXT: scf.for
// CHECK-NEXT: bb0
// CHECK-NEXT: "arith.addi"
// CHECK-NEXT: memref.store
// -----
// division may be undefined, by a constant it is not
"func.func"() <{function_type = (memref<?xi32>, index, i32, i32) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<?xi32>, %arg1: index, %arg2: i32, %arg3: i32):
  %0 = "arith.constant"() <{value = 0 : index}> : () -> index
  %1 = "arith.constant"() <{value = 1 : index}> : () -> index
  %2 = "arith.constant"() <{value = 7 : i32}> : () -> i32
  "scf.for"(%0, %arg1, %1) ({
  ^bb0(%arg4: index):
    %3 = "arith.divsi"(%arg2, %arg3) : (i32, i32) -> i32
    %4 = "arith.divsi"(%arg2, %2) : (i32, i32) -> i32
    %5 = "arith.addi"(%3, %4) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
    "memref.store"(%5, %arg0, %arg4) : (i32, memref<?xi32>, index) -> ()
    "scf.yield"() : () -> ()
  }) : (index, index, index) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK: "arith.divsi"(%arg2, %2)
// CHECK-NEXT: scf.for
// CHECK: "arith.divsi"(%arg2, %arg3)
// CHECK-NEXT: "arith.addi"
// -----
// reading memory stays, a whole condition goes
"func.func"() <{function_type = (memref<?xf32>, index, i1, f32) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<?xf32>, %arg1: index, %arg2: i1, %arg3: f32):
  %0 = "arith.constant"() <{value = 0 : index}> : () -> index
  %1 = "arith.constant"() <{value = 1 : index}> : () -> index
  "scf.for"(%0, %arg1, %1) ({
  ^bb0(%arg4: index):
    %2 = "memref.load"(%arg0, %0) : (memref<?xf32>, index) -> f32
    %3 = "scf.if"(%arg2) ({
      %5 = "arith.mulf"(%arg3, %arg3) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "scf.yield"(%5) : (f32) -> ()
    }, {
      "scf.yield"(%arg3) : (f32) -> ()
    }) : (i1) -> f32
    %4 = "arith.addf"(%2, %3) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    "memref.store"(%4, %arg0, %arg4) : (f32, memref<?xf32>, index) -> ()
    "scf.yield"() : () -> ()
  }) : (index, index, index) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK: scf.if
// CHECK: scf.for
// CHECK: memref.load
// CHECK-NEXT: arith.addf
