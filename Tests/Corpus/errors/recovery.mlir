// RUN:
// OPTIONS: allow-unregistered
// Reading goes on after an error; what depends on it makes no further noise.

// expected-error @+1 {{expected a type, found 'j0'}}
%a = "a.b"() : () -> j0
"a.use"(%a) : (i32) -> ()
%b = "a.use"(%a) : (i32) -> i32
"a.use"(%b) : (f32) -> ()
"a.region"() ({
  // expected-error @+1 {{expected ',' or ')', found ':'}}
  "a.b"(%b : (i32) -> ()
  %c = "a.b"() : () -> i32
  "a.use"(%c) : (i32) -> ()
}) : () -> ()
// expected-error @+1 {{'%nowhere' is used but not defined}}
"a.use"(%nowhere) : (i32) -> ()
// -----
// Errors of every kind in one region, each told once, at its place.
"a.region"() ({
  // expected-error @+1 {{the lists of a dense attribute must have equal sizes}}
  %0 = "a.b"() {v = dense<[1, [2]]> : tensor<2xi8>} : () -> i32
  // expected-error @+1 {{an integer type has at most 16777215 bits}}
  %1 = "a.b"(%0) : (i32) -> i33333333333
  "a.use"(%1) : (i32) -> ()
  "a.inner"() ({
    // expected-error @+1 {{expected an operand such as '%0', found ':'}}
    %2 = "a.b"( : () -> i32
    // expected-error @+1 {{'%3' is used as 'i32' but defined as 'i64'}}
    "a.use"(%2, %3) : (i32, i32) -> ()
    %3 = "a.b"() : () -> i64
  }) : () -> ()
  "a.b"() {
    first = 1 : i8,
    // expected-error @+1 {{300 does not fit 'i8'}}
    second = 300 : i8,
    third = 400 : i8
  } : () -> ()
  // expected-error @+1 {{the attribute 'a' is given twice}}
  "a.b"() {a = 1, a = 2} : () -> ()
  // expected-error @+1 {{'arith.addf' is not registered, so only its generic form can be read}}
  arith.addf %0, %0 : f32
  // expected-error @+1 {{expected a type, found '->'}}
  "a.b"() : ( -> ()
  // expected-error @+1 {{'d1' is not among the map's dimensions and symbols}}
  "a.b"() {m = affine_map<(d0) -> (d1)>} : () -> ()
  // expected-error @+1 {{the type alias '!t' is not defined; define it above its first use}}
  "a.b"() : () -> !t
  // expected-error @+1 {{the block '^nowhere' is not defined in this region}}
  "a.branch"()[^nowhere] : () -> ()
}) : () -> ()
// expected-error @+1 {{expected a location: 'unknown', a string, 'callsite', 'fused' or an alias}}
"a.b"() : () -> () loc(nowhere)
// expected-error @+1 {{the location alias '#later' is not defined}}
"a.b"() : () -> () loc(#later)
// -----
// A brace too many, and a string without an end.
// expected-error @+1 {{expected '"' to end the string}}
"a.b"() {s = "never ends
} : () -> ()
// expected-error @+1 {{found '}'}}
}
// expected-error @+1 {{a vector's sizes must be positive}}
"a.b"() : () -> vector<0xf32>
