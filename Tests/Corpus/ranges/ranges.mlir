// Ranges of integers beside MLIR: where a value goes into "test.reflect_bounds", ours is at least as
// tight as that of mlir-opt.
// -----
// arith.addi of -5..9 and 2..7
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -5 : i32
  %a_hi = arith.constant 9 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 2 : i32
  %b_hi = arith.constant 7 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.addi %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.addi of -5..9 and 2..7
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -5 : index
  %a_hi = arith.constant 9 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant 2 : index
  %b_hi = arith.constant 7 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.addi %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.addi of 0..100 and 0..3
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 0 : i8
  %a_hi = arith.constant 100 : i8
  %a_x = arith.maxsi %a_in, %a_lo : i8
  %a = arith.minsi %a_x, %a_hi : i8
  %b_lo = arith.constant 0 : i8
  %b_hi = arith.constant 3 : i8
  %b_x = arith.maxsi %b_in, %b_lo : i8
  %b = arith.minsi %b_x, %b_hi : i8
  %r = arith.addi %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.addi of -20..-3 and -4..-1
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -20 : i32
  %a_hi = arith.constant -3 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant -4 : i32
  %b_hi = arith.constant -1 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.addi %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.addi of -20..-3 and -4..-1
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -20 : index
  %a_hi = arith.constant -3 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant -4 : index
  %b_hi = arith.constant -1 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.addi %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.addi of -7..6 and -2..5
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -7 : i32
  %a_hi = arith.constant 6 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant -2 : i32
  %b_hi = arith.constant 5 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.addi %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.addi of -7..6 and -2..5
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -7 : index
  %a_hi = arith.constant 6 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant -2 : index
  %b_hi = arith.constant 5 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.addi %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.subi of -5..9 and 2..7
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -5 : i32
  %a_hi = arith.constant 9 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 2 : i32
  %b_hi = arith.constant 7 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.subi %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.subi of -5..9 and 2..7
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -5 : index
  %a_hi = arith.constant 9 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant 2 : index
  %b_hi = arith.constant 7 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.subi %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.subi of 0..100 and 0..3
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 0 : i8
  %a_hi = arith.constant 100 : i8
  %a_x = arith.maxsi %a_in, %a_lo : i8
  %a = arith.minsi %a_x, %a_hi : i8
  %b_lo = arith.constant 0 : i8
  %b_hi = arith.constant 3 : i8
  %b_x = arith.maxsi %b_in, %b_lo : i8
  %b = arith.minsi %b_x, %b_hi : i8
  %r = arith.subi %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.subi of -20..-3 and -4..-1
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -20 : i32
  %a_hi = arith.constant -3 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant -4 : i32
  %b_hi = arith.constant -1 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.subi %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.subi of -20..-3 and -4..-1
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -20 : index
  %a_hi = arith.constant -3 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant -4 : index
  %b_hi = arith.constant -1 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.subi %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.subi of -7..6 and -2..5
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -7 : i32
  %a_hi = arith.constant 6 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant -2 : i32
  %b_hi = arith.constant 5 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.subi %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.subi of -7..6 and -2..5
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -7 : index
  %a_hi = arith.constant 6 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant -2 : index
  %b_hi = arith.constant 5 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.subi %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.muli of -5..9 and 2..7
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -5 : i32
  %a_hi = arith.constant 9 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 2 : i32
  %b_hi = arith.constant 7 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.muli %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.muli of -5..9 and 2..7
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -5 : index
  %a_hi = arith.constant 9 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant 2 : index
  %b_hi = arith.constant 7 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.muli %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.muli of 0..100 and 0..3
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 0 : i8
  %a_hi = arith.constant 100 : i8
  %a_x = arith.maxsi %a_in, %a_lo : i8
  %a = arith.minsi %a_x, %a_hi : i8
  %b_lo = arith.constant 0 : i8
  %b_hi = arith.constant 3 : i8
  %b_x = arith.maxsi %b_in, %b_lo : i8
  %b = arith.minsi %b_x, %b_hi : i8
  %r = arith.muli %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.muli of -20..-3 and -4..-1
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -20 : i32
  %a_hi = arith.constant -3 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant -4 : i32
  %b_hi = arith.constant -1 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.muli %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.muli of -20..-3 and -4..-1
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -20 : index
  %a_hi = arith.constant -3 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant -4 : index
  %b_hi = arith.constant -1 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.muli %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.muli of -7..6 and -2..5
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -7 : i32
  %a_hi = arith.constant 6 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant -2 : i32
  %b_hi = arith.constant 5 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.muli %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.muli of -7..6 and -2..5
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -7 : index
  %a_hi = arith.constant 6 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant -2 : index
  %b_hi = arith.constant 5 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.muli %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.divsi of -5..9 and 2..7
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -5 : i32
  %a_hi = arith.constant 9 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 2 : i32
  %b_hi = arith.constant 7 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.divsi %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.divsi of -5..9 and 2..7
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -5 : index
  %a_hi = arith.constant 9 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant 2 : index
  %b_hi = arith.constant 7 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.divsi %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.divsi of -20..-3 and -4..-1
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -20 : i32
  %a_hi = arith.constant -3 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant -4 : i32
  %b_hi = arith.constant -1 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.divsi %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.divsi of -20..-3 and -4..-1
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -20 : index
  %a_hi = arith.constant -3 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant -4 : index
  %b_hi = arith.constant -1 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.divsi %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.remsi of -5..9 and 2..7
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -5 : i32
  %a_hi = arith.constant 9 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 2 : i32
  %b_hi = arith.constant 7 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.remsi %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.remsi of -5..9 and 2..7
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -5 : index
  %a_hi = arith.constant 9 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant 2 : index
  %b_hi = arith.constant 7 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.remsi %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.remsi of -20..-3 and -4..-1
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -20 : i32
  %a_hi = arith.constant -3 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant -4 : i32
  %b_hi = arith.constant -1 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.remsi %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.remsi of -20..-3 and -4..-1
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -20 : index
  %a_hi = arith.constant -3 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant -4 : index
  %b_hi = arith.constant -1 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.remsi %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.ceildivsi of -5..9 and 2..7
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -5 : i32
  %a_hi = arith.constant 9 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 2 : i32
  %b_hi = arith.constant 7 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.ceildivsi %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.ceildivsi of -5..9 and 2..7
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -5 : index
  %a_hi = arith.constant 9 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant 2 : index
  %b_hi = arith.constant 7 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.ceildivsi %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.ceildivsi of -20..-3 and -4..-1
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -20 : i32
  %a_hi = arith.constant -3 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant -4 : i32
  %b_hi = arith.constant -1 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.ceildivsi %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.ceildivsi of -20..-3 and -4..-1
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -20 : index
  %a_hi = arith.constant -3 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant -4 : index
  %b_hi = arith.constant -1 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.ceildivsi %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.floordivsi of -5..9 and 2..7
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -5 : i32
  %a_hi = arith.constant 9 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 2 : i32
  %b_hi = arith.constant 7 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.floordivsi %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.floordivsi of -5..9 and 2..7
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -5 : index
  %a_hi = arith.constant 9 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant 2 : index
  %b_hi = arith.constant 7 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.floordivsi %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.floordivsi of -20..-3 and -4..-1
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -20 : i32
  %a_hi = arith.constant -3 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant -4 : i32
  %b_hi = arith.constant -1 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.floordivsi %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.floordivsi of -20..-3 and -4..-1
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -20 : index
  %a_hi = arith.constant -3 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant -4 : index
  %b_hi = arith.constant -1 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.floordivsi %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.maxsi of -5..9 and 2..7
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -5 : i32
  %a_hi = arith.constant 9 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 2 : i32
  %b_hi = arith.constant 7 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.maxsi %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.maxsi of -5..9 and 2..7
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -5 : index
  %a_hi = arith.constant 9 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant 2 : index
  %b_hi = arith.constant 7 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.maxsi %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.maxsi of 0..100 and 0..3
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 0 : i8
  %a_hi = arith.constant 100 : i8
  %a_x = arith.maxsi %a_in, %a_lo : i8
  %a = arith.minsi %a_x, %a_hi : i8
  %b_lo = arith.constant 0 : i8
  %b_hi = arith.constant 3 : i8
  %b_x = arith.maxsi %b_in, %b_lo : i8
  %b = arith.minsi %b_x, %b_hi : i8
  %r = arith.maxsi %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.maxsi of -20..-3 and -4..-1
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -20 : i32
  %a_hi = arith.constant -3 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant -4 : i32
  %b_hi = arith.constant -1 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.maxsi %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.maxsi of -20..-3 and -4..-1
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -20 : index
  %a_hi = arith.constant -3 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant -4 : index
  %b_hi = arith.constant -1 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.maxsi %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.maxsi of -7..6 and -2..5
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -7 : i32
  %a_hi = arith.constant 6 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant -2 : i32
  %b_hi = arith.constant 5 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.maxsi %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.maxsi of -7..6 and -2..5
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -7 : index
  %a_hi = arith.constant 6 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant -2 : index
  %b_hi = arith.constant 5 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.maxsi %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.minsi of -5..9 and 2..7
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -5 : i32
  %a_hi = arith.constant 9 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 2 : i32
  %b_hi = arith.constant 7 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.minsi %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.minsi of -5..9 and 2..7
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -5 : index
  %a_hi = arith.constant 9 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant 2 : index
  %b_hi = arith.constant 7 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.minsi %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.minsi of 0..100 and 0..3
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 0 : i8
  %a_hi = arith.constant 100 : i8
  %a_x = arith.maxsi %a_in, %a_lo : i8
  %a = arith.minsi %a_x, %a_hi : i8
  %b_lo = arith.constant 0 : i8
  %b_hi = arith.constant 3 : i8
  %b_x = arith.maxsi %b_in, %b_lo : i8
  %b = arith.minsi %b_x, %b_hi : i8
  %r = arith.minsi %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.minsi of -20..-3 and -4..-1
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -20 : i32
  %a_hi = arith.constant -3 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant -4 : i32
  %b_hi = arith.constant -1 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.minsi %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.minsi of -20..-3 and -4..-1
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -20 : index
  %a_hi = arith.constant -3 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant -4 : index
  %b_hi = arith.constant -1 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.minsi %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.minsi of -7..6 and -2..5
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -7 : i32
  %a_hi = arith.constant 6 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant -2 : i32
  %b_hi = arith.constant 5 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.minsi %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.minsi of -7..6 and -2..5
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -7 : index
  %a_hi = arith.constant 6 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant -2 : index
  %b_hi = arith.constant 5 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.minsi %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.andi of -5..9 and 2..7
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -5 : i32
  %a_hi = arith.constant 9 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 2 : i32
  %b_hi = arith.constant 7 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.andi %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.andi of -5..9 and 2..7
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -5 : index
  %a_hi = arith.constant 9 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant 2 : index
  %b_hi = arith.constant 7 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.andi %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.andi of 0..100 and 0..3
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 0 : i8
  %a_hi = arith.constant 100 : i8
  %a_x = arith.maxsi %a_in, %a_lo : i8
  %a = arith.minsi %a_x, %a_hi : i8
  %b_lo = arith.constant 0 : i8
  %b_hi = arith.constant 3 : i8
  %b_x = arith.maxsi %b_in, %b_lo : i8
  %b = arith.minsi %b_x, %b_hi : i8
  %r = arith.andi %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.andi of -20..-3 and -4..-1
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -20 : i32
  %a_hi = arith.constant -3 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant -4 : i32
  %b_hi = arith.constant -1 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.andi %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.andi of -20..-3 and -4..-1
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -20 : index
  %a_hi = arith.constant -3 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant -4 : index
  %b_hi = arith.constant -1 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.andi %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.andi of -7..6 and -2..5
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -7 : i32
  %a_hi = arith.constant 6 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant -2 : i32
  %b_hi = arith.constant 5 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.andi %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.andi of -7..6 and -2..5
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -7 : index
  %a_hi = arith.constant 6 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant -2 : index
  %b_hi = arith.constant 5 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.andi %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.ori of -5..9 and 2..7
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -5 : i32
  %a_hi = arith.constant 9 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 2 : i32
  %b_hi = arith.constant 7 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.ori %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.ori of -5..9 and 2..7
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -5 : index
  %a_hi = arith.constant 9 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant 2 : index
  %b_hi = arith.constant 7 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.ori %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.ori of 0..100 and 0..3
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 0 : i8
  %a_hi = arith.constant 100 : i8
  %a_x = arith.maxsi %a_in, %a_lo : i8
  %a = arith.minsi %a_x, %a_hi : i8
  %b_lo = arith.constant 0 : i8
  %b_hi = arith.constant 3 : i8
  %b_x = arith.maxsi %b_in, %b_lo : i8
  %b = arith.minsi %b_x, %b_hi : i8
  %r = arith.ori %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.ori of -20..-3 and -4..-1
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -20 : i32
  %a_hi = arith.constant -3 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant -4 : i32
  %b_hi = arith.constant -1 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.ori %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.ori of -20..-3 and -4..-1
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -20 : index
  %a_hi = arith.constant -3 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant -4 : index
  %b_hi = arith.constant -1 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.ori %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.ori of -7..6 and -2..5
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -7 : i32
  %a_hi = arith.constant 6 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant -2 : i32
  %b_hi = arith.constant 5 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.ori %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.ori of -7..6 and -2..5
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -7 : index
  %a_hi = arith.constant 6 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant -2 : index
  %b_hi = arith.constant 5 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.ori %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.xori of -5..9 and 2..7
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -5 : i32
  %a_hi = arith.constant 9 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 2 : i32
  %b_hi = arith.constant 7 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.xori %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.xori of -5..9 and 2..7
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -5 : index
  %a_hi = arith.constant 9 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant 2 : index
  %b_hi = arith.constant 7 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.xori %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.xori of 0..100 and 0..3
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 0 : i8
  %a_hi = arith.constant 100 : i8
  %a_x = arith.maxsi %a_in, %a_lo : i8
  %a = arith.minsi %a_x, %a_hi : i8
  %b_lo = arith.constant 0 : i8
  %b_hi = arith.constant 3 : i8
  %b_x = arith.maxsi %b_in, %b_lo : i8
  %b = arith.minsi %b_x, %b_hi : i8
  %r = arith.xori %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.xori of -20..-3 and -4..-1
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -20 : i32
  %a_hi = arith.constant -3 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant -4 : i32
  %b_hi = arith.constant -1 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.xori %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.xori of -20..-3 and -4..-1
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -20 : index
  %a_hi = arith.constant -3 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant -4 : index
  %b_hi = arith.constant -1 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.xori %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.xori of -7..6 and -2..5
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -7 : i32
  %a_hi = arith.constant 6 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant -2 : i32
  %b_hi = arith.constant 5 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.xori %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.xori of -7..6 and -2..5
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -7 : index
  %a_hi = arith.constant 6 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant -2 : index
  %b_hi = arith.constant 5 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.xori %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.shli of -5..9 and 2..7
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -5 : i32
  %a_hi = arith.constant 9 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 2 : i32
  %b_hi = arith.constant 7 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.shli %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.shli of -5..9 and 2..7
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -5 : index
  %a_hi = arith.constant 9 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant 2 : index
  %b_hi = arith.constant 7 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.shli %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.shli of 0..100 and 0..3
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 0 : i8
  %a_hi = arith.constant 100 : i8
  %a_x = arith.maxsi %a_in, %a_lo : i8
  %a = arith.minsi %a_x, %a_hi : i8
  %b_lo = arith.constant 0 : i8
  %b_hi = arith.constant 3 : i8
  %b_x = arith.maxsi %b_in, %b_lo : i8
  %b = arith.minsi %b_x, %b_hi : i8
  %r = arith.shli %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.shrsi of -5..9 and 2..7
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -5 : i32
  %a_hi = arith.constant 9 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 2 : i32
  %b_hi = arith.constant 7 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.shrsi %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.shrsi of -5..9 and 2..7
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -5 : index
  %a_hi = arith.constant 9 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant 2 : index
  %b_hi = arith.constant 7 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.shrsi %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.shrsi of 0..100 and 0..3
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 0 : i8
  %a_hi = arith.constant 100 : i8
  %a_x = arith.maxsi %a_in, %a_lo : i8
  %a = arith.minsi %a_x, %a_hi : i8
  %b_lo = arith.constant 0 : i8
  %b_hi = arith.constant 3 : i8
  %b_x = arith.maxsi %b_in, %b_lo : i8
  %b = arith.minsi %b_x, %b_hi : i8
  %r = arith.shrsi %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.shrui of -5..9 and 2..7
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant -5 : i32
  %a_hi = arith.constant 9 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 2 : i32
  %b_hi = arith.constant 7 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.shrui %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.shrui of -5..9 and 2..7
