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
