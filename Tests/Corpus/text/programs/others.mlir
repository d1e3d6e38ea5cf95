// Dialects that nobody has registered, as mlir-opt 19 prints it.
#distinct = distinct[0]<"id">
#loc = loc("f.py":1:2)
#loc1 = loc("b")
#loc2 = loc("a"(#loc))
#loc3 = loc(fused<"x">[#loc1])
#loc4 = loc(callsite(#loc2 at #loc3))
"builtin.module"() ({
  "shop.catalogue"() <{key = #shop.sku<"a<b>", [1, {2}]>, prices = [1, 2.500000e+00, "free"]}> ({
  ^bb0(%arg0: !shop.customer<"gold">, %arg1: i32):
    %1:3 = "shop.pick"(%arg0, %arg1) {note, "odd name" = @aisle::@"shelf 3"} : (!shop.customer<"gold">, i32) -> (!shop.item, !shop.item, tensor<2x!shop.item>)
    "shop.pay"(%1#2, %1#0)[^bb2, ^bb1] : (tensor<2x!shop.item>, !shop.item) -> ()
  ^bb1:  // pred: ^bb0
    "shop.leave"() : () -> ()
  ^bb2:  // pred: ^bb0
    "shop.end"() ({
    }, {
      "shop.later"(%2) : (f64) -> ()
      %2 = "shop.count"() ({
      ^bb0:
      }) : () -> f64
    }) : () -> ()
  }) {where = #loc4} : () -> ()
  %0:6 = "shop.types"() : () -> (tuple<i1, tuple<>, none>, (i32) -> ((f32) -> index), !shop.open, complex<i8>, memref<*xf16, "far">, vector<f32>)
  "shop.numbers"() {a = array<i8: -1, 127>, b = array<i1: true>, c = array<f32>, d = 0x7F800001 : f32, e = dense<255> : tensor<2xui8>, f = #distinct, g = dense<["x", "\00\FF"]> : tensor<2x!shop.item>, h = strided<[?, -1], offset: ?>} : () -> ()
  "shop.whole"() <"all of it"> : () -> ()
}) : () -> ()

