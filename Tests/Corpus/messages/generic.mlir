// Wrong text in the generic form, and what is said of it in full.
"a.b" : () -> ()
//| f:2:7: error: expected '(' to start the operands, found ':'
//|   "a.b" : () -> ()
//|         ^
// -----
"a.b"(%0) : (f32) -> ()
//| f:1:7: error: '%0' is used but not defined; define it in this region or in one around it
//|   "a.b"(%0) : (f32) -> ()
//|         ^
// -----
%0 = "a.b"() : () -> i32
"a.c"(%0) : (f32) -> ()
//| f:2:7: error: '%0' is used as 'f32' but defined as 'i32'
//|   "a.c"(%0) : (f32) -> ()
//|         ^
// -----
%0 = "a.b"() : () -> i32
%0 = "a.b"() : () -> i32
//| f:2:1: error: '%0' is already defined; names may not be used twice in a scope
//|   %0 = "a.b"() : () -> i32
//|   ^
// -----
%0:2 = "a.b"() : () -> i32
//| f:1:1: error: the operation has 1 results, but 2 are named
//|   %0:2 = "a.b"() : () -> i32
//|   ^
// -----
%0:2 = "a.b"() : () -> (i32, i32)
"a.c"(%0#2) : (i32) -> ()
//| f:2:7: error: '%0' stands for 2 values; number 2 is past the end
//|   "a.c"(%0#2) : (i32) -> ()
//|         ^
// -----
"a.b"() {a = 1e5} : () -> ()
//| f:1:14: error: a float needs a dot before its exponent: '1.0e5'
//|   "a.b"() {a = 1e5} : () -> ()
//|                ^
// -----
"a.b"() {a = 1e5 : f32} : () -> ()
//| f:1:14: error: a float needs a dot before its exponent: '1.0e5'
//|   "a.b"() {a = 1e5 : f32} : () -> ()
//|                ^
// -----
"a.b"() {a = dense<1e5> : tensor<2xf32>} : () -> ()
//| f:1:20: error: a float needs a dot before its exponent: '1.0e5'
//|   "a.b"() {a = dense<1e5> : tensor<2xf32>} : () -> ()
//|                      ^
// -----
"a.b"() {a = 300 : i8, b = 1 : i32} : () -> ()
//| f:1:14: error: 300 does not fit 'i8'
//|   "a.b"() {a = 300 : i8, b = 1 : i32} : () -> ()
//|                ^
// -----
"a.b"() {a = dense<[1, 2, 3]> : tensor<2xi32>} : () -> ()
//| f:1:20: error: the elements have the shape [3], the type [2]
//|   "a.b"() {a = dense<[1, 2, 3]> : tensor<2xi32>} : () -> ()
//|                      ^
// -----
"a.b"() {a = dense<[[1, 2], [3]]> : tensor<2x2xi32>} : () -> ()
//| f:1:20: error: the lists of a dense attribute must have equal sizes: [2] and [1]
//|   "a.b"() {a = dense<[[1, 2], [3]]> : tensor<2x2xi32>} : () -> ()
//|                      ^
// -----
"a.b"() {a = affine_map<(d0) -> (d0 + d1)>} : () -> ()
//| f:1:39: error: 'd1' is not among the map's dimensions and symbols
//|   "a.b"() {a = affine_map<(d0) -> (d0 + d1)>} : () -> ()
//|                                         ^
// -----
"a.b"() {a = affine_map<(d0, d0) -> (d0)>} : () -> ()
//| f:1:30: error: 'd0' is named twice
//|   "a.b"() {a = affine_map<(d0, d0) -> (d0)>} : () -> ()
//|                                ^
// -----
"a.b"() : () -> tensor<4xf33>
//| f:1:26: error: expected a type, found 'f33'
//|   "a.b"() : () -> tensor<4xf33>
//|                            ^
// -----
"a.b"() : () -> tensor<4x-1xf32>
//| f:1:26: error: expected a type, found '-'
//|   "a.b"() : () -> tensor<4x-1xf32>
//|                            ^
// -----
"a.b"() : () -> memref<4xf32
//| f:2:1: error: expected ',' and a layout or memory space, or '>', found the end of the text
//|
//|   ^
// -----
"a.b"() : () -> vector<?xf32>
//| f:1:24: error: a vector's sizes must be known
//|   "a.b"() : () -> vector<?xf32>
//|                          ^
// -----
"a.b"() : () -> !nowhere
//| f:1:17: error: the type alias '!nowhere' is not defined; define it above its first use
//|   "a.b"() : () -> !nowhere
//|                   ^
// -----
"a.b"() {
  first = 1,
  second = #nowhere
} : () -> ()
//| f:3:12: error: the attribute alias '#nowhere' is not defined; define it above its first use
//|     second = #nowhere
//|              ^
// -----
"a.b"()[^nowhere] : () -> ()
//| f:1:9: error: an operation outside of all regions has no block to branch to
//|   "a.b"()[^nowhere] : () -> ()
//|           ^
// -----
"a.b"() ({
^bb0:
  "a.c"() : () -> ()
^bb0:
}) : () -> ()
//| f:4:1: error: the block '^bb0' is already defined in this region
//|   ^bb0:
//|   ^
// -----
"a.b"() ({
  "a.c"() : () -> ()
//| f:3:1: error: expected '}' to end the region, found the end of the text
//|
//|   ^
// -----
"a.b"() ({
  "a.c"() ({
    "a.d"() ({
//| f:4:1: error: expected '}' to end the region, found the end of the text
//|
//|   ^
// -----
"a.b"() {a = "never ends} : () -> ()
//| f:1:14: error: expected '"' to end the string
//|   "a.b"() {a = "never ends} : () -> ()
//|                ^
// -----
"a.b"() : () -> () loc(nowhere)
//| f:1:24: error: expected a location: 'unknown', a string, 'callsite', 'fused' or an alias, found 'nowhere'
//|   "a.b"() : () -> () loc(nowhere)
//|                          ^
// -----
	"a.b"() : () -> j0
//| f:1:18: error: expected a type, found 'j0'
//|   	"a.b"() : () -> j0
//|   	                ^
// -----
"a.b"() {text = "größer", a = 300 : i8} : () -> ()
//| f:1:33: error: 300 does not fit 'i8'
//|   "a.b"() {text = "größer", a = 300 : i8} : () -> ()
//|                                 ^
// -----
"a.b"() <{a = 1} : () -> ()
//| f:1:18: error: expected '>' to end the properties, found ':'
//|   "a.b"() <{a = 1} : () -> ()
//|                    ^
// -----
"a.b"() {a = array<i7: 1>} : () -> ()
//| f:1:20: error: the elements of a dense array are i1, or integers or floats of 8, 16, 32 or 64 bits, not 'i7'
//|   "a.b"() {a = array<i7: 1>} : () -> ()
//|                      ^
// -----
"arith.addf"(%x, %x) : (f32, f32) -> f32
//| f:1:14: error: '%x' is used but not defined; define it in this region or in one around it
//|   "arith.addf"(%x, %x) : (f32, f32) -> f32
//|                ^
// -----
"arith.adf"() : () -> ()
//| f:1:1: error: the dialect 'arith' has no operation 'arith.adf'; did you mean 'arith.addf'?
//|   "arith.adf"() : () -> ()
//|   ^
// -----
%0 = "arith.constant"() <{value = 1 : i32}> : () -> f32
//| f:1:1: error: the value of 'arith.constant' has the type 'i32', its result 'f32'
//|   %0 = "arith.constant"() <{value = 1 : i32}> : () -> f32
//|   ^
// -----
%0 = "arith.constant"() <{value = 1.0 : f32}> : () -> f32
%1 = "arith.addi"(%0, %0) : (f32, f32) -> f32
//| f:2:1: error: operand 0 ('lhs') of 'arith.addi' must be an integer or index, or a vector or tensor of them, not 'f32'
//|   %1 = "arith.addi"(%0, %0) : (f32, f32) -> f32
//|   ^
//| f:2:1: error: operand 1 ('rhs') of 'arith.addi' must be an integer or index, or a vector or tensor of them, not 'f32'
//|   %1 = "arith.addi"(%0, %0) : (f32, f32) -> f32
//|   ^
//| f:2:1: error: result 0 ('result') of 'arith.addi' must be an integer or index, or a vector or tensor of them, not 'f32'
//|   %1 = "arith.addi"(%0, %0) : (f32, f32) -> f32
//|   ^
// -----
%0 = "arith.constant"() : () -> f32
//| f:1:1: error: 'arith.constant' needs the property 'value', any attribute
//|   %0 = "arith.constant"() : () -> f32
//|   ^
// -----
"func.return"() {}
//| f:2:1: error: expected ':' and the operation's type, found the end of the text
//|
//|   ^
