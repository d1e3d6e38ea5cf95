llvm.func @predicated_integers(%a: vector<8xi32>, %b: vector<8xi32>, %m: vector<8xi1>, %n: i32) {
  %0 = "llvm.intr.vp.add"(%a, %b, %m, %n) : (vector<8xi32>, vector<8xi32>, vector<8xi1>, i32) -> vector<8xi32>
  %1 = "llvm.intr.vp.sub"(%a, %b, %m, %n) : (vector<8xi32>, vector<8xi32>, vector<8xi1>, i32) -> vector<8xi32>
  %2 = "llvm.intr.vp.mul"(%a, %b, %m, %n) : (vector<8xi32>, vector<8xi32>, vector<8xi1>, i32) -> vector<8xi32>
  %3 = "llvm.intr.vp.sdiv"(%a, %b, %m, %n) : (vector<8xi32>, vector<8xi32>, vector<8xi1>, i32) -> vector<8xi32>
  %4 = "llvm.intr.vp.udiv"(%a, %b, %m, %n) : (vector<8xi32>, vector<8xi32>, vector<8xi1>, i32) -> vector<8xi32>
  %5 = "llvm.intr.vp.srem"(%a, %b, %m, %n) : (vector<8xi32>, vector<8xi32>, vector<8xi1>, i32) -> vector<8xi32>
  %6 = "llvm.intr.vp.urem"(%a, %b, %m, %n) : (vector<8xi32>, vector<8xi32>, vector<8xi1>, i32) -> vector<8xi32>
  %7 = "llvm.intr.vp.ashr"(%a, %b, %m, %n) : (vector<8xi32>, vector<8xi32>, vector<8xi1>, i32) -> vector<8xi32>
  %8 = "llvm.intr.vp.lshr"(%a, %b, %m, %n) : (vector<8xi32>, vector<8xi32>, vector<8xi1>, i32) -> vector<8xi32>
  %9 = "llvm.intr.vp.shl"(%a, %b, %m, %n) : (vector<8xi32>, vector<8xi32>, vector<8xi1>, i32) -> vector<8xi32>
  %10 = "llvm.intr.vp.or"(%a, %b, %m, %n) : (vector<8xi32>, vector<8xi32>, vector<8xi1>, i32) -> vector<8xi32>
  %11 = "llvm.intr.vp.and"(%a, %b, %m, %n) : (vector<8xi32>, vector<8xi32>, vector<8xi1>, i32) -> vector<8xi32>
  %12 = "llvm.intr.vp.xor"(%a, %b, %m, %n) : (vector<8xi32>, vector<8xi32>, vector<8xi1>, i32) -> vector<8xi32>
  llvm.return
}

llvm.func @predicated_floats(%a: vector<8xf32>, %b: vector<8xf32>, %m: vector<8xi1>, %n: i32, %x: f32) {
  %0 = "llvm.intr.vp.fadd"(%a, %b, %m, %n) : (vector<8xf32>, vector<8xf32>, vector<8xi1>, i32) -> vector<8xf32>
  %1 = "llvm.intr.vp.fsub"(%a, %b, %m, %n) : (vector<8xf32>, vector<8xf32>, vector<8xi1>, i32) -> vector<8xf32>
  %2 = "llvm.intr.vp.fmul"(%a, %b, %m, %n) : (vector<8xf32>, vector<8xf32>, vector<8xi1>, i32) -> vector<8xf32>
  %3 = "llvm.intr.vp.fdiv"(%a, %b, %m, %n) : (vector<8xf32>, vector<8xf32>, vector<8xi1>, i32) -> vector<8xf32>
  %4 = "llvm.intr.vp.frem"(%a, %b, %m, %n) : (vector<8xf32>, vector<8xf32>, vector<8xi1>, i32) -> vector<8xf32>
  %5 = "llvm.intr.vp.fneg"(%a, %m, %n) : (vector<8xf32>, vector<8xi1>, i32) -> vector<8xf32>
  %6 = "llvm.intr.vp.fmuladd"(%a, %b, %a, %m, %n) : (vector<8xf32>, vector<8xf32>, vector<8xf32>, vector<8xi1>, i32) -> vector<8xf32>
  %7 = "llvm.intr.vp.fma"(%a, %b, %a, %m, %n) : (vector<8xf32>, vector<8xf32>, vector<8xf32>, vector<8xi1>, i32) -> vector<8xf32>
  %8 = "llvm.intr.vp.select"(%m, %a, %b, %n) : (vector<8xi1>, vector<8xf32>, vector<8xf32>, i32) -> vector<8xf32>
  %9 = "llvm.intr.vp.merge"(%m, %a, %b, %n) : (vector<8xi1>, vector<8xf32>, vector<8xf32>, i32) -> vector<8xf32>
  %10 = "llvm.intr.vp.reduce.fadd"(%x, %a, %m, %n) : (f32, vector<8xf32>, vector<8xi1>, i32) -> f32
  %11 = "llvm.intr.vp.reduce.fmul"(%x, %a, %m, %n) : (f32, vector<8xf32>, vector<8xi1>, i32) -> f32
  %12 = "llvm.intr.vp.reduce.fmax"(%x, %a, %m, %n) : (f32, vector<8xf32>, vector<8xi1>, i32) -> f32
  %13 = "llvm.intr.vp.reduce.fmin"(%x, %a, %m, %n) : (f32, vector<8xf32>, vector<8xi1>, i32) -> f32
  llvm.return
}

