// RUN: canonicalize
// Conversions.
// conversions there and back
"func.func"() <{function_type = (i32) -> i32, sym_name = "f"}> ({
^bb0(%arg0: i32):
  %0 = "builtin.unrealized_conversion_cast"(%arg0) : (i32) -> f32
  %1 = "builtin.unrealized_conversion_cast"(%0) : (f32) -> i32
  "func.return"(%1) : (i32) -> ()
}) : () -> ()
// CHECK-NOT: builtin.unrealized
// CHECK: "func.return"(%arg0)
