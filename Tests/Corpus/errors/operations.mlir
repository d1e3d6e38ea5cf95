// RUN:
// OPTIONS: allow-unregistered
// What is wrong in the order of an operation's parts.

// expected-error @+1 {{expected '(' to start the operands, found ':'}}
"a.b" : () -> ()
// -----
// expected-error @+1 {{expected ':' and the operation's type, found the end of the text}}
"a.b"()
// -----
// expected-error @+1 {{expected an operation such as 'arith.addf %a, %b : f32' or '"arith.addf"(%a, %b) : …', found 'module'}}
module {
}
// -----
// expected-error @+1 {{expected an operand such as '%0', found '5'}}
"a.b"(5) : () -> ()
// -----
// expected-error @+1 {{the operation has 0 operands, its type 1}}
"a.b"() : (i32) -> ()
// -----
// expected-error @+1 {{an operation without results cannot be named}}
%0 = "a.b"() : () -> ()
// -----
// expected-error @+1 {{the operation has 2 results, but 1 are named}}
%0 = "a.b"() : () -> (i32, i32)
// -----
// expected-error @+1 {{expected how many results the name covers, at least 1, found '0'}}
%0:0 = "a.b"() : () -> ()
// -----
// expected-error @+1 {{an operation needs a name}}
""() : () -> ()
// -----
// expected-error @+1 {{expected '{' to start a region, found ')'}}
"a.b"() () : () -> ()
// -----
// A dictionary before the regions.
// expected-error @+1 {{expected ':' and the operation's type, found '('}}
"a.b"() {a} ({}) : () -> ()
// -----
// expected-error @+1 {{expected '->' and the result types, found the end of the text}}
"a.b"() : ()
// -----
// expected-error @+1 {{expected a type, found '5'}}
"a.b"() : () -> 5
// -----
"a.region"() ({
  "a.b"() : () -> ()
// expected-error @+1 {{expected '}' to end the region, found the end of the text}}
