// Scores of 6 classes for each row of 4 features: softmax(relu(features * weights + bias)).
"builtin.module"() ({
  "func.func"() <{function_type = (tensor<?x4xf32, #graph.sizes<[rows, 4]>>) -> tensor<?x6xf32, #graph.sizes<[rows, 6]>>, sym_name = "main"}> ({
  ^bb0(%features: tensor<?x4xf32, #graph.sizes<[rows, 4]>>):
    %weights = "graph.constant"() <{value = dense<[[0.5, -1.0, 0.25, 2.0, 1.0, -0.5], [1.5, 0.0, -2.0, 1.0, 0.5, 0.125], [-1.0, 0.75, 1.0, 0.5, -0.25, 2.0], [0.0, 1.0, -1.0, 0.25, 3.0, 1.0]]> : tensor<4x6xf32>}> : () -> tensor<4x6xf32>
    %bias = "graph.constant"() <{value = dense<[0.1, -0.2, 0.3, -0.4, 0.5, -0.6]> : tensor<6xf32>}> : () -> tensor<6xf32>
    %product = "graph.matmul"(%features, %weights) <{transpose_lhs = false, transpose_rhs = false}> : (tensor<?x4xf32, #graph.sizes<[rows, 4]>>, tensor<4x6xf32>) -> tensor<?x6xf32, #graph.sizes<[rows, 6]>>
    %sum = "graph.add"(%product, %bias) : (tensor<?x6xf32, #graph.sizes<[rows, 6]>>, tensor<6xf32>) -> tensor<?x6xf32, #graph.sizes<[rows, 6]>>
    %active = "graph.relu"(%sum) : (tensor<?x6xf32, #graph.sizes<[rows, 6]>>) -> tensor<?x6xf32, #graph.sizes<[rows, 6]>>
    %scores = "graph.softmax"(%active) <{axis = 1 : i64}> : (tensor<?x6xf32, #graph.sizes<[rows, 6]>>) -> tensor<?x6xf32, #graph.sizes<[rows, 6]>>
    "func.return"(%scores) : (tensor<?x6xf32, #graph.sizes<[rows, 6]>>) -> ()
  }) {graph.input_names = ["features"], graph.output_names = ["scores"]} : () -> ()
}) {graph.symbols = {rows = #graph.range<1, 1024>}} : () -> ()
