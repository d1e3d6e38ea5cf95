// RUN: canonicalize
// what an operation may be in
"func.func"() <{function_type = (i1) -> (), sym_name = "f"}> ({
^bb0(%c: i1):
  "scf.execute_region"() ({
    // expected-error @+1 {{'func.return' must be directly in 'func.func'}}
    "func.return"() : () -> ()
  }) : () -> ()
  "scf.execute_region"() ({
    // expected-error @+1 {{'scf.condition' must be directly in 'scf.while'}}
    "scf.condition"(%c) : (i1) -> ()
  }) : () -> ()
  // expected-error @+1 {{'scf.yield' must be directly in 'scf.if', 'scf.for', 'scf.while', 'scf.index_switch' or 'scf.execute_region'}}
  "scf.yield"() : () -> ()
}) : () -> ()
// -----
// what a block must end in
"func.func"() <{function_type = (i1, index, vector<4xi1>, memref<8xi32>) -> (), sym_name = "f"}> ({
^bb0(%c: i1, %i: index, %mask: vector<4xi1>, %m: memref<8xi32>):
  "scf.if"(%c) ({
    // expected-error @+2 {{a block of 'scf.if' ends in 'affine.yield'; it must end in 'scf.yield'}}
    // expected-error @+1 {{'affine.yield' must be directly in 'affine.for', 'affine.if' or 'affine.parallel'}}
    "affine.yield"() : () -> ()
  }, {}) : (i1) -> ()
  "affine.for"() <{lowerBoundMap = affine_map<() -> (0)>, upperBoundMap = affine_map<() -> (5)>, step = 1 : index, operandSegmentSizes = array<i32: 0, 0, 0>}> ({
  ^bb0(%x: index):
    // expected-error @+1 {{a block of 'affine.for' ends in 'arith.addi'; it must end in 'affine.yield'}}
    %0 = "arith.addi"(%x, %x) : (index, index) -> index
  }) : () -> ()
  // expected-error @+1 {{a block of 'memref.generic_atomic_rmw' is empty; it must end in 'memref.atomic_yield'}}
  "memref.generic_atomic_rmw"(%m, %i) ({
  ^bb0(%x: i32):
  }) : (memref<8xi32>, index) -> i32
  "vector.mask"(%mask) ({
    // expected-error @+1 {{a block of 'vector.mask' ends in 'llvm.unreachable'; it must end in 'vector.yield'}}
    "llvm.unreachable"() : () -> ()
  }) : (vector<4xi1>) -> ()
  // expected-error @+1 {{'scf.while' must have two regions, the first ending in 'scf.condition', the second in 'scf.yield'}}
  "scf.while"() ({
    "scf.condition"(%c) : (i1) -> ()
  }, {
    "llvm.unreachable"() : () -> ()
  }) : () -> ()
  "gpu.launch"(%i, %i, %i, %i, %i, %i) <{operandSegmentSizes = array<i32: 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0>}> ({
  ^bb0(%a0: index, %a1: index, %a2: index, %a3: index, %a4: index, %a5: index, %a6: index, %a7: index, %a8: index, %a9: index, %a10: index, %a11: index):
    // expected-error @+1 {{a block of 'gpu.launch' ends in 'llvm.unreachable'; it must end in 'gpu.terminator' or a branch}}
    "llvm.unreachable"() : () -> ()
  }) : (index, index, index, index, index, index) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// -----
"gpu.module"() <{sym_name = "k"}> ({
  // expected-error @+1 {{a block of 'gpu.module' ends in 'gpu.func'; it must end in 'gpu.module_end'}}
  "gpu.func"() <{function_type = () -> ()}> ({
    "gpu.return"() : () -> ()
  }) {sym_name = "q"} : () -> ()
}) : () -> ()
// -----
"func.func"() <{function_type = (index, memref<8xindex>) -> (), sym_name = "f"}> ({
^bb0(%i: index, %m: memref<8xindex>):
  // expected-error @+1 {{'memref.generic_atomic_rmw' replaces integers and floats, not 'index'}}
  %0 = "memref.generic_atomic_rmw"(%m, %i) ({
  ^bb0(%x: index):
    "memref.atomic_yield"(%x) : (index) -> ()
  }) : (memref<8xindex>, index) -> index
  "func.return"() : () -> ()
}) : () -> ()
