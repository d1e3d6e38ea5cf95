// RUN: canonicalize
// Integers and floats.
// two additions of constants become one
"func.func"() <{function_type = (i32) -> i32, sym_name = "f"}> ({
^bb0(%arg0: i32):
  %0 = "arith.constant"() <{value = 3 : i32}> : () -> i32
  %1 = "arith.constant"() <{value = 4 : i32}> : () -> i32
  %2 = "arith.addi"(%arg0, %0) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
  %3 = "arith.addi"(%2, %1) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
  "func.return"(%3) : (i32) -> ()
}) : () -> ()
// CHECK: [[C:%[0-9]+]] = "arith.constant"() <{value = 7 : i32}>
// CHECK-NEXT: [[R:%[0-9]+]] = "arith.addi"(%arg0, [[C]])
// CHECK-NEXT: "func.return"([[R]])
// -----
// a constant minus a sum
"func.func"() <{function_type = (i32) -> i32, sym_name = "f"}> ({
^bb0(%arg0: i32):
  %0 = "arith.constant"() <{value = 3 : i32}> : () -> i32
  %1 = "arith.constant"() <{value = 10 : i32}> : () -> i32
  %2 = "arith.addi"(%arg0, %0) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
  %3 = "arith.subi"(%1, %2) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
  "func.return"(%3) : (i32) -> ()
}) : () -> ()
// CHECK: [[C:%[0-9]+]] = "arith.constant"() <{value = 7 : i32}>
// CHECK-NEXT: "arith.subi"([[C]], %arg0)
// -----
// two subtractions from constants
"func.func"() <{function_type = (i32) -> i32, sym_name = "f"}> ({
^bb0(%arg0: i32):
  %0 = "arith.constant"() <{value = 3 : i32}> : () -> i32
  %1 = "arith.constant"() <{value = 10 : i32}> : () -> i32
  %2 = "arith.subi"(%0, %arg0) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
  %3 = "arith.subi"(%1, %2) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
  "func.return"(%3) : (i32) -> ()
}) : () -> ()
// CHECK: [[C:%[0-9]+]] = "arith.constant"() <{value = 7 : i32}>
// CHECK-NEXT: "arith.addi"(%arg0, [[C]])
// -----
// what is added and taken away again
"func.func"() <{function_type = (i32, i32) -> i32, sym_name = "f"}> ({
^bb0(%arg0: i32, %arg1: i32):
  %0 = "arith.addi"(%arg1, %arg0) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
  %1 = "arith.subi"(%0, %arg1) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
  "func.return"(%1) : (i32) -> ()
}) : () -> ()
// CHECK-NOT: arith
// CHECK: "func.return"(%arg0)
// -----
// a number minus itself
"func.func"() <{function_type = (i64) -> i64, sym_name = "f"}> ({
^bb0(%arg0: i64):
  %0 = "arith.subi"(%arg0, %arg0) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
  "func.return"(%0) : (i64) -> ()
}) : () -> ()
// CHECK: "arith.constant"() <{value = 0 : i64}>
// CHECK-NEXT: "func.return"(%0)
// -----
// and, or of equal operands
"func.func"() <{function_type = (i8) -> i8, sym_name = "f"}> ({
^bb0(%arg0: i8):
  %0 = "arith.andi"(%arg0, %arg0) : (i8, i8) -> i8
  %1 = "arith.ori"(%0, %arg0) : (i8, i8) -> i8
  "func.return"(%1) : (i8) -> ()
}) : () -> ()
// CHECK-NOT: arith
// CHECK: "func.return"(%arg0)
// -----
// products and masks of constants join
"func.func"() <{function_type = (i32) -> i32, sym_name = "f"}> ({
^bb0(%arg0: i32):
  %0 = "arith.constant"() <{value = 12 : i32}> : () -> i32
  %1 = "arith.constant"() <{value = 10 : i32}> : () -> i32
  %2 = "arith.andi"(%arg0, %0) : (i32, i32) -> i32
  %3 = "arith.andi"(%2, %1) : (i32, i32) -> i32
  %4 = "arith.muli"(%3, %0) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
  %5 = "arith.muli"(%4, %1) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
  "func.return"(%5) : (i32) -> ()
}) : () -> ()
// CHECK: [[M:%[0-9]+]] = "arith.constant"() <{value = 8 : i32}>
// CHECK-NEXT: [[A:%[0-9]+]] = "arith.andi"(%arg0, [[M]])
// CHECK: [[F:%[0-9]+]] = "arith.constant"() <{value = 120 : i32}>
// CHECK-NEXT: "arith.muli"([[A]], [[F]])
// CHECK-NEXT: func.return
// -----
// comparisons have their constant on the right
"func.func"() <{function_type = (i32) -> i1, sym_name = "f"}> ({
^bb0(%arg0: i32):
  %0 = "arith.constant"() <{value = 3 : i32}> : () -> i32
  %1 = "arith.cmpi"(%0, %arg0) <{predicate = 4 : i64}> : (i32, i32) -> i1
  "func.return"(%1) : (i1) -> ()
}) : () -> ()
// CHECK: "arith.cmpi"(%arg0, %0) <{predicate = 2 : i64}>
// -----
// no unsigned number is below zero
"func.func"() <{function_type = (i32) -> i1, sym_name = "f"}> ({
^bb0(%arg0: i32):
  %0 = "arith.constant"() <{value = 0 : i32}> : () -> i32
  %1 = "arith.cmpi"(%arg0, %0) <{predicate = 6 : i64}> : (i32, i32) -> i1
  "func.return"(%1) : (i1) -> ()
}) : () -> ()
// CHECK: value = false
// CHECK-NOT: arith.cmpi
// -----
// the negation of a comparison
"func.func"() <{function_type = (i32, i32) -> i1, sym_name = "f"}> ({
^bb0(%arg0: i32, %arg1: i32):
  %0 = "arith.constant"() <{value = true}> : () -> i1
  %1 = "arith.cmpi"(%arg0, %arg1) <{predicate = 2 : i64}> : (i32, i32) -> i1
  %2 = "arith.xori"(%1, %0) : (i1, i1) -> i1
  "func.return"(%2) : (i1) -> ()
}) : () -> ()
// CHECK: "arith.cmpi"(%arg0, %arg1) <{predicate = 5 : i64}>
// CHECK-NOT: xori
// -----
// selections of single bits, by negations, and again
"func.func"() <{function_type = (i1, i32, i32) -> (i1, i32), sym_name = "f"}> ({
^bb0(%arg0: i1, %arg1: i32, %arg2: i32):
  %0 = "arith.constant"() <{value = true}> : () -> i1
  %1 = "arith.constant"() <{value = false}> : () -> i1
  %2 = "arith.select"(%arg0, %0, %1) : (i1, i1, i1) -> i1
  %3 = "arith.xori"(%arg0, %0) : (i1, i1) -> i1
  %4 = "arith.select"(%3, %arg1, %arg2) : (i1, i32, i32) -> i32
  %5 = "arith.select"(%arg0, %4, %arg1) : (i1, i32, i32) -> i32
  "func.return"(%2, %5) : (i1, i32) -> ()
}) : () -> ()
// CHECK: [[R:%[0-9]+]] = "arith.select"(%arg0, %arg2, %arg1)
// CHECK-NEXT: "func.return"(%arg0, [[R]])
// -----
// extensions and truncations join
"func.func"() <{function_type = (i8, i64) -> (i64, i16, i8, i16), sym_name = "f"}> ({
^bb0(%arg0: i8, %arg1: i64):
  %0 = "arith.extsi"(%arg0) : (i8) -> i32
  %1 = "arith.extsi"(%0) : (i32) -> i64
  %2 = "arith.trunci"(%0) : (i32) -> i16
  %3 = "arith.trunci"(%0) : (i32) -> i8
  %4 = "arith.trunci"(%arg1) : (i64) -> i32
  %5 = "arith.trunci"(%4) : (i32) -> i16
  "func.return"(%1, %2, %3, %5) : (i64, i16, i8, i16) -> ()
}) : () -> ()
// CHECK-DAG: "arith.extsi"(%arg0) : (i8) -> i64
// CHECK-DAG: "arith.extsi"(%arg0) : (i8) -> i16
// CHECK-DAG: "arith.trunci"(%arg1)
// CHECK: "func.return"({{%[0-9]+, %[0-9]+}}, %arg0, {{%[0-9]+}})
// -----
// the sign after a zero extension
"func.func"() <{function_type = (i8) -> i64, sym_name = "f"}> ({
^bb0(%arg0: i8):
  %0 = "arith.extui"(%arg0) : (i8) -> i32
  %1 = "arith.extsi"(%0) : (i32) -> i64
  "func.return"(%1) : (i64) -> ()
}) : () -> ()
// CHECK: "arith.extui"(%arg0) : (i8) -> i64
// CHECK-NOT: extsi
// -----
// to index and back
"func.func"() <{function_type = (i32) -> i32, sym_name = "f"}> ({
^bb0(%arg0: i32):
  %0 = "arith.index_cast"(%arg0) : (i32) -> index
  %1 = "arith.index_cast"(%0) : (index) -> i32
  "func.return"(%1) : (i32) -> ()
}) : () -> ()
// CHECK-NOT: arith
// CHECK: "func.return"(%arg0)
// -----
// to index and back may lose bits the other way
"func.func"() <{function_type = (index) -> index, sym_name = "f"}> ({
^bb0(%arg0: index):
  %0 = "arith.index_cast"(%arg0) : (index) -> i32
  %1 = "arith.index_cast"(%0) : (i32) -> index
  "func.return"(%1) : (index) -> ()
}) : () -> ()
// CHECK: index_cast
// CHECK: index_cast
// -----
// floats: widened and narrowed, negated twice
"func.func"() <{function_type = (f32) -> f32, sym_name = "f"}> ({
^bb0(%arg0: f32):
  %0 = "arith.extf"(%arg0) : (f32) -> f64
  %1 = "arith.truncf"(%0) : (f64) -> f32
  %2 = "arith.negf"(%1) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
  %3 = "arith.negf"(%2) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
  "func.return"(%3) : (f32) -> ()
}) : () -> ()
// CHECK-NOT: arith
// CHECK: "func.return"(%arg0)
// -----
// narrowing first is not undone
"func.func"() <{function_type = (f64) -> f64, sym_name = "f"}> ({
^bb0(%arg0: f64):
  %0 = "arith.truncf"(%arg0) : (f64) -> f32
  %1 = "arith.extf"(%0) : (f32) -> f64
  "func.return"(%1) : (f64) -> ()
}) : () -> ()
// CHECK: truncf
// CHECK: extf
// -----
// x plus zero is not x for floats
"func.func"() <{function_type = (f32) -> f32, sym_name = "f"}> ({
^bb0(%arg0: f32):
  %0 = "arith.constant"() <{value = 0.000000e+00 : f32}> : () -> f32
  %1 = "arith.addf"(%arg0, %0) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
  "func.return"(%1) : (f32) -> ()
}) : () -> ()
// CHECK: arith.addf
// -----
// division by zero stays
"func.func"() <{function_type = (i32) -> i32, sym_name = "f"}> ({
^bb0(%arg0: i32):
  %0 = "arith.constant"() <{value = 0 : i32}> : () -> i32
  %1 = "arith.constant"() <{value = 1 : i32}> : () -> i32
  %2 = "arith.divsi"(%1, %0) : (i32, i32) -> i32
  "func.return"(%2) : (i32) -> ()
}) : () -> ()
// CHECK: arith.divsi
// -----
// a chain of constants is one constant, vectors too
"func.func"() <{function_type = () -> vector<4xi32>, sym_name = "f"}> ({
  %0 = "arith.constant"() <{value = dense<3> : vector<4xi32>}> : () -> vector<4xi32>
  %1 = "arith.constant"() <{value = dense<4> : vector<4xi32>}> : () -> vector<4xi32>
  %2 = "arith.muli"(%0, %1) <{overflowFlags = #arith.overflow<none>}> : (vector<4xi32>, vector<4xi32>) -> vector<4xi32>
  %3 = "arith.subi"(%2, %0) <{overflowFlags = #arith.overflow<none>}> : (vector<4xi32>, vector<4xi32>) -> vector<4xi32>
  "func.return"(%3) : (vector<4xi32>) -> ()
}) : () -> ()
// CHECK: "arith.constant"() <{value = dense<9> : vector<4xi32>}>
// CHECK-NEXT: "func.return"(%0)
