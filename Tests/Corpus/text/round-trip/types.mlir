// Every builtin type, in every form that it is written in.
"my.types"() {
  integers = [i0, si0, i1, i32, si8, ui64, i16777215, index, none],
  floats = [f16, bf16, tf32, f32, f64, f80, f128],
  eights = [f8E5M2, f8E4M3, f8E4M3FN, f8E5M2FNUZ, f8E4M3FNUZ, f8E4M3B11FNUZ],
  tensors = [tensor<f32>, tensor<4x?xf32>, tensor<0x?xi8>, tensor<*xf32>, tensor<4xf32, "enc">,
             tensor<0x10xf32>, tensor<4 x f32>, tensor<2xvector<4xf32>>, tensor<1x!my.thing>],
  memrefs = [memref<4x?xf32>, memref<4x?xf32, strided<[?, 1], offset: ?>, 2 : i32>, memref<*xf32, 1>,
             memref<f32, "gpu">, memref<4x4xf32, affine_map<(d0, d1) -> (d1, d0)>>,
             memref<4x4xf32, affine_map<(d0, d1) -> (d0, d1)>>, memref<4xf32, 0>,
             memref<?xf32, 1 : i64>, memref<2xmemref<4xf32>>, memref<4xf32, {a = 1}>, memref<4xf32, true>, memref<4xf32, -1>, memref<4xi0>, memref<8xf32, strided<[1]>>],
  vectors = [vector<4xf32>, vector<f32>, vector<[4]x8xf32>, vector<2x3xindex>],
  others = [tuple<i32, f32>, tuple<>, tuple<tuple<i1>>, complex<f32>, tensor<2xcomplex<i8>>],
  functions = [(i32) -> (), () -> i32, () -> (), ((i32) -> f32) -> ((i32) -> i64), (i1) -> (i1, i1)],
  dialect = [!my.name, !my.name<"a > b", [1, {2}]>, !my<body>, !my<"a body">, !my.f<(i32) -> i64>]
} : () -> ()
