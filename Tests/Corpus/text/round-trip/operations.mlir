// Results, packs, operands, successors, properties, regions, attributes, nested scopes.
%a = "my.one"() : () -> i32
%p:2 = "my.two"() : () -> (i32, f32)
%x, %y:2, %z = "my.four"() : () -> (i1, i2, i3, i4)
"my.use"(%a, %p, %p#0, %p#1, %x, %y#1, %z) : (i32, i32, i32, f32, i1, i3, i4) -> ()
%long-name.1$ = "my.function"() : () -> ((i32) -> i32)
"my.properties"() <{b = 1 : i32, a}> {discardable} : () -> ()
"my.odd_properties"() <5 : i32> : () -> ()
"my.regions"() ({
}, {
  "my.inner"(%a) : (i32) -> ()
}, {
^bb0:
}, {
^entry(%arg: i32, %other: f32 loc("argument")):
  "my.branch"(%arg)[^next] : (i32) -> ()
^next:
  %r = "my.value"(%arg) : (i32) -> i64
  "my.branch"(%r)[^last] : (i64) -> ()
^last(%v: i64):
  "my.end"(%v, %r) : (i64, i64) -> ()
}) {attribute = "after"} : () -> ()
"my.scopes"() ({
  %same = "my.value"() : () -> i8
}, {
  %same = "my.value"() : () -> i16
  "my.use"(%same) : (i16) -> ()
}) : () -> ()
"my.forward"(%later, %pack#1, %later) : (i8, i16, i8) -> ()
"my.nested"() ({
  "my.use"(%later) : (i8) -> ()
}) : () -> ()
%later = "my.value"() : () -> i8
%pack:2 = "my.value"() : () -> (i8, i16)
"my.located"() : () -> () loc("here.c":3:4)
