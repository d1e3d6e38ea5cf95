// sums of constants come together
func.func @f(%a: i32) -> i32 {
  %c3 = arith.constant 3 : i32
  %c4 = arith.constant 4 : i32
  %0 = arith.addi %a, %c3 : i32
  %1 = arith.addi %0, %c4 : i32
  return %1 : i32
}
// -----
// a constant less a sum
func.func @f(%a: i32) -> i32 {
  %c3 = arith.constant 3 : i32
  %c4 = arith.constant 4 : i32
  %0 = arith.subi %c3, %a : i32
  %1 = arith.subi %c4, %0 : i32
  return %1 : i32
}
// -----
// subtracting, then adding a constant
func.func @f(%a: i32) -> (i32, i32) {
  %c3 = arith.constant 3 : i32
  %c4 = arith.constant 4 : i32
  %0 = arith.subi %a, %c3 : i32
  %1 = arith.addi %0, %c4 : i32
  %2 = arith.addi %a, %c3 : i32
  %3 = arith.subi %c4, %2 : i32
  return %1, %3 : i32, i32
}
// -----
// adding what is taken away
func.func @f(%a: i32, %b: i32) -> (i32, i32) {
  %0 = arith.subi %a, %b : i32
  %1 = arith.addi %0, %b : i32
  %2 = arith.addi %a, %b : i32
  %3 = arith.subi %2, %b : i32
  return %1, %3 : i32, i32
}
// -----
// products of constants
func.func @f(%a: index) -> index {
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %0 = arith.muli %a, %c3 : index
  %1 = arith.muli %0, %c4 : index
  return %1 : index
}
// -----
// bits with themselves
func.func @f(%a: i8) -> (i8, i8, i8, i8) {
  %c0 = arith.constant 0 : i8
  %c-1 = arith.constant -1 : i8
  %0 = arith.andi %a, %a : i8
  %1 = arith.ori %0, %c0 : i8
  %2 = arith.xori %a, %a : i8
  %3 = arith.ori %a, %c-1 : i8
  %4 = arith.andi %a, %c0 : i8
  return %1, %2, %3, %4 : i8, i8, i8, i8
}
// -----
// a number and its complement
func.func @f(%a: i8) -> (i8, i8) {
  %c-1 = arith.constant -1 : i8
  %0 = arith.xori %a, %c-1 : i8
  %1 = arith.andi %a, %0 : i8
  %2 = arith.xori %0, %c-1 : i8
  return %1, %2 : i8, i8
}
// -----
// masks come together
func.func @f(%a: i8, %b: i8) -> (i8, i8) {
  %c12 = arith.constant 12 : i8
  %c10 = arith.constant 10 : i8
  %0 = arith.andi %a, %c12 : i8
  %1 = arith.andi %0, %c10 : i8
  %2 = arith.andi %a, %b : i8
  %3 = arith.andi %2, %a : i8
  return %1, %3 : i8, i8
}
// -----
// truths that are turned
func.func @f(%a: i32, %b: i32) -> i1 {
  %t = arith.constant true
  %0 = arith.cmpi slt, %a, %b : i32
  %1 = arith.xori %0, %t : i1
  return %1 : i1
}
// -----
// a choice between truths
func.func @f(%c: i1) -> (i1, i1) {
  %t = arith.constant true
  %f = arith.constant false
  %0 = arith.select %c, %t, %f : i1
  %1 = arith.select %c, %f, %t : i1
  return %0, %1 : i1, i1
}
// -----
// a choice between zero and one
func.func @f(%c: i1) -> (i32, i64) {
  %c0 = arith.constant 0 : i32
  %c1 = arith.constant 1 : i32
  %d0 = arith.constant 0 : i64
  %d1 = arith.constant 1 : i64
  %0 = arith.select %c, %c1, %c0 : i32
  %1 = arith.select %c, %d0, %d1 : i64
  return %0, %1 : i32, i64
}
// -----
// choices by the same or the turned condition
func.func @f(%c: i1, %a: i32, %b: i32, %d: i32) -> (i32, i32, i32) {
  %t = arith.constant true
  %n = arith.xori %c, %t : i1
  %0 = arith.select %n, %a, %b : i32
  %1 = arith.select %c, %a, %b : i32
  %2 = arith.select %c, %1, %d : i32
  %3 = arith.select %c, %a, %a : i32
  return %0, %2, %3 : i32, i32, i32
}
// -----
// what a comparison for being equal chooses
func.func @f(%a: i32, %b: i32) -> (i32, i32) {
  %p = arith.cmpi eq, %a, %b : i32
  %0 = arith.select %p, %a, %b : i32
  %q = arith.cmpi ne, %a, %b : i32
  %1 = arith.select %q, %a, %b : i32
  return %0, %1 : i32, i32
}
// -----
// one more choice in a choice
func.func @f(%p: i1, %q: i1, %a: i32, %b: i32) -> (i32, i32) {
  %0 = arith.select %p, %a, %b : i32
  %1 = arith.select %q, %0, %b : i32
  %2 = arith.select %q, %a, %0 : i32
  return %1, %2 : i32, i32
}
// -----
// comparing with itself
func.func @f(%a: i32) -> (i1, i1, i1) {
  %0 = arith.cmpi eq, %a, %a : i32
  %1 = arith.cmpi ult, %a, %a : i32
  %2 = arith.cmpi sge, %a, %a : i32
  return %0, %1, %2 : i1, i1, i1
}
// -----
// comparing what was widened with zero
func.func @f(%a: i1, %b: i1) -> (i1, i1) {
  %c0 = arith.constant 0 : i32
  %0 = arith.extui %a : i1 to i32
  %1 = arith.cmpi ne, %0, %c0 : i32
  %2 = arith.extsi %b : i1 to i32
  %3 = arith.cmpi ne, %2, %c0 : i32
  return %1, %3 : i1, i1
}
// -----
// comparing truths
func.func @f(%a: i1) -> (i1, i1) {
  %t = arith.constant true
  %f = arith.constant false
  %0 = arith.cmpi eq, %a, %t : i1
  %1 = arith.cmpi ne, %a, %f : i1
  return %0, %1 : i1, i1
}
// -----
// widening twice
func.func @f(%a: i8) -> (i32, i32, i32) {
  %0 = arith.extui %a : i8 to i16
  %1 = arith.extui %0 : i16 to i32
  %2 = arith.extsi %0 : i16 to i32
  %3 = arith.extsi %a : i8 to i16
  %4 = arith.extsi %3 : i16 to i32
  return %1, %2, %4 : i32, i32, i32
}
// -----
// narrowing what was widened
func.func @f(%a: i8, %b: i32) -> (i8, i16, i8) {
  %0 = arith.extui %a : i8 to i32
  %1 = arith.trunci %0 : i32 to i8
  %2 = arith.trunci %0 : i32 to i16
  %3 = arith.trunci %b : i32 to i16
  %4 = arith.trunci %3 : i16 to i8
  return %1, %2, %4 : i8, i16, i8
}
// -----
// index and back
func.func @f(%a: index, %b: i32) -> (index, i32) {
  %0 = arith.index_cast %a : index to i64
  %1 = arith.index_cast %0 : i64 to index
  %2 = arith.index_cast %b : i32 to index
  %3 = arith.index_cast %2 : index to i32
  return %1, %3 : index, i32
}
// -----
// bits as another type and back
func.func @f(%a: f32) -> (f32, i32) {
  %0 = arith.bitcast %a : f32 to i32
  %1 = arith.bitcast %0 : i32 to f32
  %c = arith.constant 1.0 : f32
  %2 = arith.bitcast %c : f32 to i32
  return %1, %2 : f32, i32
}
// -----
// least and greatest
func.func @f(%a: i8) -> (i8, i8, i8, i8) {
  %max = arith.constant 127 : i8
  %min = arith.constant -128 : i8
  %0 = arith.maxsi %a, %max : i8
  %1 = arith.maxsi %a, %min : i8
  %2 = arith.minsi %a, %a : i8
  %c-1 = arith.constant -1 : i8
  %3 = arith.minui %a, %c-1 : i8
  return %0, %1, %2, %3 : i8, i8, i8, i8
}
// -----
// dividing by one, and zero by something
func.func @f(%a: i32) -> (i32, i32, i32, i32) {
  %c1 = arith.constant 1 : i32
  %0 = arith.divsi %a, %c1 : i32
  %1 = arith.divui %0, %c1 : i32
  %2 = arith.remsi %a, %c1 : i32
  %3 = arith.ceildivsi %a, %c1 : i32
  %4 = arith.floordivsi %a, %c1 : i32
  return %1, %2, %3, %4 : i32, i32, i32, i32
}
// -----
// dividing constants
func.func @f() -> (i32, i32, i32, i32, i32) {
  %a = arith.constant -7 : i32
  %b = arith.constant 2 : i32
  %0 = arith.divsi %a, %b : i32
  %1 = arith.remsi %a, %b : i32
  %2 = arith.floordivsi %a, %b : i32
  %3 = arith.ceildivsi %a, %b : i32
  %4 = arith.divui %a, %b : i32
  return %0, %1, %2, %3, %4 : i32, i32, i32, i32, i32
}
// -----
// shifting by nothing, and constants
func.func @f(%a: i32) -> (i32, i32, i32) {
  %c0 = arith.constant 0 : i32
  %c2 = arith.constant 2 : i32
  %c8 = arith.constant -8 : i32
  %0 = arith.shli %a, %c0 : i32
  %1 = arith.shrsi %c8, %c2 : i32
  %2 = arith.shrui %c8, %c2 : i32
  return %0, %1, %2 : i32, i32, i32
}
// -----
// floats with what changes nothing
func.func @f(%a: f32) -> (f32, f32, f32) {
  %z = arith.constant -0.0 : f32
  %p = arith.constant 0.0 : f32
  %o = arith.constant 1.0 : f32
  %0 = arith.addf %a, %z : f32
  %1 = arith.subf %0, %p : f32
  %2 = arith.mulf %1, %o : f32
  %3 = arith.divf %a, %o : f32
  %4 = arith.negf %a : f32
  %5 = arith.negf %4 : f32
  return %2, %3, %5 : f32, f32, f32
}
// -----
// products of what was negated
func.func @f(%a: f32, %b: f32) -> (f32, f32) {
  %0 = arith.negf %a : f32
  %1 = arith.negf %b : f32
  %2 = arith.mulf %0, %1 : f32
  %3 = arith.divf %0, %1 : f32
  return %2, %3 : f32, f32
}
// -----
// least and greatest floats
// MORE: of a NaN and an infinity these give the infinity
func.func @f(%a: f32) -> (f32, f32, f32) {
  %inf = arith.constant 0x7F800000 : f32
  %0 = arith.maximumf %a, %a : f32
  %1 = arith.minnumf %a, %inf : f32
  %ninf = arith.constant 0xFF800000 : f32
  %2 = arith.maxnumf %a, %ninf : f32
  return %0, %1, %2 : f32, f32, f32
}
// -----
// comparing an integer as a float
// MORE: comparisons of floats stay comparisons of floats
func.func @f(%a: i8) -> (i1, i1) {
  %c = arith.constant 3.0 : f32
  %0 = arith.sitofp %a : i8 to f32
  %1 = arith.cmpf olt, %0, %c : f32
  %big = arith.constant 1000.0 : f32
  %2 = arith.cmpf ogt, %0, %big : f32
  return %1, %2 : i1, i1
}
// -----
// floats narrowed and widened
func.func @f() -> (f16, f64, i32, f32) {
  %a = arith.constant 1.5 : f32
  %c = arith.constant 7 : i32
  %0 = arith.truncf %a : f32 to f16
  %1 = arith.extf %a : f32 to f64
  %2 = arith.fptosi %a : f32 to i32
  %3 = arith.sitofp %c : i32 to f32
  return %0, %1, %2, %3 : f16, f64, i32, f32
}
// -----
// with the overflow, of which only the sum is needed, or which is known
func.func @f(%a: i32, %b: i32) -> (i32, i32, i1, i32, i32) {
  %c0 = arith.constant 0 : i32
  %0, %1 = arith.addui_extended %a, %b : i32, i1
  %2, %3 = arith.addui_extended %a, %c0 : i32, i1
  %4, %5 = arith.mulsi_extended %a, %b : i32
  %6, %7 = arith.mului_extended %a, %c0 : i32
  return %0, %2, %3, %4, %7 : i32, i32, i1, i32, i32
}
// -----
// the high half of a product, by hand
// MORE: a wide product is what the machine multiplies fastest
func.func @f(%a: i32, %b: i32) -> i32 {
  %c32 = arith.constant 32 : i64
  %0 = arith.extsi %a : i32 to i64
  %1 = arith.extsi %b : i32 to i64
  %2 = arith.muli %0, %1 : i64
  %3 = arith.shrui %2, %c32 : i64
  %4 = arith.trunci %3 : i64 to i32
  return %4 : i32
}
// -----
// or, and, exclusive or of what was widened
func.func @f(%a: i8, %b: i8) -> (i32, i32, i32) {
  %0 = arith.extui %a : i8 to i32
  %1 = arith.extui %b : i8 to i32
  %2 = arith.ori %0, %1 : i32
  %3 = arith.extsi %a : i8 to i32
  %4 = arith.extsi %b : i8 to i32
  %5 = arith.andi %3, %4 : i32
  %6 = arith.xori %0, %1 : i32
  return %2, %5, %6 : i32, i32, i32
}
// -----
// vectors of one element
func.func @f(%a: vector<4xi32>) -> (vector<4xi32>, vector<4xi32>) {
  %z = arith.constant dense<0> : vector<4xi32>
  %o = arith.constant dense<1> : vector<4xi32>
  %0 = arith.addi %a, %z : vector<4xi32>
  %1 = arith.muli %0, %o : vector<4xi32>
  %2 = arith.addi %o, %o : vector<4xi32>
  return %1, %2 : vector<4xi32>, vector<4xi32>
}
// -----
// what nothing needs
func.func @f(%a: i32) -> i32 {
  %0 = arith.muli %a, %a : i32
  %1 = arith.addi %0, %a : i32
  return %a : i32
}
// -----
// a truth that is widened and added
func.func @f(%a: i1) -> i32 {
  %0 = arith.extui %a : i1 to i32
  %1 = arith.trunci %0 : i32 to i1
  %2 = arith.extsi %1 : i1 to i32
  return %2 : i32
}
