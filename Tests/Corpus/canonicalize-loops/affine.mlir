// RUN: canonicalize
// an application of an application
"func.func"() <{function_type = (index, memref<100xf32>) -> f32, sym_name = "f"}> ({
^bb0(%arg0: index, %arg1: memref<100xf32>):
  %0 = "affine.apply"(%arg0) <{map = affine_map<(d0) -> (d0 * 2)>}> : (index) -> index
  %1 = "affine.apply"(%0) <{map = affine_map<(d0) -> (d0 + 1)>}> : (index) -> index
  %2 = "affine.load"(%arg1, %1) <{map = affine_map<(d0) -> (d0 floordiv 4)>}> : (memref<100xf32>, index) -> f32
  "func.return"(%2) : (f32) -> ()
}) : () -> ()
// CHECK: "affine.load"(%arg1, %arg0) <{map = affine_map<()[s0] -> ((s0 * 2 + 1) floordiv 4)>}>
// -----
// constants go into maps
"func.func"() <{function_type = (index) -> index, sym_name = "f"}> ({
^bb0(%arg0: index):
  %0 = "arith.constant"() <{value = 7 : index}> : () -> index
  %1 = "affine.apply"(%arg0, %0, %0) <{map = affine_map<(d0, d1)[s0] -> (d0 * 2 + s0 + d1)>}> : (index, index, index) -> index
  "func.return"(%1) : (index) -> ()
}) : () -> ()
// CHECK: "affine.apply"(%arg0) <{map = affine_map<()[s0] -> (s0 * 2 + 14)>}>
// -----
// an application of numbers is a number
"func.func"() <{function_type = () -> index, sym_name = "f"}> ({
  %0 = "arith.constant"() <{value = -7 : index}> : () -> index
  %1 = "affine.apply"(%0) <{map = affine_map<(d0) -> (d0 mod 4 + d0 floordiv 4)>}> : (index) -> index
  "func.return"(%1) : (index) -> ()
}) : () -> ()
// CHECK: value = -1 : index
// CHECK-NOT: affine
// -----
// an application that changes nothing
"func.func"() <{function_type = (index, index) -> index, sym_name = "f"}> ({
^bb0(%arg0: index, %arg1: index):
  %0 = "affine.apply"(%arg0, %arg1) <{map = affine_map<(d0)[s0] -> (s0)>}> : (index, index) -> index
  "func.return"(%0) : (index) -> ()
}) : () -> ()
// CHECK: "func.return"(%arg1)
// -----
// equal and unused operands
"func.func"() <{function_type = (index, index) -> index, sym_name = "f"}> ({
^bb0(%arg0: index, %arg1: index):
  %0 = "affine.apply"(%arg0, %arg1, %arg0) <{map = affine_map<(d0, d1, d2) -> (d0 * 2 + d2)>}> : (index, index, index) -> index
  "func.return"(%0) : (index) -> ()
}) : () -> ()
// CHECK: "affine.apply"(%arg0) <{map = affine_map<()[s0] -> (s0 * 3)>}>
// -----
// counters stay dimensions
"func.func"() <{function_type = (memref<100xf32>, index) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<100xf32>, %arg1: index):
  "affine.for"() <{lowerBoundMap = affine_map<() -> (0)>, operandSegmentSizes = array<i32: 0, 0, 0>, step = 1 : index, upperBoundMap = affine_map<() -> (100)>}> ({
  ^bb0(%arg2: index):
    %0 = "affine.apply"(%arg2, %arg1) <{map = affine_map<(d0, d1) -> (d0 * 2 + d1)>}> : (index, index) -> index
    %1 = "affine.load"(%arg0, %0) <{map = affine_map<(d0) -> (d0 + 3)>}> : (memref<100xf32>, index) -> f32
    "affine.store"(%1, %arg0, %arg2) <{map = affine_map<(d0) -> (d0)>}> : (f32, memref<100xf32>, index) -> ()
    "affine.yield"() : () -> ()
  }) : () -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK: "affine.load"(%arg0, [[I:%[a-z0-9]+]], %arg1) <{map = affine_map<(d0)[s0] -> (d0 * 2 + s0 + 3)>}>
