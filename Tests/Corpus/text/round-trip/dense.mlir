// Constants: splats, nested lists, bytes, complex numbers, strings, sparse.
"my.dense"() {
  splat = dense<1> : tensor<4xi32>, list = dense<[1, 2, -3]> : tensor<3xi32>,
  matrix = dense<[[1, 2], [3, 4]]> : tensor<2x2xi64>, floats = dense<[1.0, 0.1]> : tensor<2xf32>,
  scalar = dense<5> : tensor<i32>, vector = dense<[true, false, true]> : vector<3xi1>,
  empty = dense<> : tensor<0xf32>, empty2 = dense<> : tensor<2x0xi8>, one = dense<[7]> : tensor<1xi8>,
  equal = dense<[2, 2]> : tensor<2xi16>, index = dense<[0, 1]> : tensor<2xindex>,
  nibble = dense<[-1, 7]> : tensor<2xi4>, unsigned = dense<[255, 1]> : tensor<2xui8>,
  nan = dense<[0x7FC00000, 1.0]> : tensor<2xf32>, half = dense<[1.0, 2.0]> : tensor<2xf16>,
  complex = dense<[(1.0,2.0), (3.0,4.0)]> : tensor<2xcomplex<f32>>, complex_splat = dense<(1,2)> : tensor<4xcomplex<i8>>,
  bytes = dense<"0x0100000002000000"> : tensor<2xi32>, byte_splat = dense<"0x05"> : tensor<4xi8>,
  bits = dense<"0x05"> : tensor<3xi1>, bit_splat = dense<"0xFF"> : tensor<9xi1>,
  brain = dense<[1.0, 2.0]> : tensor<2xbf16>, eight = dense<[0.5, 1.0]> : tensor<2xf8E4M3FN>,
  strings = dense<["a", "b"]> : tensor<2x!my.string>, string = dense<"a"> : tensor<2x!my.string>,
  sparse = sparse<[[0, 0], [1, 2]], [1, 5]> : tensor<3x4xi32>, sparse_one = sparse<[[1, 1]], [2.5]> : tensor<3x4xf32>,
  sparse_none = sparse<> : tensor<3x4xi32>, sparse_row = sparse<[[0], [2]], [1.0, 2.0]> : tensor<4xf32>,
  odd = dense<[1, 2]> : tensor<2xi24>, wide = dense<[1, -1]> : tensor<2xi128>,
  one_for_none = dense<1> : tensor<0xi32>, float_for_none = dense<1.0> : tensor<0x4xf32>,
  string_for_none = dense<"a"> : tensor<0x!my.string>, pair_for_none = dense<(1,2)> : tensor<0xcomplex<i32>>,
  lists_of_none = dense<[[], []]> : tensor<2x0xf32>, infinite = dense<1.0e999> : tensor<2xf32>,
  no_bits = dense<0> : tensor<2xi0>, no_bytes = dense<"0x"> : tensor<3xi0>, no_bit_list = dense<[0, 0]> : vector<2xi0>,
  sixty_five = dense<[4, 5]> : tensor<2xi65>
} : () -> ()
"my.long"() {
  integers = dense<[-50, -49, -46, -41, -34, -25, -14, -1, 14, 31, 50, 71, 94, 119, 146, 175, 206, 239, 274, 311, 350, 391, 434, 479, 526, 575, 626, 679, 734, 791, 850, 911, 974, 1039, 1106, 1175, 1246, 1319, 1394, 1471, 1550, 1631, 1714, 1799, 1886, 1975, 2066, 2159, 2254, 2351, 2450, 2551, 2654, 2759, 2866, 2975, 3086, 3199, 3314, 3431, 3550, 3671, 3794, 3919, 4046, 4175, 4306, 4439, 4574, 4711, 4850, 4991, 5134, 5279, 5426, 5575, 5726, 5879, 6034, 6191, 6350, 6511, 6674, 6839, 7006, 7175, 7346, 7519, 7694, 7871, 8050, 8231, 8414, 8599, 8786, 8975, 9166, 9359, 9554, 9751, 9950]> : tensor<101xi32>,
  bools = dense<[true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false, false, true, false]> : tensor<101xi1>,
  nibbles = dense<[-7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3]> : tensor<101xi4>,
  floats = dense<[0.0, 0.14285714285714285, 0.2857142857142857, 0.42857142857142855, 0.5714285714285714, 0.7142857142857143, 0.8571428571428571, 1.0, 1.1428571428571428, 1.2857142857142858, 1.4285714285714286, 1.5714285714285714, 1.7142857142857142, 1.8571428571428572, 2.0, 2.142857142857143, 2.2857142857142856, 2.4285714285714284, 2.5714285714285716, 2.7142857142857144, 2.857142857142857, 3.0, 3.142857142857143, 3.2857142857142856, 3.4285714285714284, 3.5714285714285716, 3.7142857142857144, 3.857142857142857, 4.0, 4.142857142857143, 4.285714285714286, 4.428571428571429, 4.571428571428571, 4.714285714285714, 4.857142857142857, 5.0, 5.142857142857143, 5.285714285714286, 5.428571428571429, 5.571428571428571, 5.714285714285714, 5.857142857142857, 6.0, 6.142857142857143, 6.285714285714286, 6.428571428571429, 6.571428571428571, 6.714285714285714, 6.857142857142857, 7.0, 7.142857142857143, 7.285714285714286, 7.428571428571429, 7.571428571428571, 7.714285714285714, 7.857142857142857, 8.0, 8.142857142857142, 8.285714285714286, 8.428571428571429, 8.571428571428571, 8.714285714285714, 8.857142857142858, 9.0, 9.142857142857142, 9.285714285714286, 9.428571428571429, 9.571428571428571, 9.714285714285714, 9.857142857142858, 10.0, 10.142857142857142, 10.285714285714286, 10.428571428571429, 10.571428571428571, 10.714285714285714, 10.857142857142858, 11.0, 11.142857142857142, 11.285714285714286, 11.428571428571429, 11.571428571428571, 11.714285714285714, 11.857142857142858, 12.0, 12.142857142857142, 12.285714285714286, 12.428571428571429, 12.571428571428571, 12.714285714285714, 12.857142857142858, 13.0, 13.142857142857142, 13.285714285714286, 13.428571428571429, 13.571428571428571, 13.714285714285714, 13.857142857142858, 14.0, 14.142857142857142, 14.285714285714286]> : tensor<101xf64>
} : () -> ()
