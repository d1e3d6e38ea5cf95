// RUN: dead-code-elimination
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
