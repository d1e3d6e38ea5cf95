// Wrong text in readable forms, and what is said of it in full.
%0 = arith.adf %a, %b : f32
//| f:2:6: error: the dialect 'arith' has no operation 'arith.adf'; did you mean 'arith.addf'?
//|   %0 = arith.adf %a, %b : f32
//|        ^
// -----
%0 = arith.constant 1.0 : f32
%1 = arith.addf %0 : f32
//| f:2:20: error: expected ',', found ':'
//|   %1 = arith.addf %0 : f32
//|                      ^
// -----
%0 = arith.constant 1.0 : f32
%1 = arith.addi %0, %0 : f32
//| f:2:1: error: operand 0 ('lhs') of 'arith.addi' must be an integer or index, or a vector or tensor of them, not 'f32'
//|   %1 = arith.addi %0, %0 : f32
//|   ^
//| f:2:1: error: operand 1 ('rhs') of 'arith.addi' must be an integer or index, or a vector or tensor of them, not 'f32'
//|   %1 = arith.addi %0, %0 : f32
//|   ^
//| f:2:1: error: result 0 ('result') of 'arith.addi' must be an integer or index, or a vector or tensor of them, not 'f32'
//|   %1 = arith.addi %0, %0 : f32
//|   ^
// -----
%0 = arith.constant 1.0 : f64
%1 = arith.addf %0, %0 : f32
//| f:2:17: error: '%0' is used as 'f32' but defined as 'f64'
//|   %1 = arith.addf %0, %0 : f32
//|                   ^
// -----
%0 = arith.constant 1e5 : f32
//| f:1:21: error: a float needs a dot before its exponent: '1.0e5'
//|   %0 = arith.constant 1e5 : f32
//|                       ^
// -----
%0 = arith.constant 1 : i32
%1 = arith.cmpi less, %0, %0 : i32
//| f:2:21: error: expected one of 'eq', 'ne', 'slt', 'sle', 'sgt', 'sge', 'ult', 'ule', 'ugt', 'uge', found 'less'
//|   %1 = arith.cmpi less, %0, %0 : i32
//|                       ^
// -----
%0 = arith.constant 1 : i32
%1 = arith.addi %0, %0 overflow<nwrap> : i32
//| f:2:32: error: '#arith.overflow': 'nwrap' is no overflow flag; expected none, nsw, nuw
//|   %1 = arith.addi %0, %0 overflow<nwrap> : i32
//|                                  ^
// -----
%0 = arith.constant 1.0 : f32
%1 = math.exp %0 fastmath<quick> : f32
//| f:2:26: error: '#arith.fastmath': 'quick' is no fast-math flag; expected none, fast, reassoc, nnan, ninf, nsz, arcp, contract, afn
//|   %1 = math.exp %0 fastmath<quick> : f32
//|                            ^
// -----
%0 = arith.constant 1.0 : f32
%1 = math.exp2 %0, %0 : f32
//| f:2:18: error: expected ':', found ','
//|   %1 = math.exp2 %0, %0 : f32
//|                    ^
// -----
%0 = arith.constant 1 : i32
%1 = arith.extsi %0 : i32 to
//| f:3:1: error: expected a type, found the end of the text
//|
//|   ^
// -----
%0 = arith.constant 0 : index
scf.for %i = %0 till %0 step %0 {
}
//| f:2:17: error: expected 'to', found 'till'
//|   scf.for %i = %0 till %0 step %0 {
//|                   ^
// -----
%0 = arith.constant 0 : index
scf.for %i = %0 to %0 step %0 iter_args(%s = %0) -> (f32) {
  scf.yield %s : f32
}
//| f:2:46: error: '%0' is used as 'f32' but defined as 'index'
//|   scf.for %i = %0 to %0 step %0 iter_args(%s = %0) -> (f32) {
//|                                                ^
// -----
%c = arith.constant true
%r = scf.if %c -> (i32) {
  %1 = arith.constant 1 : i32
  scf.yield %1 : i32
} els {
}
//| f:5:3: error: expected an operation such as 'arith.addf %a, %b : f32' or '"arith.addf"(%a, %b) : …', found 'els'
//|   } els {
//|     ^
// -----
func.func @f(%x: f32, f32) {
  return
}
//| f:1:28: error: either all arguments have a name or, without a body, none
//|   func.func @f(%x: f32, f32) {
//|                              ^
// -----
func.func f() {
  return
}
//| f:1:11: error: expected a symbol such as '@name', found 'f'
//|   func.func f() {
//|             ^
// -----
func.func @f() -> i32 {
  return
}
//| f:2:3: error: 'func.return' must give the 1 results of 'f', of the same types
//|     return
//|     ^
// -----
func.func @f() {
  call @g() : () -> ()
  return
}
//| f:2:3: error: no function is called 'g'
//|     call @g() : () -> ()
//|     ^
// -----
func.func @f() {
  func.call @g() : () -> ()
  return
}
//| f:2:3: error: no function is called 'g'
//|     func.call @g() : () -> ()
//|     ^
// -----
func.func @f(%c: i1) {
  cf.cond_br %c, ^a, ^b
^a:
  return
}
//| f:2:22: error: the block '^b' is not defined in this region
//|     cf.cond_br %c, ^a, ^b
//|                        ^
// -----
func.func @f(%x: i32) {
  cf.br ^a(%x : f32)
^a(%y: i32):
  return
}
//| f:2:12: error: '%x' is used as 'f32' but defined as 'i32'
//|     cf.br ^a(%x : f32)
//|              ^
// -----
func.func @f(%m: memref<4xf32>, %i: index) {
  %0 = memref.load %m[%i, %i] : memref<4xf32>
  return
}
//| f:2:3: error: 'memref.load' must have 1 indices, one for each dimension of the memref; it has 2
//|     %0 = memref.load %m[%i, %i] : memref<4xf32>
//|     ^
// -----
func.func @f(%m: memref<4xf32>, %i: index) {
  %0 = memref.load %m[%i : memref<4xf32>
  return
}
//| f:2:26: error: expected ']', found ':'
//|     %0 = memref.load %m[%i : memref<4xf32>
//|                            ^
// -----
func.func @f(%m: memref<4xf32>) {
  memref.store %x, %m[] : memref<4xf32>
  return
}
//| f:2:16: error: '%x' is not defined above, so its type is not known here; define it first, or write this operation in the generic form
//|     memref.store %x, %m[] : memref<4xf32>
//|                  ^
// -----
func.func @f(%n: index) {
  %0 = memref.alloc() : memref<?xf32>
  return
}
//| f:2:3: error: 'memref.alloc' must have 1 sizes, one for each '?' of its type; it has 0
//|     %0 = memref.alloc() : memref<?xf32>
//|     ^
// -----
func.func @f(%n: index) {
  affine.for %i = 0 to %n step 0 {
  }
  return
}
//| f:2:3: error: the step of 'affine.for' must be positive, not 0
//|     affine.for %i = 0 to %n step 0 {
//|     ^
// -----
func.func @f(%m: memref<8xf32>, %n: index) {
  affine.for %i = 0 to %n {
    %0 = affine.load %m[%i * %i] : memref<8xf32>
  }
  return
}
//| f:3:28: error: one side of '*' must be a constant or made of symbols
//|       %0 = affine.load %m[%i * %i] : memref<8xf32>
//|                              ^
// -----
func.func @f(%v: vector<4xf32>) {
  %0 = vector.reduction <sum>, %v : vector<4xf32> into f32
  return
}
//| f:2:25: error: '#vector.kind': expected one of add, mul, minui, minsi, minnumf, maxui, maxsi, maxnumf, and, or, xor, minimumf, maximumf, found 'sum'
//|     %0 = vector.reduction <sum>, %v : vector<4xf32> into f32
//|                           ^
// -----
llvm.func @f(%p: !llvm.ptr) {
  %0 = llvm.load %p : !llvm.ptr
  llvm.return
}
//| f:3:3: error: expected '->', found 'llvm.return'
//|     llvm.return
//|     ^
// -----
llvm.func @f(%a: i32) {
  %0 = llvm.icmp "less" %a, %a : i32
  llvm.return
}
//| f:2:25: error: expected one of 'eq', 'ne', 'slt', 'sle', 'sgt', 'sge', 'ult', 'ule', 'ugt', 'uge', found 'less'
//|     %0 = llvm.icmp "less" %a, %a : i32
//|                           ^
// -----
llvm.func @f(%a: i33 {
}
//| f:3:1: error: expected ',', found the end of the text
//|
//|   ^
// -----
gpu.module @m {
  gpu.func @k() kernel {
    %0 = gpu.thread_id w
    gpu.return
  }
}
//| f:3:24: error: expected one of 'x', 'y', 'z', found 'w'
//|       %0 = gpu.thread_id w
//|                          ^
// -----
func.func @f(%t: tensor<4xf32>) {
  %0 = graph.softmax %t {axis = 0, axis = 1} : tensor<4xf32>
  return
}
//| f:2:36: error: 'axis' is given twice
//|     %0 = graph.softmax %t {axis = 0, axis = 1} : tensor<4xf32>
//|                                      ^
// -----
func.func @f(%t: tensor<4xf32>) {
  %0 = graph.softmax %t {axis = "x"} : tensor<4xf32>
  return
}
//| f:2:33: error: 'axis' must be an integer, not '"x"'
//|     %0 = graph.softmax %t {axis = "x"} : tensor<4xf32>
//|                                   ^
// -----
func.func @f(%t: tensor<4xf32>) {
  %0 = graph.sofmax %t {axis = 0} : tensor<4xf32>
  return
}
//| f:2:8: error: the dialect 'graph' has no operation 'graph.sofmax'; did you mean 'graph.softmax'?
//|     %0 = graph.sofmax %t {axis = 0} : tensor<4xf32>
//|          ^
// -----
program.for %i = 0 to {
}
//| f:1:23: error: expected one index expression, as in '%i * 14 + m'
//|   program.for %i = 0 to {
//|                         ^
// -----
foo.bar
//| f:1:1: error: the dialect 'foo' of 'foo.bar' is not registered; known dialects: affine, arith, builtin, cf, func, gpu, graph, llvm, math, memref, nvvm, program, rocdl, scf, spirv, vector
//|   foo.bar
//|   ^
