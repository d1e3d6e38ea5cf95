// RUN: lower-affine
// a loop over the least and greatest of several bounds
"func.func"() <{function_type = (memref<?xf32>, index, f32) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<?xf32>, %arg1: index, %arg2: f32):
  "affine.for"(%arg1, %arg1) <{lowerBoundMap = affine_map<()[s0] -> (s0, 3)>, operandSegmentSizes = array<i32: 1, 1, 0>, step = 2 : index, upperBoundMap = affine_map<()[s0] -> (s0 * 4, 100)>}> ({
  ^bb0(%arg3: index):
    "affine.store"(%arg2, %arg0, %arg3) <{map = affine_map<(d0) -> (d0 floordiv 2 + 1)>}> : (f32, memref<?xf32>, index) -> ()
    "affine.yield"() : () -> ()
  }) : (index, index) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK-NOT: affine.
// CHECK: [[LOW:%[0-9]+]] = "arith.maxsi"(%arg1
// CHECK: [[FOUR:%[0-9]+]] = "arith.muli"(%arg1
// CHECK: [[HIGH:%[0-9]+]] = "arith.minsi"([[FOUR]]
// CHECK: [[STEP:%[0-9]+]] = "arith.constant"() <{value = 2 : index}>
// CHECK: "scf.for"([[LOW]], [[HIGH]], [[STEP]])
// CHECK: [[HALF:%[0-9]+]] = "arith.floordivsi"(%arg3,
// CHECK: [[PLACE:%[0-9]+]] = "arith.addi"([[HALF]]
// CHECK: "memref.store"(%arg2, %arg0, [[PLACE]])
// CHECK: "scf.yield"()
// -----
// carried values and conditions
"func.func"() <{function_type = (memref<?xf32>, index, f32) -> f32, sym_name = "f"}> ({
^bb0(%arg0: memref<?xf32>, %arg1: index, %arg2: f32):
  %0 = "affine.for"(%arg1, %arg2) <{lowerBoundMap = affine_map<() -> (0)>, operandSegmentSizes = array<i32: 0, 1, 1>, step = 1 : index, upperBoundMap = affine_map<()[s0] -> (s0)>}> ({
  ^bb0(%arg3: index, %arg4: f32):
    %1 = "affine.if"(%arg3, %arg1) ({
      %2 = "affine.load"(%arg0, %arg3) <{map = affine_map<(d0) -> (d0)>}> : (memref<?xf32>, index) -> f32
      "affine.yield"(%2) : (f32) -> ()
    }, {
      "affine.yield"(%arg4) : (f32) -> ()
    }) {condition = affine_set<(d0)[s0] : (d0 - 1 >= 0, d0 mod 2 == 0)>} : (index, index) -> f32
    "affine.yield"(%1) : (f32) -> ()
  }) : (index, f32) -> f32
  "func.return"(%0) : (f32) -> ()
}) : () -> ()
// CHECK: [[R:%[0-9]+]] = "scf.for"({{.*}}, %arg1, {{.*}}, %arg2)
// CHECK: "arith.cmpi"({{.*}}) <{predicate = 5 : i64}>
// CHECK: "arith.remsi"
// CHECK: "arith.cmpi"({{.*}}) <{predicate = 0 : i64}>
// CHECK: [[C:%[0-9]+]] = "arith.andi"
// CHECK: [[V:%[0-9]+]] = "scf.if"([[C]])
// CHECK: "scf.yield"([[V]])
// CHECK: "func.return"([[R]])
// -----
// a nest that reduces
"func.func"() <{function_type = (memref<?x?xf32>, index) -> (f32, f32), sym_name = "f"}> ({
^bb0(%arg0: memref<?x?xf32>, %arg1: index):
  %0:2 = "affine.parallel"(%arg1, %arg1) <{lowerBoundsGroups = dense<1> : tensor<2xi32>, lowerBoundsMap = affine_map<(d0) -> (0, d0)>, reductions = [0, 3], steps = [1, 2], upperBoundsGroups = dense<1> : tensor<2xi32>, upperBoundsMap = affine_map<(d0) -> (d0, d0 * 2)>}> ({
  ^bb0(%arg2: index, %arg3: index):
    %1 = "affine.load"(%arg0, %arg2, %arg3) <{map = affine_map<(d0, d1) -> (d0, d1)>}> : (memref<?x?xf32>, index, index) -> f32
    "affine.yield"(%1, %1) : (f32, f32) -> ()
  }) : (index, index) -> (f32, f32)
  "func.return"(%0#0, %0#1) : (f32, f32) -> ()
}) : () -> ()
// CHECK: [[Z:%[0-9]+]] = "arith.constant"() <{value = 0.000000e+00 : f32}>
// CHECK: [[L:%[0-9]+]] = "arith.constant"() <{value = 0xFF800000 : f32}>
// CHECK: "scf.parallel"({{.*}}, [[Z]], [[L]]) <{operandSegmentSizes = array<i32: 2, 2, 2, 2>}>
// CHECK: "scf.reduce"([[X:%[0-9]+]], [[X]])
// CHECK: [[S:%[0-9]+]] = "arith.addf"
// CHECK: "scf.reduce.return"([[S]])
// CHECK: [[M:%[0-9]+]] = "arith.maximumf"
// CHECK: "scf.reduce.return"([[M]])
// -----
// vectors, prefetches, numbers and coordinates
"func.func"() <{function_type = (memref<64xf32>, index) -> (vector<8xf32>, index, index), sym_name = "f"}> ({
^bb0(%arg0: memref<64xf32>, %arg1: index):
  "affine.prefetch"(%arg0, %arg1) <{isDataCache = true, isWrite = false, localityHint = 3 : i32, map = affine_map<()[s0] -> (s0 + 8)>}> : (memref<64xf32>, index) -> ()
  %0 = "affine.vector_load"(%arg0, %arg1) <{map = affine_map<()[s0] -> (s0)>}> : (memref<64xf32>, index) -> vector<8xf32>
  "affine.vector_store"(%0, %arg0, %arg1) <{map = affine_map<()[s0] -> (s0 + 8)>}> : (vector<8xf32>, memref<64xf32>, index) -> ()
  %1 = "affine.min"(%arg1) <{map = affine_map<()[s0] -> (s0, 8)>}> : (index) -> index
  %2 = "affine.max"(%arg1) <{map = affine_map<()[s0] -> (s0 mod 3, 1)>}> : (index) -> index
  %3:2 = "affine.delinearize_index"(%1, %2, %arg1) : (index, index, index) -> (index, index)
  "func.return"(%0, %3#0, %3#1) : (vector<8xf32>, index, index) -> ()
}) : () -> ()
// CHECK-NOT: affine.
// CHECK: memref.prefetch
// CHECK: vector.load
// CHECK: vector.store
// CHECK: arith.minsi
// CHECK: arith.maxsi
// CHECK: arith.floordivsi
// CHECK: func.return
// -----
// a quotient rounded up leaves the range of numbers nowhere
func.func @up(%n: index) -> index {
  %0 = affine.apply affine_map<(d0) -> (d0 ceildiv 9223372036854775807)>(%n)
  func.return %0 : index
}
// CHECK: [[MOST:%[0-9]+]] = "arith.constant"() <{value = 9223372036854775807 : index}>
// CHECK: "arith.ceildivsi"(%arg0, [[MOST]])
// -----
// transfers
func.func @f(%s: memref<40x128xf32>, %t: memref<2x1024xf32, 1>, %tag: memref<1xi32, 2>, %n: index) {
  affine.for %i = 0 to 4 {
    affine.dma_start %s[%i + 3, %i], %t[0, %i * 2], %tag[0], %n, %n, %n : memref<40x128xf32>, memref<2x1024xf32, 1>, memref<1xi32, 2>
    affine.dma_wait %tag[0], %n : memref<1xi32, 2>
  }
  return
}
// CHECK: [[ROW:%[0-9]+]] = "arith.addi"
// CHECK: "memref.dma_start"(%arg0, [[ROW]], {{%arg[0-9]+}}, %arg1, {{.*}}, %arg3, %arg2, {{.*}}, %arg3, %arg3)
// CHECK: "memref.dma_wait"(%arg2, {{.*}}, %arg3)