llvm.func @predicated_others(%x: i32, %a: vector<8xi32>, %d: vector<8xf64>, %f: vector<8xf32>, %p: !llvm.vec<8 x ptr>, %m: vector<8xi1>, %n: i32) {
  %0 = "llvm.intr.vp.reduce.add"(%x, %a, %m, %n) : (i32, vector<8xi32>, vector<8xi1>, i32) -> i32
  %1 = "llvm.intr.vp.reduce.mul"(%x, %a, %m, %n) : (i32, vector<8xi32>, vector<8xi1>, i32) -> i32
  %2 = "llvm.intr.vp.reduce.and"(%x, %a, %m, %n) : (i32, vector<8xi32>, vector<8xi1>, i32) -> i32
  %3 = "llvm.intr.vp.reduce.or"(%x, %a, %m, %n) : (i32, vector<8xi32>, vector<8xi1>, i32) -> i32
  %4 = "llvm.intr.vp.reduce.xor"(%x, %a, %m, %n) : (i32, vector<8xi32>, vector<8xi1>, i32) -> i32
  %5 = "llvm.intr.vp.reduce.smax"(%x, %a, %m, %n) : (i32, vector<8xi32>, vector<8xi1>, i32) -> i32
  %6 = "llvm.intr.vp.reduce.smin"(%x, %a, %m, %n) : (i32, vector<8xi32>, vector<8xi1>, i32) -> i32
  %7 = "llvm.intr.vp.reduce.umax"(%x, %a, %m, %n) : (i32, vector<8xi32>, vector<8xi1>, i32) -> i32
  %8 = "llvm.intr.vp.reduce.umin"(%x, %a, %m, %n) : (i32, vector<8xi32>, vector<8xi1>, i32) -> i32
  %9 = "llvm.intr.vp.trunc"(%a, %m, %n) : (vector<8xi32>, vector<8xi1>, i32) -> vector<8xi16>
  %10 = "llvm.intr.vp.zext"(%a, %m, %n) : (vector<8xi32>, vector<8xi1>, i32) -> vector<8xi64>
  %11 = "llvm.intr.vp.sext"(%a, %m, %n) : (vector<8xi32>, vector<8xi1>, i32) -> vector<8xi64>
  %12 = "llvm.intr.vp.uitofp"(%a, %m, %n) : (vector<8xi32>, vector<8xi1>, i32) -> vector<8xf32>
  %13 = "llvm.intr.vp.sitofp"(%a, %m, %n) : (vector<8xi32>, vector<8xi1>, i32) -> vector<8xf32>
  %14 = "llvm.intr.vp.fptrunc"(%d, %m, %n) : (vector<8xf64>, vector<8xi1>, i32) -> vector<8xf32>
  %15 = "llvm.intr.vp.fptoui"(%d, %m, %n) : (vector<8xf64>, vector<8xi1>, i32) -> vector<8xi32>
  %16 = "llvm.intr.vp.fptosi"(%d, %m, %n) : (vector<8xf64>, vector<8xi1>, i32) -> vector<8xi32>
  %17 = "llvm.intr.vp.fpext"(%f, %m, %n) : (vector<8xf32>, vector<8xi1>, i32) -> vector<8xf64>
  %18 = "llvm.intr.vp.ptrtoint"(%p, %m, %n) : (!llvm.vec<8 x ptr>, vector<8xi1>, i32) -> vector<8xi64>
  %19 = "llvm.intr.vp.inttoptr"(%18, %m, %n) : (vector<8xi64>, vector<8xi1>, i32) -> !llvm.vec<8 x ptr>
  llvm.return
}

llvm.func @predicated_memory(%p: !llvm.ptr, %s: i64, %m: vector<8xi1>, %n: i32) {
  %0 = "llvm.intr.vp.load"(%p, %m, %n) : (!llvm.ptr, vector<8xi1>, i32) -> vector<8xf32>
  "llvm.intr.vp.store"(%0, %p, %m, %n) : (vector<8xf32>, !llvm.ptr, vector<8xi1>, i32) -> ()
  %1 = "llvm.intr.experimental.vp.strided.load"(%p, %s, %m, %n) : (!llvm.ptr, i64, vector<8xi1>, i32) -> vector<8xf32>
  "llvm.intr.experimental.vp.strided.store"(%1, %p, %s, %m, %n) : (vector<8xf32>, !llvm.ptr, i64, vector<8xi1>, i32) -> ()
  llvm.return
}

