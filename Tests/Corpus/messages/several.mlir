// Several errors in one text are all told, in its order, each once.
"a.b"( : () -> ()
"a.c"() : () -> j0
"a.d"() {a = 300 : i8} : () -> ()
//| f:2:8: error: expected an operand such as '%0', found ':'
//|   "a.b"( : () -> ()
//|          ^
//| f:3:17: error: expected a type, found 'j0'
//|   "a.c"() : () -> j0
//|                   ^
//| f:4:14: error: 300 does not fit 'i8'
//|   "a.d"() {a = 300 : i8} : () -> ()
//|                ^
// -----
func.func @f(%x: f32) -> f32 {
  %0 = arith.adf %x, %x : f32
  %1 = arith.addf %x, %0 : f32
  %2 = math.exp %nowhere : f32
  %3 = arith.mulf %x : f32
  return %3 : f32
}
//| f:2:8: error: the dialect 'arith' has no operation 'arith.adf'; did you mean 'arith.addf'?
//|     %0 = arith.adf %x, %x : f32
//|          ^
//| f:4:17: error: '%nowhere' is used but not defined; define it in this region or in one around it
//|     %2 = math.exp %nowhere : f32
//|                   ^
//| f:5:22: error: expected ',', found ':'
//|     %3 = arith.mulf %x : f32
//|                        ^
// -----
func.func @f(%n: index) {
  scf.for %i = %n till %n step %n {
    %0 = arith.addi %n, %n : i32
  }
  scf.for %i = %n to %n step %n {
    %0 = arith.addi %n, %n : i32
    %1 = memref.alloc() : memref<4xf33>
  }
  "arith.addf"(%n) : (index) -> ()
  cf.br ^nowhere
}
//| f:2:19: error: expected 'to', found 'till'
//|     scf.for %i = %n till %n step %n {
//|                     ^
//| f:6:21: error: '%n' is used as 'i32' but defined as 'index'
//|       %0 = arith.addi %n, %n : i32
//|                       ^
//| f:7:36: error: expected a type, found 'f33'
//|       %1 = memref.alloc() : memref<4xf33>
//|                                      ^
//| f:10:9: error: the block '^nowhere' is not defined in this region
//|     cf.br ^nowhere
//|           ^
// -----
func.func @f(%x: f32) {
  %0 = arith.addi %x, %x : f32
  %1 = "arith.addf"(%x) : (f32) -> f32
  return %x : f32
}
func.func @f() {
  return
}
//| f:2:3: error: operand 0 ('lhs') of 'arith.addi' must be an integer or index, or a vector or tensor of them, not 'f32'
//|     %0 = arith.addi %x, %x : f32
//|     ^
//| f:2:3: error: operand 1 ('rhs') of 'arith.addi' must be an integer or index, or a vector or tensor of them, not 'f32'
//|     %0 = arith.addi %x, %x : f32
//|     ^
//| f:2:3: error: result 0 ('result') of 'arith.addi' must be an integer or index, or a vector or tensor of them, not 'f32'
//|     %0 = arith.addi %x, %x : f32
//|     ^
//| f:3:3: error: 'arith.addf' takes 2 operands (lhs, rhs), not 1
//|     %1 = "arith.addf"(%x) : (f32) -> f32
//|     ^
//| f:4:3: error: 'func.return' must give the 0 results of 'f', of the same types
//|     return %x : f32
//|     ^
//| f:6:1: error: the symbol '@f' is already taken; give this 'func.func' another name
//|   func.func @f() {
//|   ^
//| f:1:1: note: the other '@f' is here
//|   func.func @f(%x: f32) {
//|   ^
// -----
llvm.func @f(%a: i32) {
  %0 = llvm.icmp "less" %a, %a : i32
  %1 = llvm.add %a, %a : i64
  %2 = llvm.load %a -> i32
  llvm.return
}
//| f:2:25: error: expected one of 'eq', 'ne', 'slt', 'sle', 'sgt', 'sge', 'ult', 'ule', 'ugt', 'uge', found 'less'
//|     %0 = llvm.icmp "less" %a, %a : i32
//|                           ^
//| f:3:17: error: '%a' is used as 'i64' but defined as 'i32'
//|     %1 = llvm.add %a, %a : i64
//|                   ^
//| f:4:21: error: expected ':', found '->'
//|     %2 = llvm.load %a -> i32
//|                       ^
