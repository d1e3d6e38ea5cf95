"builtin.module"() ({
  "func.func"() <{function_type = (f32, f32, i32, i32, vector<16xf32>, vector<16xi32>, index, f16, bf16, f64, i64, i1) -> (), sym_name = "arith"}> ({
  ^bb0(%arg0: f32, %arg1: f32, %arg2: i32, %arg3: i32, %arg4: vector<16xf32>, %arg5: vector<16xi32>, %arg6: index, %arg7: f16, %arg8: bf16, %arg9: f64, %arg10: i64, %arg11: i1):
    %0 = "arith.addf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %1 = "arith.addf"(%arg4, %arg4) <{fastmath = #arith.fastmath<nnan,contract>}> : (vector<16xf32>, vector<16xf32>) -> vector<16xf32>
    %2 = "arith.subf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %3 = "arith.subf"(%arg4, %arg4) <{fastmath = #arith.fastmath<nnan,contract>}> : (vector<16xf32>, vector<16xf32>) -> vector<16xf32>
    %4 = "arith.mulf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %5 = "arith.mulf"(%arg4, %arg4) <{fastmath = #arith.fastmath<nnan,contract>}> : (vector<16xf32>, vector<16xf32>) -> vector<16xf32>
    %6 = "arith.divf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %7 = "arith.divf"(%arg4, %arg4) <{fastmath = #arith.fastmath<nnan,contract>}> : (vector<16xf32>, vector<16xf32>) -> vector<16xf32>
    %8 = "arith.remf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %9 = "arith.remf"(%arg4, %arg4) <{fastmath = #arith.fastmath<nnan,contract>}> : (vector<16xf32>, vector<16xf32>) -> vector<16xf32>
    %10 = "arith.maximumf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %11 = "arith.maximumf"(%arg4, %arg4) <{fastmath = #arith.fastmath<nnan,contract>}> : (vector<16xf32>, vector<16xf32>) -> vector<16xf32>
    %12 = "arith.minimumf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %13 = "arith.minimumf"(%arg4, %arg4) <{fastmath = #arith.fastmath<nnan,contract>}> : (vector<16xf32>, vector<16xf32>) -> vector<16xf32>
    %14 = "arith.maxnumf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %15 = "arith.maxnumf"(%arg4, %arg4) <{fastmath = #arith.fastmath<nnan,contract>}> : (vector<16xf32>, vector<16xf32>) -> vector<16xf32>
    %16 = "arith.minnumf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %17 = "arith.minnumf"(%arg4, %arg4) <{fastmath = #arith.fastmath<nnan,contract>}> : (vector<16xf32>, vector<16xf32>) -> vector<16xf32>
    %18 = "arith.negf"(%arg0) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %19 = "arith.addi"(%arg2, %arg3) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
    %20 = "arith.addi"(%arg5, %arg5) <{overflowFlags = #arith.overflow<none>}> : (vector<16xi32>, vector<16xi32>) -> vector<16xi32>
    %21 = "arith.subi"(%arg2, %arg3) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
    %22 = "arith.subi"(%arg5, %arg5) <{overflowFlags = #arith.overflow<none>}> : (vector<16xi32>, vector<16xi32>) -> vector<16xi32>
    %23 = "arith.muli"(%arg2, %arg3) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
    %24 = "arith.muli"(%arg5, %arg5) <{overflowFlags = #arith.overflow<none>}> : (vector<16xi32>, vector<16xi32>) -> vector<16xi32>
    %25 = "arith.divsi"(%arg2, %arg3) : (i32, i32) -> i32
    %26 = "arith.divsi"(%arg5, %arg5) : (vector<16xi32>, vector<16xi32>) -> vector<16xi32>
    %27 = "arith.divui"(%arg2, %arg3) : (i32, i32) -> i32
    %28 = "arith.divui"(%arg5, %arg5) : (vector<16xi32>, vector<16xi32>) -> vector<16xi32>
    %29 = "arith.floordivsi"(%arg2, %arg3) : (i32, i32) -> i32
    %30 = "arith.floordivsi"(%arg5, %arg5) : (vector<16xi32>, vector<16xi32>) -> vector<16xi32>
    %31 = "arith.ceildivsi"(%arg2, %arg3) : (i32, i32) -> i32
    %32 = "arith.ceildivsi"(%arg5, %arg5) : (vector<16xi32>, vector<16xi32>) -> vector<16xi32>
    %33 = "arith.remsi"(%arg2, %arg3) : (i32, i32) -> i32
    %34 = "arith.remsi"(%arg5, %arg5) : (vector<16xi32>, vector<16xi32>) -> vector<16xi32>
    %35 = "arith.remui"(%arg2, %arg3) : (i32, i32) -> i32
    %36 = "arith.remui"(%arg5, %arg5) : (vector<16xi32>, vector<16xi32>) -> vector<16xi32>
    %37 = "arith.andi"(%arg2, %arg3) : (i32, i32) -> i32
    %38 = "arith.andi"(%arg5, %arg5) : (vector<16xi32>, vector<16xi32>) -> vector<16xi32>
    %39 = "arith.ori"(%arg2, %arg3) : (i32, i32) -> i32
    %40 = "arith.ori"(%arg5, %arg5) : (vector<16xi32>, vector<16xi32>) -> vector<16xi32>
    %41 = "arith.xori"(%arg2, %arg3) : (i32, i32) -> i32
    %42 = "arith.xori"(%arg5, %arg5) : (vector<16xi32>, vector<16xi32>) -> vector<16xi32>
    %43 = "arith.shli"(%arg2, %arg3) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
    %44 = "arith.shli"(%arg5, %arg5) <{overflowFlags = #arith.overflow<none>}> : (vector<16xi32>, vector<16xi32>) -> vector<16xi32>
    %45 = "arith.shrsi"(%arg2, %arg3) : (i32, i32) -> i32
    %46 = "arith.shrsi"(%arg5, %arg5) : (vector<16xi32>, vector<16xi32>) -> vector<16xi32>
    %47 = "arith.shrui"(%arg2, %arg3) : (i32, i32) -> i32
    %48 = "arith.shrui"(%arg5, %arg5) : (vector<16xi32>, vector<16xi32>) -> vector<16xi32>
    %49 = "arith.maxsi"(%arg2, %arg3) : (i32, i32) -> i32
    %50 = "arith.maxsi"(%arg5, %arg5) : (vector<16xi32>, vector<16xi32>) -> vector<16xi32>
    %51 = "arith.minsi"(%arg2, %arg3) : (i32, i32) -> i32
    %52 = "arith.minsi"(%arg5, %arg5) : (vector<16xi32>, vector<16xi32>) -> vector<16xi32>
    %53 = "arith.maxui"(%arg2, %arg3) : (i32, i32) -> i32
    %54 = "arith.maxui"(%arg5, %arg5) : (vector<16xi32>, vector<16xi32>) -> vector<16xi32>
    %55 = "arith.minui"(%arg2, %arg3) : (i32, i32) -> i32
    %56 = "arith.minui"(%arg5, %arg5) : (vector<16xi32>, vector<16xi32>) -> vector<16xi32>
    %57 = "arith.addi"(%arg2, %arg3) <{overflowFlags = #arith.overflow<nsw, nuw>}> : (i32, i32) -> i32
    %58 = "arith.addi"(%arg6, %arg6) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
    %59 = "arith.cmpf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>, predicate = 0 : i64}> : (f32, f32) -> i1
    %60 = "arith.cmpf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>, predicate = 1 : i64}> : (f32, f32) -> i1
    %61 = "arith.cmpf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>, predicate = 2 : i64}> : (f32, f32) -> i1
    %62 = "arith.cmpf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>, predicate = 3 : i64}> : (f32, f32) -> i1
    %63 = "arith.cmpf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>, predicate = 4 : i64}> : (f32, f32) -> i1
    %64 = "arith.cmpf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>, predicate = 5 : i64}> : (f32, f32) -> i1
    %65 = "arith.cmpf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>, predicate = 6 : i64}> : (f32, f32) -> i1
    %66 = "arith.cmpf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>, predicate = 7 : i64}> : (f32, f32) -> i1
    %67 = "arith.cmpf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>, predicate = 8 : i64}> : (f32, f32) -> i1
    %68 = "arith.cmpf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>, predicate = 9 : i64}> : (f32, f32) -> i1
    %69 = "arith.cmpf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>, predicate = 10 : i64}> : (f32, f32) -> i1
    %70 = "arith.cmpf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>, predicate = 11 : i64}> : (f32, f32) -> i1
    %71 = "arith.cmpf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>, predicate = 12 : i64}> : (f32, f32) -> i1
    %72 = "arith.cmpf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>, predicate = 13 : i64}> : (f32, f32) -> i1
    %73 = "arith.cmpf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>, predicate = 14 : i64}> : (f32, f32) -> i1
    %74 = "arith.cmpf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>, predicate = 15 : i64}> : (f32, f32) -> i1
    %75 = "arith.cmpi"(%arg5, %arg5) <{predicate = 0 : i64}> : (vector<16xi32>, vector<16xi32>) -> vector<16xi1>
    %76 = "arith.cmpi"(%arg5, %arg5) <{predicate = 1 : i64}> : (vector<16xi32>, vector<16xi32>) -> vector<16xi1>
    %77 = "arith.cmpi"(%arg5, %arg5) <{predicate = 2 : i64}> : (vector<16xi32>, vector<16xi32>) -> vector<16xi1>
    %78 = "arith.cmpi"(%arg5, %arg5) <{predicate = 3 : i64}> : (vector<16xi32>, vector<16xi32>) -> vector<16xi1>
    %79 = "arith.cmpi"(%arg5, %arg5) <{predicate = 4 : i64}> : (vector<16xi32>, vector<16xi32>) -> vector<16xi1>
    %80 = "arith.cmpi"(%arg5, %arg5) <{predicate = 5 : i64}> : (vector<16xi32>, vector<16xi32>) -> vector<16xi1>
    %81 = "arith.cmpi"(%arg5, %arg5) <{predicate = 6 : i64}> : (vector<16xi32>, vector<16xi32>) -> vector<16xi1>
    %82 = "arith.cmpi"(%arg5, %arg5) <{predicate = 7 : i64}> : (vector<16xi32>, vector<16xi32>) -> vector<16xi1>
    %83 = "arith.cmpi"(%arg5, %arg5) <{predicate = 8 : i64}> : (vector<16xi32>, vector<16xi32>) -> vector<16xi1>
    %84 = "arith.cmpi"(%arg5, %arg5) <{predicate = 9 : i64}> : (vector<16xi32>, vector<16xi32>) -> vector<16xi1>
    %85 = "arith.select"(%arg11, %arg0, %arg1) : (i1, f32, f32) -> f32
    %86 = "arith.extf"(%arg7) : (f16) -> f32
    %87 = "arith.truncf"(%arg0) : (f32) -> bf16
    %88 = "arith.sitofp"(%arg2) : (i32) -> f32
    %89 = "arith.uitofp"(%arg2) : (i32) -> f64
    %90 = "arith.fptosi"(%arg0) : (f32) -> i8
    %91 = "arith.fptoui"(%arg9) : (f64) -> i64
    %92 = "arith.extsi"(%arg2) : (i32) -> i64
    %93 = "arith.extui"(%arg11) : (i1) -> i8
    %94 = "arith.trunci"(%arg10) : (i64) -> i16
    %95 = "arith.index_cast"(%arg6) : (index) -> i32
    %96 = "arith.index_castui"(%arg10) : (i64) -> index
    %97 = "arith.bitcast"(%arg0) : (f32) -> i32
    %98 = "arith.bitcast"(%arg4) : (vector<16xf32>) -> vector<16xi32>
    %99 = "arith.constant"() <{value = 1.500000e+00 : f32}> : () -> f32
    %100 = "arith.constant"() <{value = dense<[1, 2, 3, 4]> : vector<4xi32>}> : () -> vector<4xi32>
    %101 = "arith.constant"() <{value = dense<1.000000e-01> : vector<16xf32>}> : () -> vector<16xf32>
    %102 = "arith.constant"() <{value = true}> : () -> i1
    %103 = "arith.constant"() <{value = 7 : index}> : () -> index
    "func.return"() : () -> ()
  }) : () -> ()
}) : () -> ()

