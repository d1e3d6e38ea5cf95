// RUN:
// Values are defined before they are used, on every way, and not outside of what is isolated.

"check.function"() <{sym_name = "before"}> ({
  // expected-error @+1 {{operand 0 of 'check.effect' is used before it is defined}}
  "check.effect"(%0) : (i32) -> ()
  // expected-note @+1 {{defined here}}
  %0 = "check.read"() : () -> i32
  "check.yield"() : () -> ()
}) : () -> ()
// -----
"check.function"() <{sym_name = "ways"}> ({
  "check.branch"()[^left, ^right] : () -> ()
^left:
  %0 = "check.read"() : () -> i32
  "check.branch"()[^end] : () -> ()
^right:
  "check.branch"()[^end] : () -> ()
^end:
  // expected-error @+1 {{operand 0 of 'check.effect' is not defined on every way to it; pass it as a block argument}}
  "check.effect"(%0) : (i32) -> ()
  "check.yield"() : () -> ()
}) : () -> ()
// -----
"check.function"() <{sym_name = "itself"}> ({
  // expected-error @+3 {{operand 0 of 'check.yield' is used before it is defined}}
  // expected-note @+1 {{defined here}}
  %0 = "check.loop"() ({
    "check.yield"(%0) : (i32) -> ()
  }) : () -> i32
  "check.yield"() : () -> ()
}) : () -> ()
// -----
"check.function"() <{sym_name = "inner"}> ({
  "check.loop"() ({
    %0 = "check.read"() : () -> i32
    "check.yield"() : () -> ()
  }) : () -> ()
  %1 = "check.read"() : () -> i32
  "check.loop"() ({
    "check.effect"(%1) : (i32) -> ()
    "check.yield"() : () -> ()
  }) : () -> ()
  "check.yield"() : () -> ()
}) : () -> ()
// CHECK: check.function
