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
