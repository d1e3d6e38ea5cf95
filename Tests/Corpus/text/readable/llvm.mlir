llvm.mlir.global internal constant @text("hello\0A\00") {addr_space = 0 : i32}
llvm.mlir.global internal constant @bytes("\FF\00") {addr_space = 0 : i32}
llvm.mlir.global external @counter(0 : i64) : i64
llvm.func @puts(!llvm.ptr) -> i32
llvm.func @main() -> i32 {
  %0 = llvm.mlir.addressof @text : !llvm.ptr
  %1 = llvm.call @puts(%0) : (!llvm.ptr) -> i32
  %2 = llvm.mlir.constant(0 : i32) : i32
  llvm.return %2 : i32
}
// -----
llvm.func @sum(%p: !llvm.ptr {llvm.noalias}, %n: i64) -> f32 {
  %zero = llvm.mlir.constant(0 : i64) : i64
  %one = llvm.mlir.constant(1 : i64) : i64
  %start = llvm.mlir.constant(0.0 : f32) : f32
  llvm.br ^head(%zero, %start : i64, f32)
^head(%i: i64, %s: f32):
  %more = llvm.icmp "slt" %i, %n : i64
  llvm.cond_br %more weights([99, 1]), ^body, ^exit
^body:
  %q = llvm.getelementptr inbounds %p[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
  %x = llvm.load %q {alignment = 4 : i64} : !llvm.ptr -> f32
  %s1 = llvm.fadd %s, %x {fastmathFlags = #llvm.fastmath<contract>} : f32
  %i1 = llvm.add %i, %one overflow<nsw> : i64
  llvm.br ^head(%i1, %s1 : i64, f32)
^exit:
  llvm.return %s : f32
}
// -----
llvm.func internal fastcc @fields(%s: !llvm.struct<(i32, array<2 x f32>)>, %x: f32) -> f32 attributes {dso_local} {
  %0 = llvm.extractvalue %s[1, 0] : !llvm.struct<(i32, array<2 x f32>)>
  %1 = llvm.fmul %0, %x : f32
  %2 = llvm.insertvalue %1, %s[1, 1] : !llvm.struct<(i32, array<2 x f32>)>
  %3 = llvm.extractvalue %2[1, 1] : !llvm.struct<(i32, array<2 x f32>)>
  llvm.return %3 : f32
}
// -----
llvm.func @vectors(%p: !llvm.ptr, %i: i32, %x: f32) -> f32 {
  %v = llvm.mlir.constant(dense<1.0> : vector<4xf32>) : vector<4xf32>
  %u = llvm.mlir.undef : vector<4xf32>
  %0 = llvm.insertelement %x, %u[%i : i32] : vector<4xf32>
  %1 = llvm.shufflevector %0, %v [0, 0, 4, 5] : vector<4xf32>
  %2 = llvm.intr.fma(%1, %v, %0) : (vector<4xf32>, vector<4xf32>, vector<4xf32>) -> vector<4xf32>
  %3 = llvm.intr.vector.reduce.fmax(%2) : (vector<4xf32>) -> f32
  %m = llvm.mlir.constant(dense<true> : vector<4xi1>) : vector<4xi1>
  llvm.intr.masked.store %2, %p, %m {alignment = 4 : i32} : vector<4xf32>, vector<4xi1> into !llvm.ptr
  %4 = llvm.intr.masked.load %p, %m, %v {alignment = 4 : i32} : (!llvm.ptr, vector<4xi1>, vector<4xf32>) -> vector<4xf32>
  %5 = llvm.extractelement %4[%i : i32] : vector<4xf32>
  llvm.return %5 : f32
}
// -----
llvm.func @memory(%n: i64, %f: !llvm.ptr) -> i32 {
  %a = llvm.alloca %n x !llvm.struct<(i32, f32)> {alignment = 8 : i64} : (i64) -> !llvm.ptr
  %q = llvm.getelementptr %a[%n, 1] : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.struct<(i32, f32)>
  %x = llvm.load volatile %q : !llvm.ptr -> f32
  llvm.store %x, %a {nontemporal} : f32, !llvm.ptr
  %old = llvm.load %a atomic monotonic {alignment = 4 : i64} : !llvm.ptr -> i32
  %r = llvm.call %f(%old) : !llvm.ptr, (i32) -> i32
  %z = llvm.mlir.zero : !llvm.ptr
  %null = llvm.icmp "eq" %f, %z : !llvm.ptr
  %s = llvm.select %null, %r, %old : i1, i32
  llvm.switch %s : i32, ^other(%s : i32) [
    1: ^one,
    2: ^other(%r : i32)
  ]
^one:
  llvm.unreachable
^other(%v: i32):
  llvm.return %v : i32
}
// -----
llvm.func @printf(!llvm.ptr, ...) -> i32
llvm.func @casts(%x: f32, %i: i64, %p: !llvm.ptr) -> i32 {
  %0 = llvm.fpext %x : f32 to f64
  %1 = llvm.call @printf(%p, %0) vararg(!llvm.func<i32 (ptr, ...)>) : (!llvm.ptr, f64) -> i32
  %2 = llvm.trunc %i : i64 to i32
  %3 = llvm.sitofp %2 : i32 to f32
  %4 = llvm.bitcast %3 : f32 to i32
  %5 = llvm.ptrtoint %p : !llvm.ptr to i64
  %6 = llvm.inttoptr %5 : i64 to !llvm.ptr
  %7 = llvm.fcmp "oge" %x, %3 : f32
  %8 = llvm.zext %7 : i1 to i32
  %9 = llvm.or %8, %4 : i32
  %10 = llvm.fneg %x : f32
  %11 = llvm.intr.maxnum(%10, %x) : (f32, f32) -> f32
  llvm.return %9 : i32
}
// -----
llvm.func @atomic(%p: !llvm.ptr, %i: i32, %j: i32, %x: f32) -> i32 {
  %0 = llvm.atomicrmw add %p, %i monotonic : !llvm.ptr, i32
  %1 = llvm.atomicrmw volatile fadd %p, %x syncscope("singlethread") acq_rel {alignment = 16 : i64, own.note} : !llvm.ptr, f32
  %2 = llvm.atomicrmw _and %p, %0 acquire : !llvm.ptr, i32
  %3 = llvm.atomicrmw uinc_wrap %p, %2 release : !llvm.ptr, i32
  %4 = llvm.atomicrmw fmin %p, %x seq_cst : !llvm.ptr, f32
  %5 = llvm.atomicrmw xchg %p, %p seq_cst : !llvm.ptr, !llvm.ptr
  %6 = llvm.cmpxchg %p, %i, %j acq_rel monotonic : !llvm.ptr, i32
  %7 = llvm.cmpxchg weak volatile %p, %p, %5 syncscope("agent") seq_cst acquire {alignment = 8 : i64} : !llvm.ptr, !llvm.ptr
  llvm.fence syncscope("agent") release
  llvm.fence seq_cst
  %8 = llvm.load volatile %p atomic syncscope("agent") acquire {alignment = 4 : i64} : !llvm.ptr -> i32
  %9 = llvm.load %p {ordering = 2 : i64, alignment = 4 : i64} : !llvm.ptr -> f32
  llvm.store %8, %p atomic release {alignment = 4 : i64} : i32, !llvm.ptr
  llvm.return %3 : i32
}
// -----
// Constants whose value is spelled as another type.
llvm.func @constants() -> !llvm.array<2 x i32> {
  %0 = llvm.mlir.constant(dense<[3, 4]> : tensor<2xi32>) : !llvm.array<2 x i32>
  %1 = llvm.mlir.constant(dense<[[3, 4], [5, 6]]> : tensor<2x2xi32>) : !llvm.array<2 x array<2 x i32>>
  %2 = llvm.mlir.constant(dense<[[3, 4], [5, 6]]> : vector<2x2xi32>) : !llvm.array<2 x vector<2xi32>>
  %3 = llvm.mlir.constant(dense<1.0> : tensor<2x3xf32>) : !llvm.array<2 x array<3 x f32>>
  %4 = llvm.mlir.constant(dense<[3, 4]> : tensor<2xi32>) : vector<2xi32>
  %5 = llvm.mlir.constant("hello") : !llvm.array<5 x i8>
  %6 = llvm.mlir.constant(42 : index) : i64
  %7 = llvm.mlir.constant(1.5 : f32) : i32
  %8 = llvm.mlir.constant([1.5 : f32, 2.0 : f32]) : !llvm.struct<(f32, f32)>
  llvm.return %0 : !llvm.array<2 x i32>
}

llvm.func @annotated(%p: !llvm.ptr) {
  %0 = llvm.load %p {alias_scopes = [#llvm.alias_scope<id = distinct[1]<>, domain = #llvm.alias_scope_domain<id = distinct[0]<>>>]} : !llvm.ptr -> i32
  llvm.br ^next {loop_annotation = #llvm.loop_annotation<disableNonforced = true>}
^next:
  llvm.return
}
