"builtin.module"() ({
  "llvm.mlir.global"() <{addr_space = 0 : i32, alignment = 8 : i64, constant, global_type = !llvm.array<5 x i8>, linkage = #llvm.linkage<internal>, sym_name = "str", unnamed_addr = 0 : i64, value = "hi\00\FF\0A", visibility_ = 0 : i64}> ({
  }) : () -> ()
  "llvm.mlir.global"() <{addr_space = 0 : i32, global_type = !llvm.struct<"pair", (i32, ptr)>, linkage = #llvm.linkage<external>, sym_name = "g", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  }) : () -> ()
  "llvm.comdat"() <{sym_name = "c"}> ({
    "llvm.comdat_selector"() <{comdat = 0 : i64, sym_name = "s"}> : () -> ()
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, arg_attrs = [{llvm.byval = i32, llvm.noalias}], function_type = !llvm.func<i32 (ptr, ...)>, linkage = #llvm.linkage<external>, passthrough = ["noinline", ["align", "4"]], sym_name = "ext", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  }) : () -> ()
  "llvm.func"() <{CConv = #llvm.cconv<ccc>, frame_pointer = #llvm.framePointerKind<all>, function_type = !llvm.func<struct<packed (i8, i32)> (i32, ptr<3>, vec<? x 4 x  f32>)>, linkage = #llvm.linkage<external>, sym_name = "f", unnamed_addr = 0 : i64, visibility_ = 0 : i64, vscale_range = #llvm.vscale_range<minRange = 1 : i64, maxRange = 16 : i64>}> ({
  ^bb0(%arg0: i32, %arg1: !llvm.ptr<3>, %arg2: !llvm.vec<? x 4 x  f32>):
    %0 = "llvm.mlir.undef"() : () -> !llvm.struct<packed (i8, i32)>
    %1 = "llvm.insertvalue"(%0, %arg0) <{position = array<i64: 1>}> : (!llvm.struct<packed (i8, i32)>, i32) -> !llvm.struct<packed (i8, i32)>
    %2 = "llvm.getelementptr"(%arg1, %arg0) <{elem_type = !llvm.array<4 x i16>, inbounds, rawConstantIndices = array<i32: -2147483648, 3>}> : (!llvm.ptr<3>, i32) -> !llvm.ptr<3>
    %3 = "llvm.load"(%2) <{alignment = 4 : i64, ordering = 0 : i64}> : (!llvm.ptr<3>) -> f32
    %4 = "llvm.fadd"(%3, %3) <{fastmathFlags = #llvm.fastmath<nnan, contract>}> : (f32, f32) -> f32
    %5 = "llvm.icmp"(%arg0, %arg0) <{predicate = 2 : i64}> : (i32, i32) -> i1
    "llvm.cond_br"(%5, %arg0)[^bb1, ^bb2] <{branch_weights = array<i32: 3, 5>, operandSegmentSizes = array<i32: 1, 1, 0>}> : (i1, i32) -> ()
  ^bb1(%6: i32):  // 2 preds: ^bb0, ^bb1
    "llvm.switch"(%6, %arg0)[^bb2, ^bb2, ^bb1] <{case_operand_segments = array<i32: 0, 1>, case_values = dense<[1, 2]> : vector<2xi32>, operandSegmentSizes = array<i32: 1, 0, 1>}> : (i32, i32) -> ()
  ^bb2:  // 3 preds: ^bb0, ^bb1, ^bb1
    "llvm.return"(%1) : (!llvm.struct<packed (i8, i32)>) -> ()
  }) : () -> ()
}) {llvm.data_layout = "e-m:e-i64:64", llvm.target_triple = "x86_64-unknown-linux-gnu"} : () -> ()

