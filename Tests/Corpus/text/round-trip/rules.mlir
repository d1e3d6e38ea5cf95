// What no other file here needs: names in quotes, escapes, functions as results, mixed packs.
"my.names"() {"9x" = 3, a_b$c = "x", text = "a\22b\\c\09\FF\n", on} : () -> ()
%0 = "my.function"() : () -> (() -> i32)
%first, %rest:2 = "my.pack"(%0) : (() -> i32) -> (i1, f32, f32)
"my.region"(%rest#1, %first) ({
^bb0(%a: i32, %b: f32 loc("b")):
  "my.branch"(%a)[^bb1, ^bb2] : (i32) -> ()
^bb1(%c: i32):
  "my.end"(%b) : (f32) -> ()
^bb2:
  "my.end"() : () -> ()
}) : (f32, i1) -> ()
"my.types"() {a = distinct[0]<"d">, b = tensor<0x10xf32>, c = memref<4 x f32, strided<[?], offset: 3>, 2 : i32>} : () -> ()
