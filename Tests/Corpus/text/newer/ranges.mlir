// Locations that have an end, which MLIR has had since version 20.
"my.range"() : () -> () loc("a.c":1:2 to 3:4)
"my.range"() : () -> () loc("a.c":1:2 to :4)
"my.range"() : () -> () loc(fused["a.c":1:2 to 1:9, callsite("b.c":1:1 to 2:2 at unknown)])
