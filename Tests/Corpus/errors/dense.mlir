// RUN:
// OPTIONS: allow-unregistered
// Constants whose elements do not fit their type.

// expected-error @+1 {{the elements have the shape [2], the type [3]}}
"a.b"() {a = dense<[1, 2]> : tensor<3xi32>} : () -> ()
// -----
// expected-error @+1 {{the lists of a dense attribute must have equal sizes: [2] and [1]}}
"a.b"() {a = dense<[[1, 2], [3]]> : tensor<2x2xi32>} : () -> ()
// -----
// expected-error @+1 {{the shape of 'tensor<?xi32>' must be static}}
"a.b"() {a = dense<1> : tensor<?xi32>} : () -> ()
// -----
// expected-error @+1 {{expected a tensor or vector type, found 'i32'}}
"a.b"() {a = dense<1> : i32} : () -> ()
// -----
// expected-error @+1 {{no elements were given for 'tensor<2xi32>'}}
"a.b"() {a = dense<> : tensor<2xi32>} : () -> ()
// -----
// expected-error @+1 {{the elements have the shape [1], the type [0]}}
"a.b"() {a = dense<[1]> : tensor<0xi32>} : () -> ()
// -----
// One for none must be one, too.
// expected-error @+1 {{300 does not fit 'i8'}}
"a.b"() {a = dense<300> : tensor<0xi8>} : () -> ()
// -----
// expected-error @+1 {{expected a float for the type 'f32'}}
"a.b"() {a = dense<1> : tensor<0xf32>} : () -> ()
// -----
// expected-error @+1 {{expected 0 bytes for 'tensor<2xi0>', found 1}}
"a.b"() {a = dense<"0x00"> : tensor<2xi0>} : () -> ()
// -----
// expected-error @+1 {{expected a float for the type 'f32'}}
"a.b"() {a = dense<[1, 2]> : tensor<2xf32>} : () -> ()
// -----
// expected-error @+1 {{'true' and 'false' are of type 'i1', not 'i8'}}
"a.b"() {a = dense<true> : tensor<2xi8>} : () -> ()
// -----
// expected-error @+1 {{expected 8 bytes for 'tensor<2xi32>', found 3}}
"a.b"() {a = dense<"0x010203"> : tensor<2xi32>} : () -> ()
// -----
// expected-error @+1 {{expected an even number of hexadecimal digits after '0x'}}
"a.b"() {a = dense<"0x010"> : tensor<2xi8>} : () -> ()
// -----
// expected-error @+1 {{expected a number of type 'i8'}}
"a.b"() {a = dense<["a"]> : tensor<1xi8>} : () -> ()
// -----
// expected-error @+1 {{either all elements are complex numbers, or none}}
"a.b"() {a = dense<[(1.0,2.0), 3.0]> : tensor<2xcomplex<f32>>} : () -> ()
// -----
// expected-error @+1 {{has too many elements}}
"a.b"() {a = dense<1> : tensor<4294967296x4294967296xi8>} : () -> ()
// -----
// expected-error @+1 {{expected one list of 2 indices for each value}}
"a.b"() {a = sparse<[[0, 0, 0]], [1]> : tensor<2x2xi32>} : () -> ()
// -----
// expected-error @+1 {{the index [2, 0] is outside of the shape of 'tensor<2x2xi32>'}}
"a.b"() {a = sparse<[[0, 1], [2, 0]], [1, 2]> : tensor<2x2xi32>} : () -> ()
// -----
// expected-error @+1 {{the index [-1] is outside of the shape of 'tensor<4xi32>'}}
"a.b"() {a = sparse<[[-1]], [1]> : tensor<4xi32>} : () -> ()
// -----
// expected-error @+1 {{the index [5] is outside of the shape of 'tensor<4xi32>'}}
"a.b"() {a = sparse<5, 1> : tensor<4xi32>} : () -> ()
// -----
// expected-error @+1 {{the index [0] is outside of the shape of 'tensor<0xi8>'}}
"a.b"() {a = sparse<0, 1> : tensor<0xi8>} : () -> ()
