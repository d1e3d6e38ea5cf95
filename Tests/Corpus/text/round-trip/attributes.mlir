// Every kind of attribute that is not a number or a constant.
"my.attributes"() {
  unit_name, "9 quoted" = 3 : i32, keyword.tensor = unit, tensor = 1, true = false,
  string = "plain", escapes = "a\"b\\c\nd\te\00\7F", unicode = "gr\C3\BC\C3\9Fe", typed = "a" : i32, empty = "",
  array = [], nested = [[1, 2], [], [{a = 1}]], dictionary = {}, inner = {b, a = {c = 1.0}},
  type = i32, function_type = (i32) -> i32, alias_type = !my.t,
  symbol = @name, quoted_symbol = @"a b", nested_symbol = @a::@b::@"c d",
  strided = [strided<[]>, strided<[1]>, strided<[?, 1], offset: 3>, strided<[-1, 2], offset: ?>],
  dialect = [#my.name, #my.name<body, "with > string", [({<>})]>, #my<body>, #my<1 + 2>, #my.a.b],
  location = loc("file.c":1:2), locations = [loc(unknown), loc("n"), loc("n"("f.py":3:4)),
    loc(callsite("c" at unknown)), loc(fused["a", "b"]), loc(fused<"meta">["a", "f":1:1])]
} : () -> ()
