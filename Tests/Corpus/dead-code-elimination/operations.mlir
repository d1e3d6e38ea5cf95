// RUN: dead-code-elimination
// What has no effect and is not needed goes, in chains and in loops; effects stay.

"check.function"() <{sym_name = "chain"}> ({
^bb0(%a: i32):
  %0 = "check.negate"(%a) : (i32) -> i32
  %1 = "check.add"(%0, %0) : (i32, i32) -> i32
  %2 = "check.read"() : () -> i32
  %3 = "check.effect"() : () -> i32
  "check.yield"(%a) : (i32) -> ()
}) : () -> ()
// CHECK: ^bb0
// CHECK-NEXT: check.effect
// CHECK-NEXT: check.yield
// -----
// A loop without effects goes as a whole; one with an effect keeps what that needs.
"check.function"() <{sym_name = "loops"}> ({
^bb0(%a: i32):
  %0 = "check.loop"(%a) ({
    %1 = "check.negate"(%a) : (i32) -> i32
    "check.yield"(%1) : (i32) -> ()
  }) : (i32) -> i32
  "check.loop"() ({
    %1 = "check.negate"(%a) : (i32) -> i32
    %2 = "check.negate"(%1) : (i32) -> i32
    "check.effect"(%1) : (i32) -> ()
    "check.yield"() : () -> ()
  }) : () -> ()
  "check.yield"() : () -> ()
}) : () -> ()
// CHECK: ^bb0
// CHECK-NEXT: "check.loop"() ({
// CHECK-NEXT: "check.negate"
// CHECK-NEXT: "check.effect"
// CHECK-NEXT: "check.yield"() : () -> ()
// CHECK-NEXT: }) : () -> ()
// CHECK-NEXT: "check.yield"
// -----
// In a module the order does not matter, and dead operations may use one another.
%0 = "check.negate"(%1) : (i32) -> i32
%1 = "check.negate"(%0) : (i32) -> i32
"check.effect"() : () -> ()
// CHECK-NOT: check.negate
// CHECK: check.effect
// -----
// Blocks that nothing reaches go, even if they branch to one another.
"check.function"() <{sym_name = "blocks"}> ({
  "check.branch"()[^end] : () -> ()
^lost:
  %0 = "check.read"() : () -> i32
  "check.branch"()[^lost2] : () -> ()
^lost2:
  "check.effect"(%0) : (i32) -> ()
  "check.branch"()[^lost, ^end] : () -> ()
^end:
  "check.yield"() : () -> ()
}) : () -> ()
// CHECK: "check.branch"()[^bb1]
// CHECK-NEXT: ^bb1:
// CHECK-NEXT: check.yield
// CHECK-NOT: check.effect