// -----
// the least of constants and of what cannot be less
"func.func"() <{function_type = (index) -> (index, index), sym_name = "f"}> ({
^bb0(%arg0: index):
  %0 = "affine.min"(%arg0) <{map = affine_map<(d0) -> (d0, d0 + 4, 10, 12)>}> : (index) -> index
  %1 = "affine.max"(%arg0) <{map = affine_map<(d0) -> (d0 + 1, d0 + 1)>}> : (index) -> index
  "func.return"(%0, %1) : (index, index) -> ()
}) : () -> ()
// CHECK: "affine.min"(%arg0) <{map = affine_map<()[s0] -> (s0, 10)>}>
// CHECK: "affine.apply"(%arg0) <{map = affine_map<()[s0] -> (s0 + 1)>}>
// -----
// the least and the greatest of numbers
"func.func"() <{function_type = () -> (index, index), sym_name = "f"}> ({
  %0 = "arith.constant"() <{value = 20 : index}> : () -> index
  %1 = "affine.min"(%0) <{map = affine_map<(d0) -> (d0 floordiv 3, 10)>}> : (index) -> index
  %2 = "affine.max"(%0) <{map = affine_map<(d0) -> (d0 floordiv 3, 10)>}> : (index) -> index
  "func.return"(%1, %2) : (index, index) -> ()
}) : () -> ()
// CHECK-DAG: value = 6 : index
// CHECK-DAG: value = 10 : index
// CHECK-NOT: affine
// -----
// bounds that are numbers
"func.func"() <{function_type = (memref<?xf32>, f32) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<?xf32>, %arg1: f32):
  %0 = "arith.constant"() <{value = 4 : index}> : () -> index
  %1 = "arith.constant"() <{value = 9 : index}> : () -> index
  "affine.for"(%0, %1) <{lowerBoundMap = affine_map<(d0) -> (d0 + 1)>, operandSegmentSizes = array<i32: 1, 1, 0>, step = 1 : index, upperBoundMap = affine_map<(d0) -> (d0 * 2, 30)>}> ({
  ^bb0(%arg2: index):
    "affine.store"(%arg1, %arg0, %arg2) <{map = affine_map<(d0) -> (d0)>}> : (f32, memref<?xf32>, index) -> ()
    "affine.yield"() : () -> ()
  }) : (index, index) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK: "affine.for"() <{lowerBoundMap = affine_map<() -> (5)>, operandSegmentSizes = array<i32: 0, 0, 0>, step = 1 : index, upperBoundMap = affine_map<() -> (18)>}>
// -----
// a loop that never runs
"func.func"() <{function_type = (f32, index) -> f32, sym_name = "f"}> ({
^bb0(%arg0: f32, %arg1: index):
  %0 = "affine.for"(%arg1, %arg1, %arg0) <{lowerBoundMap = affine_map<(d0) -> (d0 + 3)>, operandSegmentSizes = array<i32: 1, 1, 1>, step = 1 : index, upperBoundMap = affine_map<(d0) -> (d0 + 3)>}> ({
  ^bb0(%arg2: index, %arg3: f32):
    %1 = "arith.addf"(%arg3, %arg3) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    "affine.yield"(%1) : (f32) -> ()
  }) : (index, index, f32) -> f32
  "func.return"(%0) : (f32) -> ()
}) : () -> ()
// CHECK-NOT: affine
// CHECK: "func.return"(%arg0)
// -----
// a loop that runs once
"func.func"() <{function_type = (memref<?xf32>, f32, index) -> f32, sym_name = "f"}> ({
^bb0(%arg0: memref<?xf32>, %arg1: f32, %arg2: index):
  %0 = "affine.for"(%arg2, %arg2, %arg1) <{lowerBoundMap = affine_map<(d0) -> (d0)>, operandSegmentSizes = array<i32: 1, 1, 1>, step = 4 : index, upperBoundMap = affine_map<(d0) -> (d0 + 4)>}> ({
  ^bb0(%arg3: index, %arg4: f32):
    %1 = "affine.load"(%arg0, %arg3) <{map = affine_map<(d0) -> (d0 + 1)>}> : (memref<?xf32>, index) -> f32
    %2 = "arith.addf"(%arg4, %1) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    "affine.yield"(%2) : (f32) -> ()
  }) : (index, index, f32) -> f32
  "func.return"(%0) : (f32) -> ()
}) : () -> ()
// CHECK-NOT: affine.for
// CHECK: [[Y:%[0-9]+]] = "affine.load"(%arg0, %arg2) <{map = affine_map<()[s0] -> (s0 + 1)>}>
// CHECK: "arith.addf"(%arg1, [[Y]])
// -----
// a loop whose bounds it knows nothing of stays
"func.func"() <{function_type = (memref<?xf32>, f32, index, index) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<?xf32>, %arg1: f32, %arg2: index, %arg3: index):
  "affine.for"(%arg2, %arg3) <{lowerBoundMap = affine_map<()[s0] -> (s0)>, operandSegmentSizes = array<i32: 1, 1, 0>, step = 1 : index, upperBoundMap = affine_map<()[s0] -> (s0)>}> ({
  ^bb0(%arg4: index):
    "affine.store"(%arg1, %arg0, %arg4) <{map = affine_map<(d0) -> (d0)>}> : (f32, memref<?xf32>, index) -> ()
    "affine.yield"() : () -> ()
  }) : (index, index) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK: "affine.for"(%arg2, %arg3)
