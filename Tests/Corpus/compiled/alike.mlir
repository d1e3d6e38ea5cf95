#map = affine_map<(d0, d1, d2) -> (d2, d1)>
#map1 = affine_map<(d0, d1, d2) -> (d0, d2)>
#map2 = affine_map<(d0, d1, d2) -> (d0, d1)>
"builtin.module"() ({
  "func.func"() <{function_type = (i64) -> i64, sym_name = "matrices"}> ({
  ^bb0(%arg1: i64):
    %54 = "arith.trunci"(%arg1) : (i64) -> i32
    %55 = "arith.constant"() <{value = 100 : i32}> : () -> i32
    %56 = "arith.remsi"(%54, %55) : (i32, i32) -> i32
    %57 = "vector.step"() : () -> vector<8xindex>
    %58 = "arith.index_cast"(%57) : (vector<8xindex>) -> vector<8xi32>
    %59 = "vector.broadcast"(%56) : (i32) -> vector<8xi32>
    %60 = "arith.constant"() <{value = dense<3> : vector<8xi32>}> : () -> vector<8xi32>
    %61 = "arith.muli"(%58, %60) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %62 = "arith.addi"(%59, %61) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %63 = "vector.shape_cast"(%62) : (vector<8xi32>) -> vector<2x4xi32>
    %64 = "arith.constant"() <{value = 0 : index}> : () -> index
    %65 = "arith.constant"() <{value = 1 : index}> : () -> index
    %66 = "arith.constant"() <{value = 2 : index}> : () -> index
    %67 = "arith.constant"() <{value = 3 : index}> : () -> index
    %68 = "arith.constant"() <{value = 5 : index}> : () -> index
    %69 = "vector.flat_transpose"(%62) <{columns = 4 : i32, rows = 2 : i32}> : (vector<8xi32>) -> vector<8xi32>
    %70 = "vector.shuffle"(%62, %62) <{mask = [0, 2, 4, 6, 1, 3, 5, 7]}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %71 = "arith.subi"(%69, %70) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %72 = "vector.reduction"(%71) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<or>}> : (vector<8xi32>) -> i32
    %73 = "vector.matrix_multiply"(%62, %61) <{lhs_columns = 4 : i32, lhs_rows = 2 : i32, rhs_columns = 2 : i32}> : (vector<8xi32>, vector<8xi32>) -> vector<4xi32>
    %74 = "vector.shape_cast"(%61) : (vector<8xi32>) -> vector<2x4xi32>
    %75 = "vector.shape_cast"(%62) : (vector<8xi32>) -> vector<4x2xi32>
    %76 = "arith.constant"() <{value = dense<0> : vector<2x2xi32>}> : () -> vector<2x2xi32>
    %77 = "vector.contract"(%75, %74, %76) <{indexing_maps = [#map, #map1, #map2], iterator_types = [#vector.iterator_type<parallel>, #vector.iterator_type<parallel>, #vector.iterator_type<reduction>], kind = #vector.kind<add>}> : (vector<4x2xi32>, vector<2x4xi32>, vector<2x2xi32>) -> vector<2x2xi32>
    %78 = "vector.shape_cast"(%77) : (vector<2x2xi32>) -> vector<4xi32>
    %79 = "arith.subi"(%73, %78) <{overflowFlags = #arith.overflow<none>}> : (vector<4xi32>, vector<4xi32>) -> vector<4xi32>
    %80 = "vector.reduction"(%79) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<or>}> : (vector<4xi32>) -> i32
    %81 = "arith.ori"(%72, %80) : (i32, i32) -> i32
    %82 = "arith.extsi"(%81) : (i32) -> i64
    %83 = "arith.addi"(%82, %arg1) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    "func.return"(%83) : (i64) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (i64) -> i64, sym_name = "extremes"}> ({
  ^bb0(%arg0: i64):
    %0 = "arith.constant"() <{value = 2.500000e+00 : f32}> : () -> f32
    %1 = "arith.constant"() <{value = 0 : index}> : () -> index
    %2 = "arith.trunci"(%arg0) : (i64) -> i32
    %3 = "arith.sitofp"(%2) : (i32) -> f32
    %4 = "memref.alloca"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<1xf32>
    %5 = "arith.constant"() <{value = 0 : i32}> : () -> i32
    "memref.store"(%3, %4, %1) : (f32, memref<1xf32>, index) -> ()
    %6 = "memref.atomic_rmw"(%0, %4, %1) <{kind = 3 : i64}> : (f32, memref<1xf32>, index) -> f32
    %7 = "memref.load"(%4, %1) : (memref<1xf32>, index) -> f32
    %8 = "arith.maximumf"(%3, %0) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %9 = "arith.cmpf"(%7, %8) <{fastmath = #arith.fastmath<none>, predicate = 13 : i64}> : (f32, f32) -> i1
    %10 = "arith.cmpf"(%6, %3) <{fastmath = #arith.fastmath<none>, predicate = 13 : i64}> : (f32, f32) -> i1
    %11 = "arith.ori"(%9, %10) : (i1, i1) -> i1
    %12 = "arith.extui"(%11) : (i1) -> i32
    %13 = "arith.ori"(%5, %12) : (i32, i32) -> i32
    "memref.store"(%3, %4, %1) : (f32, memref<1xf32>, index) -> ()
    %14 = "memref.atomic_rmw"(%0, %4, %1) <{kind = 6 : i64}> : (f32, memref<1xf32>, index) -> f32
    %15 = "memref.load"(%4, %1) : (memref<1xf32>, index) -> f32
    %16 = "arith.minimumf"(%3, %0) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %17 = "arith.cmpf"(%15, %16) <{fastmath = #arith.fastmath<none>, predicate = 13 : i64}> : (f32, f32) -> i1
    %18 = "arith.cmpf"(%14, %3) <{fastmath = #arith.fastmath<none>, predicate = 13 : i64}> : (f32, f32) -> i1
    %19 = "arith.ori"(%17, %18) : (i1, i1) -> i1
    %20 = "arith.extui"(%19) : (i1) -> i32
    %21 = "arith.ori"(%13, %20) : (i32, i32) -> i32
    "memref.store"(%3, %4, %1) : (f32, memref<1xf32>, index) -> ()
    %22 = "memref.atomic_rmw"(%0, %4, %1) <{kind = 13 : i64}> : (f32, memref<1xf32>, index) -> f32
    %23 = "memref.load"(%4, %1) : (memref<1xf32>, index) -> f32
    %24 = "arith.maxnumf"(%3, %0) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %25 = "arith.cmpf"(%23, %24) <{fastmath = #arith.fastmath<none>, predicate = 13 : i64}> : (f32, f32) -> i1
    %26 = "arith.cmpf"(%22, %3) <{fastmath = #arith.fastmath<none>, predicate = 13 : i64}> : (f32, f32) -> i1
    %27 = "arith.ori"(%25, %26) : (i1, i1) -> i1
    %28 = "arith.extui"(%27) : (i1) -> i32
    %29 = "arith.ori"(%21, %28) : (i32, i32) -> i32
    "memref.store"(%3, %4, %1) : (f32, memref<1xf32>, index) -> ()
    %30 = "memref.atomic_rmw"(%0, %4, %1) <{kind = 14 : i64}> : (f32, memref<1xf32>, index) -> f32
    %31 = "memref.load"(%4, %1) : (memref<1xf32>, index) -> f32
    %32 = "arith.minnumf"(%3, %0) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %33 = "arith.cmpf"(%31, %32) <{fastmath = #arith.fastmath<none>, predicate = 13 : i64}> : (f32, f32) -> i1
    %34 = "arith.cmpf"(%30, %3) <{fastmath = #arith.fastmath<none>, predicate = 13 : i64}> : (f32, f32) -> i1
    %35 = "arith.ori"(%33, %34) : (i1, i1) -> i1
    %36 = "arith.extui"(%35) : (i1) -> i32
    %37 = "arith.ori"(%29, %36) : (i32, i32) -> i32
    "memref.store"(%3, %4, %1) : (f32, memref<1xf32>, index) -> ()
    %38 = "memref.atomic_rmw"(%0, %4, %1) <{kind = 9 : i64}> : (f32, memref<1xf32>, index) -> f32
    %39 = "memref.load"(%4, %1) : (memref<1xf32>, index) -> f32
    %40 = "arith.mulf"(%3, %0) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %41 = "arith.cmpf"(%39, %40) <{fastmath = #arith.fastmath<none>, predicate = 13 : i64}> : (f32, f32) -> i1
    %42 = "arith.cmpf"(%38, %3) <{fastmath = #arith.fastmath<none>, predicate = 13 : i64}> : (f32, f32) -> i1
    %43 = "arith.ori"(%41, %42) : (i1, i1) -> i1
    %44 = "arith.extui"(%43) : (i1) -> i32
    %45 = "arith.ori"(%37, %44) : (i32, i32) -> i32
    %46 = "arith.extui"(%45) : (i32) -> i64
    %47 = "memref.alloca"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<1xi64>
    "memref.store"(%arg0, %47, %1) : (i64, memref<1xi64>, index) -> ()
    %48 = "memref.atomic_rmw"(%arg0, %47, %1) <{kind = 10 : i64}> : (i64, memref<1xi64>, index) -> i64
    %49 = "memref.load"(%47, %1) : (memref<1xi64>, index) -> i64
    %50 = "arith.muli"(%arg0, %arg0) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %51 = "arith.subi"(%49, %50) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %52 = "arith.addi"(%46, %51) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %53 = "arith.addi"(%52, %48) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    "func.return"(%53) : (i64) -> ()
  }) : () -> ()
  // MLIR reads vectors of booleans as bits, and what lies before the memory.
  func.func @booleansBeforeAndBehind(%n: i64) -> i64 {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %c4 = arith.constant 4 : index
    %c5 = arith.constant 5 : index
    %three = arith.constant 3 : i64
    %low = arith.andi %n, %three : i64
    %o = arith.index_cast %low : i64 to index
    %m = memref.alloc() : memref<5xi1>
    %one = arith.constant 1 : i64
    scf.for %i = %c0 to %c5 step %c1 {
      %k = arith.index_cast %i : index to i64
      %a = arith.xori %k, %n : i64
      %b = arith.trunci %a : i64 to i1
      memref.store %b, %m[%i] : memref<5xi1>
    }
    %true = arith.constant true
    %before = arith.subi %o, %c2 : index
    %first = vector.transfer_read %m[%before], %true : memref<5xi1>, vector<4xi1>
    %second = vector.transfer_read %m[%c4], %true : memref<5xi1>, vector<4xi1>
    %zero = arith.constant 0 : i64
    %difference = scf.for %i = %c0 to %c4 step %c1 iter_args(%d = %zero) -> (i64) {
      %p = arith.addi %before, %i : index
      %isInside = arith.cmpi ult, %p, %c5 : index
      %x = scf.if %isInside -> (i1) {
        %y = memref.load %m[%p] : memref<5xi1>
        scf.yield %y : i1
      } else {
        scf.yield %true : i1
      }
      %v = vector.extractelement %first[%i : index] : vector<4xi1>
      %e = arith.xori %v, %x : i1
      %isFirst = arith.cmpi eq, %i, %c0 : index
      %last = memref.load %m[%c4] : memref<5xi1>
      %y = arith.select %isFirst, %last, %true : i1
      %w = vector.extractelement %second[%i : index] : vector<4xi1>
      %f = arith.xori %w, %y : i1
      %g = arith.extui %e : i1 to i64
      %h = arith.extui %f : i1 to i64
      %s = arith.addi %g, %h : i64
      %next = arith.addi %d, %s : i64
      scf.yield %next : i64
    }
    memref.dealloc %m : memref<5xi1>
    %r = arith.addi %difference, %n : i64
    return %r : i64
  }
  func.func @storesBefore(%n: i64) -> i64 {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %c5 = arith.constant 5 : index
    %three = arith.constant 3 : i64
    %low = arith.andi %n, %three : i64
    %o = arith.index_cast %low : i64 to index
    %m = memref.alloc() : memref<5xi1>
    %true = arith.constant true
    scf.for %i = %c0 to %c5 step %c1 { memref.store %true, %m[%i] : memref<5xi1> }
    %before = arith.subi %o, %c2 : index
    %v = arith.constant dense<false> : vector<4xi1>
    vector.transfer_write %v, %m[%before] : vector<4xi1>, memref<5xi1>
    %zero = arith.constant 0 : i64
    %difference = scf.for %i = %c0 to %c5 step %c1 iter_args(%d = %zero) -> (i64) {
      %c4 = arith.constant 4 : index
      %from = arith.subi %i, %before : index
      %isOutside = arith.cmpi uge, %from, %c4 : index
      %x = memref.load %m[%i] : memref<5xi1>
      %e = arith.xori %x, %isOutside : i1
      %g = arith.extui %e : i1 to i64
      %next = arith.addi %d, %g : i64
      scf.yield %next : i64
    }
    memref.dealloc %m : memref<5xi1>
    %r = arith.addi %difference, %n : i64
    return %r : i64
  }
}) : () -> ()

