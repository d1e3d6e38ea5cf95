// RUN: canonicalize
// sums and products of constants in two parts
"func.func"() <{function_type = (i8) -> (i8, i1, i8, i8, i8, i8), sym_name = "f"}> ({
^bb0(%arg0: i8):
  %0 = "arith.constant"() <{value = -56 : i8}> : () -> i8
  %1 = "arith.constant"() <{value = 100 : i8}> : () -> i8
  %2:2 = "arith.addui_extended"(%0, %1) : (i8, i8) -> (i8, i1)
  %3:2 = "arith.mulsi_extended"(%0, %1) : (i8, i8) -> (i8, i8)
  %4:2 = "arith.mului_extended"(%0, %1) : (i8, i8) -> (i8, i8)
  "func.return"(%2#0, %2#1, %3#0, %3#1, %4#0, %4#1) : (i8, i1, i8, i8, i8, i8) -> ()
}) : () -> ()
// CHECK-DAG: [[A:%[0-9]+]] = "arith.constant"() <{value = 44 : i8}>
// CHECK-DAG: [[T:%[0-9]+]] = "arith.constant"() <{value = true}>
// CHECK-DAG: [[B:%[0-9]+]] = "arith.constant"() <{value = 32 : i8}>
// CHECK-DAG: [[C:%[0-9]+]] = "arith.constant"() <{value = -22 : i8}>
// CHECK-DAG: [[D:%[0-9]+]] = "arith.constant"() <{value = 78 : i8}>
// CHECK: "func.return"([[A]], [[T]], {{%[0-9]+}}, [[C]], {{%[0-9]+}}, [[D]])
// -----
// nothing added, nothing multiplied
"func.func"() <{function_type = (i8) -> (i8, i1, i8, i8), sym_name = "f"}> ({
^bb0(%arg0: i8):
  %0 = "arith.constant"() <{value = 0 : i8}> : () -> i8
  %1:2 = "arith.addui_extended"(%0, %arg0) : (i8, i8) -> (i8, i1)
  %2:2 = "arith.mulsi_extended"(%arg0, %0) : (i8, i8) -> (i8, i8)
  "func.return"(%1#0, %1#1, %2#0, %2#1) : (i8, i1, i8, i8) -> ()
}) : () -> ()
// CHECK-NOT: extended
// CHECK: "func.return"(%arg0,
// -----
// unsigned division upwards
"func.func"() <{function_type = (i8) -> (i8, i8), sym_name = "f"}> ({
^bb0(%arg0: i8):
  %0 = "arith.constant"() <{value = -56 : i8}> : () -> i8
  %1 = "arith.constant"() <{value = 7 : i8}> : () -> i8
  %2 = "arith.constant"() <{value = 1 : i8}> : () -> i8
  %3 = "arith.ceildivui"(%0, %1) : (i8, i8) -> i8
  %4 = "arith.ceildivui"(%arg0, %2) : (i8, i8) -> i8
  "func.return"(%3, %4) : (i8, i8) -> ()
}) : () -> ()
// CHECK: [[Q:%[0-9]+]] = "arith.constant"() <{value = 29 : i8}>
// CHECK: "func.return"([[Q]], %arg0)
// -----
// bits
"func.func"() <{function_type = () -> (i8, i8, i8, i8, vector<2xi8>), sym_name = "f"}> ({
  %0 = "arith.constant"() <{value = 20 : i8}> : () -> i8
  %1 = "arith.constant"() <{value = 0 : i8}> : () -> i8
  %2 = "arith.constant"() <{value = dense<-1> : vector<2xi8>}> : () -> vector<2xi8>
  %3 = "math.ctlz"(%0) : (i8) -> i8
  %4 = "math.cttz"(%0) : (i8) -> i8
  %5 = "math.ctpop"(%0) : (i8) -> i8
  %6 = "math.cttz"(%1) : (i8) -> i8
  %7 = "math.ctpop"(%2) : (vector<2xi8>) -> vector<2xi8>
  "func.return"(%3, %4, %5, %6, %7) : (i8, i8, i8, i8, vector<2xi8>) -> ()
}) : () -> ()
// CHECK-NOT: math.
// CHECK-DAG: [[A:%[0-9]+]] = "arith.constant"() <{value = 3 : i8}>
// CHECK-DAG: [[B:%[0-9]+]] = "arith.constant"() <{value = 2 : i8}>
// CHECK-DAG: [[V:%[0-9]+]] = "arith.constant"() <{value = dense<8> : vector<2xi8>}>
// CHECK-DAG: [[E:%[0-9]+]] = "arith.constant"() <{value = 8 : i8}>
// CHECK: "func.return"([[A]], [[B]], {{%[0-9]+}}, [[E]], [[V]])
// -----
// powers of integers
"func.func"() <{function_type = () -> i8, sym_name = "f"}> ({
  %0 = "arith.constant"() <{value = 3 : i8}> : () -> i8
  %1 = "arith.constant"() <{value = 5 : i8}> : () -> i8
  %2 = "math.ipowi"(%0, %1) : (i8, i8) -> i8
  "func.return"(%2) : (i8) -> ()
}) : () -> ()
// CHECK: value = -13 : i8
