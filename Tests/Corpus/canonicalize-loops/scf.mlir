// RUN: canonicalize
// Structured loops and conditions.
// a condition that holds
"func.func"() <{function_type = (f32, f32) -> f32, sym_name = "f"}> ({
^bb0(%arg0: f32, %arg1: f32):
  %0 = "arith.constant"() <{value = true}> : () -> i1
  %1 = "scf.if"(%0) ({
    %2 = "arith.addf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    "scf.yield"(%2) : (f32) -> ()
  }, {
    "scf.yield"(%arg1) : (f32) -> ()
  }) : (i1) -> f32
  "func.return"(%1) : (f32) -> ()
}) : () -> ()
// CHECK-NOT: scf
// CHECK: [[A:%[0-9]+]] = "arith.addf"(%arg0, %arg1)
// CHECK-NEXT: "func.return"([[A]])
// -----
// a condition that does not hold, nothing to give
"func.func"() <{function_type = (memref<4xf32>, f32) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<4xf32>, %arg1: f32):
  %0 = "arith.constant"() <{value = false}> : () -> i1
  %1 = "arith.constant"() <{value = 0 : index}> : () -> index
  "scf.if"(%0) ({
    "memref.store"(%arg1, %arg0, %1) : (f32, memref<4xf32>, index) -> ()
    "scf.yield"() : () -> ()
  }, {
  }) : (i1) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK-NOT: scf
