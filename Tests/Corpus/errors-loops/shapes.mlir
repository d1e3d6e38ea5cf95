// RUN: canonicalize
// memory with a name
"builtin.module"() ({
  // expected-error @+1 {{'memref.global' must start with elements of its own shape and element type}}
  "memref.global"() <{initial_value = dense<0.0> : tensor<5xf32>, sym_name = "a", type = memref<4xf32>}> : () -> ()
  // expected-error @+1 {{'memref.global' must have a memref type with static sizes}}
  "memref.global"() <{sym_name = "b", type = memref<?xf32>}> : () -> ()
  "memref.global"() <{sym_name = "c", type = memref<4xf32>}> : () -> ()
  "func.func"() <{function_type = () -> (), sym_name = "f"}> ({
    // expected-error @+1 {{'memref.get_global' names 'd', which no 'memref.global' of the module has}}
    %0 = "memref.get_global"() <{name = @d}> : () -> memref<4xf32>
    // expected-error @+1 {{'memref.get_global' must give the type of 'c', 'memref<4xf32>'}}
    %1 = "memref.get_global"() <{name = @c}> : () -> memref<5xf32>
    "func.return"() : () -> ()
  }) : () -> ()
}) : () -> ()
// -----
// views
"func.func"() <{function_type = (memref<8x16xf32>, memref<*xf32>, memref<3xindex>) -> (), sym_name = "f"}> ({
^bb0(%m: memref<8x16xf32>, %u: memref<*xf32>, %s: memref<3xindex>):
  // expected-error @+1 {{'memref.collapse_shape' must have groups whose sizes multiply to those of the other side}}
  %0 = "memref.collapse_shape"(%m) <{reassociation = [[0, 1]]}> : (memref<8x16xf32>) -> memref<64xf32>
  // expected-error @+1 {{'memref.collapse_shape' must divide the 2 dimensions, in order, into 1 groups}}
  %1 = "memref.collapse_shape"(%m) <{reassociation = [[1, 0]]}> : (memref<8x16xf32>) -> memref<128xf32>
  // expected-error @+1 {{'memref.expand_shape' must say the sizes of its result in 'static_output_shape'}}
  %2 = "memref.expand_shape"(%m) <{reassociation = [[0, 1], [2]], static_output_shape = array<i64: 4, 2, 16>}> : (memref<8x16xf32>) -> memref<2x4x16xf32>
  // expected-error @+1 {{'memref.transpose' must give the sizes of its operand in the order of the permutation}}
  %3 = "memref.transpose"(%m) <{permutation = affine_map<(d0, d1) -> (d1, d0)>}> : (memref<8x16xf32>) -> memref<8x16xf32, strided<[1, 16]>>
  // expected-error @+1 {{'memref.reshape' must take 2 sizes, one for each dimension; it takes 3}}
  %4 = "memref.reshape"(%u, %s) : (memref<*xf32>, memref<3xindex>) -> memref<?x?xf32>
  // expected-error @+1 {{'memref.memory_space_cast' must change nothing but the memory space}}
  %5 = "memref.memory_space_cast"(%m) : (memref<8x16xf32>) -> memref<8x17xf32, 1>
  // expected-error @+1 {{the sizes of 'memref.subview' must be those of its result, 'memref<5x4xf32, strided<[16, 2], offset: 33>>'}}
  %6 = "memref.subview"(%m) <{operandSegmentSizes = array<i32: 1, 0, 0, 0>, static_offsets = array<i64: 2, 1>, static_sizes = array<i64: 3, 4>, static_strides = array<i64: 1, 2>}> : (memref<8x16xf32>) -> memref<5x4xf32, strided<[16, 2], offset: 33>>
  // expected-error @+1 {{'memref.subview' must have an offset, a size and a stride for each of 2 dimensions}}
  %7 = "memref.subview"(%m) <{operandSegmentSizes = array<i32: 1, 0, 0, 0>, static_offsets = array<i64: 2>, static_sizes = array<i64: 3>, static_strides = array<i64: 1>}> : (memref<8x16xf32>) -> memref<3xf32, strided<[16], offset: 33>>
  // expected-error @+1 {{'memref.reinterpret_cast' must have an operand for each of its dynamic sizes}}
  %8 = "memref.reinterpret_cast"(%m) <{operandSegmentSizes = array<i32: 1, 0, 0, 0>, static_offsets = array<i64: 0>, static_sizes = array<i64: -9223372036854775808>, static_strides = array<i64: 1>}> : (memref<8x16xf32>) -> memref<?xf32>
  "func.return"() : () -> ()
}) : () -> ()
// -----
// transfers and updates
"func.func"() <{function_type = (memref<4xf32>, memref<5xf32>, f32, i32, index) -> (), sym_name = "f"}> ({
^bb0(%a: memref<4xf32>, %b: memref<5xf32>, %x: f32, %k: i32, %i: index):
  // expected-error @+1 {{'memref.copy' must copy between memory of one shape}}
  "memref.copy"(%a, %b) : (memref<4xf32>, memref<5xf32>) -> ()
  // expected-error @+1 {{'memref.assume_alignment' must promise a power of two, not 3}}
  "memref.assume_alignment"(%a) <{alignment = 3 : i32}> : (memref<4xf32>) -> ()
  // expected-error @+1 {{'memref.atomic_rmw' does not combine 'f32' like this}}
  %0 = "memref.atomic_rmw"(%x, %a, %i) <{kind = 1 : i64}> : (f32, memref<4xf32>, index) -> f32
  // expected-error @+1 {{'memref.atomic_rmw' must take and give the element type of its memory}}
  %1 = "memref.atomic_rmw"(%k, %a, %i) <{kind = 1 : i64}> : (i32, memref<4xf32>, index) -> i32
  // expected-error @+1 {{'memref.generic_atomic_rmw' must take, yield and give the element type of its memory}}
  %2 = "memref.generic_atomic_rmw"(%a, %i) ({
  ^bb0(%old: i32):
    "memref.atomic_yield"(%x) : (f32) -> ()
  }) : (memref<4xf32>, index) -> f32
  // expected-error @+1 {{'memref.realloc' must have the dynamic size of its result, and no other}}
  %3 = "memref.realloc"(%a) : (memref<4xf32>) -> memref<?xf32>
  // expected-error @+1 {{'memref.extract_strided_metadata' must give a size and a stride for each of 1 dimensions}}
  %4:3 = "memref.extract_strided_metadata"(%a) : (memref<4xf32>) -> (memref<f32>, index, index)
  // expected-error @+1 {{'memref.alloca_scope' must end in a 'memref.alloca_scope.return' of its results}}
  %5 = "memref.alloca_scope"() ({
    "memref.alloca_scope.return"() : () -> ()
  }) : () -> f32
  "func.return"() : () -> ()
}) : () -> ()
// -----
// regions, choices and functions that are values
"func.func"() <{function_type = (index, f32, i32) -> (), sym_name = "f"}> ({
^bb0(%n: index, %x: f32, %k: i32):
  // expected-error @+1 {{'scf.forall' must have a body that takes 2 counters and its outputs}}
  "scf.forall"() <{operandSegmentSizes = array<i32: 0, 0, 0, 0>, staticLowerBound = array<i64: 0, 0>, staticStep = array<i64: 1, 1>, staticUpperBound = array<i64: 4, 4>}> ({
  ^bb0(%i: index):
    "scf.forall.in_parallel"() ({
    ^bb0:
    }) : () -> ()
  }) : () -> ()
  // expected-error @+1 {{'scf.forall' must have as many upper bounds and steps as lower bounds}}
  "scf.forall"() <{operandSegmentSizes = array<i32: 0, 0, 0, 0>, staticLowerBound = array<i64: 0, 0>, staticStep = array<i64: 1>, staticUpperBound = array<i64: 4>}> ({
  ^bb0(%i: index):
    "scf.forall.in_parallel"() ({
    ^bb0:
    }) : () -> ()
  }) : () -> ()
  // expected-error @+1 {{'scf.execute_region' must yield its 1 results}}
  %0 = "scf.execute_region"() ({
    "scf.yield"() : () -> ()
  }) : () -> f32
  // expected-error @+1 {{'func.constant' names 'g', which no function of the module has}}
  %1 = "func.constant"() <{value = @g}> : () -> (() -> ())
  // expected-error @+1 {{'func.call_indirect' must have a function as its first operand}}
  "func.call_indirect"(%x) : (f32) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// -----
"func.func"() <{function_type = (i32, f32) -> (), sym_name = "f"}> ({
^bb0(%k: i32, %x: f32):
  // expected-error @+1 {{a case of 'cf.switch' is given twice}}
  "cf.switch"(%k)[^bb1, ^bb1, ^bb1] <{case_operand_segments = array<i32: 0, 0>, case_values = dense<4> : vector<2xi32>, operandSegmentSizes = array<i32: 1, 0, 0>}> : (i32) -> ()
^bb1:
  // expected-error @+1 {{'cf.switch' must have a value and a number of operands for each of its 1 cases}}
  "cf.switch"(%k)[^bb2, ^bb2] <{case_operand_segments = array<i32>, case_values = dense<4> : vector<1xi32>, operandSegmentSizes = array<i32: 1, 0, 0>}> : (i32) -> ()
^bb2:
  // expected-error @+1 {{'cf.switch' must pass the 1 arguments of the block it goes to, of the same types; it passes 0}}
  "cf.switch"(%k)[^bb3] <{case_operand_segments = array<i32>, operandSegmentSizes = array<i32: 1, 0, 0>}> : (i32) -> ()
^bb3(%y: f32):
  "func.return"() : () -> ()
}) : () -> ()
// -----
// vectors
"func.func"() <{function_type = (vector<4x8xf32>, vector<8x16xf32>, vector<4x16xf32>, vector<8xf32>, memref<?x?xf32>, index, f32, vector<8xi1>) -> (), sym_name = "f"}> ({
^bb0(%a: vector<4x8xf32>, %b: vector<8x16xf32>, %c: vector<4x16xf32>, %v: vector<8xf32>, %m: memref<?x?xf32>, %i: index, %x: f32, %k: vector<8xi1>):
  // expected-error @+1 {{'vector.contract' has an iterator with the extents 8 and 16}}
  %0 = "vector.contract"(%a, %b, %c) <{indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d2)>, affine_map<(d0, d1, d2) -> (d1, d2)>, affine_map<(d0, d1, d2) -> (d0, d2)>], iterator_types = [#vector.iterator_type<parallel>, #vector.iterator_type<reduction>, #vector.iterator_type<parallel>], kind = #vector.kind<add>}> : (vector<4x8xf32>, vector<8x16xf32>, vector<4x16xf32>) -> vector<4x16xf32>
  // expected-error @+1 {{'vector.contract' must reduce over the iterators that the result does not have, and no other}}
  %1 = "vector.contract"(%a, %b, %c) <{indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d2)>, affine_map<(d0, d1, d2) -> (d2, d1)>, affine_map<(d0, d1, d2) -> (d0, d1)>], iterator_types = [#vector.iterator_type<parallel>, #vector.iterator_type<reduction>, #vector.iterator_type<reduction>], kind = #vector.kind<add>}> : (vector<4x8xf32>, vector<8x16xf32>, vector<4x16xf32>) -> vector<4x16xf32>
  // expected-error @+1 {{'vector.outerproduct' must give a row for each element of its first operand, as long as its second}}
  %2 = "vector.outerproduct"(%v, %v) <{kind = #vector.kind<add>}> : (vector<8xf32>, vector<8xf32>) -> vector<8x4xf32>
  // expected-error @+1 {{'vector.multi_reduction' must give, and add to, the dimensions that it does not reduce, [4]}}
  %3 = "vector.multi_reduction"(%a, %v) <{kind = #vector.kind<add>, reduction_dims = [1]}> : (vector<4x8xf32>, vector<8xf32>) -> vector<8xf32>
  // expected-error @+1 {{'vector.transpose' must give the dimensions of its vector in the order of a permutation}}
  %4 = "vector.transpose"(%a) <{permutation = array<i64: 0, 0>}> : (vector<4x8xf32>) -> vector<4x4xf32>
  // expected-error @+1 {{'vector.extract_strided_slice' must give a part that lies in its vector}}
  %5 = "vector.extract_strided_slice"(%a) <{offsets = [3, 2], sizes = [2, 4], strides = [1, 1]}> : (vector<4x8xf32>) -> vector<2x4xf32>
  // expected-error @+1 {{'vector.extract' has index 8 in dimension 0, which has 8 elements: give one from 0 to 7}}
  %p0 = "vector.extract"(%v) <{static_position = array<i64: 8>}> : (vector<8xf32>) -> f32
  // expected-error @+1 {{'vector.extract' has 3 indices into a vector of 2 dimensions}}
  %p1 = "vector.extract"(%a) <{static_position = array<i64: 0, 0, 0>}> : (vector<4x8xf32>) -> f32
  // expected-error @+1 {{'vector.insert' has index -1 in dimension 1, which has 8 elements: give one from 0 to 7}}
  %p2 = "vector.insert"(%x, %a) <{static_position = array<i64: 3, -1>}> : (f32, vector<4x8xf32>) -> vector<4x8xf32>
  // expected-error @+1 {{'vector.extract' must have an operand for each dynamic index}}
  %p3 = "vector.extract"(%v, %i) <{static_position = array<i64: 7>}> : (vector<8xf32>, index) -> f32
  // expected-error @+1 {{'vector.from_elements' must have an operand of the element type for each element}}
  %6 = "vector.from_elements"(%x) : (f32) -> vector<2xf32>
  // expected-error @+1 {{'vector.transfer_read' must say of each dimension of the vector whether it is in bounds}}
  %7 = "vector.transfer_read"(%m, %i, %i, %x) <{in_bounds = [], operandSegmentSizes = array<i32: 1, 2, 1, 0>, permutation_map = affine_map<(d0, d1) -> (d1)>}> : (memref<?x?xf32>, index, index, f32) -> vector<8xf32>
  // expected-error @+1 {{'vector.transfer_write' must have a map from the dimensions of its memory to those of its vector}}
  "vector.transfer_write"(%v, %m, %i, %i) <{in_bounds = [true, true], operandSegmentSizes = array<i32: 1, 1, 2, 0>, permutation_map = affine_map<(d0, d1) -> (d0, d1)>}> : (vector<8xf32>, memref<?x?xf32>, index, index) -> ()
  // expected-error @+1 {{'vector.mask' must yield its results}}
  %8 = "vector.mask"(%k) ({
    "vector.yield"() : () -> ()
  }) : (vector<8xi1>) -> f32
  // expected-error @+1 {{'vector.interleave' must take two vectors of one type and give one twice as long}}
  %9 = "vector.interleave"(%v, %v) : (vector<8xf32>, vector<8xf32>) -> vector<8xf32>
  // expected-error @+1 {{'vector.step' must give indices, 1-D}}
  %10 = "vector.step"() : () -> vector<8xi32>
  "func.return"() : () -> ()
}) : () -> ()
// -----
// integers
"func.func"() <{function_type = (i32, f32) -> (), sym_name = "f"}> ({
^bb0(%k: i32, %x: f32):
  // expected-error @+1 {{'arith.addui_extended' must take and give one type, and i1 of its shape}}
  %0:2 = "arith.addui_extended"(%k, %k) : (i32, i32) -> (i32, vector<2xi1>)
  // expected-error @+1 {{'math.fpowi' must give the type of its first operand, which has the shape of its second}}
  %1 = "math.fpowi"(%x, %k) : (f32, i32) -> f64
  "func.return"() : () -> ()
}) : () -> ()
// -----
// transfers
func.func @f(%m: memref<?x?xf32>, %i: index, %x: f32, %v: vector<4xf32>, %k3: vector<3xi1>, %k4: vector<4xi1>) {
  // expected-error @+1 {{'vector.transfer_read' must be in bounds along dimensions that are repeated}}
  %0 = vector.transfer_read %m[%i, %i], %x {permutation_map = affine_map<(d0, d1) -> (0)>, in_bounds = [false]} : memref<?x?xf32>, vector<4xf32>
  // expected-error @+1 {{'vector.transfer_read' must have a map that names each dimension of its memory at most once}}
  %1 = vector.transfer_read %m[%i, %i], %x {permutation_map = affine_map<(d0, d1) -> (d0, d0)>} : memref<?x?xf32>, vector<4x4xf32>
  // expected-error @+1 {{'vector.transfer_write' must have a map without repeated dimensions}}
  vector.transfer_write %v, %m[%i, %i] {permutation_map = affine_map<(d0, d1) -> (0)>, in_bounds = [true]} : vector<4xf32>, memref<?x?xf32>
  // expected-error @+1 {{'vector.transfer_read' must have a mask of type 'vector<4xi1>', not 'vector<3xi1>'}}
  %2 = vector.transfer_read %m[%i, %i], %x, %k3 : memref<?x?xf32>, vector<4xf32>
  // expected-error @+1 {{'vector.transfer_read' reads or writes one element, so it has no mask}}
  %3 = vector.transfer_read %m[%i, %i], %x, %k4 {permutation_map = affine_map<(d0, d1) -> (0)>, in_bounds = [true]} : memref<?x?xf32>, vector<4xf32>
  // expected-error @+1 {{'vector.mask' must have a mask of type 'vector<4xi1>' for 'vector.transfer_read', not 'vector<3xi1>'}}
  %4 = vector.mask %k3 { vector.transfer_read %m[%i, %i], %x : memref<?x?xf32>, vector<4xf32> } : vector<3xi1> -> vector<4xf32>
  // expected-error @+1 {{'vector.mask' must have a mask of type 'vector<4xi1>' for 'vector.reduction', not 'vector<3xi1>'}}
  %5 = vector.mask %k3 { vector.reduction <add>, %v : vector<4xf32> into f32 } : vector<3xi1> -> f32
  // expected-error @+1 {{'vector.mask' must give the type of its second operand, 'f32'}}
  %6 = vector.mask %k4, %x { vector.transfer_read %m[%i, %i], %x : memref<?x?xf32>, vector<4xf32> } : vector<4xi1> -> vector<4xf32>
  // expected-error @+1 {{'vector.print' prints a text, or a value and punctuation, not both}}
  vector.print %x : f32 str "text"
  return
}
// -----
func.func @f(%m: memref<?xf32>, %i: index, %x: f32) {
  // expected-error @+1 {{'vector<4x4xf32>' has more dimensions than 'memref<?xf32>'; say which are repeated}}
  %0 = vector.transfer_read %m[%i], %x : memref<?xf32>, vector<4x4xf32>
  return
}
// -----
func.func @a_contraction_is_said_by_a_dictionary(%a: vector<2xf32>, %b: vector<2xf32>, %c: f32) {
  // expected-error @+1 {{expected a dictionary such as '{name = value}'}}
  %0 = vector.contract [] %a, %b, %c : vector<2xf32>, vector<2xf32> into f32
  return
}