func.func @f(%a_in: index, %b_in: index) {
  %a_lo = arith.constant -5 : index
  %a_hi = arith.constant 9 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %b_lo = arith.constant 2 : index
  %b_hi = arith.constant 7 : index
  %b_x = arith.maxsi %b_in, %b_lo : index
  %b = arith.minsi %b_x, %b_hi : index
  %r = arith.shrui %a, %b : index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.shrui of 0..100 and 0..3
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 0 : i8
  %a_hi = arith.constant 100 : i8
  %a_x = arith.maxsi %a_in, %a_lo : i8
  %a = arith.minsi %a_x, %a_hi : i8
  %b_lo = arith.constant 0 : i8
  %b_hi = arith.constant 3 : i8
  %b_x = arith.maxsi %b_in, %b_lo : i8
  %b = arith.minsi %b_x, %b_hi : i8
  %r = arith.shrui %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.addi of unsigned 3..90 and 2..5
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 3 : i8
  %a_hi = arith.constant 90 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 2 : i8
  %b_hi = arith.constant 5 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.addi %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.addi of unsigned 200..255 and 1..9
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant -56 : i8
  %a_hi = arith.constant -1 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 1 : i8
  %b_hi = arith.constant 9 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.addi %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.addi of unsigned 0..7 and 8..250
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 0 : i8
  %a_hi = arith.constant 7 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 8 : i8
  %b_hi = arith.constant -6 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.addi %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.subi of unsigned 3..90 and 2..5
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 3 : i8
  %a_hi = arith.constant 90 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 2 : i8
  %b_hi = arith.constant 5 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.subi %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.subi of unsigned 200..255 and 1..9
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant -56 : i8
  %a_hi = arith.constant -1 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 1 : i8
  %b_hi = arith.constant 9 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.subi %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.subi of unsigned 0..7 and 8..250
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 0 : i8
  %a_hi = arith.constant 7 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 8 : i8
  %b_hi = arith.constant -6 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.subi %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.muli of unsigned 3..90 and 2..5
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 3 : i8
  %a_hi = arith.constant 90 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 2 : i8
  %b_hi = arith.constant 5 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.muli %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.muli of unsigned 200..255 and 1..9
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant -56 : i8
  %a_hi = arith.constant -1 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 1 : i8
  %b_hi = arith.constant 9 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.muli %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.muli of unsigned 0..7 and 8..250
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 0 : i8
  %a_hi = arith.constant 7 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 8 : i8
  %b_hi = arith.constant -6 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.muli %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.divui of unsigned 3..90 and 2..5
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 3 : i8
  %a_hi = arith.constant 90 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 2 : i8
  %b_hi = arith.constant 5 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.divui %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.divui of unsigned 200..255 and 1..9
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant -56 : i8
  %a_hi = arith.constant -1 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 1 : i8
  %b_hi = arith.constant 9 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.divui %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.divui of unsigned 0..7 and 8..250
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 0 : i8
  %a_hi = arith.constant 7 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 8 : i8
  %b_hi = arith.constant -6 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.divui %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.remui of unsigned 3..90 and 2..5
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 3 : i8
  %a_hi = arith.constant 90 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 2 : i8
  %b_hi = arith.constant 5 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.remui %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.remui of unsigned 200..255 and 1..9
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant -56 : i8
  %a_hi = arith.constant -1 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 1 : i8
  %b_hi = arith.constant 9 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.remui %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.remui of unsigned 0..7 and 8..250
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 0 : i8
  %a_hi = arith.constant 7 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 8 : i8
  %b_hi = arith.constant -6 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.remui %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.ceildivui of unsigned 3..90 and 2..5
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 3 : i8
  %a_hi = arith.constant 90 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 2 : i8
  %b_hi = arith.constant 5 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.ceildivui %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.ceildivui of unsigned 200..255 and 1..9
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant -56 : i8
  %a_hi = arith.constant -1 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 1 : i8
  %b_hi = arith.constant 9 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.ceildivui %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.ceildivui of unsigned 0..7 and 8..250
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 0 : i8
  %a_hi = arith.constant 7 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 8 : i8
  %b_hi = arith.constant -6 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.ceildivui %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.maxui of unsigned 3..90 and 2..5
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 3 : i8
  %a_hi = arith.constant 90 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 2 : i8
  %b_hi = arith.constant 5 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.maxui %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.maxui of unsigned 200..255 and 1..9
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant -56 : i8
  %a_hi = arith.constant -1 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 1 : i8
  %b_hi = arith.constant 9 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.maxui %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.maxui of unsigned 0..7 and 8..250
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 0 : i8
  %a_hi = arith.constant 7 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 8 : i8
  %b_hi = arith.constant -6 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.maxui %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.minui of unsigned 3..90 and 2..5
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 3 : i8
  %a_hi = arith.constant 90 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 2 : i8
  %b_hi = arith.constant 5 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.minui %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.minui of unsigned 200..255 and 1..9
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant -56 : i8
  %a_hi = arith.constant -1 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 1 : i8
  %b_hi = arith.constant 9 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.minui %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.minui of unsigned 0..7 and 8..250
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 0 : i8
  %a_hi = arith.constant 7 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 8 : i8
  %b_hi = arith.constant -6 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.minui %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.andi of unsigned 3..90 and 2..5
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 3 : i8
  %a_hi = arith.constant 90 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 2 : i8
  %b_hi = arith.constant 5 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.andi %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.andi of unsigned 200..255 and 1..9
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant -56 : i8
  %a_hi = arith.constant -1 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 1 : i8
  %b_hi = arith.constant 9 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.andi %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.andi of unsigned 0..7 and 8..250
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 0 : i8
  %a_hi = arith.constant 7 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 8 : i8
  %b_hi = arith.constant -6 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.andi %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.ori of unsigned 3..90 and 2..5
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 3 : i8
  %a_hi = arith.constant 90 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 2 : i8
  %b_hi = arith.constant 5 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.ori %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.ori of unsigned 200..255 and 1..9
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant -56 : i8
  %a_hi = arith.constant -1 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 1 : i8
  %b_hi = arith.constant 9 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.ori %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.ori of unsigned 0..7 and 8..250
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 0 : i8
  %a_hi = arith.constant 7 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 8 : i8
  %b_hi = arith.constant -6 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.ori %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.xori of unsigned 3..90 and 2..5
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 3 : i8
  %a_hi = arith.constant 90 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 2 : i8
  %b_hi = arith.constant 5 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.xori %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.xori of unsigned 200..255 and 1..9
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant -56 : i8
  %a_hi = arith.constant -1 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 1 : i8
  %b_hi = arith.constant 9 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.xori %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.xori of unsigned 0..7 and 8..250
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 0 : i8
  %a_hi = arith.constant 7 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 8 : i8
  %b_hi = arith.constant -6 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.xori %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.shrui of unsigned 3..90 and 2..5
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 3 : i8
  %a_hi = arith.constant 90 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 2 : i8
  %b_hi = arith.constant 5 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.shrui %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.shrui of unsigned 200..255 and 1..9
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant -56 : i8
  %a_hi = arith.constant -1 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 1 : i8
  %b_hi = arith.constant 9 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.shrui %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.shrui of unsigned 0..7 and 8..250
func.func @f(%a_in: i8, %b_in: i8) {
  %a_lo = arith.constant 0 : i8
  %a_hi = arith.constant 7 : i8
  %a_x = arith.maxui %a_in, %a_lo : i8
  %a = arith.minui %a_x, %a_hi : i8
  %b_lo = arith.constant 8 : i8
  %b_hi = arith.constant -6 : i8
  %b_x = arith.maxui %b_in, %b_lo : i8
  %b = arith.minui %b_x, %b_hi : i8
  %r = arith.shrui %a, %b : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.extsi of -5..9
func.func @f(%a_in: i8) {
  %a_lo = arith.constant -5 : i8
  %a_hi = arith.constant 9 : i8
  %a_x = arith.maxsi %a_in, %a_lo : i8
  %a = arith.minsi %a_x, %a_hi : i8
  %r = arith.extsi %a : i8 to i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.extsi of 3..100
func.func @f(%a_in: i8) {
  %a_lo = arith.constant 3 : i8
  %a_hi = arith.constant 100 : i8
  %a_x = arith.maxsi %a_in, %a_lo : i8
  %a = arith.minsi %a_x, %a_hi : i8
  %r = arith.extsi %a : i8 to i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.extui of -5..9
func.func @f(%a_in: i8) {
  %a_lo = arith.constant -5 : i8
  %a_hi = arith.constant 9 : i8
  %a_x = arith.maxsi %a_in, %a_lo : i8
  %a = arith.minsi %a_x, %a_hi : i8
  %r = arith.extui %a : i8 to i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.extui of 3..100
func.func @f(%a_in: i8) {
  %a_lo = arith.constant 3 : i8
  %a_hi = arith.constant 100 : i8
  %a_x = arith.maxsi %a_in, %a_lo : i8
  %a = arith.minsi %a_x, %a_hi : i8
  %r = arith.extui %a : i8 to i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.trunci of -5..9
func.func @f(%a_in: i32) {
  %a_lo = arith.constant -5 : i32
  %a_hi = arith.constant 9 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %r = arith.trunci %a : i32 to i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.trunci of 3..100
func.func @f(%a_in: i32) {
  %a_lo = arith.constant 3 : i32
  %a_hi = arith.constant 100 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %r = arith.trunci %a : i32 to i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.index_cast of -5..9
func.func @f(%a_in: i32) {
  %a_lo = arith.constant -5 : i32
  %a_hi = arith.constant 9 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %r = arith.index_cast %a : i32 to index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.index_cast of 3..100
func.func @f(%a_in: i32) {
  %a_lo = arith.constant 3 : i32
  %a_hi = arith.constant 100 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %r = arith.index_cast %a : i32 to index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.index_castui of -5..9
func.func @f(%a_in: i32) {
  %a_lo = arith.constant -5 : i32
  %a_hi = arith.constant 9 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %r = arith.index_castui %a : i32 to index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.index_castui of 3..100
func.func @f(%a_in: i32) {
  %a_lo = arith.constant 3 : i32
  %a_hi = arith.constant 100 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %r = arith.index_castui %a : i32 to index
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// arith.index_cast of -5..9
func.func @f(%a_in: index) {
  %a_lo = arith.constant -5 : index
  %a_hi = arith.constant 9 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %r = arith.index_cast %a : index to i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.index_cast of 3..100
func.func @f(%a_in: index) {
  %a_lo = arith.constant 3 : index
  %a_hi = arith.constant 100 : index
  %a_x = arith.maxsi %a_in, %a_lo : index
  %a = arith.minsi %a_x, %a_hi : index
  %r = arith.index_cast %a : index to i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.cmpi eq of ranges that are apart
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant 1 : i32
  %a_hi = arith.constant 5 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 6 : i32
  %b_hi = arith.constant 9 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.cmpi eq, %a, %b : i32
  "test.reflect_bounds"(%r) : (i1) -> i1
  return
}
// -----
// arith.cmpi ne of ranges that are apart
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant 1 : i32
  %a_hi = arith.constant 5 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 6 : i32
  %b_hi = arith.constant 9 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.cmpi ne, %a, %b : i32
  "test.reflect_bounds"(%r) : (i1) -> i1
  return
}
// -----
// arith.cmpi slt of ranges that are apart
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant 1 : i32
  %a_hi = arith.constant 5 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 6 : i32
  %b_hi = arith.constant 9 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.cmpi slt, %a, %b : i32
  "test.reflect_bounds"(%r) : (i1) -> i1
  return
}
// -----
// arith.cmpi sle of ranges that are apart
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant 1 : i32
  %a_hi = arith.constant 5 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 6 : i32
  %b_hi = arith.constant 9 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.cmpi sle, %a, %b : i32
  "test.reflect_bounds"(%r) : (i1) -> i1
  return
}
// -----
// arith.cmpi sgt of ranges that are apart
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant 1 : i32
  %a_hi = arith.constant 5 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 6 : i32
  %b_hi = arith.constant 9 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.cmpi sgt, %a, %b : i32
  "test.reflect_bounds"(%r) : (i1) -> i1
  return
}
// -----
// arith.cmpi sge of ranges that are apart
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant 1 : i32
  %a_hi = arith.constant 5 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 6 : i32
  %b_hi = arith.constant 9 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.cmpi sge, %a, %b : i32
  "test.reflect_bounds"(%r) : (i1) -> i1
  return
}
// -----
// arith.cmpi ult of ranges that are apart
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant 1 : i32
  %a_hi = arith.constant 5 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 6 : i32
  %b_hi = arith.constant 9 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.cmpi ult, %a, %b : i32
  "test.reflect_bounds"(%r) : (i1) -> i1
  return
}
// -----
// arith.cmpi ule of ranges that are apart
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant 1 : i32
  %a_hi = arith.constant 5 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 6 : i32
  %b_hi = arith.constant 9 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.cmpi ule, %a, %b : i32
  "test.reflect_bounds"(%r) : (i1) -> i1
  return
}
// -----
// arith.cmpi ugt of ranges that are apart
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant 1 : i32
  %a_hi = arith.constant 5 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 6 : i32
  %b_hi = arith.constant 9 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.cmpi ugt, %a, %b : i32
  "test.reflect_bounds"(%r) : (i1) -> i1
  return
}
// -----
// arith.cmpi uge of ranges that are apart
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant 1 : i32
  %a_hi = arith.constant 5 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 6 : i32
  %b_hi = arith.constant 9 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.cmpi uge, %a, %b : i32
  "test.reflect_bounds"(%r) : (i1) -> i1
  return
}
// -----
// arith.select of two ranges
func.func @f(%c: i1, %a_in: i32, %b_in: i32) {
  %a_lo = arith.constant 1 : i32
  %a_hi = arith.constant 5 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 4 : i32
  %b_hi = arith.constant 9 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = arith.select %c, %a, %b : i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arith.addui_extended and its overflow
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant 1 : i32
  %a_hi = arith.constant 5 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 6 : i32
  %b_hi = arith.constant 9 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r, %o = arith.addui_extended %a, %b : i32, i1
  "test.reflect_bounds"(%r) : (i32) -> i32
  "test.reflect_bounds"(%o) : (i1) -> i1
  return
}
// -----
// arith.addi that does not wrap around, nsw
func.func @f(%a: i8, %b_in: i8) {
  %b_lo = arith.constant 2 : i8
  %b_hi = arith.constant 5 : i8
  %b_x = arith.maxsi %b_in, %b_lo : i8
  %b = arith.minsi %b_x, %b_hi : i8
  %r = arith.addi %a, %b overflow<nsw> : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.subi that does not wrap around, nsw
func.func @f(%a: i8, %b_in: i8) {
  %b_lo = arith.constant 2 : i8
  %b_hi = arith.constant 5 : i8
  %b_x = arith.maxsi %b_in, %b_lo : i8
  %b = arith.minsi %b_x, %b_hi : i8
  %r = arith.subi %a, %b overflow<nsw> : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.muli that does not wrap around, nsw
func.func @f(%a: i8, %b_in: i8) {
  %b_lo = arith.constant 2 : i8
  %b_hi = arith.constant 5 : i8
  %b_x = arith.maxsi %b_in, %b_lo : i8
  %b = arith.minsi %b_x, %b_hi : i8
  %r = arith.muli %a, %b overflow<nsw> : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.shli that does not wrap around, nsw
func.func @f(%a: i8, %b_in: i8) {
  %b_lo = arith.constant 2 : i8
  %b_hi = arith.constant 5 : i8
  %b_x = arith.maxsi %b_in, %b_lo : i8
  %b = arith.minsi %b_x, %b_hi : i8
  %r = arith.shli %a, %b overflow<nsw> : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.addi that does not wrap around, nuw
func.func @f(%a: i8, %b_in: i8) {
  %b_lo = arith.constant 2 : i8
  %b_hi = arith.constant 5 : i8
  %b_x = arith.maxsi %b_in, %b_lo : i8
  %b = arith.minsi %b_x, %b_hi : i8
  %r = arith.addi %a, %b overflow<nuw> : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.subi that does not wrap around, nuw
func.func @f(%a: i8, %b_in: i8) {
  %b_lo = arith.constant 2 : i8
  %b_hi = arith.constant 5 : i8
  %b_x = arith.maxsi %b_in, %b_lo : i8
  %b = arith.minsi %b_x, %b_hi : i8
  %r = arith.subi %a, %b overflow<nuw> : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.muli that does not wrap around, nuw
func.func @f(%a: i8, %b_in: i8) {
  %b_lo = arith.constant 2 : i8
  %b_hi = arith.constant 5 : i8
  %b_x = arith.maxsi %b_in, %b_lo : i8
  %b = arith.minsi %b_x, %b_hi : i8
  %r = arith.muli %a, %b overflow<nuw> : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.shli that does not wrap around, nuw
func.func @f(%a: i8, %b_in: i8) {
  %b_lo = arith.constant 2 : i8
  %b_hi = arith.constant 5 : i8
  %b_x = arith.maxsi %b_in, %b_lo : i8
  %b = arith.minsi %b_x, %b_hi : i8
  %r = arith.shli %a, %b overflow<nuw> : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.addi that does not wrap around, nsw, nuw
func.func @f(%a: i8, %b_in: i8) {
  %b_lo = arith.constant 2 : i8
  %b_hi = arith.constant 5 : i8
  %b_x = arith.maxsi %b_in, %b_lo : i8
  %b = arith.minsi %b_x, %b_hi : i8
  %r = arith.addi %a, %b overflow<nsw, nuw> : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.subi that does not wrap around, nsw, nuw
func.func @f(%a: i8, %b_in: i8) {
  %b_lo = arith.constant 2 : i8
  %b_hi = arith.constant 5 : i8
  %b_x = arith.maxsi %b_in, %b_lo : i8
  %b = arith.minsi %b_x, %b_hi : i8
  %r = arith.subi %a, %b overflow<nsw, nuw> : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.muli that does not wrap around, nsw, nuw
func.func @f(%a: i8, %b_in: i8) {
  %b_lo = arith.constant 2 : i8
  %b_hi = arith.constant 5 : i8
  %b_x = arith.maxsi %b_in, %b_lo : i8
  %b = arith.minsi %b_x, %b_hi : i8
  %r = arith.muli %a, %b overflow<nsw, nuw> : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// arith.shli that does not wrap around, nsw, nuw
func.func @f(%a: i8, %b_in: i8) {
  %b_lo = arith.constant 2 : i8
  %b_hi = arith.constant 5 : i8
  %b_x = arith.maxsi %b_in, %b_lo : i8
  %b = arith.minsi %b_x, %b_hi : i8
  %r = arith.shli %a, %b overflow<nsw, nuw> : i8
  "test.reflect_bounds"(%r) : (i8) -> i8
  return
}
// -----
// the counter of scf.for
func.func @f(%l_in: index, %u_in: index) {
  %s = arith.constant 3 : index
  %l_lo = arith.constant 2 : index
  %l_hi = arith.constant 4 : index
  %l_x = arith.maxsi %l_in, %l_lo : index
  %l = arith.minsi %l_x, %l_hi : index
  %u_lo = arith.constant 7 : index
  %u_hi = arith.constant 20 : index
  %u_x = arith.maxsi %u_in, %u_lo : index
  %u = arith.minsi %u_x, %u_hi : index
  scf.for %i = %l to %u step %s {
    "test.reflect_bounds"(%i) : (index) -> index
  }
  return
}
// -----
// what scf.for carries
func.func @f(%n_in: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %n_lo = arith.constant 0 : index
  %n_hi = arith.constant 100 : index
  %n_x = arith.maxsi %n_in, %n_lo : index
  %n = arith.minsi %n_x, %n_hi : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%x = %c0) -> index {
    %y = arith.addi %x, %i : index
    %z = arith.remsi %y, %c7 : index
    "test.reflect_bounds"(%z) : (index) -> index
    scf.yield %z : index
  }
  "test.reflect_bounds"(%r) : (index) -> index
  return
}
// -----
// results of scf.if
func.func @f(%c: i1, %a_in: i32) {
  %a_lo = arith.constant 0 : i32
  %a_hi = arith.constant 9 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %k = arith.constant 20 : i32
  %r = scf.if %c -> i32 {
    %x = arith.addi %a, %k : i32
    scf.yield %x : i32
  } else {
    scf.yield %a : i32
  }
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// a condition that is known
func.func @f(%a_in: i32) {
  %a_lo = arith.constant 0 : i32
  %a_hi = arith.constant 9 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %k = arith.constant 20 : i32
  %c = arith.cmpi slt, %a, %k : i32
  %r = scf.if %c -> i32 {
    scf.yield %k : i32
  } else {
    scf.yield %a : i32
  }
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// arguments of blocks
func.func @f(%c: i1, %a_in: i32, %b_in: i32) {
  %a_lo = arith.constant 1 : i32
  %a_hi = arith.constant 5 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 4 : i32
  %b_hi = arith.constant 9 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  cf.cond_br %c, ^one(%a : i32), ^one(%b : i32)
^one(%x: i32):
  "test.reflect_bounds"(%x) : (i32) -> i32
  return
}
// -----
// into a private function, and back
func.func private @g(%x: i32) -> i32 {
  "test.reflect_bounds"(%x) : (i32) -> i32
  %k = arith.constant 3 : i32
  %y = arith.muli %x, %k : i32
  return %y : i32
}
func.func @f(%a_in: i32, %b_in: i32) {
  %a_lo = arith.constant 1 : i32
  %a_hi = arith.constant 5 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %b_lo = arith.constant 4 : i32
  %b_hi = arith.constant 9 : i32
  %b_x = arith.maxsi %b_in, %b_lo : i32
  %b = arith.minsi %b_x, %b_hi : i32
  %r = call @g(%a) : (i32) -> i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  %s = call @g(%b) : (i32) -> i32
  "test.reflect_bounds"(%s) : (i32) -> i32
  return
}
// -----
// through a chain of functions, written before and after their callers
func.func private @h(%x: index) -> index {
  "test.reflect_bounds"(%x) : (index) -> index
  return %x : index
}
func.func private @g(%x: index) -> index {
  %c1 = arith.constant 1 : index
  %y = arith.addi %x, %c1 : index
  %r = call @h(%y) : (index) -> index
  return %r : index
}
func.func @f() {
  %c3 = arith.constant 3 : index
  %r = call @g(%c3) : (index) -> index
  "test.reflect_bounds"(%r) : (index) -> index
  %s = call @k(%r) : (index) -> index
  "test.reflect_bounds"(%s) : (index) -> index
  return
}
func.func private @k(%x: index) -> index {
  %c2 = arith.constant 2 : index
  %y = arith.muli %x, %c2 : index
  %r = call @l(%y) : (index) -> index
  return %r : index
}
func.func private @l(%x: index) -> index {
  "test.reflect_bounds"(%x) : (index) -> index
  return %x : index
}
// -----
// a function that others may call
func.func @g(%x: i32) -> i32 {
  "test.reflect_bounds"(%x) : (i32) -> i32
  %k = arith.constant 3 : i32
  return %k : i32
}
func.func @f(%a_in: i32) {
  %a_lo = arith.constant 1 : i32
  %a_hi = arith.constant 5 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %r = call @g(%a) : (i32) -> i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// a function whose address is taken
func.func private @g(%x: i32) -> i32 {
  "test.reflect_bounds"(%x) : (i32) -> i32
  return %x : i32
}
func.func @f(%a_in: i32) -> ((i32) -> i32) {
  %a_lo = arith.constant 1 : i32
  %a_hi = arith.constant 5 : i32
  %a_x = arith.maxsi %a_in, %a_lo : i32
  %a = arith.minsi %a_x, %a_hi : i32
  %r = call @g(%a) : (i32) -> i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  %p = func.constant @g : (i32) -> i32
  return %p : (i32) -> i32
}
// -----
// several returns
func.func private @g(%c: i1) -> i32 {
  %c1 = arith.constant 1 : i32
  %c5 = arith.constant 5 : i32
  cf.cond_br %c, ^a, ^b
^a:
  return %c1 : i32
^b:
  return %c5 : i32
}
func.func @f(%c: i1) {
  %r = call @g(%c) : (i1) -> i32
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// affine.for with numbers
func.func @f() {
  affine.for %i = 3 to 20 step 4 {
    "test.reflect_bounds"(%i) : (index) -> index
  }
  return
}
// -----
// affine.for with bounds of ranges
func.func @f(%n_in: index) {
  %n_lo = arith.constant 5 : index
  %n_hi = arith.constant 17 : index
  %n_x = arith.maxsi %n_in, %n_lo : index
  %n = arith.minsi %n_x, %n_hi : index
  affine.for %i = affine_map<(d0) -> (d0 - 2)>(%n) to min affine_map<(d0) -> (d0 * 2, 40)>(%n) {
    "test.reflect_bounds"(%i) : (index) -> index
  }
  return
}
// -----
// affine.parallel
func.func @f() {
  affine.parallel (%i, %j) = (0, 2) to (10, 7) step (3, 1) {
    "test.reflect_bounds"(%i) : (index) -> index
    "test.reflect_bounds"(%j) : (index) -> index
  }
  return
}
// -----
// affine.apply, min and max
func.func @f(%n_in: index) {
  %n_lo = arith.constant 5 : index
  %n_hi = arith.constant 17 : index
  %n_x = arith.maxsi %n_in, %n_lo : index
  %n = arith.minsi %n_x, %n_hi : index
  %a = affine.apply affine_map<(d0) -> (d0 * 2 + 1)>(%n)
  "test.reflect_bounds"(%a) : (index) -> index
  %b = affine.apply affine_map<(d0) -> (d0 floordiv 4 + d0 mod 3)>(%n)
  "test.reflect_bounds"(%b) : (index) -> index
  %c = affine.min affine_map<(d0) -> (d0, 9)>(%n)
  "test.reflect_bounds"(%c) : (index) -> index
  %d = affine.max affine_map<(d0)[s0] -> (d0 + s0, 9)>(%n)[%n]
  "test.reflect_bounds"(%d) : (index) -> index
  return
}
// -----
// numbers of threads and blocks
gpu.module @m {
  gpu.func @k() kernel attributes {known_block_size = array<i32: 64, 2, 1>, known_grid_size = array<i32: 8, 1, 1>} {
    %a = gpu.thread_id x
    "test.reflect_bounds"(%a) : (index) -> index
    %b = gpu.block_id x
    "test.reflect_bounds"(%b) : (index) -> index
    %c = gpu.block_dim y
    "test.reflect_bounds"(%c) : (index) -> index
    %d = gpu.grid_dim x
    "test.reflect_bounds"(%d) : (index) -> index
    %e = gpu.global_id x
    "test.reflect_bounds"(%e) : (index) -> index
    %l = gpu.lane_id
    "test.reflect_bounds"(%l) : (index) -> index
    gpu.return
  }
}
// -----
// numbers of threads and blocks of which nothing is said
gpu.module @m {
  gpu.func @k() kernel {
    %a = gpu.thread_id x
    "test.reflect_bounds"(%a) : (index) -> index
    %b = gpu.block_id y
    "test.reflect_bounds"(%b) : (index) -> index
    %c = gpu.block_dim z
    "test.reflect_bounds"(%c) : (index) -> index
    %d = gpu.grid_dim x
    "test.reflect_bounds"(%d) : (index) -> index
    %e = gpu.global_id y
    "test.reflect_bounds"(%e) : (index) -> index
    %l = gpu.lane_id
    "test.reflect_bounds"(%l) : (index) -> index
    %s = gpu.subgroup_id : index
    "test.reflect_bounds"(%s) : (index) -> index
    %n = gpu.num_subgroups : index
    "test.reflect_bounds"(%n) : (index) -> index
    %z = gpu.subgroup_size : index
    "test.reflect_bounds"(%z) : (index) -> index
    gpu.return
  }
}
// -----
// arguments of gpu.launch
func.func @f(%n_in: index) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %n_lo = arith.constant 5 : index
  %n_hi = arith.constant 17 : index
  %n_x = arith.maxsi %n_in, %n_lo : index
  %n = arith.minsi %n_x, %n_hi : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
      threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    "test.reflect_bounds"(%bx) : (index) -> index
    "test.reflect_bounds"(%tx) : (index) -> index
    "test.reflect_bounds"(%gx) : (index) -> index
    "test.reflect_bounds"(%sx) : (index) -> index
    %t = gpu.thread_id x
    "test.reflect_bounds"(%t) : (index) -> index
    gpu.terminator
  }
  return
}
// -----
// sizes of memory
func.func @f(%m: memref<?x4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.dim %m, %c0 : memref<?x4xf32>
  "test.reflect_bounds"(%a) : (index) -> index
  %b = memref.dim %m, %c1 : memref<?x4xf32>
  "test.reflect_bounds"(%b) : (index) -> index
  return
}
// -----
// sizes of memory that was made, of views and of casts
func.func @f(%n_in: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n_lo = arith.constant 5 : index
  %n_hi = arith.constant 17 : index
  %n_x = arith.maxsi %n_in, %n_lo : index
  %n = arith.minsi %n_x, %n_hi : index
  %m = memref.alloc(%n) : memref<?x4xf32>
  %a = memref.dim %m, %c0 : memref<?x4xf32>
  "test.reflect_bounds"(%a) : (index) -> index
  %b = memref.dim %m, %c1 : memref<?x4xf32>
  "test.reflect_bounds"(%b) : (index) -> index
  %v = memref.subview %m[1, 0] [%n, 2] [1, 1] : memref<?x4xf32> to memref<?x2xf32, strided<[4, 1], offset: 4>>
  %c = memref.dim %v, %c0 : memref<?x2xf32, strided<[4, 1], offset: 4>>
  "test.reflect_bounds"(%c) : (index) -> index
  return
}
// -----
// affine.if
func.func @f() {
  affine.for %i = 0 to 100 {
    affine.if affine_set<(d0) : (d0 - 6 >= 0, -d0 + 50 >= 0)>(%i) {
      "test.reflect_bounds"(%i) : (index) -> index
    } else {
      "test.reflect_bounds"(%i) : (index) -> index
    }
    %r = affine.if affine_set<(d0) : (d0 - 6 >= 0)>(%i) -> index {
      affine.yield %i : index
    } else {
      "test.reflect_bounds"(%i) : (index) -> index
      affine.yield %i : index
    }
    "test.reflect_bounds"(%r) : (index) -> index
  }
  return
}
// -----
// scf.if by comparisons
func.func @f(%x: i32, %y: i32) {
  %c7 = arith.constant 7 : i32
  %p = arith.cmpi slt, %x, %c7 : i32
  scf.if %p {
    "test.reflect_bounds"(%x) : (i32) -> i32
  } else {
    "test.reflect_bounds"(%x) : (i32) -> i32
  }
  %q = arith.cmpi ult, %y, %c7 : i32
  %r = scf.if %q -> i32 {
    scf.yield %y : i32
  } else {
    scf.yield %c7 : i32
  }
  "test.reflect_bounds"(%r) : (i32) -> i32
  return
}
// -----
// numbers of threads and blocks with bounds of their own
gpu.module @m {
  gpu.func @k() kernel attributes {known_block_size = array<i32: 64, 2, 1>} {
    %a = gpu.thread_id x upper_bound 32
    "test.reflect_bounds"(%a) : (index) -> index
    %b = gpu.block_id y upper_bound 100
    "test.reflect_bounds"(%b) : (index) -> index
    %c = gpu.block_dim y upper_bound 8
    "test.reflect_bounds"(%c) : (index) -> index
    %d = gpu.grid_dim x upper_bound 7
    "test.reflect_bounds"(%d) : (index) -> index
    %e = gpu.global_id x upper_bound 4096
    "test.reflect_bounds"(%e) : (index) -> index
    %l = gpu.lane_id upper_bound 64
    "test.reflect_bounds"(%l) : (index) -> index
    %s = gpu.subgroup_id upper_bound 4 : index
    "test.reflect_bounds"(%s) : (index) -> index
    %n = gpu.num_subgroups upper_bound 4 : index
    "test.reflect_bounds"(%n) : (index) -> index
    %z = gpu.subgroup_size upper_bound 32 : index
    "test.reflect_bounds"(%z) : (index) -> index
    gpu.return
  }
}
