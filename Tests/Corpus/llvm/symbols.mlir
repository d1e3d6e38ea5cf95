llvm.comdat @groups {
  llvm.comdat_selector @any any
  llvm.comdat_selector @largest largest
}

llvm.linker_options ["-l", "m"]

llvm.mlir.global_ctors {ctors = [@begin], priorities = [7 : i32]}

llvm.mlir.global_dtors {dtors = [@end], priorities = [9 : i32]}

llvm.mlir.global internal constant @grouped(1 : i64) comdat(@groups::@any) {section = "mine"} : i64

llvm.mlir.global external hidden thread_local @own() {addr_space = 0 : i32} : i32

llvm.mlir.global weak_odr local_unnamed_addr @often(3 : i32) : i32

llvm.mlir.global external @device() {addr_space = 3 : i32} : i32

llvm.func @begin() {
  llvm.return
}

llvm.func @end() {
  llvm.return
}

llvm.func @personality(...) -> i32

llvm.func @may_throw(i32) -> i32

llvm.func extern_weak @maybe()

llvm.func linkonce_odr hidden unnamed_addr fastcc @told(%p: !llvm.ptr {llvm.align = 16 : i64, llvm.noalias, llvm.nonnull}, %x: i32 {llvm.signext}) -> (i32 {llvm.zeroext}) comdat(@groups::@largest) attributes {alignment = 32 : i64, convergent, fp_contract = "fast", frame_pointer = #llvm.framePointerKind<"non-leaf">, garbageCollector = "statepoint-example", memory = #llvm.memory_effects<other = none, argMem = read, inaccessibleMem = write>, no_inline, no_nans_fp_math = true, no_unwind, passthrough = ["cold", ["own", "yes"], "stackrealign"], section = "mine", target_cpu = "x86-64-v3", target_features = #llvm.target_features<["+avx2", "+fma"]>, tune_cpu = "znver3", will_return} {
  llvm.return %x : i32
}

llvm.func @scaled() vscale_range(1, 16) attributes {always_inline} {
  llvm.return
}

llvm.func @slow() attributes {no_inline, optimize_none} {
  llvm.return
}

llvm.func @calls(%p: !llvm.ptr, %x: i32) -> i32 {
  %0 = llvm.call fastcc @told(%p, %x) : (!llvm.ptr, i32) -> i32
  %1 = llvm.call fastcc tail @told(%p, %0) : (!llvm.ptr, i32) -> i32
  llvm.return %1 : i32
}

llvm.func @throws(%x: i32, %p: !llvm.ptr) -> i32 attributes {personality = @personality} {
  %null = llvm.mlir.zero : !llvm.ptr
  %list = llvm.mlir.zero : !llvm.array<1 x ptr>
  %0 = llvm.invoke @may_throw(%x) to ^bb1(%x : i32) unwind ^bb2 : (i32) -> i32
^bb1(%1: i32):
  llvm.invoke %p(%0) to ^bb3 unwind ^bb4 : !llvm.ptr, (i32) -> ()
^bb2:
  %2 = llvm.landingpad cleanup : !llvm.struct<(ptr, i32)>
  llvm.resume %2 : !llvm.struct<(ptr, i32)>
^bb3:
  llvm.return %1 : i32
^bb4:
  %3 = llvm.landingpad (catch %null : !llvm.ptr) (filter %list : !llvm.array<1 x ptr>) : !llvm.struct<(ptr, i32)>
  llvm.return %x : i32
}

llvm.func @frozen(%x: i32, %p: !llvm.ptr, %t: !llvm.target<"spirv.Event">) -> !llvm.ptr<3> {
  %0 = llvm.freeze %x : i32
  %1 = llvm.addrspacecast %p : !llvm.ptr to !llvm.ptr<3>
  llvm.return %1 : !llvm.ptr<3>
}

llvm.func @weighed(%x: i32, %c: i1) -> i32 {
  llvm.cond_br %c weights([3, 5]), ^bb1, ^bb2
^bb1:
  llvm.switch %x : i32, ^bb2 [
    4: ^bb3
  ] {branch_weights = array<i32: 7, 9>}
^bb2:
  llvm.return %x : i32
^bb3:
  llvm.unreachable
}

llvm.func @array() -> !llvm.array<2 x i32> {
  %0 = llvm.mlir.constant(dense<[3, 4]> : tensor<2xi32>) : !llvm.array<2 x i32>
  llvm.return %0 : !llvm.array<2 x i32>
}

llvm.func @nested() -> !llvm.array<2 x array<2 x f32>> {
  %0 = llvm.mlir.constant(dense<[[3.0, 4.0], [5.0, 6.0]]> : tensor<2x2xf32>) : !llvm.array<2 x array<2 x f32>>
  llvm.return %0 : !llvm.array<2 x array<2 x f32>>
}

llvm.func @vectors() -> !llvm.array<2 x vector<2xi32>> {
  %0 = llvm.mlir.constant(dense<[[3, 4], [5, 6]]> : vector<2x2xi32>) : !llvm.array<2 x vector<2xi32>>
  llvm.return %0 : !llvm.array<2 x vector<2xi32>>
}

llvm.func @complex() -> !llvm.struct<(f32, f32)> {
  %0 = llvm.mlir.constant([1.5 : f32, 2.0 : f32]) : !llvm.struct<(f32, f32)>
  llvm.return %0 : !llvm.struct<(f32, f32)>
}

llvm.func @number() -> i64 {
  %0 = llvm.mlir.constant(42 : index) : i64
  llvm.return %0 : i64
}

// Values that regions compute.
llvm.mlir.global external @seven() : i32 {
  %0 = llvm.mlir.constant(7 : i32) : i32
  llvm.return %0 : i32
}

llvm.mlir.global internal @toSeven() : !llvm.ptr {
  %0 = llvm.mlir.addressof @seven : !llvm.ptr
  llvm.return %0 : !llvm.ptr
}

llvm.mlir.global internal @pair() : !llvm.struct<(i32, f32)> {
  %0 = llvm.mlir.undef : !llvm.struct<(i32, f32)>
  %1 = llvm.mlir.constant(7 : i32) : i32
  %2 = llvm.insertvalue %1, %0[0] : !llvm.struct<(i32, f32)>
  %3 = llvm.mlir.constant(2.5 : f32) : f32
  %4 = llvm.insertvalue %3, %2[1] : !llvm.struct<(i32, f32)>
  llvm.return %4 : !llvm.struct<(i32, f32)>
}

llvm.mlir.global internal @anything() : i32

// A second list adds to the first.
llvm.mlir.global_ctors {ctors = [@end], priorities = [8 : i32]}
