"builtin.module"() ({
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<void ()>, linkage = #llvm.linkage<external>, sym_name = "f", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
    "llvm.return"() : () -> () loc(#loc7)
  }) : () -> () loc(#loc5)
}) : () -> () loc(#loc)
#di_file = #llvm.di_file<"a.c" in "/src">
#loc = loc("debug.mlir":0:0)
#loc1 = loc("a.c":1:1)
#loc2 = loc("b.c":3:4)
#loc3 = loc("a.c":1:2)
#di_compile_unit = #llvm.di_compile_unit<id = distinct[0]<>, sourceLanguage = DW_LANG_C, file = #di_file, producer = "p", isOptimized = false, emissionKind = Full>
#loc4 = loc("inner"(#loc2))
#di_subprogram = #llvm.di_subprogram<compileUnit = #di_compile_unit, scope = #di_file, name = "f", file = #di_file, subprogramFlags = Definition>
#loc5 = loc(fused<#di_subprogram>[#loc1])
#loc6 = loc(fused<#di_subprogram>[#loc3])
#loc7 = loc(callsite(#loc4 at #loc6))

