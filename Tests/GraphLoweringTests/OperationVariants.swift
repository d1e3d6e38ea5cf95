/// Forms of operations that the examples of the documentation do not show.
let operationVariants: [String] = [
  matmul(
    "?x768xf32, #graph.sizes<[m, 768]>", "12x768xf32", "?x12xf32, #graph.sizes<[m, 12]>", false,
    true),
  matmul("8x4xf32", "8x6xf32", "4x6xf32", true, false),
  matmul("2x1x4x8xf32", "3x8x6xf32", "2x3x4x6xf32", false, false),
  matmul("8xf32", "2x8x6xf32", "2x6xf32", false, false),
  matmul("2x4x8xf16", "8xf16", "2x4xf16", false, false),
  unary("reshape", "?x4x6xf32, #graph.sizes<[m, 4, 6]>", "?x2x12xf32, #graph.sizes<[m, 2, 12]>"),
  unary("reshape", "?x12xf32, #graph.sizes<[m, 12]>", "1x?x3x4xf32, #graph.sizes<[1, m, 3, 4]>"),
  unary("reshape", "?x?x12xf32, #graph.sizes<[m, n, 12]>", "?x12xf32, #graph.sizes<[m * n, 12]>"),
  unary(
    "reshape", "?x12xf32, #graph.sizes<[m * n, 12]>", "?x?x3x4xf32, #graph.sizes<[m, n, 3, 4]>"),
  unary("reshape", "2x3x4xf32", "4x3x2xf32"),
  unary("cast", "4x6xf32", "4x6xi8", "saturate = true"),
  unary("cast", "4x6xui8", "4x6xf32", "saturate = false"),
  unary("cast", "4x6xf32", "4x6xi1", "saturate = false"),
  unary("cast", "4x6xi1", "4x6xf16", "saturate = false"),
  unary("cast", "4x6xi64", "4x6xui8", "saturate = true"),
  unary("exp", "4x6xbf16", "4x6xbf16"),
  unary("sigmoid", "?x6xf16, #graph.sizes<[m, 6]>", "?x6xf16, #graph.sizes<[m, 6]>"),
  unary(
    "softmax", "2x?x6xf16, #graph.sizes<[2, m, 6]>", "2x?x6xf16, #graph.sizes<[2, m, 6]>",
    "axis = 1"),
  reduce("mean", "4x?x6xf16, #graph.sizes<[4, m, 6]>", "4x6xf16", "1", false),
  reduce("l2", "4x3x6xf32", "4x1x6xf32", "1", true),
  reduce("log_sum_exp", "4x3x6xf32", "3xf32", "0, 2", false),
  reduce("mean", "4x3x6xi32", "4x6xi32", "1", false),
  reduce("max", "4x3x6xi8", "4x6xi8", "1", false),
  reduce("min", "4x3x6xui8", "4x6xui8", "1", false),
  reduce("max", "4x3x6xi1", "4x6xi1", "1", false),
  reduce("product", "4x3x6xf64", "4x6xf64", "1", false),
  binary("div", "4x6xi32", "6xi32", "4x6xi32"),
  binary("pow", "4x6xi32", "6xi32", "4x6xi32"),
  binary("mod", "4x6xf32", "4x1xf32", "4x6xf32", "fmod = false"),
  binary("mod", "4x6xi64", "4x1xi64", "4x6xi64", "fmod = true"),
  binary("shift_right", "4x6xui8", "4x1xui8", "4x6xui8"),
  binary("xor", "4x6xi1", "6xi1", "4x6xi1"),
  binary("less", "4x6xui8", "6xui8", "4x6xi1"),
  conv(
    "1x4x?x9xf32, #graph.sizes<[1, 4, 3 * m, 9]>", "6x2x3x2xf32",
    "1x6x?x5xf32, #graph.sizes<[1, 6, 3 * m, 5]>", groups: 2),
  convTranspose(
    "1x4x?x5xf32, #graph.sizes<[1, 4, m, 5]>", "4x6x2x2xf32",
    "1x6x?x10xf32, #graph.sizes<[1, 6, 2 * m, 10]>", strides: "2, 2"),
  convTranspose(
    "2x4x?x5xf32, #graph.sizes<[2, 4, m, 5]>", "4x3x3x3xf32",
    "2x6x?x10xf32, #graph.sizes<[2, 6, 2 * m, 10]>", strides: "2, 2", begin: "1, 1", end: "1, 1",
    more: "1, 1", groups: 2),
  convTranspose(
    "1x2x?xf32, #graph.sizes<[1, 2, m]>", "2x3x2xf32",
    "1x3x?xf32, #graph.sizes<[1, 3, 3 * m - 1]>", strides: "3"),
  convTranspose(
    "1x2x?xf32, #graph.sizes<[1, 2, m]>", "2x3x3xf32",
    "1x3x?xf32, #graph.sizes<[1, 3, m + 4]>", strides: "1", dilations: "2"),
  convTranspose(
    "1x2x?xf32, #graph.sizes<[1, 2, m]>", "2x3x3xf32",
    "1x3x?xf32, #graph.sizes<[1, 3, 2 * m + 1]>", strides: "2", dilations: "2", begin: "1",
    end: "1"),
  convTranspose(
    "1x2x?xf32, #graph.sizes<[1, 2, m]>", "2x3x5xf32",
    "1x3x?xf32, #graph.sizes<[1, 3, 2 * m]>", strides: "2", begin: "1", end: "2"),
  resize("1x2x5x4xf32", "1x2x10x8xf32", "nearest", "half_pixel", "round_prefer_floor"),
  resize("1x2x5x4xf32", "1x2x10x8xf32", "nearest", "asymmetric", "floor"),
  resize("1x2x5x4xf32", "1x2x7x3xf32", "nearest", "align_corners", "ceil"),
  resize("1x2x5x4xf32", "1x2x9x6xf32", "linear", "pytorch_half_pixel", "floor"),
  resize("1x2x5x4xf32", "1x2x9x3xf32", "cubic", "half_pixel", "floor"),
  resize("1x2x5x9xf32", "1x2x3x3xf32", "linear", "half_pixel", "floor", "antialias = true"),
  resize(
    "1x2x?x9xf32, #graph.sizes<[1, 2, m, 9]>", "1x2x?x3xf32, #graph.sizes<[1, 2, 2 * m, 3]>",
    "cubic", "asymmetric", "floor", exclude: true),
]

