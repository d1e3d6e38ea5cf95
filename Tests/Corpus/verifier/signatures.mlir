// RUN:
// Counts and kinds of operands, results, properties, regions, successors.

// expected-error @+1 {{'check.add' takes 2 operands (lhs, rhs), not 0}}
%0 = "check.add"() : () -> i32
// -----
%0 = "check.read"() : () -> f32
// expected-error @+2 {{operand 0 ('lhs') of 'check.add' must be an integer, not 'f32'}}
// expected-error @+1 {{operand 1 ('rhs') of 'check.add' must be an integer, not 'f32'}}
%1 = "check.add"(%0, %0) : (f32, f32) -> i32
// expected-error @-1 {{the operands and results of 'check.add' must have one type; result 0 is 'i32', operand 0 'f32'}}
// -----
// expected-error @+1 {{'check.read' takes 1 result (value), not 2}}
%0:2 = "check.read"() : () -> (i32, i32)
// -----
// expected-error @+1 {{'check.limited' needs the property 'limit', an integer}}
"check.limited"() : () -> ()
// -----
// expected-error @+1 {{the property 'limit' of 'check.limited' must be an integer, not '"a"'}}
"check.limited"() <{limit = "a"}> : () -> ()
// -----
// expected-error @+1 {{'check.limited' has no property 'mod'; did you mean 'mode'?}}
"check.limited"() <{limit = 1, mod = "a"}> : () -> ()
// -----
// expected-error @+1 {{the limit is 12; it must be below 10}}
"check.limited"() <{limit = 12}> : () -> ()
// -----
// Old style: an inherent attribute behind; it is a property.
// expected-error @+1 {{the limit is 13; it must be below 10}}
"check.limited"() {limit = 13} : () -> ()
// -----
// expected-error @+1 {{'check.effect' has 1 regions, it must have 0}}
"check.effect"() ({
}) : () -> ()
// -----
%0 = "check.read"() : () -> i32
%1 = "check.read"() : () -> f32
"check.segments"(%0, %1, %1) <{operandSegmentSizes = array<i32: 1, 0, 2>}> : (i32, f32, f32) -> ()
// expected-error @+1 {{'check.segments' has 2 operands, which 'operandSegmentSizes' must divide into (first, middle?, last…)}}
"check.segments"(%0, %1) : (i32, f32) -> ()
// expected-error @+1 {{'check.segments' has 2 operands, which 'operandSegmentSizes' must divide}}
"check.segments"(%0, %1) <{operandSegmentSizes = array<i32: 1, 2, 0>}> : (i32, f32) -> ()
// expected-error @+1 {{operand 1 ('last') of 'check.segments' must be a float, not 'i32'}}
"check.segments"(%0, %0) <{operandSegmentSizes = array<i32: 1, 0, 1>}> : (i32, i32) -> ()
// -----
// expected-error @+1 {{the value of 'check.constant' has the type 'i64', its result 'i32'}}
%0 = "check.constant"() <{value = 5}> : () -> i32
