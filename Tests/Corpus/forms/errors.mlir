// RUN:
// What is wrong in operations that are written in a form of their own.

// expected-error @+1 {{the dialect 'arith' has no operation 'arith.adf'; did you mean 'arith.addf'?}}
%0 = arith.adf %a, %b : f32
// -----
// expected-error @+1 {{the dialect 'foo' of 'foo.bar' is not registered}}
%0 = foo.bar %a
// -----
// expected-error @+1 {{expected ',', found ':'}}
%1 = arith.addf %0 : f32
// -----
%0 = arith.constant 1.0 : f32
// expected-error @+1 {{expected a type, found '%0'}}
%1 = arith.addf %0, %0 : %0
// -----
%0 = arith.constant 1.0 : f64
// expected-error @+1 {{'%0' is used as 'f32' but defined as 'f64'}}
%1 = arith.addf %0, %0 : f32
// -----
// expected-error @+1 {{'value' must have a type, which is the result's}}
%0 = arith.constant "x"
// -----
%0 = arith.constant 1 : i32
// expected-error @+1 {{expected one of 'eq', 'ne', 'slt', 'sle', 'sgt', 'sge', 'ult', 'ule', 'ugt', 'uge', found 'less'}}
%1 = arith.cmpi less, %0, %0 : i32
// -----
%0 = arith.constant 1.0 : f32
// expected-error @+1 {{operand 0 ('lhs') of 'arith.cmpi' must be an integer or index}}
%1 = arith.cmpi eq, %0, %0 : f32
// -----
// What a value is, is known from its definition above.
%0 = "builtin.unrealized_conversion_cast"() : () -> tensor<4xf32>
%1 = graph.abs %0 : tensor<4xf32>
// expected-error @+1 {{'%3' is not defined above, so its type is not known here}}
%2 = graph.softmax %3 {axis = 0} : tensor<4xf32>
// -----
%0 = "builtin.unrealized_conversion_cast"() : () -> tensor<4xf32>
// expected-error @+1 {{'axis' must be an integer, not '"x"'}}
%2 = graph.softmax %0 {axis = "x"} : tensor<4xf32>
// -----
%0 = "builtin.unrealized_conversion_cast"() : () -> tensor<4xf32>
// expected-error @+1 {{'axis' is given twice}}
%2 = graph.softmax %0 {axis = 0, axis = 1} : tensor<4xf32>
// -----
%0 = "builtin.unrealized_conversion_cast"() : () -> tensor<4xf32>
// expected-error @+1 {{the operation has 1 results, but 2 are named}}
%2:2 = graph.abs %0 : tensor<4xf32>
// -----
%0 = arith.constant 0 : index
// expected-error @+1 {{expected 'to', found 'till'}}
scf.for %i = %0 till %0 step %0 {
}
// After the error reading goes on.
// expected-error @+1 {{expected '=', found ':'}}
scf.for %i : %0 to %0 step %0 {
}
// -----
// expected-error @+1 {{expected one index expression, as in '%i * 14 + m'}}
program.for %i = 0 to {
}
