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
// What is isolated shares nothing.
%0 = "check.constant"() <{value = 1 : i32}> : () -> i32
"check.function"() <{sym_name = "isolated"}> ({
  %1 = "check.constant"() <{value = 1 : i32}> : () -> i32
  "check.yield"(%1) : (i32) -> ()
}) : () -> ()
// CHECK: check.constant
// CHECK: check.constant
// -----
// Two reads are one if nothing between them may write, not even inside a loop.
"check.function"() <{sym_name = "reads"}> ({
^bb0(%a: i32):
  %0 = "check.read"() : () -> i32
  %1 = "check.negate"(%a) : (i32) -> i32
  %2 = "check.read"() : () -> i32
  "check.loop"() ({
    %4 = "check.negate"(%1) : (i32) -> i32
    "check.yield"(%4) : (i32) -> ()
  }) : () -> ()
  %3 = "check.read"() : () -> i32
  "check.yield"(%0, %2, %3) : (i32, i32, i32) -> ()
}) : () -> ()
// CHECK: %[[READ:.*]] = "check.read"
// CHECK-NOT: check.read
// CHECK: "check.yield"(%[[READ]], %[[READ]], %[[READ]])
// -----
"check.function"() <{sym_name = "writes"}> ({
^bb0(%a: i32):
  %0 = "check.read"() : () -> i32
  "check.effect"(%a) : (i32) -> ()
  %1 = "check.read"() : () -> i32
  "check.loop"() ({
    "check.effect"(%a) : (i32) -> ()
    "check.yield"() : () -> ()
  }) : () -> ()
  %2 = "check.read"() : () -> i32
  "check.yield"(%0, %1, %2) : (i32, i32, i32) -> ()
}) : () -> ()
// CHECK: %[[A:.*]] = "check.read"
// CHECK: %[[B:.*]] = "check.read"
// CHECK: %[[C:.*]] = "check.read"
// CHECK: "check.yield"(%[[A]], %[[B]], %[[C]])
// -----
// Regions that hold the same are the same; order matters where operands do not commute.
"check.function"() <{sym_name = "regions"}> ({
^bb0(%a: i32, %b: i32):
  %0 = "check.loop"(%a) ({
  ^bb0(%c: i32):
    %4 = "check.add"(%c, %b) : (i32, i32) -> i32
    "check.yield"(%4) : (i32) -> ()
  }) : (i32) -> i32
  %1 = "check.loop"(%a) ({
  ^bb0(%c: i32):
    %4 = "check.add"(%b, %c) : (i32, i32) -> i32
    "check.yield"(%4) : (i32) -> ()
  }) : (i32) -> i32
  %2 = "check.loop"(%a) ({
  ^bb0(%c: i32):
    %4 = "check.add"(%c, %c) : (i32, i32) -> i32
    "check.yield"(%4) : (i32) -> ()
  }) : (i32) -> i32
  "check.yield"(%0, %1, %2) : (i32, i32, i32) -> ()
}) : () -> ()
// CHECK: %[[SAME:.*]] = "check.loop"
// CHECK: %[[OTHER:.*]] = "check.loop"
// CHECK-NOT: check.loop
// CHECK: "check.yield"(%[[SAME]], %[[SAME]], %[[OTHER]])
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
