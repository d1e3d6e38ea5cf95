"builtin.module"() ({
  "func.func"() <{function_type = (i64) -> i64, sym_name = "loops"}> ({
  ^bb0(%arg13: i64):
    %34 = "arith.constant"() <{value = 0 : index}> : () -> index
    %35 = "arith.constant"() <{value = 1 : index}> : () -> index
    %36 = "arith.constant"() <{value = 2 : index}> : () -> index
    %37 = "arith.constant"() <{value = 3 : index}> : () -> index
    %38 = "arith.constant"() <{value = 7 : index}> : () -> index
    %39 = "arith.constant"() <{value = 0 : i64}> : () -> i64
    %40 = "arith.constant"() <{value = 3 : i64}> : () -> i64
    %41 = "scf.for"(%34, %38, %36, %arg13) ({
    ^bb0(%arg18: index, %arg19: i64):
      %47 = "arith.index_cast"(%arg18) : (index) -> i64
      %48 = "arith.andi"(%arg19, %40) : (i64, i64) -> i64
      %49 = "arith.cmpi"(%48, %39) <{predicate = 0 : i64}> : (i64, i64) -> i1
      %50 = "scf.if"(%49) ({
        %52 = "arith.addi"(%arg19, %47) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
        "scf.yield"(%52) : (i64) -> ()
      }, {
        %51 = "arith.muli"(%arg19, %40) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
        "scf.yield"(%51) : (i64) -> ()
      }) : (i1) -> i64
      "scf.yield"(%50) : (i64) -> ()
    }) : (index, index, index, i64) -> i64
    %42 = "arith.constant"() <{value = 10 : i64}> : () -> i64
    %43:2 = "scf.while"(%39, %41) ({
    ^bb0(%arg16: i64, %arg17: i64):
      %46 = "arith.cmpi"(%arg16, %42) <{predicate = 2 : i64}> : (i64, i64) -> i1
      "scf.condition"(%46, %arg16, %arg17) : (i1, i64, i64) -> ()
    }, {
    ^bb0(%arg14: i64, %arg15: i64):
      %44 = "arith.addi"(%arg14, %40) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
      %45 = "arith.xori"(%arg15, %44) : (i64, i64) -> i64
      "scf.yield"(%44, %45) : (i64, i64) -> ()
    }) : (i64, i64) -> (i64, i64)
    "func.return"(%43#1) : (i64) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (i64) -> i64, sym_name = "choices"}> ({
  ^bb0(%arg12: i64):
    %18 = "arith.constant"() <{value = 0 : index}> : () -> index
    %19 = "arith.constant"() <{value = 1 : index}> : () -> index
    %20 = "arith.constant"() <{value = 2 : index}> : () -> index
    %21 = "arith.constant"() <{value = 3 : index}> : () -> index
    %22 = "arith.constant"() <{value = 7 : index}> : () -> index
    %23 = "arith.constant"() <{value = 0 : i64}> : () -> i64
    %24 = "arith.constant"() <{value = 3 : i64}> : () -> i64
    %25 = "arith.constant"() <{value = 5 : i64}> : () -> i64
    %26 = "arith.remsi"(%arg12, %25) : (i64, i64) -> i64
    %27 = "arith.index_cast"(%26) : (i64) -> index
    %28 = "scf.index_switch"(%27) <{cases = array<i64: 2, 3>}> ({
      "scf.yield"(%24) : (i64) -> ()
    }, {
      "scf.yield"(%arg12) : (i64) -> ()
    }, {
      %33 = "arith.muli"(%arg12, %24) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
      "scf.yield"(%33) : (i64) -> ()
    }) : (index) -> i64
    %29 = "scf.execute_region"() ({
      %30 = "arith.cmpi"(%28, %25) <{predicate = 2 : i64}> : (i64, i64) -> i1
      "cf.cond_br"(%30, %28)[^bb1, ^bb2] <{operandSegmentSizes = array<i32: 1, 0, 1>}> : (i1, i64) -> ()
    ^bb1:  // pred: ^bb0
      %31 = "arith.addi"(%28, %25) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
      "cf.br"(%31)[^bb2] : (i64) -> ()
    ^bb2(%32: i64):  // 2 preds: ^bb0, ^bb1
      "scf.yield"(%32) : (i64) -> ()
    }) : () -> i64
    "func.return"(%29) : (i64) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (i64) -> i64, sym_name = "nests"}> ({
  ^bb0(%arg0: i64):
    %0 = "arith.constant"() <{value = 0 : index}> : () -> index
    %1 = "arith.constant"() <{value = 1 : index}> : () -> index
    %2 = "arith.constant"() <{value = 2 : index}> : () -> index
    %3 = "arith.constant"() <{value = 3 : index}> : () -> index
    %4 = "arith.constant"() <{value = 7 : index}> : () -> index
    %5 = "arith.constant"() <{value = 0 : i64}> : () -> i64
    %6 = "arith.constant"() <{value = 3 : i64}> : () -> i64
    %7 = "memref.alloc"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<7x7xi64>
    "scf.parallel"(%0, %0, %4, %4, %1, %1) <{operandSegmentSizes = array<i32: 2, 2, 2, 0>}> ({
    ^bb0(%arg10: index, %arg11: index):
      %15 = "arith.muli"(%arg10, %arg11) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
      %16 = "arith.index_cast"(%15) : (index) -> i64
      %17 = "arith.addi"(%16, %arg0) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
      "memref.store"(%17, %7, %arg10, %arg11) : (i64, memref<7x7xi64>, index, index) -> ()
      "scf.reduce"() : () -> ()
    }) : (index, index, index, index, index, index) -> ()
    "scf.forall"() <{operandSegmentSizes = array<i32: 0, 0, 0, 0>, staticLowerBound = array<i64: 0, 1>, staticStep = array<i64: 2, 3>, staticUpperBound = array<i64: 7, 7>}> ({
    ^bb0(%arg8: index, %arg9: index):
      %13 = "memref.load"(%7, %arg8, %arg9) : (memref<7x7xi64>, index, index) -> i64
      %14 = "arith.muli"(%13, %6) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
      "memref.store"(%14, %7, %arg8, %arg9) : (i64, memref<7x7xi64>, index, index) -> ()
      "scf.forall.in_parallel"() ({
      ^bb0:
      }) : () -> ()
    }) : () -> ()
    "scf.forall"(%3) <{operandSegmentSizes = array<i32: 0, 1, 0, 0>, staticLowerBound = array<i64: 0>, staticStep = array<i64: 1>, staticUpperBound = array<i64: -9223372036854775808>}> ({
    ^bb0(%arg7: index):
      "memref.store"(%arg0, %7, %arg7, %arg7) : (i64, memref<7x7xi64>, index, index) -> ()
      "scf.forall.in_parallel"() ({
      ^bb0:
      }) : () -> ()
    }) : (index) -> ()
    %8:2 = "scf.parallel"(%0, %0, %4, %4, %1, %2, %5, %arg0) <{operandSegmentSizes = array<i32: 2, 2, 2, 2>}> ({
    ^bb0(%arg1: index, %arg2: index):
      %10 = "memref.load"(%7, %arg1, %arg2) : (memref<7x7xi64>, index, index) -> i64
      "scf.reduce"(%10, %10) ({
      ^bb0(%arg5: i64, %arg6: i64):
        %12 = "arith.addi"(%arg5, %arg6) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
        "scf.reduce.return"(%12) : (i64) -> ()
      }, {
      ^bb0(%arg3: i64, %arg4: i64):
        %11 = "arith.maxsi"(%arg3, %arg4) : (i64, i64) -> i64
        "scf.reduce.return"(%11) : (i64) -> ()
      }) : (i64, i64) -> ()
    }) : (index, index, index, index, index, index, i64, i64) -> (i64, i64)
    "memref.dealloc"(%7) : (memref<7x7xi64>) -> ()
    %9 = "arith.xori"(%8#0, %8#1) : (i64, i64) -> i64
    "func.return"(%9) : (i64) -> ()
  }) : () -> ()
}) : () -> ()

