// RUN: canonicalize
// Constants fold, go to the right of commutative operations, and disappear when unused.

"check.function"() <{sym_name = "constants"}> ({
  %0 = "check.constant"() <{value = 2 : i32}> : () -> i32
  %1 = "check.constant"() <{value = 3 : i32}> : () -> i32
  %2 = "check.add"(%0, %1) : (i32, i32) -> i32
  %3 = "check.add"(%2, %1) : (i32, i32) -> i32
  "check.yield"(%3) : (i32) -> ()
}) : () -> ()
// CHECK-LABEL: "constants"
// CHECK-NEXT: %[[SUM:.*]] = "check.constant"() <{value = 8 : i32}>
// CHECK-NEXT: "check.yield"(%[[SUM]])
// -----
"check.function"() <{sym_name = "sides"}> ({
^bb0(%a: i32):
  %0 = "check.constant"() <{value = 2 : i32}> : () -> i32
  %1 = "check.add"(%0, %a) : (i32, i32) -> i32
  %2 = "check.constant"() <{value = 0 : i32}> : () -> i32
  %3 = "check.add"(%2, %1) : (i32, i32) -> i32
  "check.yield"(%3) : (i32) -> ()
}) : () -> ()
// CHECK: ^bb0(%[[A:.*]]: i32):
// CHECK-NEXT: %[[TWO:.*]] = "check.constant"
// CHECK-NEXT: %[[SUM:.*]] = "check.add"(%[[A]], %[[TWO]])
// CHECK-NEXT: "check.yield"(%[[SUM]])
// CHECK-NOT: value = 0
// -----
// A constant that no dialect can write down stays unfolded.
"check.function"() <{sym_name = "unwritable"}> ({
  %0 = "check.constant"() <{value = 2 : i64}> : () -> i64
  %1 = "check.add"(%0, %0) : (i64, i64) -> i64
  "check.yield"(%1) : (i64) -> ()
}) : () -> ()
// CHECK: check.add
