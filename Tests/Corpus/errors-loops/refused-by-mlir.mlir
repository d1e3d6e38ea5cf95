// RUN:
// OPTIONS: allow-unregistered
// What MLIR refuses of builtin types, of modules and of functions.

// expected-error @+1 {{the attribute 'size' of a module must begin with a dialect, as in 'dialect.size'}}
module attributes {size = 1} {
}
// -----
// expected-error @+1 {{the body of a module takes no arguments}}
"builtin.module"() ({
^bb0(%a: i32):
}) : () -> ()
// -----
// expected-error @+1 {{'f' has no body: a function that is only declared must be private}}
func.func @f(i32)
// -----
// expected-error @+1 {{'f' has no body: a function that is only declared must be private}}
func.func public @f(i32)
// -----
// expected-error @+1 {{'sym_visibility' of 'func.func' must be "public", "private" or "nested", not '"hidden"'}}
"func.func"() <{function_type = () -> (), sym_name = "f", sym_visibility = "hidden"}> ({
}) : () -> ()
// -----
// expected-error @+1 {{'sym_visibility' of 'memref.global' must be "public", "private" or "nested", not '"hidden"'}}
memref.global "hidden" @g : memref<4xf32>
// -----
// expected-error @+1 {{the attribute 'size' of argument 1 must begin with a dialect, as in 'dialect.size'}}
func.func private @f(i32, i32 {size = 1})
// -----
// expected-error @+1 {{the attribute 'size' of result 0 must begin with a dialect, as in 'dialect.size'}}
func.func private @f() -> (i32 {size = 1})
// -----
// expected-error @+1 {{'arg_attrs' must hold a dictionary for each argument of the function, 0 of them}}
"func.func"() <{arg_attrs = [{a.b = 1}], function_type = () -> (), sym_name = "f", sym_visibility = "private"}> ({
}) : () -> ()
// -----
// expected-error @+1 {{'arg_attrs' must hold a dictionary for each argument of the function, 1 of them}}
"func.func"() <{arg_attrs = [1], function_type = (i32) -> (), sym_name = "f", sym_visibility = "private"}> ({
}) : () -> ()
// -----
// expected-error @+1 {{the attribute 'size' of argument 0 must begin with a dialect, as in 'dialect.size'}}
llvm.func @f(i32 {size = 1})
// -----
gpu.module @m {
  // expected-error @+1 {{the attribute 'size' of argument 0 must begin with a dialect, as in 'dialect.size'}}
  gpu.func @f(%a: i32 {size = 1}) {
    gpu.return
  }
}
// -----
// expected-error @+1 {{the dialect 'unknown' of the memory space is not registered}}
"a.b"() : () -> memref<4xf32, #unknown.space>
// -----
// expected-error @+1 {{the dialect 'unknown' of the memory space is not registered}}
"a.b"() : () -> memref<*xf32, #unknown<"space">>
// -----
// expected-error @+1 {{a memory space is an integer, a string, a dictionary or an attribute of a dialect, not '[1]'}}
"a.b"() : () -> memref<4xf32, [1]>
// -----
// expected-error @+1 {{a memory space is an integer, a string, a dictionary or an attribute of a dialect, not '1.000000e+00 : f64'}}
"a.b"() : () -> memref<4xf32, 1.0>
// -----
// expected-error @+1 {{a memory space is an integer, a string, a dictionary or an attribute of a dialect, not 'i32'}}
"a.b"() : () -> memref<4xf32, i32>
// -----
// expected-error @+1 {{a memory space is an integer, a string, a dictionary or an attribute of a dialect, not 'unit'}}
"a.b"() : () -> memref<4xf32, unit>
// -----
// expected-error @+1 {{a memory space is an integer, a string, a dictionary or an attribute of a dialect, not '@a'}}
"a.b"() : () -> memref<*xf32, @a>
// -----
// expected-error @+1 {{the index [0, 4] is outside of the shape of 'tensor<2x4xi32>'}}
"a.b"() {v = sparse<[[0, 4]], [1]> : tensor<2x4xi32>} : () -> ()
// -----
// expected-error @+1 {{1 does not fit 'i0'}}
"a.b"() {v = 1 : i0} : () -> ()
// -----
// expected-error @+1 {{-129 does not fit 'i8'}}
"a.b"() {v = -129 : i8} : () -> ()
// -----
func.func @no_field_2(%p: !llvm.ptr, %i: i64) {
  // expected-error @+1 {{'llvm.getelementptr' has the index 2 (number 1) of the struct '!llvm.struct<(i32, array<4 x i8>)>', which has 2 fields}}
  %0 = llvm.getelementptr %p[%i, 2] : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.struct<(i32, array<4 x i8>)>
  return
}
// -----
func.func @a_field_is_known(%p: !llvm.ptr, %i: i64) {
  // expected-error @+1 {{'llvm.getelementptr' must have a number as index 1, which is of the struct '!llvm.struct<(i32, i64)>'}}
  %0 = llvm.getelementptr %p[0, %i] : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.struct<(i32, i64)>
  return
}
// -----
func.func @a_number_has_no_elements(%p: !llvm.ptr) {
  // expected-error @+1 {{'llvm.getelementptr' has index 2 of 'f32', which has no elements}}
  %0 = llvm.getelementptr %p[0, 9, 1] : (!llvm.ptr) -> !llvm.ptr, !llvm.array<4 x f32>
  return
}
// -----
// expected-error @+1 {{'llvm.mlir.global' of a text of 2 bytes must have the type '!llvm.array<2 x i8>', not '!llvm.array<5 x i8>'}}
llvm.mlir.global internal constant @s("hi") : !llvm.array<5 x i8>
// -----
// expected-error @+1 {{'llvm.mlir.global' of a text of 2 bytes must have the type '!llvm.array<2 x i8>', not 'i32'}}
llvm.mlir.global internal constant @s("hi") : i32
// -----
func.func @mask() {
  // expected-error @+1 {{'vector.constant_mask' has the size 9 for dimension 1 of 'vector<4x8xi1>'; it must be from 0 to 8}}
  %0 = vector.constant_mask [2, 9] : vector<4x8xi1>
  return
}
// -----
func.func @mask_of_nothing() {
  // expected-error @+1 {{'vector.constant_mask' has a size of 0, so nothing holds, and all sizes must be 0}}
  %0 = vector.constant_mask [0, 3] : vector<4x8xi1>
  return
}
// -----
func.func @mask_of_one_dimension() {
  // expected-error @+1 {{'vector.constant_mask' must have 2 sizes, one for each dimension of 'vector<4x8xi1>'; it has 1}}
  %0 = vector.constant_mask [3] : vector<4x8xi1>
  return
}
// -----
func.func @scalable_mask() {
  // expected-error @+1 {{'vector.constant_mask' has the size 2 for dimension 0 of 'vector<[4]xi1>', which is scalable; it must be 0 or 4}}
  %0 = vector.constant_mask [2] : vector<[4]xi1>
  return
}
// -----
func.func @reduced(%a: vector<4xf32>) {
  // expected-error @+1 {{'vector.reduction' cannot combine elements of type 'f32' by 'and'}}
  %0 = vector.reduction <and>, %a : vector<4xf32> into f32
  return
}
// -----
func.func @reduced(%a: vector<4xi32>) {
  // expected-error @+1 {{'vector.reduction' cannot combine elements of type 'i32' by 'minnumf'}}
  %0 = vector.reduction <minnumf>, %a : vector<4xi32> into i32
  return
}
// -----
func.func @reduced(%a: vector<2x2xf32>) {
  // expected-error @+1 {{'vector.reduction' reduces a vector of one dimension, not 'vector<2x2xf32>'; 'vector.multi_reduction' reduces more}}
  %0 = vector.reduction <add>, %a : vector<2x2xf32> into f32
  return
}
// -----
func.func @reduced(%a: vector<4xf32>) {
  // expected-error @+1 {{'vector.reduction' must give the type of an element, 'f32', not 'i32'}}
  %0 = vector.reduction <add>, %a : vector<4xf32> into i32
  return
}
// -----
func.func @consecutive(%m: memref<8x8xf32, strided<[1, 8]>>, %i: index) {
  // expected-error @+1 {{'vector.load' needs a last dimension of stride 1, found 8 in 'memref<8x8xf32, strided<[1, 8]>>'; 'vector.gather' reads with others}}
  %0 = vector.load %m[%i, %i] : memref<8x8xf32, strided<[1, 8]>>, vector<4xf32>
  return
}
// -----
func.func @consecutive(%m: memref<8xf32, strided<[?]>>, %i: index, %v: vector<4xf32>) {
  // expected-error @+1 {{'vector.store' needs a last dimension of stride 1, found ? in 'memref<8xf32, strided<[?]>>'}}
  vector.store %v, %m[%i] : memref<8xf32, strided<[?]>>, vector<4xf32>
  return
}
// -----
func.func @prefetch(%a: memref<4xf32>, %i: index) {
  // expected-error @+1 {{'localityHint' of 'memref.prefetch' must be a number of type i32 from 0 to 3}}
  memref.prefetch %a[%i], read, locality<4>, data : memref<4xf32>
  return
}
// -----
func.func @prefetch(%a: memref<4xf32>, %i: index) {
  // expected-error @+1 {{'localityHint' of 'affine.prefetch' must be a number of type i32 from 0 to 3}}
  affine.prefetch %a[%i], read, locality<4>, data : memref<4xf32>
  return
}
// -----
func.func @prefetch(%a: memref<4xf32>, %i: index) {
  // expected-error @+1 {{'memref.prefetch' must have 1 indices, one for each dimension of the memref; it has 2}}
  memref.prefetch %a[%i, %i], read, locality<3>, data : memref<4xf32>
  return
}
// -----
func.func @sign() {
  // expected-error @+1 {{'arith.constant' must give an integer without a sign, 'i8', not 'si8'}}
  %0 = arith.constant 1 : si8
  return
}
// -----
func.func @rounding(%a: f32) {
  // expected-error @+1 {{'roundingmode' of 'arith.truncf' must be an i32 of these: 0, to_nearest_even; 1, downward; 2, upward; 3, toward_zero; 4, to_nearest_away}}
  %0 = "arith.truncf"(%a) <{roundingmode = 5 : i32}> : (f32) -> f16
  return
}
// -----
gpu.module @kernels {
  // expected-error @+1 {{memory of 'gpu.func' must be a memref in '#gpu.address_space<private>', not 'memref<1xf32, #gpu.address_space<workgroup>>'}}
  gpu.func @f() private(%p: memref<1xf32, #gpu.address_space<workgroup>>) kernel {
    gpu.return
  }
}
// -----
func.func @label(%a: f32) {
// expected-error @+1 {{the first block has its arguments already, and so takes no label}}
^entry(%b: f32):
  return
}
// -----
#matrix = affine_map<(i, k) -> (i, k)>
#vector = affine_map<(i, k) -> (k)>
#row = affine_map<(i, k) -> (i)>
func.func @contracted(%a: vector<2x4xi32>, %b: vector<4xi32>, %c: vector<2xi32>, %mask: vector<2xi1>) {
  // expected-error @+1 {{'vector.mask' must have a mask of type 'vector<2x4xi1>' for 'vector.contract', not 'vector<2xi1>'}}
  %0 = vector.mask %mask { vector.contract {indexing_maps = [#matrix, #vector, #row], iterator_types = ["parallel", "reduction"], kind = #vector.kind<add>} %a, %b, %c : vector<2x4xi32>, vector<4xi32> into vector<2xi32> } : vector<2xi1> -> vector<2xi32>
  return
}
// -----
func.func @products(%a: vector<2xi32>, %b: vector<4xi32>, %mask: vector<2x3xi1>) {
  // expected-error @+1 {{'vector.mask' must have a mask of type 'vector<2x4xi1>' for 'vector.outerproduct', not 'vector<2x3xi1>'}}
  %0 = vector.mask %mask { vector.outerproduct %a, %b : vector<2xi32>, vector<4xi32> } : vector<2x3xi1> -> vector<2x4xi32>
  return
}
// -----
func.func @f(%a: memref<4xi32>) {
  // expected-error @+3 {{operand 0 ('lhs') of 'arith.addi' must be an integer or index, or a vector or tensor of them, not 'memref<4xi32>'}}
  // expected-error @+2 {{operand 1 ('rhs') of 'arith.addi' must be an integer or index, or a vector or tensor of them, not 'memref<4xi32>'}}
  // expected-error @+1 {{result 0 ('result') of 'arith.addi' must be an integer or index, or a vector or tensor of them, not 'memref<4xi32>'}}
  %0 = arith.addi %a, %a : memref<4xi32>
  return
}
// -----
func.func @f(%a: ui32) {
  // expected-error @+3 {{operand 0 ('lhs') of 'arith.addi' must be an integer or index, or a vector or tensor of them, not 'ui32'}}
  // expected-error @+2 {{operand 1 ('rhs') of 'arith.addi' must be an integer or index, or a vector or tensor of them, not 'ui32'}}
  // expected-error @+1 {{result 0 ('result') of 'arith.addi' must be an integer or index, or a vector or tensor of them, not 'ui32'}}
  %0 = arith.addi %a, %a : ui32
  return
}
// -----
// expected-error @+1 {{'llvm.align' is for a pointer, not 'i32' (argument 0)}}
llvm.func @g(%a: i32 {llvm.align = 4 : i64}) { llvm.return }
// -----
func.func @f() {
  // expected-error @+1 {{the property 'alignment' of 'memref.alloc' must be a number of bytes, not negative, not '-8 : i64'}}
  %0 = memref.alloc() {alignment = -8} : memref<4xf32>
  return
}
// -----
func.func @f() {
  // expected-error @+1 {{'memref.alloc' must have 1 values in '[…]', one for each that the layout of its type leaves open; it has 0}}
  %0 = memref.alloc() : memref<4xf32, strided<[?]>>
  return
}
// -----
func.func @f() {
  // expected-error @+1 {{'memref.alloc' must have 1 values in '[…]', one for each that the layout of its type leaves open; it has 0}}
  %0 = memref.alloc() : memref<4xf32, affine_map<(d0)[s0]->(d0+s0)>>
  return
}
// -----
func.func @f(%v: vector<3xf32>) {
  // expected-error @+1 {{'vector.broadcast' must repeat sizes of one, or rows: 'vector<3xf32>' is no row of 'vector<4xf32>'}}
  %0 = vector.broadcast %v : vector<3xf32> to vector<4xf32>
  return
}
// -----
func.func @f(%v: f32) {
  // expected-error @+1 {{'vector.broadcast' must repeat the element type of its result, 'i32', not 'f32'}}
  %0 = vector.broadcast %v : f32 to vector<4xi32>
  return
}
// -----
func.func @f(%a: index) {
  // expected-error @+1 {{operand 0 ('in') of 'arith.bitcast' must be a number, or a vector or tensor of numbers, not 'index'}}
  %0 = arith.bitcast %a : index to i64
  return
}
// -----
// expected-error @+1 {{'llvm.byval' is for a pointer, not 'i32' (argument 0)}}
llvm.func @g(%a: i32 {llvm.byval = i32}) { llvm.return }
// -----
// expected-error @+1 {{'llvm.byval' takes a type, not 'unit' (argument 0)}}
llvm.func @g(%a: !llvm.ptr {llvm.byval}) { llvm.return }
// -----
func.func @f(%m: memref<4xf32, strided<[2]>>) {
  // expected-error @+1 {{'memref.cast' must keep the strides and the offset that both types tell}}
  %0 = memref.cast %m : memref<4xf32, strided<[2]>> to memref<4xf32>
  return
}
// -----
func.func @f(%m: memref<4xf32>) {
  // expected-error @+1 {{'memref.cast' must keep the shape: the operand has shape [], the result []}}
  %0 = memref.cast %m : memref<4xf32> to memref<5xf32>
  return
}
// -----
func.func @f(%m: memref<4xf32, 1>) {
  // expected-error @+1 {{'memref.cast' must keep the memory space}}
  %0 = memref.cast %m : memref<4xf32, 1> to memref<4xf32>
  return
}
// -----
func.func @f(%m: memref<*xf32>) {
  // expected-error @+1 {{'memref.cast' must have a rank on one side at least}}
  %0 = memref.cast %m : memref<*xf32> to memref<*xf32>
  return
}
// -----
func.func @f() {
  %c = arith.constant 1 : index
  // expected-error @+1 {{'vector.create_mask' must have 1 operands, one for each dimension of 'vector<4xi1>'; it has 2}}
  %0 = vector.create_mask %c, %c : vector<4xi1>
  return
}
// -----
func.func @f(%m: memref<f32>) {
  %c = arith.constant 0 : index
  // expected-error @+1 {{'memref.dim' of memory without dimensions}}
  %0 = memref.dim %m, %c : memref<f32>
  return
}
// -----
func.func @f(%a: i8) {
  // expected-error @+1 {{result 0 ('out') of 'arith.extsi' must be an integer, or a vector or tensor of them, not 'index'}}
  %0 = arith.extsi %a : i8 to index
  return
}
// -----
func.func @f(%a: vector<[2]xi8>) {
  // expected-error @+1 {{'arith.extsi' must keep the shape: the operand is 'vector<[2]xi8>', the result 'vector<2xi32>'}}
  %0 = arith.extsi %a : vector<[2]xi8> to vector<2xi32>
  return
}
// -----
// expected-error @+1 {{'memref.global' has the alignment 3; it must be a power of two, in bytes}}
memref.global @g : memref<4xf32> = dense<1.0> {alignment = 3 : i64}
// -----
func.func @f() {
  // expected-error @+1 {{'gpu.dynamic_shared_memory' must give 'memref<?xi8, #gpu.address_space<workgroup>>'}}
  %0 = gpu.dynamic_shared_memory : memref<4xi8, #gpu.address_space<workgroup>>
  return
}
// -----
func.func @f() {
  // expected-error @+1 {{'gpu.dynamic_shared_memory' must give 'memref<?xi8, #gpu.address_space<workgroup>>'}}
  %0 = gpu.dynamic_shared_memory : memref<?xi8>
  return
}
// -----
func.func @f(%a: tensor<4xf32>) {
  // expected-error @+1 {{operand 0 ('args') of 'gpu.printf' must be an integer, index or float, not 'tensor<4xf32>'}}
  gpu.printf "%d" %a : tensor<4xf32>
  return
}
// -----
func.func @f(%a: memref<4xi32>) {
  // expected-error @+1 {{'arith.index_cast' must keep the shape: the operand has shape [], the result []}}
  %0 = arith.index_cast %a : memref<4xi32> to memref<5xindex>
  return
}
// -----
llvm.func @g() {
  %c = arith.constant 1 : index
  // expected-error @+1 {{operand 0 ('operands') of 'llvm.inline_asm' must be a type of LLVM, not 'index'}}
  llvm.inline_asm "", "r" %c : (index) -> ()
  llvm.return }
// -----
llvm.func @g(%a: !llvm.ptr) {
  // expected-error @+1 {{'llvm.bitcast' makes pointers of pointers only; 'llvm.ptrtoint' and 'llvm.inttoptr' do more}}
  %c = llvm.bitcast %a : !llvm.ptr to i64
  llvm.return }
// -----
llvm.func @g(%p: i32) {
  // expected-error @+1 {{'llvm.br' must pass the 1 arguments of the block it goes to, of the same types; it passes 0}}
  llvm.br ^b
^b(%x: f32):
  llvm.return }
// -----
llvm.func @g(%p: i32) {
  // expected-error @+1 {{'llvm.br' must pass the 1 arguments of the block it goes to, of the same types; it passes 1}}
  llvm.br ^b(%p : i32)
^b(%x: f32):
  llvm.return }
// -----
llvm.func @g(%p: i32) {
  // expected-error @+1 {{'llvm.call' without a name calls through its first operand, a pointer, not 'i32'}}
  llvm.call %p() : i32, () -> ()
  llvm.return }
// -----
// expected-error @+1 {{'x' has no body, so it is elsewhere and cannot be 'internal'}}
llvm.func internal @x()
// -----
// expected-error @+1 {{'g' cannot take a value of '!llvm.void'}}
"llvm.func"() <{function_type = !llvm.func<void (void)>, sym_name="g", linkage=#llvm.linkage<external>}> ({}) : () -> ()
// -----
llvm.func @g(%a: f32) {
  // expected-error @+1 {{operand 0 ('lhs') of 'llvm.icmp' must be an integer, a pointer, or a vector of them, not 'f32'}}
  %c = llvm.icmp "eq" %a, %a : f32
  llvm.return }
// -----
llvm.func @g(%a: i64) {
  // expected-error @+1 {{operand 0 ('addr') of 'llvm.load' must be a pointer of LLVM, not 'i64'}}
  %c = llvm.load %a : i64 -> i32
  llvm.return }
// -----
llvm.func @g(%a: !llvm.ptr) {
  // expected-error @+1 {{result 0 ('res') of 'llvm.load' must be a type of LLVM that memory can hold, not 'index'}}
  %c = llvm.load %a : !llvm.ptr -> index
  llvm.return }
// -----
llvm.func @g(%a: !llvm.ptr) {
  // expected-error @+1 {{result 0 ('res') of 'llvm.load' must be a type of LLVM that memory can hold, not 'tensor<4xf32>'}}
  %c = llvm.load %a : !llvm.ptr -> tensor<4xf32>
  llvm.return }
// -----
llvm.func @g() {
  %c = arith.constant 1 : index
  // expected-error @+3 {{operand 0 ('lhs') of 'llvm.add' must be an integer, or a vector of them, not 'index'}}
  // expected-error @+2 {{operand 1 ('rhs') of 'llvm.add' must be an integer, or a vector of them, not 'index'}}
  // expected-error @+1 {{result 0 ('result') of 'llvm.add' must be an integer, or a vector of them, not 'index'}}
  %0 = "llvm.add"(%c, %c) : (index, index) -> index
  llvm.return }
// -----
llvm.func @g(%a: f32) {
  // expected-error @+1 {{'llvm.return' must give what 'g' gives, '!llvm.void', not 'f32'}}
  llvm.return %a : f32 }
// -----
llvm.func @g() -> i32 {
  // expected-error @+1 {{'llvm.return' must give what 'g' gives, 'i32', not '!llvm.void'}}
  llvm.return }
// -----
llvm.func @g(%a: f32) -> i32 {
  // expected-error @+1 {{'llvm.return' must give what 'g' gives, 'i32', not 'f32'}}
  llvm.return %a : f32 }
// -----
llvm.func @g(%a: i32) {
  // expected-error @+1 {{'llvm.sext' needs a type of more than 32 bits on the wider side, found 32}}
  %c = llvm.sext %a : i32 to i32
  llvm.return }
// -----
llvm.func @g() {
  // expected-error @+1 {{result 0 ('res') of 'llvm.mlir.undef' must be a type of LLVM, not 'index'}}
  %0 = llvm.mlir.undef : index
  llvm.return }
// -----
llvm.func @g() {
  // expected-error @+1 {{result 0 ('res') of 'llvm.mlir.zero' must be a type of LLVM, not 'tensor<4xf32>'}}
  %0 = llvm.mlir.zero : tensor<4xf32>
  llvm.return }
// -----
llvm.func @g(%a: i32) {
  // expected-error @+1 {{'llvm.zext' needs a type of more than 32 bits on the wider side, found 8}}
  %c = llvm.zext %a : i32 to i8
  llvm.return }
// -----
// expected-error @+1 {{a memref cannot hold '!gpu.async.token'}}
func.func @f(%m: memref<4x!gpu.async.token>) {
  return
}
// -----
// expected-error @+1 {{a memref cannot hold '!llvm.ptr'}}
func.func @f(%m: memref<4x!llvm.ptr>) {
  return
}
// -----
// expected-error @+1 {{'llvm.noalias' is for a pointer, not 'i32' (argument 0)}}
func.func private @g(i32 {llvm.noalias})
// -----
// expected-error @+1 {{'llvm.noalias' is for a pointer, not 'i32' (argument 0)}}
llvm.func @g(%a: i32 {llvm.noalias}) { llvm.return }
// -----
// expected-error @+1 {{'llvm.noalias' takes no value, not '1 : i32' (argument 0)}}
llvm.func @g(%a: !llvm.ptr {llvm.noalias = 1 : i32}) { llvm.return }
// -----
// expected-error @+1 {{'llvm.noalias' is for a pointer, not 'i32' (result 0)}}
llvm.func @g() -> (i32 {llvm.noalias})
// -----
// expected-error @+1 {{'llvm.nocapture' is for arguments only (result 0)}}
llvm.func @g() -> (!llvm.ptr {llvm.nocapture})
// -----
func.func @f(%m: memref<4xf32>) {
  // expected-error @+1 {{'memref.reinterpret_cast' must give the strides and the offset that it has, not 'MemRefType(shape: [Optional(2), Optional(2)], element: f32, layout: nil, memorySpace: nil)'}}
  %0 = memref.reinterpret_cast %m to offset: [0], sizes: [2, 2], strides: [3, 1] : memref<4xf32> to memref<2x2xf32>
  return
}
// -----
func.func @f(%a: vector<2xi32>, %c: tensor<2xi1>) {
  // expected-error @+1 {{'arith.select' must choose by 'i1' or by one 'i1' for each element of 'vector<2xi32>', not by 'tensor<2xi1>'}}
  %0 = arith.select %c, %a, %a : tensor<2xi1>, vector<2xi32>
  return
}
// -----
// expected-error @+1 {{'llvm.signext' is for an integer, not '!llvm.ptr' (argument 0)}}
llvm.func @g(%a: !llvm.ptr {llvm.signext}) { llvm.return }
// -----
func.func @f(%v: vector<4xf32>) {
  // expected-error @+1 {{'vector.shape_cast' must keep the number of elements: the operand has 4, the result 5}}
  %0 = vector.shape_cast %v : vector<4xf32> to vector<5xf32>
  return
}
// -----
func.func @f(%a: index) {
  // expected-error @+1 {{operand 0 ('in') of 'arith.sitofp' must be an integer, or a vector or tensor of them, not 'index'}}
  %0 = arith.sitofp %a : index to f32
  return
}
// -----
func.func @f(%m: memref<4xf32>) {
  // expected-error @+1 {{'memref.subview' has the offset -1; it must not be negative}}
  %0 = memref.subview %m[-1][2][1] : memref<4xf32> to memref<2xf32, strided<[1], offset: -1>>
  return
}
// -----
func.func @f(%m: memref<4xf32>) {
  // expected-error @+1 {{'memref.subview' must give 'memref<2xf32, strided<[1], offset: 1>>', perhaps without sizes of one, not 'MemRefType(shape: [Optional(2)], element: f32, layout: Optional(strided<[1], offset: 2>), memorySpace: nil)'}}
  %0 = memref.subview %m[1][2][1] : memref<4xf32> to memref<2xf32, strided<[1], offset: 2>>
  return
}
// -----
func.func @f(%a: index) {
  // expected-error @+1 {{operand 0 ('in') of 'arith.trunci' must be an integer, or a vector or tensor of them, not 'index'}}
  %0 = arith.trunci %a : index to i8
  return
}
// -----
func.func @f(%v: vector<3xi8>) {
  // expected-error @+1 {{'vector.bitcast' must keep the bits of a row: the operand has 24, the result 16}}
  %0 = vector.bitcast %v : vector<3xi8> to vector<1xi16>
  return
}
// -----
func.func @f(%v: vector<2x2xi8>) {
  // expected-error @+1 {{'vector.bitcast' must keep all sizes but the last}}
  %0 = vector.bitcast %v : vector<2x2xi8> to vector<1x2xi16>
  return
}
// -----
// expected-error @+1 {{a vector cannot hold '!llvm.ptr'}}
func.func @f(%m: vector<4x!llvm.ptr>) {
  return
}
// -----
func.func @f(%m: memref<16xi32>) {
  %c = arith.constant 0 : index
  // expected-error @+1 {{'memref.view' must be of a 1-D memref of i8, not 'memref<16xi32>'}}
  %0 = memref.view %m[%c][] : memref<16xi32> to memref<4xf32>
  return
}
// -----
func.func @f(%m: memref<4xf32, affine_map<(d0)->(d0 floordiv 2, d0 mod 2)>>) {
  %c = arith.constant 0 : index
  // expected-error @+1 {{'vector.load' needs a last dimension of stride 1, found a map that does not tell one in 'memref<4xf32, affine_map<(d0) -> (d0 floordiv 2, d0 mod 2)>>'; 'vector.gather' reads with others}}
  %v = vector.load %m[%c] : memref<4xf32, affine_map<(d0)->(d0 floordiv 2, d0 mod 2)>>, vector<4xf32>
  return
}
// -----
func.func @f(%m: memref<4x4xf32, affine_map<(d0,d1)->(d0*4+d1*2)>>) {
  %c = arith.constant 0 : index
  // expected-error @+1 {{'vector.load' needs a last dimension of stride 1, found a map that does not tell one in 'memref<4x4xf32, affine_map<(d0, d1) -> (d0 * 4 + d1 * 2)>>'; 'vector.gather' reads with others}}
  %v = vector.load %m[%c, %c] : memref<4x4xf32, affine_map<(d0,d1)->(d0*4+d1*2)>>, vector<4xf32>
  return
}
// -----
func.func @f(%m: memref<8xvector<4xf32>>) {
  %c = arith.constant 0 : index
  // expected-error @+1 {{'vector.load' must move the vectors that 'memref<8xvector<4xf32>>' holds, not 'vector<8xf32>'}}
  %v = vector.load %m[%c] : memref<8xvector<4xf32>>, vector<8xf32>
  return
}
// -----
func.func @f(%m: memref<4xf32, affine_map<(d0)->(d0 mod 2)>>) {
  %c = arith.constant 0 : index
  // expected-error @+1 {{'vector.load' needs a last dimension of stride 1, found a map that does not tell one in 'memref<4xf32, affine_map<(d0) -> (d0 mod 2)>>'; 'vector.gather' reads with others}}
  %v = vector.load %m[%c] : memref<4xf32, affine_map<(d0)->(d0 mod 2)>>, vector<4xf32>
  return
}
// -----
func.func @f(%m: memref<4x4xf32, affine_map<(d0,d1)->(d1,d0)>>) {
  %c = arith.constant 0 : index
  // expected-error @+1 {{'vector.load' needs a last dimension of stride 1, found a map that does not tell one in 'memref<4x4xf32, affine_map<(d0, d1) -> (d1, d0)>>'; 'vector.gather' reads with others}}
  %v = vector.load %m[%c, %c] : memref<4x4xf32, affine_map<(d0,d1)->(d1,d0)>>, vector<4xf32>
  return
}
// -----
// expected-error @+1 {{strides must not be zero}}
func.func @f(%a: memref<4x4xf32, strided<[0, 1]>>) {
  return
}
// -----
func.func @f(%n: index) {
  %z = arith.constant 0 : index
  // expected-error @+1 {{the steps of 'scf.parallel' must be positive; one is 0}}
  scf.parallel (%i) = (%z) to (%n) step (%z) {
    scf.reduce
  }
  return
}
// -----
func.func @f(%b: memref<8x8xf32>, %i: index, %m: vector<2x4xi1>, %p: vector<2x4xf32>) {
  // expected-error @+1 {{'vector.maskedload' takes a vector of one dimension and an 'i1' for each of its elements, not 'vector<2x4xf32>' and 'vector<2x4xi1>'}}
  %r = vector.maskedload %b[%i, %i], %m, %p : memref<8x8xf32>, vector<2x4xi1>, vector<2x4xf32> into vector<2x4xf32>
  return
}
// -----
func.func @f(%b: memref<8xf32>, %i: index, %m: vector<3xi1>, %v: vector<4xf32>) {
  // expected-error @+1 {{'vector.maskedstore' takes a vector of one dimension and an 'i1' for each of its elements, not 'vector<4xf32>' and 'vector<3xi1>'}}
  vector.maskedstore %b[%i], %m, %v : memref<8xf32>, vector<3xi1>, vector<4xf32>
  return
}
// -----
func.func @f(%v: vector<2x2xf32>) {
  // expected-error @+1 {{'gpu.subgroup_reduce' takes numbers and vectors of one dimension, not 'vector<2x2xf32>'}}
  %r = gpu.subgroup_reduce add %v : (vector<2x2xf32>) -> vector<2x2xf32>
  return
}
// -----
func.func @f() {
  // expected-error @+1 {{'func.func' is in 'func.func', which has no symbols; it must be directly in an operation that has, as 'builtin.module'}}
  func.func private @g()
  return
}
// -----
llvm.func @p(!llvm.ptr, ...) -> i32
llvm.func @f(%a: !llvm.ptr, %b: i32) {
  // expected-error @+1 {{a call of 'p', which takes more than it names, must say its type: 'vararg(!llvm.func<i32 (ptr, ...)>)'}}
  %r = llvm.call @p(%a, %b) : (!llvm.ptr, i32) -> i32
  llvm.return
}
// -----
llvm.mlir.global @g(1 : i32) {addr_space = 3 : i32} : i32
llvm.func @f() {
  // expected-error @+1 {{'g' is in address space 3, not in 0}}
  %r = llvm.mlir.addressof @g : !llvm.ptr
  llvm.return
}
// -----
llvm.func @f(%s: !llvm.struct<(i32, f32)>, %x: i32) {
  // expected-error @+1 {{field [1] of '!llvm.struct<(i32, f32)>' is of type 'f32', not 'i32'}}
  %r = "llvm.insertvalue"(%s, %x) <{position = array<i64: 1>}> : (!llvm.struct<(i32, f32)>, i32) -> !llvm.struct<(i32, f32)>
  llvm.return
}
// -----
llvm.func @f(%s: !llvm.struct<(i32, f32)>) {
  // expected-error @+1 {{'llvm.extractvalue' names field [2], which '!llvm.struct<(i32, f32)>' does not have}}
  %r = "llvm.extractvalue"(%s) <{position = array<i64: 2>}> : (!llvm.struct<(i32, f32)>) -> i32
  llvm.return
}
// -----
func.func @f(%x: vector<4xi32>) {
  // expected-error @+1 {{'arith.cmpi' of 'vector<4xi32>' must give 'vector<4xi1>', not 'i1'}}
  %r = "arith.cmpi"(%x, %x) <{predicate = 0 : i64}> : (vector<4xi32>, vector<4xi32>) -> i1
  return
}
// -----
func.func @f(%a: memref<4x4xf32, strided<[8, 1]>>) {
  // expected-error @+1 {{'memref.collapse_shape' joins dimensions 0 and 1 of 'memref<4x4xf32, strided<[8, 1]>>', between which there are gaps: the stride is 8, not 4}}
  %r = memref.collapse_shape %a [[0, 1]] : memref<4x4xf32, strided<[8, 1]>> into memref<16xf32, strided<[1]>>
  return
}
// -----
func.func @f() {
  // expected-error @+1 {{'arith.constant' of 'vector<[2]xi32>' must have one value for all elements: how many there are is not known}}
  %r = arith.constant dense<[1, 2]> : vector<[2]xi32>
  return
}
// -----
// A value of the region beside it.
func.func @f(%a: i1, %x: i32) {
  scf.if %a {
    // expected-error @+1 {{operand 0 of 'test.use' is defined in a region that is not around it}}
    "test.use"(%y) : (i32) -> ()
  } else {
    // expected-note @+1 {{defined here}}
    %y = arith.addi %x, %x : i32
  }
  return
}
// -----
// expected-error @+1 {{a matrix of a subgroup holds f16, f32, i32, si8 or ui8, not f64}}
func.func private @f(!gpu.mma_matrix<16x16xf64, "AOp">)
// -----
// expected-error @+1 {{the role of a matrix is "AOp", "BOp" or "COp", not "DOp"}}
func.func private @f(!gpu.mma_matrix<16x16xf16, "DOp">)
// -----
func.func @f(%a: !gpu.mma_matrix<16x8xf16, "AOp">, %b: !gpu.mma_matrix<16x16xf16, "BOp">, %c: !gpu.mma_matrix<16x16xf32, "COp">) {
  // expected-error @+1 {{'gpu.subgroup_mma_compute' must multiply matrices that fit: 16x8 by 16x16 is no 16x16}}
  %d = gpu.subgroup_mma_compute %a, %b, %c : !gpu.mma_matrix<16x8xf16, "AOp">, !gpu.mma_matrix<16x16xf16, "BOp"> -> !gpu.mma_matrix<16x16xf32, "COp">
  return
}
// -----
func.func @f(%a: !gpu.mma_matrix<16x16xf16, "AOp">, %c: !gpu.mma_matrix<16x16xf32, "COp">) {
  // expected-error @+1 {{'gpu.subgroup_mma_compute' must take matrices of the roles "AOp", "BOp" and "COp", in this order}}
  %d = gpu.subgroup_mma_compute %a, %a, %c : !gpu.mma_matrix<16x16xf16, "AOp">, !gpu.mma_matrix<16x16xf16, "AOp"> -> !gpu.mma_matrix<16x16xf32, "COp">
  return
}
// -----
func.func @f(%m: memref<32x32xf16>, %a: !gpu.mma_matrix<16x16xf16, "AOp">, %i: index) {
  // expected-error @+1 {{'gpu.subgroup_mma_store_matrix' must store a matrix of the role "COp"}}
  gpu.subgroup_mma_store_matrix %a, %m[%i, %i] {leadDimension = 32 : index} : !gpu.mma_matrix<16x16xf16, "AOp">, memref<32x32xf16>
  return
}
// -----
func.func @f(%m: memref<32x32xf16, strided<[64, 2]>>, %i: index) {
  // expected-error @+1 {{'gpu.subgroup_mma_load_matrix' needs memory with a last dimension of stride 1}}
  %a = gpu.subgroup_mma_load_matrix %m[%i, %i] {leadDimension = 32 : index} : memref<32x32xf16, strided<[64, 2]>> -> !gpu.mma_matrix<16x16xf16, "AOp">
  return
}
// -----
func.func @f(%x: f16) {
  // expected-error @+1 {{'gpu.subgroup_mma_constant_matrix' must take a number of its elements' type, not 'f16'}}
  %a = "gpu.subgroup_mma_constant_matrix"(%x) : (f16) -> !gpu.mma_matrix<16x16xf32, "COp">
  return
}
// -----
func.func @f(%s: memref<8xf32>, %t: memref<8xf32, 1>, %tag: memref<1xi32>, %i: index) {
  // expected-error @+1 {{'memref.dma_start' must take source, target, count and tag, memory each with an index for every dimension}}
  "memref.dma_start"(%s, %i, %t, %i, %i, %tag) : (memref<8xf32>, index, memref<8xf32, 1>, index, index, memref<1xi32>) -> ()
  return
}
// -----
func.func @f(%tag: memref<1xi32>, %i: index) {
  // expected-error @+1 {{'memref.dma_wait' must have 1 indices, one for each dimension of the tag}}
  memref.dma_wait %tag[%i, %i], %i : memref<1xi32>
  return
}
// -----
func.func @f(%s: memref<8xf32>, %t: memref<8xf32, 1>, %tag: memref<1xi32>, %m: memref<8xindex>) {
  %c = arith.constant 0 : index
  affine.for %i = 0 to 8 {
    %j = memref.load %m[%i] : memref<8xindex>
    // expected-error @+1 {{operand 0 of the map of the target of 'affine.dma_start' must be a dimension}}
    affine.dma_start %s[%i], %t[%j], %tag[0], %c : memref<8xf32>, memref<8xf32, 1>, memref<1xi32>
  }
  return
}
// -----
func.func @f(%lane: index, %v: vector<4xf32>) {
  // expected-error @+1 {{'vector.warp_execute_on_lane_0' cannot share 'vector<64xf32>' as 'vector<4xf32>' among 32 lanes: those are 16 shares}}
  vector.warp_execute_on_lane_0(%lane)[32] args(%v : vector<4xf32>) {
  ^bb0(%all: vector<64xf32>):
  }
  return
}
// -----
func.func @f(%lane: index) {
  // expected-error @+1 {{'vector.warp_execute_on_lane_0' must yield its 1 results; it yields 0}}
  %r = vector.warp_execute_on_lane_0(%lane)[32] -> (vector<1xf32>) {
    vector.yield
  }
  return
}
// -----
llvm.func @g() -> i32
llvm.func @p(...) -> i32
llvm.func @f() -> i32 attributes {personality = @p} {
  // expected-error @+1 {{the block that 'llvm.invoke' unwinds to must begin with 'llvm.landingpad'}}
  %0 = llvm.invoke @g() to ^bb1 unwind ^bb2 : () -> i32
^bb1:
  llvm.return %0 : i32
^bb2:
  %1 = llvm.mlir.constant(0 : i32) : i32
  llvm.return %1 : i32
}
// -----
llvm.func @g()
llvm.func @p(...) -> i32
llvm.func @f() attributes {personality = @p} {
  llvm.invoke @g() to ^bb1 unwind ^bb2 : () -> ()
^bb1:
  llvm.return
^bb2:
  // expected-error @+1 {{'llvm.landingpad' must have a clause or be a cleanup}}
  %1 = llvm.landingpad : !llvm.struct<(ptr, i32)>
  llvm.resume %1 : !llvm.struct<(ptr, i32)>
}
// -----
llvm.func @g()
llvm.func @f() {
  llvm.invoke @g() to ^bb1 unwind ^bb2 : () -> ()
^bb1:
  llvm.return
^bb2:
  // expected-error @+1 {{'llvm.landingpad' must be in a function with a 'personality'}}
  %1 = llvm.landingpad cleanup : !llvm.struct<(ptr, i32)>
  llvm.resume %1 : !llvm.struct<(ptr, i32)>
}
// -----
llvm.func @g()
llvm.func @p(...) -> i32
llvm.func @f(%x: !llvm.struct<(ptr, i64)>) attributes {personality = @p} {
  llvm.invoke @g() to ^bb1 unwind ^bb2 : () -> ()
^bb1:
  llvm.return
^bb2:
  %1 = llvm.landingpad cleanup : !llvm.struct<(ptr, i32)>
  // expected-error @+1 {{'llvm.resume' must go on with what 'llvm.landingpad' gives, '!llvm.struct<(ptr, i32)>'}}
  llvm.resume %x : !llvm.struct<(ptr, i64)>
}
// -----
// expected-error @+1 {{'llvm.comdat' holds 'llvm.comdat_selector' and nothing else}}
llvm.comdat @c {
  llvm.mlir.global @x() : i32
}
// -----
// expected-error @+1 {{'llvm.mlir.global_ctors' calls '@f', which is no 'llvm.func' with a body here}}
llvm.mlir.global_ctors {ctors = [@f], priorities = [0 : i32]}
// -----
llvm.func @f() {
  llvm.return
}
// expected-error @+1 {{'llvm.mlir.global_dtors' must have a priority for each of its functions}}
llvm.mlir.global_dtors {dtors = [@f], priorities = []}
// -----
llvm.func @f(%a: vector<8192xi32>, %b: vector<4xi32>) {
  // expected-error @+1 {{'llvm.intr.vector.insert' takes vectors of at most 131072 bits}}
  %0 = llvm.intr.vector.insert %b, %a[0] : vector<4xi32> into vector<8192xi32>
  llvm.return
}
// -----
llvm.func @f(%a: vector<9223372036854775807xi32>, %b: vector<4xi32>) {
  // expected-error @+1 {{'llvm.intr.vector.insert' takes vectors of at most 131072 bits}}
  %0 = llvm.intr.vector.insert %b, %a[0] : vector<4xi32> into vector<9223372036854775807xi32>
  llvm.return
}
// -----
llvm.func @f(%a: i32) {
  // expected-error @+1 {{operand 0 ('in') of 'llvm.addrspacecast' must be a pointer of LLVM, or a vector of them, not 'i32'}}
  %0 = llvm.addrspacecast %a : i32 to !llvm.ptr<1>
  llvm.return
}
// -----
// expected-error @+1 {{'#llvm.memory_effects': expected 'name = effect' with none, read, write or readwrite, found 'other = readwrit'}}
llvm.func @f() attributes {memory = #llvm.memory_effects<other = readwrit, argMem = none, inaccessibleMem = none>}
// -----
func.func @f(%m: memref<4x4xf32, strided<[8, 1]>>) {
  // expected-error @+1 {{'vector.type_cast' needs memory whose elements follow one another, without a layout}}
  %0 = vector.type_cast %m : memref<4x4xf32, strided<[8, 1]>> to memref<vector<4x4xf32>>
  return
}
// -----
func.func @f(%m: memref<4x4xf32>) {
  // expected-error @+1 {{'vector.type_cast' must stay in its memory space}}
  %0 = vector.type_cast %m : memref<4x4xf32> to memref<vector<4x4xf32>, 2>
  return
}
// -----
llvm.func @f(%p: !llvm.ptr) {
  // expected-error @+1 {{result 0 ('res') of 'llvm.load' must be a type of LLVM that memory can hold, not '!llvm.target<"amdgcn.x">'}}
  %0 = llvm.load %p : !llvm.ptr -> !llvm.target<"amdgcn.x">
  llvm.return
}
// -----
// expected-error @+1 {{an array of LLVM cannot hold '!llvm.void'}}
llvm.func @f(!llvm.array<4 x void>)
// -----
// expected-error @+1 {{a structure of LLVM cannot hold '!llvm.void'}}
llvm.func @f(!llvm.struct<(void)>)
// -----
// expected-error @+1 {{a number of '!llvm.target' is at most 4294967295, not 4294967296}}
llvm.func @f(!llvm.target<"a", 4294967296>)
