// Functions, globals and named structures of 'llvm', as mlir-opt 19 prints it.
"builtin.module"() ({
  "llvm.mlir.global"() <{addr_space = 0 : i32, constant, global_type = !llvm.array<6 x i8>, linkage = #llvm.linkage<internal>, sym_name = "text", unnamed_addr = 0 : i64, value = "hello\00", visibility_ = 0 : i64}> ({
  }) : () -> ()
  "llvm.mlir.global"() <{addr_space = 0 : i32, alignment = 4 : i64, global_type = i32, linkage = #llvm.linkage<external>, sym_name = "count", unnamed_addr = 0 : i64, value = 7 : i32, visibility_ = 0 : i64}> ({
  }) : () -> ()
  "llvm.mlir.global"() <{addr_space = 0 : i32, global_type = !llvm.struct<"node", (i32, ptr, array<4 x struct<"file", opaque>>)>, linkage = #llvm.linkage<internal>, sym_name = "node", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
    %17 = "llvm.mlir.undef"() : () -> !llvm.struct<"node", (i32, ptr, array<4 x struct<"file", opaque>>)>
    "llvm.return"(%17) : (!llvm.struct<"node", (i32, ptr, array<4 x struct<"file", opaque>>)>) -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, arg_attrs = [{llvm.noalias}], function_type = !llvm.func<i32 (ptr, ...)>, linkage = #llvm.linkage<external>, sym_name = "printf", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<i32 (i32, ptr)>, linkage = #llvm.linkage<internal>, passthrough = ["nounwind", ["frame-pointer", "all"]], sym_name = "main", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg3: i32, %arg4: !llvm.ptr):
    %8 = "llvm.mlir.addressof"() <{global_name = @text}> : () -> !llvm.ptr
    %9 = "llvm.getelementptr"(%8) <{elem_type = !llvm.array<6 x i8>, inbounds, rawConstantIndices = array<i32: 0, 1>}> : (!llvm.ptr) -> !llvm.ptr
    %10 = "llvm.call"(%9, %arg3) <{CConv = #llvm.cconv<ccc>, TailCallKind = #llvm.tailcallkind<none>, callee = @printf, fastmathFlags = #llvm.fastmath<none>, var_callee_type = !llvm.func<i32 (ptr, ...)>}> : (!llvm.ptr, i32) -> i32
    %11 = "llvm.mlir.constant"() <{value = 0 : i32}> : () -> i32
    %12 = "llvm.icmp"(%10, %11) <{predicate = 4 : i64}> : (i32, i32) -> i1
    "llvm.cond_br"(%12, %10)[^bb1, ^bb2] <{branch_weights = array<i32: 3, 1>, operandSegmentSizes = array<i32: 1, 1, 0>}> : (i1, i32) -> ()
  ^bb1(%13: i32):  // 2 preds: ^bb0, ^bb1
    %14 = "llvm.add"(%13, %arg3) <{overflowFlags = #llvm.overflow<nsw>}> : (i32, i32) -> i32
    "llvm.switch"(%14, %11)[^bb2, ^bb2, ^bb1] <{case_operand_segments = array<i32: 0, 1>, case_values = dense<[1, 2]> : vector<2xi32>, operandSegmentSizes = array<i32: 1, 0, 1>}> : (i32, i32) -> ()
  ^bb2:  // 3 preds: ^bb0, ^bb1, ^bb1
    %15 = "llvm.load"(%arg4) <{alignment = 4 : i64, ordering = 0 : i64}> : (!llvm.ptr) -> i32
    %16 = "llvm.atomicrmw"(%arg4, %15) <{bin_op = 1 : i64, ordering = 6 : i64}> : (!llvm.ptr, i32) -> i32
    "llvm.store"(%16, %arg4) <{ordering = 0 : i64, volatile_}> : (i32, !llvm.ptr) -> ()
    "llvm.return"(%16) : (i32) -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<f32 (vector<4xf32>, struct<packed (i8, vector<4xf32>)>, vector<[4]xf32>)>, linkage = #llvm.linkage<external>, sym_name = "aggregates", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  ^bb0(%arg0: vector<4xf32>, %arg1: !llvm.struct<packed (i8, vector<4xf32>)>, %arg2: vector<[4]xf32>):
    %0 = "llvm.insertvalue"(%arg1, %arg0) <{position = array<i64: 1>}> : (!llvm.struct<packed (i8, vector<4xf32>)>, vector<4xf32>) -> !llvm.struct<packed (i8, vector<4xf32>)>
    %1 = "llvm.extractvalue"(%0) <{position = array<i64: 1>}> : (!llvm.struct<packed (i8, vector<4xf32>)>) -> vector<4xf32>
    %2 = "llvm.mlir.constant"() <{value = 2 : i64}> : () -> i64
    %3 = "llvm.extractelement"(%1, %2) : (vector<4xf32>, i64) -> f32
    %4 = "llvm.intr.fmuladd"(%3, %3, %3) <{fastmathFlags = #llvm.fastmath<contract>}> : (f32, f32, f32) -> f32
    %5 = "llvm.fcmp"(%3, %4) <{fastmathFlags = #llvm.fastmath<none>, predicate = 4 : i64}> : (f32, f32) -> i1
    %6 = "llvm.select"(%5, %3, %4) <{fastmathFlags = #llvm.fastmath<none>}> : (i1, f32, f32) -> f32
    %7 = "llvm.shufflevector"(%1, %1) <{mask = array<i32: 0, 5, 2, 7>}> : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
    "llvm.return"(%6) : (f32) -> ()
  }) : () -> ()
}) : () -> ()