llvm.func @whole_numbers(%a: i32, %b: i32, %v: vector<4xi32>, %x: f32) {
  %0 = llvm.intr.sadd.sat(%a, %b) : (i32, i32) -> i32
  %1 = llvm.intr.uadd.sat(%a, %b) : (i32, i32) -> i32
  %2 = llvm.intr.ssub.sat(%a, %b) : (i32, i32) -> i32
  %3 = llvm.intr.usub.sat(%a, %b) : (i32, i32) -> i32
  %4 = llvm.intr.sshl.sat(%a, %b) : (i32, i32) -> i32
  %5 = llvm.intr.ushl.sat(%a, %b) : (i32, i32) -> i32
  %6 = "llvm.intr.sadd.with.overflow"(%a, %b) : (i32, i32) -> !llvm.struct<(i32, i1)>
  %7 = "llvm.intr.uadd.with.overflow"(%a, %b) : (i32, i32) -> !llvm.struct<(i32, i1)>
  %8 = "llvm.intr.ssub.with.overflow"(%a, %b) : (i32, i32) -> !llvm.struct<(i32, i1)>
  %9 = "llvm.intr.usub.with.overflow"(%a, %b) : (i32, i32) -> !llvm.struct<(i32, i1)>
  %10 = "llvm.intr.smul.with.overflow"(%a, %b) : (i32, i32) -> !llvm.struct<(i32, i1)>
  %11 = "llvm.intr.umul.with.overflow"(%a, %b) : (i32, i32) -> !llvm.struct<(i32, i1)>
  %12 = "llvm.intr.sadd.with.overflow"(%v, %v) : (vector<4xi32>, vector<4xi32>) -> !llvm.struct<(vector<4xi32>, vector<4xi1>)>
  %13 = llvm.intr.fshl(%v, %v, %v) : (vector<4xi32>, vector<4xi32>, vector<4xi32>) -> vector<4xi32>
  %14 = llvm.intr.fshr(%v, %v, %v) : (vector<4xi32>, vector<4xi32>, vector<4xi32>) -> vector<4xi32>
  %15 = llvm.intr.bitreverse(%a) : (i32) -> i32
  %16 = llvm.intr.bswap(%a) : (i32) -> i32
  %17 = llvm.intr.lround(%x) : (f32) -> i64
  %18 = llvm.intr.llround(%x) : (f32) -> i64
  %19 = llvm.intr.lrint(%x) : (f32) -> i64
  %20 = llvm.intr.llrint(%x) : (f32) -> i64
  %21 = llvm.intr.powi(%x, %a) {fastmathFlags = #llvm.fastmath<nnan>} : (f32, i32) -> f32
  %22 = "llvm.intr.is.fpclass"(%x) <{bit = 3 : i32}> : (f32) -> i1
  %23 = llvm.intr.nearbyint(%x) : (f32) -> f32
  %24 = llvm.intr.fmuladd(%x, %x, %x) : (f32, f32, f32) -> f32
  llvm.return
}

llvm.func @bulk(%p: !llvm.ptr, %q: !llvm.ptr, %c: i8, %n: i64) {
  "llvm.intr.memcpy"(%p, %q, %n) <{isVolatile = false}> : (!llvm.ptr, !llvm.ptr, i64) -> ()
  "llvm.intr.memmove"(%p, %q, %n) <{isVolatile = true}> : (!llvm.ptr, !llvm.ptr, i64) -> ()
  "llvm.intr.memcpy.inline"(%p, %q) <{isVolatile = false, len = 16 : i64}> : (!llvm.ptr, !llvm.ptr) -> ()
  "llvm.intr.memset"(%p, %c, %n) <{isVolatile = false}> : (!llvm.ptr, i8, i64) -> ()
  llvm.return
}

llvm.func @lifetimes(%p: !llvm.ptr) {
  llvm.intr.lifetime.start 16, %p : !llvm.ptr
  %0 = llvm.intr.invariant.start 16, %p : !llvm.ptr
  llvm.intr.invariant.end %0, 16, %p : !llvm.ptr
  llvm.intr.lifetime.end 16, %p : !llvm.ptr
  %1 = llvm.intr.stacksave : !llvm.ptr
  llvm.intr.stackrestore %1 : !llvm.ptr
  llvm.return
}

llvm.mlir.global external thread_local @own() : i32

llvm.func @threads() {
  %0 = llvm.mlir.addressof @own : !llvm.ptr
  %1 = "llvm.intr.threadlocal.address"(%0) : (!llvm.ptr) -> !llvm.ptr
  llvm.return
}

llvm.func @variadic(%n: i32, ...) {
  %0 = llvm.alloca %n x !llvm.array<4 x i64> : (i32) -> !llvm.ptr
  %1 = llvm.alloca %n x !llvm.array<4 x i64> : (i32) -> !llvm.ptr
  llvm.intr.vastart %0 : !llvm.ptr
  llvm.intr.vacopy %0 to %1 : !llvm.ptr, !llvm.ptr
  llvm.intr.vaend %0 : !llvm.ptr
  llvm.return
}

llvm.func @hints(%c: i1, %a: i32, %p: !llvm.ptr) {
  "llvm.intr.assume"(%c) : (i1) -> ()
  %0 = llvm.intr.ssa.copy %a : i32
  %1 = "llvm.intr.is.constant"(%0) : (i32) -> i1
  %2 = llvm.intr.expect %a, %0 : i32
  %3 = llvm.intr.expect.with.probability %a, %2, 5.000000e-01 : i32
  "llvm.intr.var.annotation"(%p, %p, %p, %a, %p) : (!llvm.ptr, !llvm.ptr, !llvm.ptr, i32, !llvm.ptr) -> ()
  %4 = "llvm.intr.ptr.annotation"(%p, %p, %p, %a, %p) : (!llvm.ptr, !llvm.ptr, !llvm.ptr, i32, !llvm.ptr) -> !llvm.ptr
  %5 = "llvm.intr.annotation"(%a, %p, %p, %a) : (i32, !llvm.ptr, !llvm.ptr, i32) -> i32
  %6 = llvm.intr.eh.typeid.for %p : (!llvm.ptr) -> i32
  "llvm.intr.debugtrap"() : () -> ()
  "llvm.intr.ubsantrap"() <{failureKind = 1 : i8}> : () -> ()
  "llvm.intr.trap"() : () -> ()
  llvm.return
}

llvm.func @whole_vectors(%v: vector<8xf32>, %w: vector<4xf32>, %a: i64) {
  %0 = "llvm.intr.vscale"() : () -> i64
  %1 = llvm.intr.experimental.stepvector : vector<8xi32>
  %2 = llvm.intr.vector.insert %w, %v[4] : vector<4xf32> into vector<8xf32>
  %3 = llvm.intr.vector.extract %2[4] : vector<4xf32> from vector<8xf32>
  %4 = "llvm.intr.vector.interleave2"(%w, %3) : (vector<4xf32>, vector<4xf32>) -> vector<8xf32>
  %5 = "llvm.intr.vector.deinterleave2"(%4) : (vector<8xf32>) -> !llvm.struct<(vector<4xf32>, vector<4xf32>)>
  %6 = llvm.intr.get.active.lane.mask %a, %a : i64, i64 to vector<8xi1>
  %7 = llvm.intr.matrix.multiply %w, %w {lhs_columns = 2 : i32, lhs_rows = 2 : i32, rhs_columns = 2 : i32} : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
  %8 = llvm.intr.matrix.transpose %v {columns = 4 : i32, rows = 2 : i32} : vector<8xf32> into vector<8xf32>
  llvm.return
}

llvm.func @coroutine(%p: !llvm.ptr, %a: i32, %c: i1) attributes {passthrough = ["presplitcoroutine"]} {
  %0 = llvm.mlir.constant(16 : i32) : i32
  %null = llvm.mlir.zero : !llvm.ptr
  %1 = llvm.intr.coro.id %0, %null, %null, %null : (i32, !llvm.ptr, !llvm.ptr, !llvm.ptr) -> !llvm.token
  %2 = llvm.intr.coro.size : i64
  %3 = llvm.intr.coro.align : i64
  %4 = llvm.intr.coro.begin %1, %p : (!llvm.token, !llvm.ptr) -> !llvm.ptr
  %5 = llvm.intr.coro.save %4 : (!llvm.ptr) -> !llvm.token
  %false = llvm.mlir.constant(false) : i1
  %6 = llvm.intr.coro.suspend %5, %false : i8
  %7 = llvm.intr.coro.free %1, %4 : (!llvm.token, !llvm.ptr) -> !llvm.ptr
  %8 = llvm.mlir.none : !llvm.token
  %9 = llvm.intr.coro.end %4, %false, %8 : (!llvm.ptr, i1, !llvm.token) -> i1
  llvm.intr.coro.resume %4 : !llvm.ptr
  %10 = llvm.intr.coro.promise %4, %0, %false : (!llvm.ptr, i32, i1) -> !llvm.ptr
  llvm.return
}
