// RUN: symbol-dead-code-elimination
// Symbols that nothing refers to.
// private symbols that only private symbols refer to
"func.func"() <{function_type = () -> (), sym_name = "a", sym_visibility = "private"}> ({
  "func.call"() <{callee = @b}> : () -> ()
  "func.return"() : () -> ()
}) : () -> ()
"func.func"() <{function_type = () -> (), sym_name = "b", sym_visibility = "private"}> ({
  "func.return"() : () -> ()
}) : () -> ()
"func.func"() <{function_type = () -> (), sym_name = "c", sym_visibility = "private"}> ({
}) : () -> ()
"func.func"() <{function_type = () -> (), sym_name = "d", sym_visibility = "private"}> ({
  "func.return"() : () -> ()
}) : () -> ()
"func.func"() <{function_type = () -> (), sym_name = "f"}> ({
  "func.call"() <{callee = @c}> : () -> ()
  "func.return"() : () -> ()
}) {keeps = [@d]} : () -> ()
// CHECK-NOT: sym_name = "a"
// CHECK-NOT: sym_name = "b"
// CHECK: sym_name = "c"
// CHECK: sym_name = "d"
// CHECK: sym_name = "f"
// -----
// circles of private symbols
"func.func"() <{function_type = () -> (), sym_name = "a", sym_visibility = "private"}> ({
  "func.call"() <{callee = @b}> : () -> ()
  "func.return"() : () -> ()
}) : () -> ()
"func.func"() <{function_type = () -> (), sym_name = "b", sym_visibility = "private"}> ({
  "func.call"() <{callee = @a}> : () -> ()
  "func.return"() : () -> ()
}) : () -> ()
"func.func"() <{function_type = () -> (), sym_name = "f"}> ({
  "func.return"() : () -> ()
}) : () -> ()
// CHECK: "builtin.module"
// CHECK-NEXT: sym_name = "f"
// -----
// symbols of nested tables, by their paths
module {
  func.func nested @unused() {
    return
  }
  module @a {
    func.func nested @b() {
      return
    }
    func.func private @c() {
      call @d() : () -> ()
      return
    }
    func.func private @d() {
      return
    }
    func.func @p() {
      return
    }
    func.func private @q() {
      return
    }
  }
  module @z attributes {sym_visibility = "private"} {
    func.func @p() {
      return
    }
  }
  func.func @main() attributes {use = [@a::@c]} {
    call @q() : () -> ()
    return
  }
  func.func private @q() {
    return
  }
}
// CHECK-NOT: "unused"
// CHECK: sym_name = "a"
// CHECK: sym_name = "c"
// CHECK: sym_name = "d"
// CHECK: sym_name = "p"
// CHECK-NOT: sym_name = "q"
// CHECK-NOT: sym_name = "z"
// CHECK: sym_name = "main"
// CHECK: sym_name = "q"
