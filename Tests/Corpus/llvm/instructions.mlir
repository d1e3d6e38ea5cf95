"builtin.module"() ({
  "llvm.mlir.global"() <{addr_space = 0 : i32, alignment = 16 : i64, constant, global_type = !llvm.array<4 x f32>, linkage = #llvm.linkage<internal>, sym_name = "table", unnamed_addr = 0 : i64, value = dense<[1.000000e+00, 2.000000e+00, 3.000000e+00, 4.000000e+00]> : tensor<4xf32>, visibility_ = 0 : i64}> ({
  }) : () -> ()
  "llvm.mlir.global"() <{addr_space = 0 : i32, global_type = i64, linkage = #llvm.linkage<external>, sym_name = "outside", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<i32 (i32, i32)>, linkage = #llvm.linkage<external>, sym_name = "callee", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<i32 (i32, i32)>, linkage = #llvm.linkage<external>, sym_name = "integers", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg37: i32, %arg38: i32):
    %96 = "llvm.add"(%arg37, %arg38) <{overflowFlags = #llvm.overflow<none>}> : (i32, i32) -> i32
    %97 = "llvm.sub"(%96, %arg38) <{overflowFlags = #llvm.overflow<none>}> : (i32, i32) -> i32
    %98 = "llvm.mul"(%97, %arg38) <{overflowFlags = #llvm.overflow<none>}> : (i32, i32) -> i32
    %99 = "llvm.sdiv"(%98, %arg38) : (i32, i32) -> i32
    %100 = "llvm.udiv"(%99, %arg38) : (i32, i32) -> i32
    %101 = "llvm.srem"(%100, %arg38) : (i32, i32) -> i32
    %102 = "llvm.urem"(%101, %arg38) : (i32, i32) -> i32
    %103 = "llvm.and"(%102, %arg38) : (i32, i32) -> i32
    %104 = "llvm.or"(%103, %arg38) : (i32, i32) -> i32
    %105 = "llvm.xor"(%104, %arg38) : (i32, i32) -> i32
    %106 = "llvm.shl"(%105, %arg38) <{overflowFlags = #llvm.overflow<none>}> : (i32, i32) -> i32
    %107 = "llvm.lshr"(%106, %arg38) : (i32, i32) -> i32
    %108 = "llvm.ashr"(%107, %arg38) : (i32, i32) -> i32
    "llvm.return"(%108) : (i32) -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<i32 (i32, i32)>, linkage = #llvm.linkage<external>, sym_name = "integersThatDoNotWrap", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg35: i32, %arg36: i32):
    %92 = "llvm.add"(%arg35, %arg36) <{overflowFlags = #llvm.overflow<nsw, nuw>}> : (i32, i32) -> i32
    %93 = "llvm.sub"(%92, %arg36) <{overflowFlags = #llvm.overflow<nsw, nuw>}> : (i32, i32) -> i32
    %94 = "llvm.mul"(%93, %arg36) <{overflowFlags = #llvm.overflow<nsw, nuw>}> : (i32, i32) -> i32
    %95 = "llvm.shl"(%94, %arg36) <{overflowFlags = #llvm.overflow<nsw, nuw>}> : (i32, i32) -> i32
    "llvm.return"(%95) : (i32) -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<vector<4xf32> (vector<4xf32>, vector<4xf32>)>, linkage = #llvm.linkage<external>, sym_name = "floats", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg33: vector<4xf32>, %arg34: vector<4xf32>):
    %86 = "llvm.fadd"(%arg33, %arg34) <{fastmathFlags = #llvm.fastmath<contract, reassoc>}> : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    %87 = "llvm.fsub"(%86, %arg34) <{fastmathFlags = #llvm.fastmath<contract, reassoc>}> : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    %88 = "llvm.fmul"(%87, %arg34) <{fastmathFlags = #llvm.fastmath<contract, reassoc>}> : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    %89 = "llvm.fdiv"(%88, %arg34) <{fastmathFlags = #llvm.fastmath<contract, reassoc>}> : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    %90 = "llvm.frem"(%89, %arg34) <{fastmathFlags = #llvm.fastmath<contract, reassoc>}> : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    %91 = "llvm.fneg"(%90) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    "llvm.return"(%91) : (vector<4xf32>) -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<f32 (i32, i32, f32, f32)>, linkage = #llvm.linkage<external>, sym_name = "choices", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg29: i32, %arg30: i32, %arg31: f32, %arg32: f32):
    %82 = "llvm.icmp"(%arg29, %arg30) <{predicate = 6 : i64}> : (i32, i32) -> i1
    %83 = "llvm.fcmp"(%arg31, %arg32) <{fastmathFlags = #llvm.fastmath<none>, predicate = 5 : i64}> : (f32, f32) -> i1
    %84 = "llvm.select"(%82, %arg31, %arg32) <{fastmathFlags = #llvm.fastmath<none>}> : (i1, f32, f32) -> f32
    %85 = "llvm.select"(%83, %84, %arg32) <{fastmathFlags = #llvm.fastmath<nnan>}> : (i1, f32, f32) -> f32
    "llvm.return"(%85) : (f32) -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<ptr (i8, f32, ptr)>, linkage = #llvm.linkage<external>, sym_name = "conversions", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg26: i8, %arg27: f32, %arg28: !llvm.ptr):
    %70 = "llvm.sext"(%arg26) : (i8) -> i32
    %71 = "llvm.zext"(%arg26) : (i8) -> i32
    %72 = "llvm.trunc"(%70) : (i32) -> i16
    %73 = "llvm.fpext"(%arg27) : (f32) -> f64
    %74 = "llvm.fptrunc"(%73) : (f64) -> f32
    %75 = "llvm.sitofp"(%71) : (i32) -> f32
    %76 = "llvm.uitofp"(%72) : (i16) -> f32
    %77 = "llvm.fptosi"(%74) : (f32) -> i32
    %78 = "llvm.fptoui"(%75) : (f32) -> i32
    %79 = "llvm.bitcast"(%76) : (f32) -> i32
    %80 = "llvm.ptrtoint"(%arg28) : (!llvm.ptr) -> i64
    %81 = "llvm.inttoptr"(%80) : (i64) -> !llvm.ptr
    "llvm.return"(%81) : (!llvm.ptr) -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<void (i64, ptr, vec<4 x ptr>, vector<4xi64>)>, linkage = #llvm.linkage<external>, sym_name = "memory", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg22: i64, %arg23: !llvm.ptr, %arg24: !llvm.vec<4 x ptr>, %arg25: vector<4xi64>):
    %63 = "llvm.alloca"(%arg22) <{alignment = 64 : i64, elem_type = f32}> : (i64) -> !llvm.ptr
    %64 = "llvm.load"(%arg23) <{alignment = 4 : i64, ordering = 0 : i64}> : (!llvm.ptr) -> f32
    %65 = "llvm.load"(%arg23) <{nontemporal, ordering = 0 : i64, volatile_}> : (!llvm.ptr) -> vector<4xf32>
    %66 = "llvm.load"(%arg23) <{alignment = 4 : i64, ordering = 4 : i64}> : (!llvm.ptr) -> f32
    "llvm.store"(%64, %63) <{alignment = 4 : i64, ordering = 0 : i64}> : (f32, !llvm.ptr) -> ()
    "llvm.store"(%65, %63) <{nontemporal, ordering = 0 : i64, volatile_}> : (vector<4xf32>, !llvm.ptr) -> ()
    "llvm.store"(%66, %63) <{alignment = 4 : i64, ordering = 5 : i64}> : (f32, !llvm.ptr) -> ()
    %67 = "llvm.getelementptr"(%arg23, %arg22) <{elem_type = f32, rawConstantIndices = array<i32: -2147483648>}> : (!llvm.ptr, i64) -> !llvm.ptr
    %68 = "llvm.getelementptr"(%67, %arg22) <{elem_type = !llvm.array<8 x f32>, inbounds, rawConstantIndices = array<i32: -2147483648, 3>}> : (!llvm.ptr, i64) -> !llvm.ptr
    %69 = "llvm.getelementptr"(%68, %arg25) <{elem_type = f32, rawConstantIndices = array<i32: -2147483648>}> : (!llvm.ptr, vector<4xi64>) -> !llvm.vec<4 x ptr>
    "llvm.store"(%69, %63) <{ordering = 0 : i64}> : (!llvm.vec<4 x ptr>, !llvm.ptr) -> ()
    "llvm.intr.prefetch"(%arg23) <{cache = 1 : i32, hint = 3 : i32, rw = 0 : i32}> : (!llvm.ptr) -> ()
    "llvm.return"() : () -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<void (ptr, vec<4 x ptr>, vector<4xi1>, vector<4xf32>)>, linkage = #llvm.linkage<external>, sym_name = "masks", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg18: !llvm.ptr, %arg19: !llvm.vec<4 x ptr>, %arg20: vector<4xi1>, %arg21: vector<4xf32>):
    %61 = "llvm.intr.masked.load"(%arg18, %arg20, %arg21) <{alignment = 4 : i32}> : (!llvm.ptr, vector<4xi1>, vector<4xf32>) -> vector<4xf32>
    "llvm.intr.masked.store"(%61, %arg18, %arg20) <{alignment = 4 : i32}> : (vector<4xf32>, !llvm.ptr, vector<4xi1>) -> ()
    %62 = "llvm.intr.masked.gather"(%arg19, %arg20, %61) <{alignment = 4 : i32}> : (!llvm.vec<4 x ptr>, vector<4xi1>, vector<4xf32>) -> vector<4xf32>
    "llvm.intr.masked.scatter"(%62, %arg19, %arg20) <{alignment = 4 : i32}> : (vector<4xf32>, !llvm.vec<4 x ptr>, vector<4xi1>) -> ()
    "llvm.return"() : () -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<vector<4xf32> (vector<4xf32>, f32, i64)>, linkage = #llvm.linkage<external>, sym_name = "lanes", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg15: vector<4xf32>, %arg16: f32, %arg17: i64):
    %57 = "llvm.extractelement"(%arg15, %arg17) : (vector<4xf32>, i64) -> f32
    %58 = "llvm.insertelement"(%arg15, %arg16, %arg17) : (vector<4xf32>, f32, i64) -> vector<4xf32>
    %59 = "llvm.shufflevector"(%58, %arg15) <{mask = array<i32: 0, 4, -1, 7>}> : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    %60 = "llvm.insertelement"(%59, %57, %arg17) : (vector<4xf32>, f32, i64) -> vector<4xf32>
    "llvm.return"(%60) : (vector<4xf32>) -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<i32 (struct<(i32, f32)>, array<2 x i32>)>, linkage = #llvm.linkage<external>, sym_name = "fields", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg13: !llvm.struct<(i32, f32)>, %arg14: !llvm.array<2 x i32>):
    %54 = "llvm.extractvalue"(%arg13) <{position = array<i64: 0>}> : (!llvm.struct<(i32, f32)>) -> i32
    %55 = "llvm.insertvalue"(%arg14, %54) <{position = array<i64: 1>}> : (!llvm.array<2 x i32>, i32) -> !llvm.array<2 x i32>
    %56 = "llvm.extractvalue"(%55) <{position = array<i64: 0>}> : (!llvm.array<2 x i32>) -> i32
    "llvm.return"(%56) : (i32) -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<vector<4xf32> (vector<4xf32>)>, linkage = #llvm.linkage<external>, sym_name = "functions", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg12: vector<4xf32>):
    %32 = "llvm.intr.fabs"(%arg12) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %33 = "llvm.intr.floor"(%32) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %34 = "llvm.intr.ceil"(%33) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %35 = "llvm.intr.round"(%34) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %36 = "llvm.intr.roundeven"(%35) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %37 = "llvm.intr.trunc"(%36) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %38 = "llvm.intr.rint"(%37) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %39 = "llvm.intr.sqrt"(%38) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %40 = "llvm.intr.exp"(%39) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %41 = "llvm.intr.exp2"(%40) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %42 = "llvm.intr.log"(%41) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %43 = "llvm.intr.log2"(%42) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %44 = "llvm.intr.log10"(%43) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %45 = "llvm.intr.sin"(%44) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %46 = "llvm.intr.cos"(%45) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %47 = "llvm.intr.maximum"(%46, %arg12) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    %48 = "llvm.intr.minimum"(%47, %arg12) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    %49 = "llvm.intr.maxnum"(%48, %arg12) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    %50 = "llvm.intr.minnum"(%49, %arg12) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    %51 = "llvm.intr.copysign"(%50, %arg12) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    %52 = "llvm.intr.pow"(%51, %arg12) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    %53 = "llvm.intr.fma"(%52, %arg12, %52) <{fastmathFlags = #llvm.fastmath<contract>}> : (vector<4xf32>, vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    "llvm.return"(%53) : (vector<4xf32>) -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<i32 (i32, i32)>, linkage = #llvm.linkage<external>, sym_name = "integerFunctions", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg10: i32, %arg11: i32):
    %27 = "llvm.intr.smax"(%arg10, %arg11) : (i32, i32) -> i32
    %28 = "llvm.intr.smin"(%27, %arg11) : (i32, i32) -> i32
    %29 = "llvm.intr.umax"(%28, %arg11) : (i32, i32) -> i32
    %30 = "llvm.intr.umin"(%29, %arg11) : (i32, i32) -> i32
    %31 = "llvm.intr.abs"(%30) <{is_int_min_poison = false}> : (i32) -> i32
    "llvm.return"(%31) : (i32) -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<f32 (vector<4xi32>, vector<4xf32>, f32)>, linkage = #llvm.linkage<external>, sym_name = "reductions", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg7: vector<4xi32>, %arg8: vector<4xf32>, %arg9: f32):
    %12 = "llvm.intr.vector.reduce.add"(%arg7) : (vector<4xi32>) -> i32
    %13 = "llvm.intr.vector.reduce.mul"(%arg7) : (vector<4xi32>) -> i32
    %14 = "llvm.intr.vector.reduce.and"(%arg7) : (vector<4xi32>) -> i32
    %15 = "llvm.intr.vector.reduce.or"(%arg7) : (vector<4xi32>) -> i32
    %16 = "llvm.intr.vector.reduce.xor"(%arg7) : (vector<4xi32>) -> i32
    %17 = "llvm.intr.vector.reduce.smax"(%arg7) : (vector<4xi32>) -> i32
    %18 = "llvm.intr.vector.reduce.smin"(%arg7) : (vector<4xi32>) -> i32
    %19 = "llvm.intr.vector.reduce.umax"(%arg7) : (vector<4xi32>) -> i32
    %20 = "llvm.intr.vector.reduce.umin"(%arg7) : (vector<4xi32>) -> i32
    %21 = "llvm.intr.vector.reduce.fmax"(%arg8) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> f32
    %22 = "llvm.intr.vector.reduce.fmin"(%arg8) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> f32
    %23 = "llvm.intr.vector.reduce.fmaximum"(%arg8) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> f32
    %24 = "llvm.intr.vector.reduce.fminimum"(%arg8) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> f32
    %25 = "llvm.intr.vector.reduce.fadd"(%arg9, %arg8) <{fastmathFlags = #llvm.fastmath<none>}> : (f32, vector<4xf32>) -> f32
    %26 = "llvm.intr.vector.reduce.fmul"(%arg9, %arg8) <{fastmathFlags = #llvm.fastmath<none>}> : (f32, vector<4xf32>) -> f32
    "llvm.return"(%26) : (f32) -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<i32 (i32, i32, ptr)>, linkage = #llvm.linkage<external>, sym_name = "calls", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg4: i32, %arg5: i32, %arg6: !llvm.ptr):
    %10 = "llvm.call"(%arg4, %arg5) <{CConv = #llvm.cconv<ccc>, TailCallKind = #llvm.tailcallkind<none>, callee = @callee, fastmathFlags = #llvm.fastmath<none>}> : (i32, i32) -> i32
    %11 = "llvm.call"(%arg6, %10, %arg5) <{CConv = #llvm.cconv<ccc>, TailCallKind = #llvm.tailcallkind<none>, fastmathFlags = #llvm.fastmath<none>}> : (!llvm.ptr, i32, i32) -> i32
    "llvm.call_intrinsic"() <{fastmathFlags = #llvm.fastmath<none>, intrin = "llvm.x86.sse2.lfence"}> : () -> ()
    "llvm.return"(%11) : (i32) -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<void (ptr)>, linkage = #llvm.linkage<external>, sym_name = "constants", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg3: !llvm.ptr):
    %3 = "llvm.mlir.constant"() <{value = 7 : i32}> : () -> i32
    %4 = "llvm.mlir.undef"() : () -> i32
    %5 = "llvm.mlir.poison"() : () -> i32
    %6 = "llvm.mlir.zero"() : () -> !llvm.ptr
    %7 = "llvm.mlir.addressof"() <{global_name = @table}> : () -> !llvm.ptr
    "llvm.store"(%3, %arg3) <{ordering = 0 : i64}> : (i32, !llvm.ptr) -> ()
    "llvm.store"(%4, %arg3) <{ordering = 0 : i64}> : (i32, !llvm.ptr) -> ()
    "llvm.store"(%5, %arg3) <{ordering = 0 : i64}> : (i32, !llvm.ptr) -> ()
    "llvm.store"(%6, %arg3) <{ordering = 0 : i64}> : (!llvm.ptr, !llvm.ptr) -> ()
    "llvm.store"(%7, %arg3) <{ordering = 0 : i64}> : (!llvm.ptr, !llvm.ptr) -> ()
    %8 = "llvm.mlir.constant"() <{value = dense<[1, 2, 3, 4]> : vector<4xi32>}> : () -> vector<4xi32>
    "llvm.store"(%8, %arg3) <{ordering = 0 : i64}> : (vector<4xi32>, !llvm.ptr) -> ()
    %9 = "llvm.mlir.addressof"() <{global_name = @callee}> : () -> !llvm.ptr
    "llvm.store"(%9, %arg3) <{ordering = 0 : i64}> : (!llvm.ptr, !llvm.ptr) -> ()
    "llvm.return"() : () -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<i32 (i1, i32, i32)>, linkage = #llvm.linkage<external>, sym_name = "branches", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg0: i1, %arg1: i32, %arg2: i32):
    "llvm.br"(%arg1)[^bb1] : (i32) -> ()
  ^bb1(%0: i32):  // 2 preds: ^bb0, ^bb3
    "llvm.cond_br"(%arg0, %0)[^bb2, ^bb3] <{operandSegmentSizes = array<i32: 1, 1, 0>}> : (i1, i32) -> ()
  ^bb2(%1: i32):  // pred: ^bb1
    "llvm.switch"(%1, %arg2)[^bb4, ^bb5, ^bb3] <{case_operand_segments = array<i32: 0, 0>, case_values = dense<[4, -5]> : vector<2xi32>, operandSegmentSizes = array<i32: 1, 1, 0>}> : (i32, i32) -> ()
  ^bb3:  // 2 preds: ^bb1, ^bb2
    "llvm.cond_br"(%arg0, %arg2, %0)[^bb1, ^bb4] <{operandSegmentSizes = array<i32: 1, 1, 1>}> : (i1, i32, i32) -> ()
  ^bb4(%2: i32):  // 2 preds: ^bb2, ^bb3
    "llvm.cond_br"(%arg0)[^bb6, ^bb6] <{operandSegmentSizes = array<i32: 1, 0, 0>}> : (i1) -> ()
  ^bb5:  // pred: ^bb2
    "llvm.unreachable"() : () -> ()
  ^bb6:  // 2 preds: ^bb4, ^bb4
    "llvm.return"(%2) : (i32) -> ()
  }) : () -> ()
}) : () -> ()

