// RUN:
// OPTIONS: allow-unregistered
// Types that cannot be.

// expected-error @+1 {{expected a type, found 'i'}}
"a.b"() : () -> i
// -----
// expected-error @+1 {{expected a type, found 'j0'}}
"a.b"() : () -> j0
// -----
// expected-error @+1 {{an integer type has at most 16777215 bits, not 'i16777216'}}
"a.b"() : () -> i16777216
// -----
// expected-error @+1 {{a tensor cannot hold 'tensor<2xf32>'}}
"a.b"() : () -> tensor<2xtensor<2xf32>>
// -----
// expected-error @+1 {{a vector's sizes must be positive}}
"a.b"() : () -> vector<0xf32>
// -----
// expected-error @+1 {{a vector's sizes must be known}}
"a.b"() : () -> vector<?xf32>
// -----
// expected-error @+1 {{expected 'x' after the size, found '>'}}
"a.b"() : () -> tensor<4>
// -----
// expected-error @+1 {{a size must fit 63 bits; this one does not}}
"a.b"() : () -> tensor<99999999999999999999xf32>
// -----
// expected-error @+1 {{the layout takes 1 indices, the memref has 2}}
"a.b"() : () -> memref<2x2xf32, affine_map<(i) -> (i)>>
// -----
// expected-error @+1 {{the layout has 1 strides, the memref 2 dimensions}}
"a.b"() : () -> memref<2x2xf32, strided<[1]>>
// -----
// expected-error @+1 {{a complex number is made of integers or floats, not 'index'}}
"a.b"() : () -> complex<index>
// -----
// expected-error @+1 {{the type alias '!t' is not defined; define it above its first use}}
"a.b"() : () -> !t
// -----
// expected-error @+1 {{one side of '*' must be a constant or made of symbols}}
#m = affine_map<(i, j) -> (i * j)>
// -----
// expected-error @+1 {{the right side of 'mod' must be made of symbols or a constant other than 0}}
#m = affine_map<(i) -> (i mod 0)>
// -----
// expected-error @+1 {{'k' is not among the map's dimensions and symbols}}
#m = affine_map<(i) -> (k)>
// -----
// expected-error @+1 {{'i' is named twice}}
#m = affine_map<(i, i) -> (i)>
// -----
// expected-error @+1 {{expected '==', '>=' or '<=', found ')'}}
#s = affine_set<(i) : (i)>