private func unary(_ name: String, _ x: String, _ y: String, _ properties: String = "") -> String {
  """
  %0 = "test.sources"() : () -> (tensor<\(x)>)
  %1 = "graph.\(name)"(%0) <{\(properties)}> : (tensor<\(x)>) -> tensor<\(y)>
  """
}

private func binary(
  _ name: String, _ x: String, _ y: String, _ z: String, _ properties: String = ""
) -> String {
  """
  %0, %1 = "test.sources"() : () -> (tensor<\(x)>, tensor<\(y)>)
  %2 = "graph.\(name)"(%0, %1) <{\(properties)}> : (tensor<\(x)>, tensor<\(y)>) -> tensor<\(z)>
  """
}

private func matmul(
  _ x: String, _ y: String, _ z: String, _ left: Bool, _ right: Bool
) -> String {
  binary("matmul", x, y, z, "transpose_lhs = \(left), transpose_rhs = \(right)")
}

private func reduce(
  _ kind: String, _ x: String, _ y: String, _ axes: String, _ keeps: Bool
) -> String {
  unary(
    "reduce", x, y, "axes = array<i64: \(axes)>, keep_axes = \(keeps), kind = \"\(kind)\"")
}

private func conv(_ x: String, _ w: String, _ y: String, groups: Int) -> String {
  binary(
    "conv", x, w, y,
    """
    dilations = array<i64: 1, 2>, groups = \(groups), pads_begin = #graph.sizes<[1, 1]>, \
    pads_end = #graph.sizes<[1, 1]>, strides = array<i64: 1, 2>
    """)
}

private func convTranspose(
  _ x: String, _ w: String, _ y: String, strides: String, dilations: String? = nil,
  begin: String? = nil, end: String? = nil, more: String? = nil, groups: Int = 1
) -> String {
  let rank = strides.split(separator: ",").count
  func each(_ number: Int) -> String {
    Array(repeating: "\(number)", count: rank).joined(separator: ", ")
  }
  return binary(
    "conv_transpose", x, w, y,
    """
    dilations = array<i64: \(dilations ?? each(1))>, groups = \(groups), \
    output_padding = array<i64: \(more ?? each(0))>, \
    pads_begin = #graph.sizes<[\(begin ?? each(0))]>, \
    pads_end = #graph.sizes<[\(end ?? each(0))]>, strides = array<i64: \(strides)>
    """)
}

private func resize(
  _ x: String, _ y: String, _ interpolation: String, _ coordinates: String, _ nearest: String,
  _ antialias: String = "antialias = false", exclude: Bool = false
) -> String {
  unary(
    "resize", x, y,
    """
    \(antialias), coordinates = "\(coordinates)", cubic_coefficient = -7.5e-01 : f64, \
    exclude_outside = \(exclude), extrapolation_value = 0.0 : f64, \
    interpolation = "\(interpolation)", nearest = "\(nearest)"
    """)
}
