"builtin.module"() ({
  "func.func"() <{function_type = (i32, f32) -> (f32, index), sym_name = "callee", sym_visibility = "private"}> ({
  }) : () -> ()
  "func.func"() <{function_type = (index, i1, f32, i32, memref<?xf32>) -> f32, sym_name = "structured"}> ({
  ^bb0(%arg2: index, %arg3: i1, %arg4: f32, %arg5: i32, %arg6: memref<?xf32>):
    %1 = "arith.constant"() <{value = 0 : index}> : () -> index
    %2 = "arith.constant"() <{value = 1 : index}> : () -> index
    %3 = "scf.for"(%1, %arg2, %2, %arg4) ({
    ^bb0(%arg12: index, %arg13: f32):
      %10 = "arith.addf"(%arg13, %arg4) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "scf.yield"(%10) : (f32) -> ()
    }) : (index, index, index, f32) -> f32
    "scf.if"(%arg3) ({
      "memref.store"(%3, %arg6, %1) : (f32, memref<?xf32>, index) -> ()
      "scf.yield"() : () -> ()
    }, {
    }) : (i1) -> ()
    %4 = "scf.if"(%arg3) ({
      "scf.yield"(%arg4) : (f32) -> ()
    }, {
      "scf.yield"(%3) : (f32) -> ()
    }) : (i1) -> f32
    "scf.parallel"(%1, %arg2, %2) <{operandSegmentSizes = array<i32: 1, 1, 1, 0>}> ({
    ^bb0(%arg11: index):
      "memref.store"(%4, %arg6, %arg11) : (f32, memref<?xf32>, index) -> ()
      "scf.reduce"() : () -> ()
    }) {tangram.chunk = 4 : i64} : (index, index, index) -> ()
    %5:2 = "scf.while"(%arg4, %arg2) ({
    ^bb0(%arg9: f32, %arg10: index):
      %9 = "arith.cmpi"(%arg10, %1) <{predicate = 8 : i64}> : (index, index) -> i1
      "scf.condition"(%9, %arg9, %arg10) : (i1, f32, index) -> ()
    }, {
    ^bb0(%arg7: f32, %arg8: index):
      %8 = "arith.subi"(%arg8, %2) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
      "scf.yield"(%arg7, %8) : (f32, index) -> ()
    }) : (f32, index) -> (f32, index)
    %6 = "scf.index_switch"(%arg2) <{cases = array<i64: 2, 5>}> ({
      "scf.yield"(%4) : (f32) -> ()
    }, {
      "scf.yield"(%arg4) : (f32) -> ()
    }, {
      "scf.yield"(%3) : (f32) -> ()
    }) : (index) -> f32
    %7:2 = "func.call"(%arg5, %arg4) <{callee = @callee}> : (i32, f32) -> (f32, index)
    "func.return"(%6) : (f32) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (i1, f32) -> f32, sym_name = "blocks"}> ({
  ^bb0(%arg0: i1, %arg1: f32):
    "cf.assert"(%arg0) <{msg = "must hold"}> : (i1) -> ()
    "cf.cond_br"(%arg0, %arg1)[^bb1, ^bb2] <{operandSegmentSizes = array<i32: 1, 1, 0>}> : (i1, f32) -> ()
  ^bb1(%0: f32):  // pred: ^bb0
    "cf.br"()[^bb2] : () -> ()
  ^bb2:  // 2 preds: ^bb0, ^bb1
    "func.return"(%arg1) : (f32) -> ()
  }) : () -> ()
}) : () -> ()

