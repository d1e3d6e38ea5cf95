// RUN: report-memory-flow
// OPTIONS: forms
// nothing is written before it is read; what is written last is never read
func.func @f(%i: index) -> f32 {
  %m = memref.alloca() : memref<4xf32>
  // expected-remark @+1 {{reads memory to which nothing was written}}
  %x = memref.load %m[%i] : memref<4xf32>
  // expected-remark @+1 {{what is written here is never read}}
  memref.store %x, %m[%i] : memref<4xf32>
  return %x : f32
}
// CHECK: memref.store
// -----
// on one way something is written, on the other it is not
func.func @f(%c: i1, %a: f32, %i: index) -> f32 {
  %m = memref.alloc() : memref<4xf32>
  scf.if %c {
    memref.store %a, %m[%i] : memref<4xf32>
  }
  // expected-remark @+1 {{reads what was written by 'memref.store' at test:18:5, or nobody}}
  %x = memref.load %m[%i] : memref<4xf32>
  memref.dealloc %m : memref<4xf32>
  return %x : f32
}
// -----
// of one element the last writer is known, on each way of two
func.func @f(%c: i1, %a: f32, %b: f32) -> f32 {
  %m = memref.alloc() : memref<f32>
  // expected-remark @+1 {{what is written here is never read}}
  memref.store %b, %m[] : memref<f32>
  scf.if %c {
    memref.store %a, %m[] : memref<f32>
  } else {
    memref.store %b, %m[] : memref<f32>
  }
  // expected-remark @+1 {{reads what was written by 'memref.store' at test:32:5, 'memref.store' at test:34:5}}
  %x = memref.load %m[] : memref<f32>
  return %x : f32
}
// -----
// what an iteration writes the next one reads, and what comes after the loop
func.func @f(%n: index, %a: f32) -> f32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %m = memref.alloc() : memref<f32>
  memref.store %a, %m[] : memref<f32>
  scf.for %i = %c0 to %n step %c1 {
    // expected-remark @+1 {{reads what was written by 'memref.store' at test:46:3, 'memref.store' at test:51:5}}
    %x = memref.load %m[] : memref<f32>
    %y = arith.addf %x, %a : f32
    memref.store %y, %m[] : memref<f32>
  }
  // expected-remark @+1 {{reads what was written by 'memref.store' at test:46:3, 'memref.store' at test:51:5}}
  %r = memref.load %m[] : memref<f32>
  return %r : f32
}
// -----
// a loop of two regions: the first one runs before the second, and last
func.func @f(%a: f32, %go: i1) -> f32 {
  %m = memref.alloc() : memref<f32>
  // expected-remark @+1 {{what is written here is never read}}
  memref.store %a, %m[] : memref<f32>
  scf.while : () -> () {
    memref.store %a, %m[] : memref<f32>
    // goes on as often as it began
    scf.condition(%go)
  } do {
    // expected-remark @+1 {{reads what was written by 'memref.store' at test:64:5}}
    %x = memref.load %m[] : memref<f32>
    // expected-remark @+1 {{what is written here is never read}}
    memref.store %x, %m[] : memref<f32>
    scf.yield
  }
  // expected-remark @+1 {{reads what was written by 'memref.store' at test:64:5}}
  %r = memref.load %m[] : memref<f32>
  return %r : f32
}
// -----
// along branches between blocks, and round
func.func @f(%c: i1, %a: f32, %b: f32) -> f32 {
  %m = memref.alloc() : memref<f32>
  memref.store %a, %m[] : memref<f32>
  cf.br ^head
^head:
  // expected-remark @+1 {{reads what was written by 'memref.store' at test:82:3, 'memref.store' at test:89:3}}
  %x = memref.load %m[] : memref<f32>
  cf.cond_br %c, ^body, ^end
^body:
  memref.store %b, %m[] : memref<f32>
  cf.br ^head
^end:
  return %x : f32
}
// -----
// memory that a call sees is not followed
func.func private @g(memref<f32>)
func.func @f() -> f32 {
  %m = memref.alloc() : memref<f32>
  call @g(%m) : (memref<f32>) -> ()
  %x = memref.load %m[] : memref<f32>
  return %x : f32
}
// CHECK: memref.load
