// RUN: canonicalize
// arithmetic on numbers
"llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<i32 ()>, linkage = #llvm.linkage<external>, sym_name = "f", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  %0 = "llvm.mlir.constant"() <{value = 7 : i32}> : () -> i32
  %1 = "llvm.mlir.constant"() <{value = -3 : i32}> : () -> i32
  %2 = "llvm.add"(%0, %1) <{overflowFlags = #llvm.overflow<none>}> : (i32, i32) -> i32
  %3 = "llvm.mul"(%2, %0) <{overflowFlags = #llvm.overflow<none>}> : (i32, i32) -> i32
  %4 = "llvm.sub"(%3, %1) <{overflowFlags = #llvm.overflow<none>}> : (i32, i32) -> i32
  %5 = "llvm.sdiv"(%4, %1) : (i32, i32) -> i32
  %6 = "llvm.shl"(%5, %0) <{overflowFlags = #llvm.overflow<none>}> : (i32, i32) -> i32
  %7 = "llvm.ashr"(%6, %0) : (i32, i32) -> i32
  %8 = "llvm.xor"(%7, %0) : (i32, i32) -> i32
  %9 = "llvm.or"(%8, %0) : (i32, i32) -> i32
  %10 = "llvm.and"(%9, %1) : (i32, i32) -> i32
  "llvm.return"(%10) : (i32) -> ()
}) : () -> ()
// CHECK: [[C:%[0-9]+]] = "llvm.mlir.constant"() <{value = -11 : i32}>
// CHECK-NEXT: "llvm.return"([[C]])
// -----
// what adds nothing
"llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<i32 (i32, f32)>, linkage = #llvm.linkage<external>, sym_name = "f", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
^bb0(%arg0: i32, %arg1: f32):
  %0 = "llvm.mlir.constant"() <{value = 0 : i32}> : () -> i32
  %1 = "llvm.mlir.constant"() <{value = 1 : i32}> : () -> i32
  %2 = "llvm.add"(%0, %arg0) <{overflowFlags = #llvm.overflow<none>}> : (i32, i32) -> i32
  %3 = "llvm.mul"(%2, %1) <{overflowFlags = #llvm.overflow<none>}> : (i32, i32) -> i32
  %4 = "llvm.or"(%3, %0) : (i32, i32) -> i32
  %5 = "llvm.shl"(%4, %0) <{overflowFlags = #llvm.overflow<none>}> : (i32, i32) -> i32
  "llvm.return"(%5) : (i32) -> ()
}) : () -> ()
// CHECK: "llvm.return"(%arg0)
// -----
// numbers with fractions
"llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<f32 ()>, linkage = #llvm.linkage<external>, sym_name = "f", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  %0 = "llvm.mlir.constant"() <{value = 1.500000e+00 : f32}> : () -> f32
  %1 = "llvm.mlir.constant"() <{value = 2.500000e-01 : f32}> : () -> f32
  %2 = "llvm.fadd"(%0, %1) <{fastmathFlags = #llvm.fastmath<none>}> : (f32, f32) -> f32
  %3 = "llvm.fmul"(%2, %0) <{fastmathFlags = #llvm.fastmath<none>}> : (f32, f32) -> f32
  %4 = "llvm.fsub"(%3, %1) <{fastmathFlags = #llvm.fastmath<none>}> : (f32, f32) -> f32
  %5 = "llvm.fdiv"(%4, %1) <{fastmathFlags = #llvm.fastmath<none>}> : (f32, f32) -> f32
  %6 = "llvm.fneg"(%5) <{fastmathFlags = #llvm.fastmath<none>}> : (f32) -> f32
  %7 = "llvm.intr.maximum"(%6, %1) <{fastmathFlags = #llvm.fastmath<none>}> : (f32, f32) -> f32
  %8 = "llvm.fadd"(%6, %7) <{fastmathFlags = #llvm.fastmath<none>}> : (f32, f32) -> f32
  "llvm.return"(%8) : (f32) -> ()
}) : () -> ()
// CHECK: value = -9.250000e+00 : f32
// -----
// comparisons and choices
"llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<i32 (i32, i32)>, linkage = #llvm.linkage<external>, sym_name = "f", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
^bb0(%arg0: i32, %arg1: i32):
  %0 = "llvm.mlir.constant"() <{value = 7 : i32}> : () -> i32
  %1 = "llvm.mlir.constant"() <{value = -3 : i32}> : () -> i32
  %2 = "llvm.icmp"(%0, %1) <{predicate = 6 : i64}> : (i32, i32) -> i1
  %3 = "llvm.select"(%2, %arg0, %arg1) <{fastmathFlags = #llvm.fastmath<none>}> : (i1, i32, i32) -> i32
  %4 = "llvm.icmp"(%0, %arg0) <{predicate = 2 : i64}> : (i32, i32) -> i1
  %5 = "llvm.select"(%4, %3, %arg1) <{fastmathFlags = #llvm.fastmath<none>}> : (i1, i32, i32) -> i32
  %6 = "llvm.select"(%4, %5, %5) <{fastmathFlags = #llvm.fastmath<none>}> : (i1, i32, i32) -> i32
  "llvm.return"(%6) : (i32) -> ()
}) : () -> ()
// CHECK: [[C:%[0-9]+]] = "llvm.icmp"(%arg0, {{%[0-9]+}}) <{predicate = 4 : i64}>
// CHECK-NEXT: [[S:%[0-9]+]] = "llvm.select"([[C]], %arg0, %arg1)
// CHECK-NEXT: "llvm.return"([[S]])
// -----
// comparisons of numbers with fractions
"llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<i1 ()>, linkage = #llvm.linkage<external>, sym_name = "f", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  %0 = "llvm.mlir.constant"() <{value = 7.000000e+00 : f32}> : () -> f32
  %1 = "llvm.mlir.constant"() <{value = -3.000000e+00 : f32}> : () -> f32
  %2 = "llvm.fcmp"(%0, %1) <{fastmathFlags = #llvm.fastmath<none>, predicate = 4 : i64}> : (f32, f32) -> i1
  "llvm.return"(%2) : (i1) -> ()
}) : () -> ()
// CHECK: value = false
// CHECK-NOT: fcmp
// -----
// conversions one after the other
"llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<struct<(i32, i32, i32, i64, f16)> (i8, i32, i64, f16)>, linkage = #llvm.linkage<external>, sym_name = "f", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
^bb0(%arg0: i8, %arg1: i32, %arg2: i64, %arg3: f16):
  %0 = "llvm.zext"(%arg0) : (i8) -> i16
  %1 = "llvm.sext"(%0) : (i16) -> i32
  %2 = "llvm.sext"(%arg0) : (i8) -> i16
  %3 = "llvm.sext"(%2) : (i16) -> i32
  %4 = "llvm.zext"(%arg1) : (i32) -> i64
  %5 = "llvm.trunc"(%4) : (i64) -> i32
  %6 = "llvm.inttoptr"(%arg2) : (i64) -> !llvm.ptr
  %7 = "llvm.ptrtoint"(%6) : (!llvm.ptr) -> i64
  %8 = "llvm.fpext"(%arg3) : (f16) -> f64
  %9 = "llvm.fptrunc"(%8) : (f64) -> f16
  %10 = "llvm.mlir.undef"() : () -> !llvm.struct<(i32, i32, i32, i64, f16)>
  %11 = "llvm.insertvalue"(%10, %1) <{position = array<i64: 0>}> : (!llvm.struct<(i32, i32, i32, i64, f16)>, i32) -> !llvm.struct<(i32, i32, i32, i64, f16)>
  %12 = "llvm.insertvalue"(%11, %3) <{position = array<i64: 1>}> : (!llvm.struct<(i32, i32, i32, i64, f16)>, i32) -> !llvm.struct<(i32, i32, i32, i64, f16)>
  %13 = "llvm.insertvalue"(%12, %5) <{position = array<i64: 2>}> : (!llvm.struct<(i32, i32, i32, i64, f16)>, i32) -> !llvm.struct<(i32, i32, i32, i64, f16)>
  %14 = "llvm.insertvalue"(%13, %7) <{position = array<i64: 3>}> : (!llvm.struct<(i32, i32, i32, i64, f16)>, i64) -> !llvm.struct<(i32, i32, i32, i64, f16)>
  %15 = "llvm.insertvalue"(%14, %9) <{position = array<i64: 4>}> : (!llvm.struct<(i32, i32, i32, i64, f16)>, f16) -> !llvm.struct<(i32, i32, i32, i64, f16)>
  "llvm.return"(%15) : (!llvm.struct<(i32, i32, i32, i64, f16)>) -> ()
}) : () -> ()
// CHECK: [[Z:%[0-9]+]] = "llvm.zext"(%arg0) : (i8) -> i32
// CHECK: [[S:%[0-9]+]] = "llvm.sext"(%arg0) : (i8) -> i32
// CHECK-NOT: trunc
// CHECK-NOT: ptr
// CHECK: "llvm.insertvalue"({{%[0-9]+}}, [[Z]])
// CHECK: "llvm.insertvalue"({{%[0-9]+}}, [[S]])
// CHECK: "llvm.insertvalue"({{%[0-9]+}}, %arg1)
// CHECK: "llvm.insertvalue"({{%[0-9]+}}, %arg2)
// CHECK: "llvm.insertvalue"({{%[0-9]+}}, %arg3)
// -----
// conversions of numbers
"llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<f32 ()>, linkage = #llvm.linkage<external>, sym_name = "f", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
  %0 = "llvm.mlir.constant"() <{value = -7 : i8}> : () -> i8
  %1 = "llvm.sext"(%0) : (i8) -> i32
  %2 = "llvm.trunc"(%1) : (i32) -> i16
  %3 = "llvm.sitofp"(%2) : (i16) -> f32
  "llvm.return"(%3) : (f32) -> ()
}) : () -> ()
// CHECK: value = -7.000000e+00 : f32
// CHECK-NOT: sitofp
// -----
// fields of structs
"llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<i32 (i32, i32)>, linkage = #llvm.linkage<external>, sym_name = "f", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
^bb0(%arg0: i32, %arg1: i32):
  %0 = "llvm.mlir.undef"() : () -> !llvm.struct<(i32, struct<(i32, i32)>)>
  %1 = "llvm.insertvalue"(%0, %arg0) <{position = array<i64: 1, 0>}> : (!llvm.struct<(i32, struct<(i32, i32)>)>, i32) -> !llvm.struct<(i32, struct<(i32, i32)>)>
  %2 = "llvm.insertvalue"(%1, %arg1) <{position = array<i64: 0>}> : (!llvm.struct<(i32, struct<(i32, i32)>)>, i32) -> !llvm.struct<(i32, struct<(i32, i32)>)>
  %3 = "llvm.extractvalue"(%2) <{position = array<i64: 1, 0>}> : (!llvm.struct<(i32, struct<(i32, i32)>)>) -> i32
  "llvm.return"(%3) : (i32) -> ()
}) : () -> ()
// CHECK: "llvm.return"(%arg0)
// -----
// a field around what was put in
"llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<struct<(i32, i32)> (i32)>, linkage = #llvm.linkage<external>, sym_name = "f", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
^bb0(%arg0: i32):
  %0 = "llvm.mlir.undef"() : () -> !llvm.struct<(i32, struct<(i32, i32)>)>
  %1 = "llvm.insertvalue"(%0, %arg0) <{position = array<i64: 1, 0>}> : (!llvm.struct<(i32, struct<(i32, i32)>)>, i32) -> !llvm.struct<(i32, struct<(i32, i32)>)>
  %2 = "llvm.extractvalue"(%1) <{position = array<i64: 1>}> : (!llvm.struct<(i32, struct<(i32, i32)>)>) -> !llvm.struct<(i32, i32)>
  "llvm.return"(%2) : (!llvm.struct<(i32, i32)>) -> ()
}) : () -> ()
// CHECK: llvm.extractvalue
// -----
// addresses
"llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<f32 (ptr, i64)>, linkage = #llvm.linkage<external>, sym_name = "f", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
^bb0(%arg0: !llvm.ptr, %arg1: i64):
  %0 = "llvm.mlir.constant"() <{value = 3 : i64}> : () -> i64
  %1 = "llvm.getelementptr"(%arg0) <{elem_type = f32, rawConstantIndices = array<i32: 0>}> : (!llvm.ptr) -> !llvm.ptr
  %2 = "llvm.getelementptr"(%1, %0) <{elem_type = f32, inbounds, rawConstantIndices = array<i32: -2147483648>}> : (!llvm.ptr, i64) -> !llvm.ptr
  %3 = "llvm.getelementptr"(%2) <{elem_type = f32, inbounds, rawConstantIndices = array<i32: 4>}> : (!llvm.ptr) -> !llvm.ptr
  %4 = "llvm.getelementptr"(%3, %arg1) <{elem_type = f32, rawConstantIndices = array<i32: -2147483648>}> : (!llvm.ptr, i64) -> !llvm.ptr
  %5 = "llvm.load"(%4) <{ordering = 0 : i64}> : (!llvm.ptr) -> f32
  "llvm.return"(%5) : (f32) -> ()
}) : () -> ()
// CHECK: [[A:%[0-9]+]] = "llvm.getelementptr"(%arg0) <{elem_type = f32, inbounds, rawConstantIndices = array<i32: 7>}>
// CHECK-NEXT: "llvm.getelementptr"([[A]], %arg1)
// -----
// steps over elements of different types stay
"llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<ptr (ptr)>, linkage = #llvm.linkage<external>, sym_name = "f", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
^bb0(%arg0: !llvm.ptr):
  %0 = "llvm.getelementptr"(%arg0) <{elem_type = f32, rawConstantIndices = array<i32: 3>}> : (!llvm.ptr) -> !llvm.ptr
  %1 = "llvm.getelementptr"(%0) <{elem_type = f64, rawConstantIndices = array<i32: 4>}> : (!llvm.ptr) -> !llvm.ptr
  "llvm.return"(%1) : (!llvm.ptr) -> ()
}) : () -> ()
// CHECK: array<i32: 3>
// CHECK: array<i32: 4>
// -----
// branches that are known
"llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<i32 (i32, i32)>, linkage = #llvm.linkage<external>, sym_name = "f", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
^bb0(%arg0: i32, %arg1: i32):
  %0 = "llvm.mlir.constant"() <{value = true}> : () -> i1
  "llvm.cond_br"(%0, %arg0, %arg1)[^bb1, ^bb1] <{operandSegmentSizes = array<i32: 1, 1, 1>}> : (i1, i32, i32) -> ()
