// RUN: canonicalize
// A dimension that is neither a counter nor a symbol.
"func.func"() <{function_type = (memref<8xindex>) -> (), sym_name = "f"}> ({
^bb0(%m: memref<8xindex>):
  %c = "arith.constant"() <{value = 0 : index}> : () -> index
  "affine.for"() <{lowerBoundMap = affine_map<() -> (0)>, operandSegmentSizes = array<i32: 0, 0, 0>, step = 1 : index, upperBoundMap = affine_map<() -> (8)>}> ({
  ^bb0(%i: index):
    %x = "memref.load"(%m, %c) : (memref<8xindex>, index) -> index
    // expected-error @+1 {{operand 0 of the map of 'affine.load' must be a dimension}}
    %y = "affine.load"(%m, %x) <{map = affine_map<(d0) -> (d0)>}> : (memref<8xindex>, index) -> index
    // Computes with any index, but of a counter as a symbol no symbol comes.
    %z = "affine.apply"(%i, %i) <{map = affine_map<(d0)[s0] -> (d0 + s0)>}> : (index, index) -> index
    // expected-error @+1 {{operand 0 of the map of 'affine.load' must be a symbol}}
    %v = "affine.load"(%m, %z) <{map = affine_map<()[s0] -> (s0)>}> : (memref<8xindex>, index) -> index
    "affine.yield"() : () -> ()
  }) : () -> ()
  "func.return"() : () -> ()
}) : () -> ()
// -----
"func.func"() <{function_type = (index, memref<8x8xf32>) -> (), sym_name = "f"}> ({
^bb0(%i: index, %m: memref<8x8xf32>):
  // expected-error @+1 {{the map of 'affine.apply' takes 2 dimensions and 0 symbols; it is given 1 operands}}
  %0 = "affine.apply"(%i) <{map = affine_map<(d0, d1) -> (d0)>}> : (index) -> index
  // expected-error @+1 {{the map of 'affine.apply' must have one result; it has 2}}
  %1 = "affine.apply"(%i) <{map = affine_map<(d0) -> (d0, d0)>}> : (index) -> index
  // expected-error @+1 {{the map of 'affine.min' must have a result; it has 0}}
  %2 = "affine.min"(%i) <{map = affine_map<(d0) -> ()>}> : (index) -> index
  // expected-error @+1 {{'affine.load' must have 2 indices, one for each dimension of the memref; it has 1}}
  %3 = "affine.load"(%m, %i) <{map = affine_map<(d0) -> (d0)>}> : (memref<8x8xf32>, index) -> f32
  // expected-error @+1 {{'affine.vector_load' must read or write the memref's element type}}
  %4 = "affine.vector_load"(%m, %i) <{map = affine_map<(d0) -> (d0, 0)>}> : (memref<8x8xf32>, index) -> vector<4xi32>
  // expected-error @+1 {{'affine.delinearize_index' must give one index for each of its 2 sizes}}
  %5 = "affine.delinearize_index"(%i, %i, %i) : (index, index, index) -> index
  "func.return"() : () -> ()
}) : () -> ()
// -----
// loops
"func.func"() <{function_type = (f32) -> (), sym_name = "f"}> ({
^bb0(%x: f32):
  // expected-error @+1 {{the step of 'affine.for' must be positive, not 0}}
  "affine.for"() <{lowerBoundMap = affine_map<() -> (0)>, operandSegmentSizes = array<i32: 0, 0, 0>, step = 0 : index, upperBoundMap = affine_map<() -> (8)>}> ({
  ^bb0(%i: index):
    "affine.yield"() : () -> ()
  }) : () -> ()
  // expected-error @+1 {{the upper bound of 'affine.for' must have a result}}
  "affine.for"() <{lowerBoundMap = affine_map<() -> (0)>, operandSegmentSizes = array<i32: 0, 0, 0>, step = 1 : index, upperBoundMap = affine_map<() -> ()>}> ({
  ^bb0(%i: index):
    "affine.yield"() : () -> ()
  }) : () -> ()
  // expected-error @+1 {{the body of 'affine.for' must end in an 'affine.yield' of the 1 carried values}}
  %0 = "affine.for"(%x) <{lowerBoundMap = affine_map<() -> (0)>, operandSegmentSizes = array<i32: 0, 0, 1>, step = 1 : index, upperBoundMap = affine_map<() -> (8)>}> ({
  ^bb0(%i: index, %a: f32):
    "affine.yield"() : () -> ()
  }) : (f32) -> f32
  // expected-error @+1 {{the body of 'affine.for' must take the counter and the 0 carried values}}
  "affine.for"() <{lowerBoundMap = affine_map<() -> (0)>, operandSegmentSizes = array<i32: 0, 0, 0>, step = 1 : index, upperBoundMap = affine_map<() -> (8)>}> ({
    "affine.yield"() : () -> ()
  }) : () -> ()
  "func.return"() : () -> ()
}) : () -> ()
// -----
// nests
"func.func"() <{function_type = (f32) -> (), sym_name = "f"}> ({
^bb0(%x: f32):
  // expected-error @+1 {{the groups of the upper bounds of 'affine.parallel' must divide the 2 results of their map among 2 counters}}
  "affine.parallel"() <{lowerBoundsGroups = dense<1> : tensor<2xi32>, lowerBoundsMap = affine_map<() -> (0, 0)>, reductions = [], steps = [1, 1], upperBoundsGroups = dense<[2, 1]> : tensor<2xi32>, upperBoundsMap = affine_map<() -> (10, 10)>}> ({
  ^bb0(%i: index, %j: index):
    "affine.yield"() : () -> ()
  }) : () -> ()
  // expected-error @+1 {{'affine.parallel' must have a kind of reduction for each of its 1 results}}
  %0 = "affine.parallel"() <{lowerBoundsGroups = dense<1> : tensor<1xi32>, lowerBoundsMap = affine_map<() -> (0)>, reductions = [], steps = [1], upperBoundsGroups = dense<1> : tensor<1xi32>, upperBoundsMap = affine_map<() -> (10)>}> ({
  ^bb0(%i: index):
    "affine.yield"(%x) : (f32) -> ()
  }) : () -> f32
  // expected-error @+1 {{a reduction of 'affine.parallel' does not take 'f32'}}
  %1 = "affine.parallel"() <{lowerBoundsGroups = dense<1> : tensor<1xi32>, lowerBoundsMap = affine_map<() -> (0)>, reductions = [1], steps = [1], upperBoundsGroups = dense<1> : tensor<1xi32>, upperBoundsMap = affine_map<() -> (10)>}> ({
  ^bb0(%i: index):
    "affine.yield"(%x) : (f32) -> ()
  }) : () -> f32
  "func.return"() : () -> ()
}) : () -> ()
// -----
// conditions
"func.func"() <{function_type = (index, f32) -> (), sym_name = "f"}> ({
^bb0(%n: index, %x: f32):
  // expected-error @+1 {{'affine.if' needs the attribute 'condition', an affine set}}
  "affine.if"(%n) ({
    "affine.yield"() : () -> ()
  }, {
  }) : (index) -> ()
  // expected-error @+1 {{'affine.if' must have a 'then' region, and an 'else' region if it gives values}}
  %0 = "affine.if"(%n) ({
    "affine.yield"(%x) : (f32) -> ()
  }, {
  }) {condition = affine_set<(d0) : (d0 >= 0)>} : (index) -> f32
  // expected-error @+1 {{the set of 'affine.if' takes 1 dimensions and 1 symbols; it is given 1 operands}}
  "affine.if"(%n) ({
    "affine.yield"() : () -> ()
  }, {
  }) {condition = affine_set<(d0)[s0] : (d0 - s0 >= 0)>} : (index) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// -----
// reductions of 'scf.parallel'
"func.func"() <{function_type = (index, f32) -> (), sym_name = "f"}> ({
^bb0(%n: index, %x: f32):
  // expected-error @+1 {{'scf.parallel' must give, and its 'scf.reduce' take, the types of the 1 initial values}}
  %0 = "scf.parallel"(%n, %n, %n, %x) <{operandSegmentSizes = array<i32: 1, 1, 1, 1>}> ({
  ^bb0(%i: index):
    "scf.reduce"() : () -> ()
  }) : (index, index, index, f32) -> f32
  %1 = "scf.parallel"(%n, %n, %n, %x) <{operandSegmentSizes = array<i32: 1, 1, 1, 1>}> ({
  ^bb0(%i: index):
    // expected-error @+1 {{a region of 'scf.reduce' must take two values of type 'f32' and end in an 'scf.reduce.return' of one}}
    "scf.reduce"(%x) ({
    ^bb0(%a: f32):
      "scf.reduce.return"(%a) : (f32) -> ()
    }) : (f32) -> ()
  }) : (index, index, index, f32) -> f32
  "func.return"() : () -> ()
}) : () -> ()
// -----
// what is made of itself
"func.func"() <{function_type = () -> (), sym_name = "f"}> ({
  // expected-error @+1 {{operand 0 of 'affine.apply' is used before it is defined}}
  %a = "affine.apply"(%b) <{map = affine_map<(d0) -> (d0 + 1)>}> : (index) -> index
  %b = "affine.apply"(%a) <{map = affine_map<(d0) -> (d0 + 1)>}> : (index) -> index
  "func.return"() : () -> ()
}) : () -> ()
// -----
func.func @f(%s: memref<8xf32>, %t: memref<8xi32, 1>, %tag: memref<1xi32>, %i: index) {
  // expected-error @+1 {{'memref.dma_start' must copy between memory of one element type}}
  memref.dma_start %s[%i], %t[%i], %i, %tag[%i] : memref<8xf32>, memref<8xi32, 1>, memref<1xi32>
  return
}
// -----
func.func @f(%tag: memref<1xi32>, %n: index) {
  // expected-error @+1 {{'affine.dma_wait' must have the map 'tag_map'}}
  "affine.dma_wait"(%tag, %n, %n) {tag_map = affine_map<() -> (0)>} : (memref<1xi32>, index, index) -> ()
  return
}
