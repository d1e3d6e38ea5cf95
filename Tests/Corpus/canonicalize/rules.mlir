// RUN: canonicalize
// Rules that operations declare are applied until none matches.

"check.function"() <{sym_name = "negations"}> ({
^bb0(%a: i32):
  %0 = "check.negate"(%a) : (i32) -> i32
  %1 = "check.negate"(%0) : (i32) -> i32
  %2 = "check.negate"(%1) : (i32) -> i32
  %3 = "check.negate"(%2) : (i32) -> i32
  %4 = "check.negate"(%3) : (i32) -> i32
  "check.yield"(%4) : (i32) -> ()
}) : () -> ()
// CHECK: ^bb0(%[[A:.*]]: i32):
// CHECK-NEXT: %[[N:.*]] = "check.negate"(%[[A]])
// CHECK-NEXT: "check.yield"(%[[N]])
