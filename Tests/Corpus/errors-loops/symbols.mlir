// RUN: canonicalize
// References to symbols that are not there, or are something else; MLIR's verifier refuses each as well.
func.func @a_call_of_nothing() {
  // expected-error @+1 {{no function is called 'nothing'}}
  func.call @nothing() : () -> ()
  func.return
}
// -----
func.func private @g()
module {
  func.func @a_call_of_what_another_table_holds() {
    // expected-error @+1 {{no function is called 'g'}}
    func.call @g() : () -> ()
    func.return
  }
}
// -----
llvm.func @g()
func.func @a_call_of_a_function_of_another_kind() {
  // expected-error @+1 {{no function is called 'g'}}
  func.call @g() : () -> ()
  func.return
}
// -----
func.func private @g(i32)
func.func @a_call_of_another_type() {
  // expected-error @+1 {{the call does not fit the type of 'g'}}
  func.call @g() : () -> ()
  func.return
}
// -----
func.func private @g(i32)
func.func @a_constant_of_another_type() {
  // expected-error @+1 {{'func.constant' must have the type of 'g'}}
  %0 = func.constant @g : () -> ()
  func.return
}
// -----
memref.global "private" @m : memref<2xf32>
module {
  func.func @a_global_that_another_table_holds() {
    // expected-error @+1 {{'memref.get_global' names 'm', which no 'memref.global' of the module has}}
    %0 = memref.get_global @m : memref<2xf32>
    func.return
  }
}
// -----
memref.global "private" @m : memref<2xf32>
func.func @a_global_of_another_type() {
  // expected-error @+1 {{'memref.get_global' must give the type of 'm', 'memref<2xf32>'}}
  %0 = memref.get_global @m : memref<3xf32>
  func.return
}
// -----
llvm.func @a_call_of_nothing_in_llvm() {
  // expected-error @+1 {{no 'llvm.func' is called 'nothing'; a function that is elsewhere needs a declaration}}
  llvm.call @nothing() : () -> ()
  llvm.return
}
// -----
func.func private @g()
llvm.func @a_call_of_what_is_no_function_of_llvm() {
  // expected-error @+1 {{no 'llvm.func' is called 'g'; a function that is elsewhere needs a declaration}}
  llvm.call @g() : () -> ()
  llvm.return
}
// -----
llvm.func @g(i32) -> i32
llvm.func @calls_that_do_not_fit(%x: f32) {
  // expected-error @+1 {{the call does not fit the type of 'g', '!llvm.func<i32 (i32)>'}}
  %0 = llvm.call @g(%x) : (f32) -> i32
  llvm.return
}
// -----
llvm.func @g(i32) -> i32
llvm.func @a_call_with_too_little() {
  // expected-error @+1 {{the call does not fit the type of 'g', '!llvm.func<i32 (i32)>'}}
  %0 = llvm.call @g() : () -> i32
  llvm.return
}
// -----
llvm.func @an_address_of_nothing() {
  // expected-error @+1 {{no 'llvm.mlir.global' or 'llvm.func' is called 'nothing'}}
  %0 = llvm.mlir.addressof @nothing : !llvm.ptr
  llvm.return
}
// -----
func.func private @g()
llvm.func @an_address_of_what_has_none() {
  // expected-error @+1 {{no 'llvm.mlir.global' or 'llvm.func' is called 'g'}}
  %0 = llvm.mlir.addressof @g : !llvm.ptr
  llvm.return
}