// CHECK-NOT: store
// CHECK: func.return
// -----
// branches that only choose
"func.func"() <{function_type = (i1, f32, f32) -> f32, sym_name = "f"}> ({
^bb0(%arg0: i1, %arg1: f32, %arg2: f32):
  %0 = "scf.if"(%arg0) ({
    "scf.yield"(%arg1) : (f32) -> ()
  }, {
    "scf.yield"(%arg2) : (f32) -> ()
  }) : (i1) -> f32
  "func.return"(%0) : (f32) -> ()
}) : () -> ()
// CHECK: "arith.select"(%arg0, %arg1, %arg2)
// CHECK-NOT: scf
// -----
// a condition asked for again inside
"func.func"() <{function_type = (i1, memref<4xf32>, f32) -> (), sym_name = "f"}> ({
^bb0(%arg0: i1, %arg1: memref<4xf32>, %arg2: f32):
  %0 = "arith.constant"() <{value = 0 : index}> : () -> index
  "scf.if"(%arg0) ({
    "scf.if"(%arg0) ({
      "memref.store"(%arg2, %arg1, %0) : (f32, memref<4xf32>, index) -> ()
      "scf.yield"() : () -> ()
    }, {
    }) : (i1) -> ()
    "scf.yield"() : () -> ()
  }, {
  }) : (i1) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK: "scf.if"(%arg0)
// CHECK-NOT: scf.if
// CHECK: memref.store
// -----
// equal and unused results
"func.func"() <{function_type = (i1, f32, memref<4xf32>) -> (f32, f32), sym_name = "f"}> ({
^bb0(%arg0: i1, %arg1: f32, %arg2: memref<4xf32>):
  %0 = "arith.constant"() <{value = 0 : index}> : () -> index
  %1:3 = "scf.if"(%arg0) ({
    %2 = "memref.load"(%arg2, %0) : (memref<4xf32>, index) -> f32
    "memref.store"(%arg1, %arg2, %0) : (f32, memref<4xf32>, index) -> ()
    "scf.yield"(%arg1, %2, %2) : (f32, f32, f32) -> ()
  }, {
    "scf.yield"(%arg1, %arg1, %arg1) : (f32, f32, f32) -> ()
  }) : (i1) -> (f32, f32, f32)
  "func.return"(%1#0, %1#1) : (f32, f32) -> ()
}) : () -> ()
// CHECK: [[R:%[0-9]+]] = "scf.if"(%arg0)
// CHECK: "scf.yield"({{%[0-9]+}}) : (f32)
// CHECK: "scf.yield"(%arg1) : (f32)
// CHECK: }) : (i1) -> f32
// CHECK: "func.return"(%arg1, [[R]])
// -----
// a loop that never runs
"func.func"() <{function_type = (f32) -> f32, sym_name = "f"}> ({
^bb0(%arg0: f32):
  %0 = "arith.constant"() <{value = 4 : index}> : () -> index
  %1 = "arith.constant"() <{value = 1 : index}> : () -> index
  %2 = "scf.for"(%0, %0, %1, %arg0) ({
  ^bb0(%arg1: index, %arg2: f32):
    %3 = "arith.addf"(%arg2, %arg2) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    "scf.yield"(%3) : (f32) -> ()
  }) : (index, index, index, f32) -> f32
  "func.return"(%2) : (f32) -> ()
}) : () -> ()
// CHECK-NOT: scf
// CHECK: "func.return"(%arg0)
// -----
// a loop of one iteration
"func.func"() <{function_type = (memref<9xf32>, f32) -> f32, sym_name = "f"}> ({
^bb0(%arg0: memref<9xf32>, %arg1: f32):
  %0 = "arith.constant"() <{value = 4 : index}> : () -> index
  %1 = "arith.constant"() <{value = 5 : index}> : () -> index
  %2 = "arith.constant"() <{value = 2 : index}> : () -> index
  %3 = "scf.for"(%0, %1, %2, %arg1) ({
  ^bb0(%arg2: index, %arg3: f32):
    %4 = "memref.load"(%arg0, %arg2) : (memref<9xf32>, index) -> f32
    %5 = "arith.addf"(%arg3, %4) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    "scf.yield"(%5) : (f32) -> ()
  }) : (index, index, index, f32) -> f32
  "func.return"(%3) : (f32) -> ()
}) : () -> ()
// CHECK-NOT: scf
// CHECK: [[I:%[0-9]+]] = "arith.constant"() <{value = 4 : index}>
// CHECK: [[L:%[0-9]+]] = "memref.load"(%arg0, [[I]])
// CHECK: "arith.addf"(%arg1, [[L]])
// -----
// two iterations stay
"func.func"() <{function_type = (f32) -> f32, sym_name = "f"}> ({
^bb0(%arg0: f32):
  %0 = "arith.constant"() <{value = 4 : index}> : () -> index
  %1 = "arith.constant"() <{value = 7 : index}> : () -> index
  %2 = "arith.constant"() <{value = 2 : index}> : () -> index
  %3 = "scf.for"(%0, %1, %2, %arg0) ({
  ^bb0(%arg1: index, %arg2: f32):
    %4 = "arith.addf"(%arg2, %arg2) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    "scf.yield"(%4) : (f32) -> ()
  }) : (index, index, index, f32) -> f32
  "func.return"(%3) : (f32) -> ()
}) : () -> ()
// CHECK: scf.for
// -----
// a carried value that does not change
"func.func"() <{function_type = (memref<?xf32>, index, f32, f32) -> (f32, f32), sym_name = "f"}> ({
^bb0(%arg0: memref<?xf32>, %arg1: index, %arg2: f32, %arg3: f32):
  %0 = "arith.constant"() <{value = 0 : index}> : () -> index
  %1 = "arith.constant"() <{value = 1 : index}> : () -> index
  %2:2 = "scf.for"(%0, %arg1, %1, %arg2, %arg3) ({
  ^bb0(%arg4: index, %arg5: f32, %arg6: f32):
    %3 = "memref.load"(%arg0, %arg4) : (memref<?xf32>, index) -> f32
    %4 = "arith.addf"(%arg5, %3) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %5 = "arith.mulf"(%4, %arg6) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    "scf.yield"(%5, %arg6) : (f32, f32) -> ()
  }) : (index, index, index, f32, f32) -> (f32, f32)
  "func.return"(%2#0, %2#1) : (f32, f32) -> ()
}) : () -> ()
// CHECK: [[R:%[0-9]+]] = "scf.for"({{.*}}, %arg2) ({
// CHECK-NEXT: ^bb0({{%arg[0-9]+: index, %arg[0-9]+: f32}}):
// CHECK: "arith.mulf"({{%[0-9]+}}, %arg3)
// CHECK: "func.return"([[R]], %arg3)
// -----
// a loop without effects whose results nobody uses
"func.func"() <{function_type = (index, f32) -> f32, sym_name = "f"}> ({
^bb0(%arg0: index, %arg1: f32):
  %0 = "arith.constant"() <{value = 0 : index}> : () -> index
  %1 = "arith.constant"() <{value = 1 : index}> : () -> index
  %2 = "scf.for"(%0, %arg0, %1, %arg1) ({
  ^bb0(%arg2: index, %arg3: f32):
    %3 = "arith.addf"(%arg3, %arg3) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    "scf.yield"(%3) : (f32) -> ()
  }) : (index, index, index, f32) -> f32
  "func.return"(%arg1) : (f32) -> ()
}) : () -> ()
// CHECK-NOT: scf
// CHECK: "func.return"(%arg1)
// -----
// a parallel loop of one iteration, and one of none
"func.func"() <{function_type = (memref<9xf32>, f32) -> (), sym_name = "f"}> ({
^bb0(%arg0: memref<9xf32>, %arg1: f32):
  %0 = "arith.constant"() <{value = 4 : index}> : () -> index
  %1 = "arith.constant"() <{value = 5 : index}> : () -> index
  %2 = "arith.constant"() <{value = 1 : index}> : () -> index
  "scf.parallel"(%0, %1, %2) <{operandSegmentSizes = array<i32: 1, 1, 1, 0>}> ({
  ^bb0(%arg3: index):
    "memref.store"(%arg1, %arg0, %arg3) : (f32, memref<9xf32>, index) -> ()
    "scf.reduce"() : () -> ()
  }) : (index, index, index) -> ()
  "scf.parallel"(%1, %0, %2) <{operandSegmentSizes = array<i32: 1, 1, 1, 0>}> ({
  ^bb0(%arg2: index):
    "memref.store"(%arg1, %arg0, %arg2) : (f32, memref<9xf32>, index) -> ()
    "scf.reduce"() : () -> ()
  }) : (index, index, index) -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK-NOT: scf
// CHECK: [[I:%[0-9]+]] = "arith.constant"() <{value = 4 : index}>
// CHECK: "memref.store"(%arg1, %arg0, [[I]])
// CHECK-NOT: memref.store
// -----
// a switch by a constant
"func.func"() <{function_type = (f32, f32) -> f32, sym_name = "f"}> ({
^bb0(%arg0: f32, %arg1: f32):
  %0 = "arith.constant"() <{value = 2 : index}> : () -> index
  %1 = "scf.index_switch"(%0) <{cases = array<i64: 1, 2>}> ({
    "scf.yield"(%arg1) : (f32) -> ()
  }, {
    "scf.yield"(%arg0) : (f32) -> ()
  }, {
    %2 = "arith.mulf"(%arg0, %arg1) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    "scf.yield"(%2) : (f32) -> ()
  }) : (index) -> f32
  "func.return"(%1) : (f32) -> ()
}) : () -> ()
// CHECK-NOT: scf
// CHECK: "arith.mulf"(%arg0, %arg1)
// -----
// a while loop whose condition never holds
"func.func"() <{function_type = (f32) -> f32, sym_name = "f"}> ({
^bb0(%arg0: f32):
  %0 = "arith.constant"() <{value = false}> : () -> i1
  %1 = "scf.while"(%arg0) ({
  ^bb0(%arg2: f32):
    %2 = "arith.addf"(%arg2, %arg2) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    "scf.condition"(%0, %2) : (i1, f32) -> ()
  }, {
  ^bb0(%arg1: f32):
    "scf.yield"(%arg1) : (f32) -> ()
  }) : (f32) -> f32
  "func.return"(%1) : (f32) -> ()
}) : () -> ()
// CHECK-NOT: scf
// CHECK: [[A:%[0-9]+]] = "arith.addf"(%arg0, %arg0)
// CHECK: "func.return"([[A]])
// -----
// a while loop without effects may never end, and stays
"func.func"() <{function_type = (i1) -> (), sym_name = "f"}> ({
^bb0(%arg0: i1):
  "scf.while"() ({
    "scf.condition"(%arg0) : (i1) -> ()
  }, {
    "scf.yield"() : () -> ()
  }) : () -> ()
  "func.return"() : () -> ()
}) : () -> ()
// CHECK: scf.while
// -----
// one condition in the other
func.func @f(%c: i1, %d: i1, %m: memref<f32>, %x: f32) {
  scf.if %c {
    scf.if %d {
      memref.store %x, %m[] : memref<f32>
    }
  }
  func.return
}
// CHECK: [[B:%[0-9]+]] = "arith.andi"(%arg0, %arg1)
// CHECK-NEXT: "scf.if"([[B]])
// CHECK-NEXT: memref.store
// CHECK-NOT: scf.if
// -----
// not where more is done, or something otherwise
func.func @f(%c: i1, %d: i1, %m: memref<f32>, %x: f32) {
  scf.if %c {
    memref.store %x, %m[] : memref<f32>
    scf.if %d {
      memref.store %x, %m[] : memref<f32>
    }
  }
  scf.if %d {
    scf.if %c {
      memref.store %x, %m[] : memref<f32>
    } else {
      memref.store %x, %m[] : memref<f32>
    }
  }
  func.return
}
// CHECK-NOT: arith.andi
// -----
// one after the other, the second with what the first gives
func.func @f(%c: i1, %a: f32, %b: f32, %m: memref<f32>) -> f32 {
  %0 = scf.if %c -> (f32) {
    %2 = arith.addf %a, %b : f32
    scf.yield %2 : f32
  } else {
    %2 = arith.mulf %a, %b : f32
    scf.yield %2 : f32
  }
  %1 = scf.if %c -> (f32) {
    memref.store %0, %m[] : memref<f32>
    scf.yield %0 : f32
  } else {
    %2 = arith.subf %0, %a : f32
    scf.yield %2 : f32
  }
  func.return %1 : f32
}
// CHECK: [[R:%[0-9]+]] = "scf.if"(%arg0) ({
// CHECK-NEXT: [[A:%[0-9]+]] = "arith.addf"
// CHECK-NEXT: "memref.store"([[A]]
// CHECK-NEXT: "scf.yield"([[A]])
// CHECK: [[P:%[0-9]+]] = "arith.mulf"
// CHECK-NEXT: [[S:%[0-9]+]] = "arith.subf"([[P]], %arg1)
// CHECK-NEXT: "scf.yield"([[S]])
// CHECK-NOT: scf.if
// CHECK: "func.return"([[R]])
// -----
// one without an else, then one with
func.func @f(%c: i1, %a: f32, %b: f32, %m: memref<f32>) {
  scf.if %c {
    memref.store %a, %m[] : memref<f32>
  }
  scf.if %c {
  } else {
    memref.store %b, %m[] : memref<f32>
  }
  func.return
}
// CHECK: "scf.if"(%arg0) ({
// CHECK-NEXT: "memref.store"(%arg1
// CHECK-NEXT: "scf.yield"() : () -> ()
// CHECK-NEXT: }, {
// CHECK-NEXT: "memref.store"(%arg2
// CHECK-NOT: scf.if
// -----
// not with something in between
func.func @f(%c: i1, %a: f32, %m: memref<f32>, %n: memref<f32>) {
  scf.if %c {
    memref.store %a, %m[] : memref<f32>
  }
  memref.copy %m, %n : memref<f32> to memref<f32>
  scf.if %c {
    memref.store %a, %m[] : memref<f32>
  }
  func.return
}
// CHECK: scf.if
// CHECK: memref.copy
// CHECK: scf.if
// -----
// a result that is only chosen, of branches that do more
func.func @f(%c: i1, %a: f32, %b: f32, %m: memref<f32>) -> (f32, f32) {
  %0:2 = scf.if %c -> (f32, f32) {
    %2 = memref.load %m[] : memref<f32>
    scf.yield %a, %2 : f32, f32
  } else {
    scf.yield %b, %b : f32, f32
  }
  func.return %0#0, %0#1 : f32, f32
}
// CHECK: [[S:%[0-9]+]] = "arith.select"(%arg0, %arg1, %arg2)
// CHECK: [[R:%[0-9]+]] = "scf.if"
// CHECK: "scf.yield"({{%[0-9]+}}) : (f32) -> ()
// CHECK: "func.return"([[S]], [[R]])
