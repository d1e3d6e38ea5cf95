// RUN: common-subexpression-elimination
// Equal pure operations are computed once where one comes before the other on every way.

"check.function"() <{sym_name = "straight"}> ({
^bb0(%a: i32, %b: i32):
  %0 = "check.add"(%a, %b) : (i32, i32) -> i32
  %1 = "check.add"(%b, %a) : (i32, i32) -> i32
  %2 = "check.add"(%a, %b) {other} : (i32, i32) -> i32
  "check.yield"(%0, %1, %2) : (i32, i32, i32) -> ()
}) : () -> ()
// CHECK: %[[SUM:.*]] = "check.add"
// CHECK-NEXT: %[[OTHER:.*]] = "check.add"({{.*}}) {other}
// CHECK-NEXT: "check.yield"(%[[SUM]], %[[SUM]], %[[OTHER]])
// -----
// What a block computes is known in those it dominates, not in its siblings.
"check.function"() <{sym_name = "blocks"}> ({
^bb0(%a: i32):
  %0 = "check.negate"(%a) : (i32) -> i32
  "check.branch"()[^left, ^right] : () -> ()
^left:
  %1 = "check.negate"(%a) : (i32) -> i32
  %2 = "check.negate"(%1) : (i32) -> i32
  "check.yield"(%2) : (i32) -> ()
^right:
  %3 = "check.negate"(%0) : (i32) -> i32
  "check.yield"(%3) : (i32) -> ()
}) : () -> ()
// CHECK: %[[N:.*]] = "check.negate"(%arg0)
// CHECK: ^bb1:
// CHECK-NEXT: "check.negate"(%[[N]])
// CHECK: ^bb2:
// CHECK-NEXT: "check.negate"(%[[N]])
// -----
// Reads stay two; what is isolated shares nothing.
%0 = "check.constant"() <{value = 1 : i32}> : () -> i32
"check.function"() <{sym_name = "isolated"}> ({
  %1 = "check.constant"() <{value = 1 : i32}> : () -> i32
  %2 = "check.read"() : () -> i32
  %3 = "check.read"() : () -> i32
  "check.yield"(%1, %2, %3) : (i32, i32, i32) -> ()
}) : () -> ()
// CHECK: check.constant
// CHECK: check.constant
// CHECK: check.read
// CHECK: check.read
// -----
// A loop sees what was computed before it; what it computes is not known after it.
"check.function"() <{sym_name = "loop"}> ({
^bb0(%a: i32):
  %0 = "check.negate"(%a) : (i32) -> i32
  "check.loop"() ({
    %1 = "check.negate"(%a) : (i32) -> i32
    %2 = "check.add"(%a, %a) : (i32, i32) -> i32
    "check.effect"(%1, %2) : (i32, i32) -> ()
    "check.yield"() : () -> ()
  }) : () -> ()
  %3 = "check.add"(%a, %a) : (i32, i32) -> i32
  "check.yield"(%0, %3) : (i32, i32) -> ()
}) : () -> ()
// CHECK: %[[N:.*]] = "check.negate"
// CHECK-NOT: check.negate
// CHECK: %[[INNER:.*]] = "check.add"
// CHECK-NEXT: "check.effect"(%[[N]], %[[INNER]])
// CHECK: %[[OUTER:.*]] = "check.add"
// CHECK-NEXT: "check.yield"(%[[N]], %[[OUTER]])
