// RUN: canonicalize
// functions of the device
"builtin.module"() ({
  "gpu.module"() <{sym_name = "k"}> ({
    // expected-error @+1 {{the kernel 'a' must give nothing; let it write to memory}}
    "gpu.func"() <{function_type = (f32) -> f32}> ({
    ^bb0(%x: f32):
      "gpu.return"(%x) : (f32) -> ()
    }) {gpu.kernel, sym_name = "a", workgroup_attributions = 0 : i64} : () -> ()
    // expected-error @+1 {{the entry block of 'b' must begin with the 1 arguments of the function type}}
    "gpu.func"() <{function_type = (f32) -> ()}> ({
      "gpu.return"() : () -> ()
    }) {gpu.kernel, sym_name = "b", workgroup_attributions = 0 : i64} : () -> ()
    // expected-error @+1 {{memory of 'gpu.func' must be a memref in '#gpu.address_space<workgroup>', not 'memref<4xf32, #gpu.address_space<private>>'}}
    "gpu.func"() <{function_type = () -> ()}> ({
    ^bb0(%m: memref<4xf32, #gpu.address_space<private>>):
      "gpu.return"() : () -> ()
    }) {gpu.kernel, sym_name = "c", workgroup_attributions = 1 : i64} : () -> ()
    "gpu.func"() <{function_type = () -> f32}> ({
      // expected-error @+1 {{'gpu.return' must give the 1 results of 'd', of the same types}}
      "gpu.return"() : () -> ()
    }) {sym_name = "d", workgroup_attributions = 0 : i64} : () -> ()
    // expected-error @+1 {{'gpu.func' needs a name: the attribute 'sym_name', a string}}
    "gpu.func"() <{function_type = () -> ()}> ({
      "gpu.return"() : () -> ()
    }) {workgroup_attributions = 0 : i64} : () -> ()
    "gpu.module_end"() : () -> ()
  }) : () -> ()
}) {gpu.container_module} : () -> ()
// -----
// launches
"builtin.module"() ({
  "gpu.module"() <{sym_name = "k"}> ({
    "gpu.func"() <{function_type = (f32) -> ()}> ({
    ^bb0(%x: f32):
      "gpu.return"() : () -> ()
    }) {gpu.kernel, sym_name = "a", workgroup_attributions = 0 : i64} : () -> ()
    "gpu.func"() <{function_type = () -> ()}> ({
      "gpu.return"() : () -> ()
    }) {sym_name = "b", workgroup_attributions = 0 : i64} : () -> ()
    "gpu.module_end"() : () -> ()
  }) : () -> ()
  "func.func"() <{function_type = (index) -> (), sym_name = "f"}> ({
  ^bb0(%n: index):
    // expected-error @+1 {{the arguments of the launch do not fit the type of 'a'}}
    "gpu.launch_func"(%n, %n, %n, %n, %n, %n) <{kernel = @k::@a, operandSegmentSizes = array<i32: 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0>}> : (index, index, index, index, index, index) -> ()
    // expected-error @+1 {{'b' is not a kernel; give it the attribute 'gpu.kernel'}}
    "gpu.launch_func"(%n, %n, %n, %n, %n, %n) <{kernel = @k::@b, operandSegmentSizes = array<i32: 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0>}> : (index, index, index, index, index, index) -> ()
    // expected-error @+1 {{'k' has no function called 'c'}}
    "gpu.launch_func"(%n, %n, %n, %n, %n, %n) <{kernel = @k::@c, operandSegmentSizes = array<i32: 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0>}> : (index, index, index, index, index, index) -> ()
    // expected-error @+1 {{no 'gpu.module' is called 'l'}}
    "gpu.launch_func"(%n, %n, %n, %n, %n, %n) <{kernel = @l::@c, operandSegmentSizes = array<i32: 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0>}> : (index, index, index, index, index, index) -> ()
    // expected-error @+1 {{the property 'kernel' of 'gpu.launch_func' must be a symbol in a symbol, '@module::@function'}}
    "gpu.launch_func"(%n, %n, %n, %n, %n, %n) <{kernel = @k, operandSegmentSizes = array<i32: 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0>}> : (index, index, index, index, index, index) -> ()
    // expected-error @+1 {{the body of 'gpu.launch' must begin with 12 arguments of type 'index'}}
    "gpu.launch"(%n, %n, %n, %n, %n, %n) <{operandSegmentSizes = array<i32: 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0>}> ({
    ^bb0(%a: index):
      "gpu.terminator"() : () -> ()
    }) {workgroup_attributions = 0 : i64} : (index, index, index, index, index, index) -> ()
    "func.return"() : () -> ()
  }) : () -> ()
}) {gpu.container_module} : () -> ()
// -----
"builtin.module"() ({
  "func.func"() <{function_type = (index) -> (), sym_name = "f"}> ({
  ^bb0(%n: index):
    // expected-error @+1 {{the module around 'gpu.launch_func' must have the attribute 'gpu.container_module'}}
    "gpu.launch_func"(%n, %n, %n, %n, %n, %n) <{kernel = @l::@c, operandSegmentSizes = array<i32: 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0>}> : (index, index, index, index, index, index) -> ()
    "func.return"() : () -> ()
  }) : () -> ()
}) : () -> ()
// -----
// threads together
"func.func"() <{function_type = (f16, f32, i32) -> (), sym_name = "f"}> ({
^bb0(%h: f16, %x: f32, %i: i32):
  // expected-error @+1 {{'gpu.shuffle' takes i32, i64, f32 or f64, not 'f16'}}
  %0:2 = "gpu.shuffle"(%h, %i, %i) <{mode = #gpu<shuffle_mode xor>}> : (f16, i32, i32) -> (f16, i1)
  // expected-error @+1 {{'gpu.all_reduce' must have either the property 'op' or a body}}
  %1 = "gpu.all_reduce"(%x) ({
  }) : (f32) -> f32
  // expected-error @+1 {{'minsi' does not combine 'f32'}}
  %2 = "gpu.all_reduce"(%x) <{op = #gpu<all_reduce_op minsi>}> ({
  }) : (f32) -> f32
  // expected-error @+1 {{the body of 'gpu.all_reduce' must take two values of type 'f32' and yield one}}
  %3 = "gpu.all_reduce"(%x) ({
  ^bb0(%a: f32):
    "gpu.yield"(%a) : (f32) -> ()
  }) : (f32) -> f32
  // expected-error @+1 {{'maxnumf' does not combine 'i32'}}
  %4 = "gpu.subgroup_reduce"(%i) <{op = #gpu<all_reduce_op maxnumf>}> : (i32) -> i32
  // expected-error @+1 {{the property 'dimension' of 'gpu.thread_id' must be #gpu<dim …>}}
  %5 = "gpu.thread_id"() <{dimension = #gpu<shuffle_mode xor>}> : () -> index
  "func.return"() : () -> ()
}) : () -> ()
// -----
// memory
"func.func"() <{function_type = (memref<4xf32>, memref<5xf32>, memref<4xi32>, f32) -> (), sym_name = "f"}> ({
^bb0(%a: memref<4xf32>, %b: memref<5xf32>, %c: memref<4xi32>, %x: f32):
  // expected-error @+1 {{'gpu.memcpy' must copy between memory of one shape}}
  "gpu.memcpy"(%a, %b) : (memref<4xf32>, memref<5xf32>) -> ()
  // expected-error @+1 {{'gpu.memcpy' must copy between memory of one element type}}
  "gpu.memcpy"(%a, %c) : (memref<4xf32>, memref<4xi32>) -> ()
  // expected-error @+1 {{'gpu.memset' must write a value of the memory's element type}}
  "gpu.memset"(%c, %x) : (memref<4xi32>, f32) -> ()
  // expected-error @+1 {{'gpu.alloc' must have the 1 dynamic sizes of its type; it has 0}}
  %0 = "gpu.alloc"() <{operandSegmentSizes = array<i32: 0, 0, 0>}> : () -> memref<?xf32>
  "func.return"() : () -> ()
}) : () -> ()
// -----
// expected-error @+1 {{'#gpu': expected one of x, y, z, found 'w'}}
%0 = "gpu.thread_id"() <{dimension = #gpu<dim w>}> : () -> index
// -----
// expected-error @+1 {{'#gpu.address_space': expected 'global', 'workgroup' or 'private', found 'local'}}
%0 = "memref.alloc"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<4xf32, #gpu.address_space<local>>
// -----
func.func @a_bound_is_an_index() {
  // expected-error @+1 {{must be a number of type index}}
  %0 = "gpu.thread_id"() <{dimension = #gpu<dim x>, upper_bound = 64 : i32}> : () -> index
  return
}
// -----
// expected-error @+1 {{the targets of 'gpu.module' must be at least one, or not be given}}
gpu.module @for_nothing [] {
}
// -----
// expected-error @+1 {{a target of 'gpu.module' must be such as '#nvvm.target', not '1 : i64'}}
gpu.module @for_a_number [1] {
}
// -----
func.func @memory_of_vectors(%v: vector<4xf32>, %m: memref<4xvector<4xf32>>) {
  // expected-error @+1 {{'gpu.memset' must write a value of the memory's element type}}
  gpu.memset %m, %v : memref<4xvector<4xf32>>, vector<4xf32>
  return
}