^bb1(%1: i32):  // 2 preds: ^bb0, ^bb0
  %2 = "llvm.mlir.constant"() <{value = 4 : i32}> : () -> i32
  "llvm.switch"(%2)[^bb2, ^bb3, ^bb2] <{case_operand_segments = array<i32: 0, 0>, case_values = dense<[4, 5]> : vector<2xi32>, operandSegmentSizes = array<i32: 1, 0, 0>}> : (i32) -> ()
^bb2:  // 2 preds: ^bb1, ^bb1
  "llvm.return"(%arg1) : (i32) -> ()
^bb3:  // pred: ^bb1
  "llvm.return"(%1) : (i32) -> ()
}) : () -> ()
// CHECK: "llvm.br"(%arg0)
// CHECK-NOT: llvm.switch
// CHECK: llvm.br
// -----
// volatile and atomic accesses happen as they are written
llvm.func @f(%p: !llvm.ptr) -> i32 {
  %0 = llvm.load volatile %p : !llvm.ptr -> i32
  %1 = llvm.load volatile %p : !llvm.ptr -> i32
  %2 = llvm.load %p atomic seq_cst {alignment = 4 : i64} : !llvm.ptr -> i32
  %3 = llvm.load %p atomic acquire {alignment = 4 : i64} : !llvm.ptr -> i32
  %4 = llvm.sub %0, %1 : i32
  llvm.return %4 : i32
}
// CHECK: "llvm.load"
// CHECK-NEXT: "llvm.load"
// CHECK-NEXT: "llvm.load"
// CHECK-NEXT: "llvm.load"
// CHECK-NEXT: "llvm.sub"
// -----
// pointers of other address spaces may be narrower
llvm.func @f(%x: i64) -> i64 {
  %0 = llvm.inttoptr %x : i64 to !llvm.ptr<270>
  %1 = llvm.ptrtoint %0 : !llvm.ptr<270> to i64
  llvm.return %1 : i64
}
// CHECK: "llvm.inttoptr"
// CHECK: "llvm.ptrtoint"
// -----
builtin.module attributes {llvm.data_layout = "p:32:32"} {
  llvm.func @f(%x: i64) -> i64 {
    %0 = llvm.inttoptr %x : i64 to !llvm.ptr
    %1 = llvm.ptrtoint %0 : !llvm.ptr to i64
    llvm.return %1 : i64
  }
}
// CHECK: "llvm.inttoptr"
// CHECK: "llvm.ptrtoint"
