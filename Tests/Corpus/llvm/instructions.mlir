"builtin.module"() ({
  "llvm.mlir.global"() <{addr_space = 0 : i32, alignment = 16 : i64, constant, global_type = !llvm.array<4 x f32>, linkage = #llvm.linkage<internal>, sym_name = "table", unnamed_addr = 0 : i64, value = dense<[1.000000e+00, 2.000000e+00, 3.000000e+00, 4.000000e+00]> : tensor<4xf32>, visibility_ = 0 : i64}> ({
  }) : () -> ()
  "llvm.mlir.global"() <{addr_space = 0 : i32, global_type = i64, linkage = #llvm.linkage<external>, sym_name = "outside", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<i32 (i32, i32)>, linkage = #llvm.linkage<external>, sym_name = "callee", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<i32 (i32, i32)>, linkage = #llvm.linkage<external>, sym_name = "integers", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg44: i32, %arg45: i32):
    %105 = "llvm.add"(%arg44, %arg45) <{overflowFlags = #llvm.overflow<none>}> : (i32, i32) -> i32
    %106 = "llvm.sub"(%105, %arg45) <{overflowFlags = #llvm.overflow<none>}> : (i32, i32) -> i32
    %107 = "llvm.mul"(%106, %arg45) <{overflowFlags = #llvm.overflow<none>}> : (i32, i32) -> i32
    %108 = "llvm.sdiv"(%107, %arg45) : (i32, i32) -> i32
    %109 = "llvm.udiv"(%108, %arg45) : (i32, i32) -> i32
    %110 = "llvm.srem"(%109, %arg45) : (i32, i32) -> i32
    %111 = "llvm.urem"(%110, %arg45) : (i32, i32) -> i32
    %112 = "llvm.and"(%111, %arg45) : (i32, i32) -> i32
    %113 = "llvm.or"(%112, %arg45) : (i32, i32) -> i32
    %114 = "llvm.xor"(%113, %arg45) : (i32, i32) -> i32
    %115 = "llvm.shl"(%114, %arg45) <{overflowFlags = #llvm.overflow<none>}> : (i32, i32) -> i32
    %116 = "llvm.lshr"(%115, %arg45) : (i32, i32) -> i32
    %117 = "llvm.ashr"(%116, %arg45) : (i32, i32) -> i32
    "llvm.return"(%117) : (i32) -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<i32 (i32, i32)>, linkage = #llvm.linkage<external>, sym_name = "integersThatDoNotWrap", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg42: i32, %arg43: i32):
    %101 = "llvm.add"(%arg42, %arg43) <{overflowFlags = #llvm.overflow<nsw, nuw>}> : (i32, i32) -> i32
    %102 = "llvm.sub"(%101, %arg43) <{overflowFlags = #llvm.overflow<nsw, nuw>}> : (i32, i32) -> i32
    %103 = "llvm.mul"(%102, %arg43) <{overflowFlags = #llvm.overflow<nsw, nuw>}> : (i32, i32) -> i32
    %104 = "llvm.shl"(%103, %arg43) <{overflowFlags = #llvm.overflow<nsw, nuw>}> : (i32, i32) -> i32
    "llvm.return"(%104) : (i32) -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<vector<4xf32> (vector<4xf32>, vector<4xf32>)>, linkage = #llvm.linkage<external>, sym_name = "floats", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg40: vector<4xf32>, %arg41: vector<4xf32>):
    %95 = "llvm.fadd"(%arg40, %arg41) <{fastmathFlags = #llvm.fastmath<contract, reassoc>}> : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    %96 = "llvm.fsub"(%95, %arg41) <{fastmathFlags = #llvm.fastmath<contract, reassoc>}> : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    %97 = "llvm.fmul"(%96, %arg41) <{fastmathFlags = #llvm.fastmath<contract, reassoc>}> : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    %98 = "llvm.fdiv"(%97, %arg41) <{fastmathFlags = #llvm.fastmath<contract, reassoc>}> : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    %99 = "llvm.frem"(%98, %arg41) <{fastmathFlags = #llvm.fastmath<contract, reassoc>}> : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    %100 = "llvm.fneg"(%99) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    "llvm.return"(%100) : (vector<4xf32>) -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<f32 (i32, i32, f32, f32)>, linkage = #llvm.linkage<external>, sym_name = "choices", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg36: i32, %arg37: i32, %arg38: f32, %arg39: f32):
    %91 = "llvm.icmp"(%arg36, %arg37) <{predicate = 6 : i64}> : (i32, i32) -> i1
    %92 = "llvm.fcmp"(%arg38, %arg39) <{fastmathFlags = #llvm.fastmath<none>, predicate = 5 : i64}> : (f32, f32) -> i1
    %93 = "llvm.select"(%91, %arg38, %arg39) <{fastmathFlags = #llvm.fastmath<none>}> : (i1, f32, f32) -> f32
    %94 = "llvm.select"(%92, %93, %arg39) <{fastmathFlags = #llvm.fastmath<nnan>}> : (i1, f32, f32) -> f32
    "llvm.return"(%94) : (f32) -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<ptr (i8, f32, ptr)>, linkage = #llvm.linkage<external>, sym_name = "conversions", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg33: i8, %arg34: f32, %arg35: !llvm.ptr):
    %79 = "llvm.sext"(%arg33) : (i8) -> i32
    %80 = "llvm.zext"(%arg33) : (i8) -> i32
    %81 = "llvm.trunc"(%79) : (i32) -> i16
    %82 = "llvm.fpext"(%arg34) : (f32) -> f64
    %83 = "llvm.fptrunc"(%82) : (f64) -> f32
    %84 = "llvm.sitofp"(%80) : (i32) -> f32
    %85 = "llvm.uitofp"(%81) : (i16) -> f32
    %86 = "llvm.fptosi"(%83) : (f32) -> i32
    %87 = "llvm.fptoui"(%84) : (f32) -> i32
    %88 = "llvm.bitcast"(%85) : (f32) -> i32
    %89 = "llvm.ptrtoint"(%arg35) : (!llvm.ptr) -> i64
    %90 = "llvm.inttoptr"(%89) : (i64) -> !llvm.ptr
    "llvm.return"(%90) : (!llvm.ptr) -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<void (i64, ptr, vec<4 x ptr>, vector<4xi64>)>, linkage = #llvm.linkage<external>, sym_name = "memory", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg29: i64, %arg30: !llvm.ptr, %arg31: !llvm.vec<4 x ptr>, %arg32: vector<4xi64>):
    %72 = "llvm.alloca"(%arg29) <{alignment = 64 : i64, elem_type = f32}> : (i64) -> !llvm.ptr
    %73 = "llvm.load"(%arg30) <{alignment = 4 : i64, ordering = 0 : i64}> : (!llvm.ptr) -> f32
    %74 = "llvm.load"(%arg30) <{nontemporal, ordering = 0 : i64, volatile_}> : (!llvm.ptr) -> vector<4xf32>
    %75 = "llvm.load"(%arg30) <{alignment = 4 : i64, ordering = 4 : i64}> : (!llvm.ptr) -> f32
    "llvm.store"(%73, %72) <{alignment = 4 : i64, ordering = 0 : i64}> : (f32, !llvm.ptr) -> ()
    "llvm.store"(%74, %72) <{nontemporal, ordering = 0 : i64, volatile_}> : (vector<4xf32>, !llvm.ptr) -> ()
    "llvm.store"(%75, %72) <{alignment = 4 : i64, ordering = 5 : i64}> : (f32, !llvm.ptr) -> ()
    %76 = "llvm.getelementptr"(%arg30, %arg29) <{elem_type = f32, rawConstantIndices = array<i32: -2147483648>}> : (!llvm.ptr, i64) -> !llvm.ptr
    %77 = "llvm.getelementptr"(%76, %arg29) <{elem_type = !llvm.array<8 x f32>, inbounds, rawConstantIndices = array<i32: -2147483648, 3>}> : (!llvm.ptr, i64) -> !llvm.ptr
    %78 = "llvm.getelementptr"(%77, %arg32) <{elem_type = f32, rawConstantIndices = array<i32: -2147483648>}> : (!llvm.ptr, vector<4xi64>) -> !llvm.vec<4 x ptr>
    "llvm.store"(%78, %72) <{ordering = 0 : i64}> : (!llvm.vec<4 x ptr>, !llvm.ptr) -> ()
    "llvm.intr.prefetch"(%arg30) <{cache = 1 : i32, hint = 3 : i32, rw = 0 : i32}> : (!llvm.ptr) -> ()
    "llvm.return"() : () -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<void (ptr, vec<4 x ptr>, vector<4xi1>, vector<4xf32>)>, linkage = #llvm.linkage<external>, sym_name = "masks", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg25: !llvm.ptr, %arg26: !llvm.vec<4 x ptr>, %arg27: vector<4xi1>, %arg28: vector<4xf32>):
    %70 = "llvm.intr.masked.load"(%arg25, %arg27, %arg28) <{alignment = 4 : i32}> : (!llvm.ptr, vector<4xi1>, vector<4xf32>) -> vector<4xf32>
    "llvm.intr.masked.store"(%70, %arg25, %arg27) <{alignment = 4 : i32}> : (vector<4xf32>, !llvm.ptr, vector<4xi1>) -> ()
    %71 = "llvm.intr.masked.gather"(%arg26, %arg27, %70) <{alignment = 4 : i32}> : (!llvm.vec<4 x ptr>, vector<4xi1>, vector<4xf32>) -> vector<4xf32>
    "llvm.intr.masked.scatter"(%71, %arg26, %arg27) <{alignment = 4 : i32}> : (vector<4xf32>, !llvm.vec<4 x ptr>, vector<4xi1>) -> ()
    "llvm.return"() : () -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<vector<4xf32> (vector<4xf32>, f32, i64)>, linkage = #llvm.linkage<external>, sym_name = "lanes", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg22: vector<4xf32>, %arg23: f32, %arg24: i64):
    %66 = "llvm.extractelement"(%arg22, %arg24) : (vector<4xf32>, i64) -> f32
    %67 = "llvm.insertelement"(%arg22, %arg23, %arg24) : (vector<4xf32>, f32, i64) -> vector<4xf32>
    %68 = "llvm.shufflevector"(%67, %arg22) <{mask = array<i32: 0, 4, -1, 7>}> : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    %69 = "llvm.insertelement"(%68, %66, %arg24) : (vector<4xf32>, f32, i64) -> vector<4xf32>
    "llvm.return"(%69) : (vector<4xf32>) -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<i32 (struct<(i32, f32)>, array<2 x i32>)>, linkage = #llvm.linkage<external>, sym_name = "fields", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg20: !llvm.struct<(i32, f32)>, %arg21: !llvm.array<2 x i32>):
    %63 = "llvm.extractvalue"(%arg20) <{position = array<i64: 0>}> : (!llvm.struct<(i32, f32)>) -> i32
    %64 = "llvm.insertvalue"(%arg21, %63) <{position = array<i64: 1>}> : (!llvm.array<2 x i32>, i32) -> !llvm.array<2 x i32>
    %65 = "llvm.extractvalue"(%64) <{position = array<i64: 0>}> : (!llvm.array<2 x i32>) -> i32
    "llvm.return"(%65) : (i32) -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<vector<4xf32> (vector<4xf32>)>, linkage = #llvm.linkage<external>, sym_name = "functions", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg19: vector<4xf32>):
    %41 = "llvm.intr.fabs"(%arg19) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %42 = "llvm.intr.floor"(%41) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %43 = "llvm.intr.ceil"(%42) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %44 = "llvm.intr.round"(%43) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %45 = "llvm.intr.roundeven"(%44) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %46 = "llvm.intr.trunc"(%45) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %47 = "llvm.intr.rint"(%46) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %48 = "llvm.intr.sqrt"(%47) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %49 = "llvm.intr.exp"(%48) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %50 = "llvm.intr.exp2"(%49) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %51 = "llvm.intr.log"(%50) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %52 = "llvm.intr.log2"(%51) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %53 = "llvm.intr.log10"(%52) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %54 = "llvm.intr.sin"(%53) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %55 = "llvm.intr.cos"(%54) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> vector<4xf32>
    %56 = "llvm.intr.maximum"(%55, %arg19) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    %57 = "llvm.intr.minimum"(%56, %arg19) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    %58 = "llvm.intr.maxnum"(%57, %arg19) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    %59 = "llvm.intr.minnum"(%58, %arg19) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    %60 = "llvm.intr.copysign"(%59, %arg19) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    %61 = "llvm.intr.pow"(%60, %arg19) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    %62 = "llvm.intr.fma"(%61, %arg19, %61) <{fastmathFlags = #llvm.fastmath<contract>}> : (vector<4xf32>, vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    "llvm.return"(%62) : (vector<4xf32>) -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<i32 (i32, i32)>, linkage = #llvm.linkage<external>, sym_name = "integerFunctions", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg17: i32, %arg18: i32):
    %36 = "llvm.intr.smax"(%arg17, %arg18) : (i32, i32) -> i32
    %37 = "llvm.intr.smin"(%36, %arg18) : (i32, i32) -> i32
    %38 = "llvm.intr.umax"(%37, %arg18) : (i32, i32) -> i32
    %39 = "llvm.intr.umin"(%38, %arg18) : (i32, i32) -> i32
    %40 = "llvm.intr.abs"(%39) <{is_int_min_poison = false}> : (i32) -> i32
    "llvm.return"(%40) : (i32) -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<f32 (vector<4xi32>, vector<4xf32>, f32)>, linkage = #llvm.linkage<external>, sym_name = "reductions", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg14: vector<4xi32>, %arg15: vector<4xf32>, %arg16: f32):
    %21 = "llvm.intr.vector.reduce.add"(%arg14) : (vector<4xi32>) -> i32
    %22 = "llvm.intr.vector.reduce.mul"(%arg14) : (vector<4xi32>) -> i32
    %23 = "llvm.intr.vector.reduce.and"(%arg14) : (vector<4xi32>) -> i32
    %24 = "llvm.intr.vector.reduce.or"(%arg14) : (vector<4xi32>) -> i32
    %25 = "llvm.intr.vector.reduce.xor"(%arg14) : (vector<4xi32>) -> i32
    %26 = "llvm.intr.vector.reduce.smax"(%arg14) : (vector<4xi32>) -> i32
    %27 = "llvm.intr.vector.reduce.smin"(%arg14) : (vector<4xi32>) -> i32
    %28 = "llvm.intr.vector.reduce.umax"(%arg14) : (vector<4xi32>) -> i32
    %29 = "llvm.intr.vector.reduce.umin"(%arg14) : (vector<4xi32>) -> i32
    %30 = "llvm.intr.vector.reduce.fmax"(%arg15) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> f32
    %31 = "llvm.intr.vector.reduce.fmin"(%arg15) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> f32
    %32 = "llvm.intr.vector.reduce.fmaximum"(%arg15) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> f32
    %33 = "llvm.intr.vector.reduce.fminimum"(%arg15) <{fastmathFlags = #llvm.fastmath<none>}> : (vector<4xf32>) -> f32
    %34 = "llvm.intr.vector.reduce.fadd"(%arg16, %arg15) <{fastmathFlags = #llvm.fastmath<none>}> : (f32, vector<4xf32>) -> f32
    %35 = "llvm.intr.vector.reduce.fmul"(%arg16, %arg15) <{fastmathFlags = #llvm.fastmath<none>}> : (f32, vector<4xf32>) -> f32
    "llvm.return"(%35) : (f32) -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<i32 (i32, i32, ptr)>, linkage = #llvm.linkage<external>, sym_name = "calls", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg11: i32, %arg12: i32, %arg13: !llvm.ptr):
    %19 = "llvm.call"(%arg11, %arg12) <{CConv = #llvm.cconv<ccc>, TailCallKind = #llvm.tailcallkind<none>, callee = @callee, fastmathFlags = #llvm.fastmath<none>}> : (i32, i32) -> i32
    %20 = "llvm.call"(%arg13, %19, %arg12) <{CConv = #llvm.cconv<ccc>, TailCallKind = #llvm.tailcallkind<none>, fastmathFlags = #llvm.fastmath<none>}> : (!llvm.ptr, i32, i32) -> i32
    "llvm.call_intrinsic"() <{fastmathFlags = #llvm.fastmath<none>, intrin = "llvm.x86.sse2.lfence"}> : () -> ()
    "llvm.return"(%20) : (i32) -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<void (ptr)>, linkage = #llvm.linkage<external>, sym_name = "constants", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg10: !llvm.ptr):
    %12 = "llvm.mlir.constant"() <{value = 7 : i32}> : () -> i32
    %13 = "llvm.mlir.undef"() : () -> i32
    %14 = "llvm.mlir.poison"() : () -> i32
    %15 = "llvm.mlir.zero"() : () -> !llvm.ptr
    %16 = "llvm.mlir.addressof"() <{global_name = @table}> : () -> !llvm.ptr
    "llvm.store"(%12, %arg10) <{ordering = 0 : i64}> : (i32, !llvm.ptr) -> ()
    "llvm.store"(%13, %arg10) <{ordering = 0 : i64}> : (i32, !llvm.ptr) -> ()
    "llvm.store"(%14, %arg10) <{ordering = 0 : i64}> : (i32, !llvm.ptr) -> ()
    "llvm.store"(%15, %arg10) <{ordering = 0 : i64}> : (!llvm.ptr, !llvm.ptr) -> ()
    "llvm.store"(%16, %arg10) <{ordering = 0 : i64}> : (!llvm.ptr, !llvm.ptr) -> ()
    %17 = "llvm.mlir.constant"() <{value = dense<[1, 2, 3, 4]> : vector<4xi32>}> : () -> vector<4xi32>
    "llvm.store"(%17, %arg10) <{ordering = 0 : i64}> : (vector<4xi32>, !llvm.ptr) -> ()
    %18 = "llvm.mlir.addressof"() <{global_name = @callee}> : () -> !llvm.ptr
    "llvm.store"(%18, %arg10) <{ordering = 0 : i64}> : (!llvm.ptr, !llvm.ptr) -> ()
    "llvm.return"() : () -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<i32 (i1, i32, i32)>, linkage = #llvm.linkage<external>, sym_name = "branches", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg7: i1, %arg8: i32, %arg9: i32):
    "llvm.br"(%arg8)[^bb1] : (i32) -> ()
  ^bb1(%9: i32):  // 2 preds: ^bb0, ^bb3
    "llvm.cond_br"(%arg7, %9)[^bb2, ^bb3] <{operandSegmentSizes = array<i32: 1, 1, 0>}> : (i1, i32) -> ()
  ^bb2(%10: i32):  // pred: ^bb1
    "llvm.switch"(%10, %arg9)[^bb4, ^bb5, ^bb3] <{case_operand_segments = array<i32: 0, 0>, case_values = dense<[4, -5]> : vector<2xi32>, operandSegmentSizes = array<i32: 1, 1, 0>}> : (i32, i32) -> ()
  ^bb3:  // 2 preds: ^bb1, ^bb2
    "llvm.cond_br"(%arg7, %arg9, %9)[^bb1, ^bb4] <{operandSegmentSizes = array<i32: 1, 1, 1>}> : (i1, i32, i32) -> ()
  ^bb4(%11: i32):  // 2 preds: ^bb2, ^bb3
    "llvm.cond_br"(%arg7)[^bb6, ^bb6] <{operandSegmentSizes = array<i32: 1, 0, 0>}> : (i1) -> ()
  ^bb5:  // pred: ^bb2
    "llvm.unreachable"() : () -> ()
  ^bb6:  // 2 preds: ^bb4, ^bb4
    "llvm.return"(%11) : (i32) -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<i32 (i32)>, linkage = #llvm.linkage<external>, sym_name = "bits", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg6: i32):
    %6 = "llvm.intr.ctlz"(%arg6) <{is_zero_poison = false}> : (i32) -> i32
    %7 = "llvm.intr.cttz"(%6) <{is_zero_poison = true}> : (i32) -> i32
    %8 = "llvm.intr.ctpop"(%7) : (i32) -> i32
    "llvm.return"(%8) : (i32) -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<void (ptr, vector<4xi1>, vector<4xf32>)>, linkage = #llvm.linkage<external>, sym_name = "packed", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg3: !llvm.ptr, %arg4: vector<4xi1>, %arg5: vector<4xf32>):
    %5 = "llvm.intr.masked.expandload"(%arg3, %arg4, %arg5) : (!llvm.ptr, vector<4xi1>, vector<4xf32>) -> vector<4xf32>
    "llvm.intr.masked.compressstore"(%5, %arg3, %arg4) : (vector<4xf32>, !llvm.ptr, vector<4xi1>) -> ()
    "llvm.return"() : () -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<i32 (ptr, i32, f32)>, linkage = #llvm.linkage<external>, sym_name = "atomics", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg0: !llvm.ptr, %arg1: i32, %arg2: f32):
    %0 = "llvm.atomicrmw"(%arg0, %arg1) <{bin_op = 1 : i64, ordering = 6 : i64}> : (!llvm.ptr, i32) -> i32
    %1 = "llvm.atomicrmw"(%arg0, %0) <{bin_op = 10 : i64, ordering = 2 : i64}> : (!llvm.ptr, i32) -> i32
    %2 = "llvm.atomicrmw"(%arg0, %arg2) <{bin_op = 11 : i64, ordering = 7 : i64}> : (!llvm.ptr, f32) -> f32
    %3 = "llvm.cmpxchg"(%arg0, %0, %1) <{failure_ordering = 4 : i64, success_ordering = 6 : i64}> : (!llvm.ptr, i32, i32) -> !llvm.struct<(i32, i1)>
    %4 = "llvm.extractvalue"(%3) <{position = array<i64: 0>}> : (!llvm.struct<(i32, i1)>) -> i32
    %5 = llvm.atomicrmw uinc_wrap %arg0, %4 syncscope("singlethread") release {alignment = 16 : i64} : !llvm.ptr, i32
    %6 = llvm.atomicrmw volatile udec_wrap %arg0, %5 acquire : !llvm.ptr, i32
    %7 = llvm.atomicrmw xchg %arg0, %arg0 seq_cst : !llvm.ptr, !llvm.ptr
    %8 = llvm.cmpxchg weak volatile %arg0, %7, %arg0 syncscope("singlethread") seq_cst monotonic {alignment = 8 : i64} : !llvm.ptr, !llvm.ptr
    llvm.fence seq_cst
    llvm.fence syncscope("singlethread") acq_rel
    %9 = llvm.load volatile %arg0 atomic syncscope("singlethread") unordered {alignment = 4 : i64} : !llvm.ptr -> i32
    llvm.store %9, %arg0 atomic syncscope("singlethread") seq_cst {alignment = 4 : i64} : i32, !llvm.ptr
    "llvm.return"(%6) : (i32) -> ()
  }) : () -> ()
  llvm.func @assembly(%x: i32, %p: !llvm.ptr) -> i32 {
    %0 = llvm.inline_asm "bswap $0", "=r,0" %x : (i32) -> i32
    %1 = llvm.inline_asm has_side_effects is_align_stack asm_dialect = intel "mov $0, $1", "=r,r" %0 : (i32) -> i32
    %2 = llvm.inline_asm has_side_effects operand_attrs = [{elementtype = i32}] "movl $1, $0", "=r,*m" %p : (!llvm.ptr) -> i32
    llvm.inline_asm asm_dialect = att "nop \22\09", "~{memory}" : () -> ()
    %3 = llvm.inline_asm "cpuid", "={eax},={ebx},{eax},~{ecx},~{edx}" %2 : (i32) -> !llvm.struct<(i32, i32)>
    %4 = llvm.extractvalue %3[1] : !llvm.struct<(i32, i32)>
    "llvm.return"(%1) : (i32) -> ()
  }
}) : () -> ()
