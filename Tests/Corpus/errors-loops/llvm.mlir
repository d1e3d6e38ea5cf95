// RUN: canonicalize
// Atomic accesses that no machine has; MLIR's verifier refuses each as well.
llvm.func @updates(%p: !llvm.ptr, %i: i32, %j: i24, %x: f32) {
  // expected-error @+1 {{'llvm.atomicrmw' 'fadd' takes a float, not 'i32'}}
  %0 = llvm.atomicrmw fadd %p, %i monotonic : !llvm.ptr, i32
  // expected-error @+1 {{'llvm.atomicrmw' 'umax' takes an integer of 8, 16, 32 or 64 bits, not 'f32'}}
  %1 = llvm.atomicrmw umax %p, %x monotonic : !llvm.ptr, f32
  // expected-error @+1 {{'llvm.atomicrmw' exchanges a float, a pointer or an integer of 8, 16, 32, … bits, not 'i24'}}
  %2 = llvm.atomicrmw xchg %p, %j monotonic : !llvm.ptr, i24
  // expected-error @+1 {{'llvm.atomicrmw' has the ordering 'unordered'; it must be one of 'monotonic', 'acquire', 'release', 'acq_rel', 'seq_cst'}}
  %3 = llvm.atomicrmw add %p, %i unordered : !llvm.ptr, i32
  // expected-error @+1 {{'llvm.cmpxchg' has the failure_ordering 'acq_rel'; it must be one of 'monotonic', 'acquire', 'seq_cst'}}
  %4 = llvm.cmpxchg %p, %i, %i acq_rel acq_rel : !llvm.ptr, i32
  // expected-error @+1 {{'llvm.cmpxchg' takes a pointer or an integer of 8, 16, 32, … bits, not 'f32'}}
  %5 = llvm.cmpxchg %p, %x, %x acq_rel acquire : !llvm.ptr, f32
  // expected-error @+1 {{'llvm.fence' has the ordering 'monotonic'; it must be one of 'acquire', 'release', 'acq_rel', 'seq_cst'}}
  llvm.fence monotonic
  llvm.return
}
// -----
llvm.func @types(%p: !llvm.ptr, %i: i32, %j: i64) {
  // expected-error @+1 {{'llvm.cmpxchg' compares 'i64' but writes 'i32'; both must be the same}}
  %0 = "llvm.cmpxchg"(%p, %j, %i) <{success_ordering = 7, failure_ordering = 7}> : (!llvm.ptr, i64, i32) -> !llvm.struct<(i32, i1)>
  // expected-error @+1 {{'llvm.cmpxchg' must give '!llvm.struct<(i32, i1)>'}}
  %1 = "llvm.cmpxchg"(%p, %i, %i) <{success_ordering = 7, failure_ordering = 7}> : (!llvm.ptr, i32, i32) -> i32
  // expected-error @+1 {{'llvm.atomicrmw' must give the type of its operand, 'i32'}}
  %2 = "llvm.atomicrmw"(%p, %i) <{bin_op = 1, ordering = 7}> : (!llvm.ptr, i32) -> i64
  llvm.return
}
// -----
llvm.func @accesses(%p: !llvm.ptr, %x: vector<2xf32>) {
  // expected-error @+1 {{'llvm.load' has the ordering 'release'; it must be one of 'unordered', 'monotonic', 'acquire', 'seq_cst'}}
  %0 = llvm.load %p atomic release {alignment = 4} : !llvm.ptr -> f32
  // expected-error @+1 {{'llvm.load' is atomic, so it needs an alignment, as in '{alignment = 4 : i64}'}}
  %1 = llvm.load %p atomic acquire : !llvm.ptr -> f32
  // expected-error @+1 {{'llvm.load' is not atomic, so it has no 'syncscope'}}
  %2 = llvm.load %p {syncscope = "singlethread"} : !llvm.ptr -> f32
  // expected-error @+1 {{'llvm.store' has the ordering 'acquire'; it must be one of 'unordered', 'monotonic', 'release', 'seq_cst'}}
  llvm.store %1, %p atomic acquire {alignment = 4} : f32, !llvm.ptr
  // expected-error @+1 {{'llvm.store' is atomic, so it takes a float, a pointer or an integer of 8, 16, 32, … bits, not 'vector<2xf32>'}}
  llvm.store %x, %p atomic release {alignment = 8} : vector<2xf32>, !llvm.ptr
  llvm.return
}
// -----
llvm.func @alignment(%p: !llvm.ptr) {
  // expected-error @+1 {{'alignment' of 'llvm.load' must be a power of two, in bytes}}
  %0 = llvm.load %p {alignment = 3} : !llvm.ptr -> f32
  llvm.return
}
// -----
// expected-error @+1 {{'alignment' of 'llvm.mlir.global' must be a power of two, in bytes}}
llvm.mlir.global internal @g(0 : i64) {alignment = 24 : i64} : i64
// -----
// expected-error @+1 {{a function of 'llvm' takes and gives types of LLVM only, such as 'i64' for 'index'}}
llvm.func @index(%i: index) {
  llvm.return
}
// -----
llvm.func @masked(%p: !llvm.ptr, %m: vector<4xi1>, %x: vector<4xf32>) {
  // expected-error @+1 {{'alignment' of 'llvm.intr.masked.load' must be a power of two, in bytes}}
  %0 = llvm.intr.masked.load %p, %m, %x {alignment = 24 : i32} : (!llvm.ptr, vector<4xi1>, vector<4xf32>) -> vector<4xf32>
  llvm.return
}
// -----
llvm.func @indices_have_32_bits(%p: !llvm.ptr) {
  // expected-error @+1 {{4294967296 does not fit 'si32'}}
  %0 = llvm.getelementptr %p[4294967296] : (!llvm.ptr) -> !llvm.ptr, f32
  llvm.return
}
// -----
llvm.func @so_have_masks(%a: vector<4xf32>) {
  // expected-error @+1 {{4294967295 does not fit 'si32'}}
  %0 = llvm.shufflevector %a, %a [0, 4294967295] : vector<4xf32>
  llvm.return
}
// -----
func.func @a_form_tells_its_segments(%n: index) {
  // expected-error @+1 {{the form of this operation tells its 'operandSegmentSizes' already}}
  scf.forall (%i) = (%n) to (10) step (1) {
  } {operandSegmentSizes = array<i32: 1, 1, 1, 1>}
  func.return
}
// -----
llvm.func @constants_hold_what_they_give() {
  // expected-error @+1 {{'llvm.mlir.constant' of elements of the type 'tensor<2xi32>' cannot be a '!llvm.array<3 x i32>'}}
  %0 = llvm.mlir.constant(dense<[3, 4]> : tensor<2xi32>) : !llvm.array<3 x i32>
  // expected-error @+1 {{'llvm.mlir.constant' of a text of 3 bytes must have the type '!llvm.array<3 x i8>', not '!llvm.array<4 x i8>'}}
  %1 = llvm.mlir.constant("foo") : !llvm.array<4 x i8>
  // expected-error @+1 {{'llvm.mlir.constant' of an integer must give an integer, not 'f32'}}
  %2 = llvm.mlir.constant(1 : i32) : f32
  // expected-error @+1 {{'llvm.mlir.constant' of a 'f32' must give that or an integer of as many bits, not 'i64'}}
  %3 = llvm.mlir.constant(1.0 : f32) : i64
  // expected-error @+1 {{'llvm.mlir.constant' of a structure must be a complex number: two numbers of one type}}
  %4 = llvm.mlir.constant([1 : i32, 2 : i64]) : !llvm.struct<(i32, i64)>
  // expected-error @+1 {{'llvm.mlir.constant' of a complex number must have an array of two values of type 'f64'}}
  %5 = llvm.mlir.constant([1.0, 1 : i32]) : !llvm.struct<(f64, f64)>
  // expected-error @+1 {{'llvm.mlir.constant' must be of an integer, a float, a text or elements, not of '@constants_hold_what_they_give'}}
  %6 = llvm.mlir.constant(@constants_hold_what_they_give) : !llvm.ptr
  llvm.return
}
