// Aliases come before their use; a location's may come after.
#map = affine_map<(d0) -> (d0 + 1)>
#list = [#map, 5 : i32]
!t = tensor<4xf32, #list>
!f = (!t) -> !t
#place = loc("above.c":1:2)
%0 = "my.value"() {map = #map, list = #list, type = !f} : () -> !t loc(#place)
"my.use"(%0) : (!t) -> () loc(#below)
"my.named"() {d = distinct[0]<42 : i32>, e = distinct[1]<>, f = distinct[0]<42 : i32>} : () -> () loc(#below)
#inner = loc("below.c":1:2)
#below = loc(callsite("f"(#inner) at "main.c":3:4))
