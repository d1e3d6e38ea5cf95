// RUN:
// OPTIONS: allow-unregistered
// Reading goes on after an error; what depends on it makes no further noise.

// expected-error @+1 {{expected a type, found 'i0'}}
%a = "a.b"() : () -> i0
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