// -----
// carried values that do not change
"func.func"() <{function_type = (memref<100xf32>, f32, f32) -> (f32, f32), sym_name = "f"}> ({
^bb0(%arg0: memref<100xf32>, %arg1: f32, %arg2: f32):
  %0:2 = "affine.for"(%arg1, %arg2) <{lowerBoundMap = affine_map<() -> (0)>, operandSegmentSizes = array<i32: 0, 0, 2>, step = 1 : index, upperBoundMap = affine_map<() -> (100)>}> ({
  ^bb0(%arg3: index, %arg4: f32, %arg5: f32):
    %1 = "affine.load"(%arg0, %arg3) <{map = affine_map<(d0) -> (d0)>}> : (memref<100xf32>, index) -> f32
    %2 = "arith.addf"(%arg4, %1) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %3 = "arith.addf"(%2, %arg5) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    "affine.yield"(%3, %arg5) : (f32, f32) -> ()
  }) : (f32, f32) -> (f32, f32)
  "func.return"(%0#0, %0#1) : (f32, f32) -> ()
}) : () -> ()
// CHECK: [[R:%[0-9]+]] = "affine.for"(%arg1)
// CHECK: "arith.addf"([[S:%[0-9]+]], %arg2)
// CHECK: "func.return"([[R]], %arg2)
// -----
// conditions that hold, and that do not
"func.func"() <{function_type = (memref<100xf32>, f32) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<100xf32>, %arg1: f32):
  %0 = "arith.constant"() <{value = 5 : index}> : () -> index
  "affine.if"(%0) ({
    "affine.store"(%arg1, %arg0) <{map = affine_map<() -> (1)>}> : (f32, memref<100xf32>) -> ()
    "affine.yield"() : () -> ()
  }, {
    "affine.store"(%arg1, %arg0) <{map = affine_map<() -> (2)>}> : (f32, memref<100xf32>) -> ()
    "affine.yield"() : () -> ()
  }) {condition = affine_set<(d0) : (d0 - 5 >= 0, d0 - 5 == 0)>} : (index) -> ()
  "affine.if"(%0) ({
    "affine.store"(%arg1, %arg0) <{map = affine_map<() -> (3)>}> : (f32, memref<100xf32>) -> ()
    "affine.yield"() : () -> ()
  }, {
  }) {condition = affine_set<(d0) : (d0 - 6 >= 0)>} : (index) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK-NOT: affine.if
// CHECK: affine_map<() -> (1)>
// CHECK-NOT: affine.store
// CHECK: func.return
// -----
// constraints that always hold, operands that say nothing
"func.func"() <{function_type = (memref<100xf32>, f32, index, index) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<100xf32>, %arg1: f32, %arg2: index, %arg3: index):
  %0 = "arith.constant"() <{value = 5 : index}> : () -> index
  "affine.for"() <{lowerBoundMap = affine_map<() -> (0)>, operandSegmentSizes = array<i32: 0, 0, 0>, step = 1 : index, upperBoundMap = affine_map<() -> (100)>}> ({
  ^bb0(%arg4: index):
    %1 = "affine.apply"(%arg4) <{map = affine_map<(d0) -> (d0 * 2)>}> : (index) -> index
    "affine.if"(%1, %0, %arg2, %arg3) ({
      "affine.store"(%arg1, %arg0, %arg4) <{map = affine_map<(d0) -> (d0)>}> : (f32, memref<100xf32>, index) -> ()
      "affine.yield"() : () -> ()
    }, {
      "affine.yield"() : () -> ()
    }) {condition = affine_set<(d0, d1)[s0, s1] : (d0 - s0 >= 0, d1 - 5 >= 0)>} : (index, index, index, index) -> ()
    "affine.yield"() : () -> ()
  }) : () -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK: "affine.if"([[I:%[a-z0-9]+]], %arg2) ({
// CHECK: }, {
// CHECK-NEXT: }) {condition = affine_set<(d0)[s0] : (d0 * 2 - s0 >= 0)>}
// -----
// a nest that never runs gives what it starts from
"func.func"() <{function_type = (memref<100xf32>) -> f32, sym_name = "f"}> ({
^bb0(%arg0: memref<100xf32>):
  %0 = "affine.parallel"() <{lowerBoundsGroups = dense<1> : tensor<2xi32>, lowerBoundsMap = affine_map<() -> (0, 5)>, reductions = [9], steps = [1, 1], upperBoundsGroups = dense<1> : tensor<2xi32>, upperBoundsMap = affine_map<() -> (10, 5)>}> ({
  ^bb0(%arg1: index, %arg2: index):
    %1 = "affine.load"(%arg0, %arg1, %arg2) <{map = affine_map<(d0, d1) -> (d0 + d1)>}> : (memref<100xf32>, index, index) -> f32
    "affine.yield"(%1) : (f32) -> ()
  }) : () -> f32
  "func.return"(%0) : (f32) -> ()
}) : () -> ()
// CHECK: value = 1.0{{.*}} : f32
// CHECK-NOT: affine
// -----
// a nest that runs once
"func.func"() <{function_type = (memref<100xf32>, index) -> f32, sym_name = "f"}> ({
^bb0(%arg0: memref<100xf32>, %arg1: index):
  %0 = "affine.parallel"(%arg1, %arg1) <{lowerBoundsGroups = dense<1> : tensor<2xi32>, lowerBoundsMap = affine_map<(d0) -> (d0, 5)>, reductions = [0], steps = [1, 1], upperBoundsGroups = dense<1> : tensor<2xi32>, upperBoundsMap = affine_map<(d0) -> (d0 + 1, 6)>}> ({
  ^bb0(%arg2: index, %arg3: index):
    %1 = "affine.load"(%arg0, %arg2, %arg3) <{map = affine_map<(d0, d1) -> (d0 + d1)>}> : (memref<100xf32>, index, index) -> f32
    "affine.yield"(%1) : (f32) -> ()
  }) : (index, index) -> f32
  "func.return"(%0) : (f32) -> ()
}) : () -> ()
// CHECK-NOT: parallel
// CHECK: [[X:%[0-9]+]] = "affine.load"(%arg0, %arg1) <{map = affine_map<()[s0] -> (s0 + 5)>}>
// CHECK: "func.return"([[X]])
// -----
// bounds of a nest
"func.func"() <{function_type = (memref<100x100xf32>, index, f32) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<100x100xf32>, %arg1: index, %arg2: f32):
  %0 = "arith.constant"() <{value = 8 : index}> : () -> index
  "affine.parallel"(%0, %arg1, %arg1) <{lowerBoundsGroups = dense<[1, 2]> : tensor<2xi32>, lowerBoundsMap = affine_map<(d0, d1) -> (d0, d1, d0)>, reductions = [], steps = [1, 1], upperBoundsGroups = dense<[3, 1]> : tensor<2xi32>, upperBoundsMap = affine_map<(d0) -> (d0, 20, 30, 64)>}> ({
  ^bb0(%arg3: index, %arg4: index):
    "affine.store"(%arg2, %arg0, %arg3, %arg4) <{map = affine_map<(d0, d1) -> (d0, d1)>}> : (f32, memref<100x100xf32>, index, index) -> ()
    "affine.yield"() : () -> ()
  }) : (index, index, index) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK: lowerBoundsGroups = dense<[1, 2]> : tensor<2xi32>, lowerBoundsMap = affine_map<()[s0] -> (8, s0, 8)>
// CHECK: upperBoundsGroups = dense<[2, 1]> : tensor<2xi32>, upperBoundsMap = affine_map<()[s0] -> (s0, 20, 64)>
// -----
// accesses through a cast that hides sizes
"func.func"() <{function_type = (memref<64xf32>, vector<4xf32>, f32) -> (vector<4xf32>, f32), sym_name = "f"}> ({
^bb0(%arg0: memref<64xf32>, %arg1: vector<4xf32>, %arg2: f32):
  %0 = "memref.cast"(%arg0) : (memref<64xf32>) -> memref<?xf32>
  "affine.vector_store"(%arg1, %0) <{map = affine_map<() -> (8)>}> : (vector<4xf32>, memref<?xf32>) -> ()
  "affine.store"(%arg2, %0) <{map = affine_map<() -> (3)>}> : (f32, memref<?xf32>) -> ()
  "affine.prefetch"(%0) <{isDataCache = true, isWrite = false, localityHint = 3 : i32, map = affine_map<() -> (5)>}> : (memref<?xf32>) -> ()
  %1 = "affine.vector_load"(%0) <{map = affine_map<() -> (4)>}> : (memref<?xf32>) -> vector<4xf32>
  %2 = "affine.load"(%0) <{map = affine_map<() -> (1)>}> : (memref<?xf32>) -> f32
  "func.return"(%1, %2) : (vector<4xf32>, f32) -> ()
}) : () -> ()
// CHECK-NOT: memref.cast
// CHECK: "affine.vector_store"(%arg1, %arg0)
// CHECK: "affine.store"(%arg2, %arg0)
// CHECK: "affine.prefetch"(%arg0)
// CHECK: "affine.vector_load"(%arg0)
// CHECK: "affine.load"(%arg0)
// -----
// coordinates of a number
"func.func"() <{function_type = (index) -> (index, index, index, index), sym_name = "f"}> ({
^bb0(%arg0: index):
  %0 = "arith.constant"() <{value = 23 : index}> : () -> index
  %1 = "arith.constant"() <{value = 4 : index}> : () -> index
  %2 = "arith.constant"() <{value = 7 : index}> : () -> index
  %3:3 = "affine.delinearize_index"(%0, %1, %1, %2) : (index, index, index, index) -> (index, index, index)
  %4 = "affine.delinearize_index"(%arg0, %arg0) : (index, index) -> index
  "func.return"(%3#0, %3#1, %3#2, %4) : (index, index, index, index) -> ()
}) : () -> ()
// CHECK-DAG: [[A:%[0-9]+]] = "arith.constant"() <{value = 0 : index}>
// CHECK-DAG: [[B:%[0-9]+]] = "arith.constant"() <{value = 3 : index}>
// CHECK-DAG: [[C:%[0-9]+]] = "arith.constant"() <{value = 2 : index}>
// CHECK: "func.return"([[A]], [[B]], [[C]], %arg0)
// -----
// bounds that are further apart than numbers go
func.func @far(%m: memref<1xindex>) {
  affine.for %i = -5000000000000000000 to 5000000000000000000 {
    affine.store %i, %m[0] : memref<1xindex>
  }
  func.return
}
// CHECK: "affine.for"
// -----
// a number whose successor is none stays an operand
func.func @most() -> index {
  %n = arith.constant 9223372036854775807 : index
  %0 = affine.apply affine_map<(d0) -> (d0 ceildiv 2)>(%n)
  func.return %0 : index
}
// CHECK-NOT: value = -
