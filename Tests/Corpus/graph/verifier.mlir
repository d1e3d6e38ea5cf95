// RUN:
// OPTIONS: allow-unregistered
// Shapes, element types and properties of graph operations.

%a, %b = "test.sources"() : () -> (tensor<?x8xf32, #graph.sizes<[m, 8]>>, tensor<?x8xf32, #graph.sizes<[n, 8]>>)
// expected-error @+1 {{shapes [m, 8] and [n, 8] do not broadcast: size 'm' is not known to equal 'n', and neither is 1}}
%0 = "graph.add"(%a, %b) : (tensor<?x8xf32, #graph.sizes<[m, 8]>>, tensor<?x8xf32, #graph.sizes<[n, 8]>>) -> tensor<?x8xf32, #graph.sizes<[m, 8]>>
// -----
%a, %b = "test.sources"() : () -> (tensor<8xf32>, tensor<8xi32>)
// expected-error @+1 {{operands of 'graph.mul' must have one element type, found 'f32' and 'i32'; insert a 'graph.cast'}}
%0 = "graph.mul"(%a, %b) : (tensor<8xf32>, tensor<8xi32>) -> tensor<8xf32>
// -----
%a = "test.sources"() : () -> (tensor<8xf32>)
// expected-error @+1 {{result 0 of 'graph.exp' has type 'tensor<9xf32>', but its operands give 'tensor<8xf32>'; give the result that type}}
%0 = "graph.exp"(%a) : (tensor<8xf32>) -> tensor<9xf32>
// -----
%a = "test.sources"() : () -> (tensor<?xf32>)
// expected-error @+1 {{must be a ranked tensor whose dynamic sizes are given by '#graph.sizes'}}
%0 = "graph.exp"(%a) : (tensor<?xf32>) -> tensor<8xf32>
// -----
%a, %b = "test.sources"() : () -> (tensor<4x8xf32>, tensor<6x3xf32>)
// expected-error @+1 {{the sizes summed over of 'graph.matmul' must agree: '8' is not known to equal '6'}}
%0 = "graph.matmul"(%a, %b) <{transpose_lhs = false, transpose_rhs = false}> : (tensor<4x8xf32>, tensor<6x3xf32>) -> tensor<4x3xf32>
// -----
%a = "test.sources"() : () -> (tensor<?x8xf32, #graph.sizes<[m, 8]>>)
// expected-error @+1 {{'graph.reshape' from [m, 8] to [m, 3, 3] changes the number of elements from 'm * 8' to 'm * 9'; a reshape keeps all of them}}
%0 = "graph.reshape"(%a) : (tensor<?x8xf32, #graph.sizes<[m, 8]>>) -> tensor<?x3x3xf32, #graph.sizes<[m, 3, 3]>>
// -----
%a = "test.sources"() : () -> (tensor<4x8xf32>)
// expected-error @+1 {{'permutation' of 'graph.transpose' must hold each of the numbers below 2 once, found [1, 1]}}
%0 = "graph.transpose"(%a) <{permutation = array<i64: 1, 1>}> : (tensor<4x8xf32>) -> tensor<8x4xf32>
// -----
%a = "test.sources"() : () -> (tensor<4x8xf32>)
// expected-error @+1 {{'graph.slice' takes elements 2 to 4 of dimension 0, which has 4}}
%0 = "graph.slice"(%a) <{starts = #graph.sizes<[2, 0]>, steps = #graph.sizes<[1, 1]>}> : (tensor<4x8xf32>) -> tensor<3x8xf32>
// -----
%a = "test.sources"() : () -> (tensor<4x8xf32>)
// expected-error @+1 {{axis 2 of 'graph.softmax' is out of range for rank 2; expected -2 to 1}}
%0 = "graph.softmax"(%a) <{axis = 2}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
// -----
%a = "test.sources"() : () -> (tensor<4x8xf32>)
// expected-error @+1 {{the property 'kind' of 'graph.reduce' must be one of 'sum', 'mean', 'max', 'min', 'product', 'l1', 'l2', 'log_sum', 'log_sum_exp', 'sum_square', not '"median"'}}
%0 = "graph.reduce"(%a) <{axes = array<i64: 1>, keep_axes = false, kind = "median"}> : (tensor<4x8xf32>) -> tensor<4xf32>
// -----
%a, %w = "test.sources"() : () -> (tensor<1x4x8xf32>, tensor<6x3x3xf32>)
// expected-error @+1 {{input channels and those of 'weight' of 'graph.conv' must agree: '4' is not known to equal '3'}}
%0 = "graph.conv"(%a, %w) <{dilations = array<i64: 1>, groups = 1, pads_begin = #graph.sizes<[0]>, pads_end = #graph.sizes<[0]>, strides = array<i64: 1>}> : (tensor<1x4x8xf32>, tensor<6x3x3xf32>) -> tensor<1x6x6xf32>
// -----
// expected-error @+2 {{the value of 'graph.constant' has the type 'i64', its result 'tensor<1xi64>'}}
// expected-error @+1 {{the property 'value' of 'graph.constant' must be 'dense<…>' or 'dense_resource<…>' of a static tensor}}
%0 = "graph.constant"() <{value = 1 : i64}> : () -> tensor<1xi64>
// -----
%a = "test.sources"() : () -> (tensor<4xf32>)
// expected-error @+1 {{'graph.yield' gives [tensor<4xf32>], but the results of 'graph.kernel' are [tensor<5xf32>]}}
%0 = "graph.kernel"(%a) ({
^bb0(%x: tensor<4xf32>):
  "graph.yield"(%x) : (tensor<4xf32>) -> ()
}) : (tensor<4xf32>) -> tensor<5xf32>
// -----
%a = "test.sources"() : () -> (tensor<4x8xf32>)
// expected-error @+1 {{'graph.kernel': 'channels_last' has 1 entries for 2 operands and results}}
%0 = "graph.kernel"(%a) <{channels_last = [true]}> ({
^bb0(%x: tensor<4x8xf32>):
  "graph.yield"(%x) : (tensor<4x8xf32>) -> ()
}) : (tensor<4x8xf32>) -> tensor<4x8xf32>
// -----
%a = "test.sources"() : () -> (tensor<4x8xf32>)
// expected-error @+1 {{'graph.kernel': 'channels_last' is for tensors of three axes and more}}
%0 = "graph.kernel"(%a) <{channels_last = [false, true]}> ({
^bb0(%x: tensor<4x8xf32>):
  "graph.yield"(%x) : (tensor<4x8xf32>) -> ()
}) : (tensor<4x8xf32>) -> tensor<4x8xf32>
// -----
%a = "test.sources"() : () -> (tensor<2x4x8xf32>)
// expected-error @+1 {{'graph.kernel': another operation sees a value of 'channels_last' otherwise}}
%0 = "graph.kernel"(%a) <{channels_last = [true, false]}> ({
^bb0(%x: tensor<2x4x8xf32>):
  "graph.yield"(%x) : (tensor<2x4x8xf32>) -> ()
}) : (tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
// -----
%a = "test.sources"() : () -> (tensor<2x4x8xf32>)
// expected-error @+1 {{'graph.kernel': 'channels_last' must hold 'true' and 'false' alone}}
%0 = "graph.kernel"(%a) <{channels_last = [false, 1 : i64]}> ({
^bb0(%x: tensor<2x4x8xf32>):
  "graph.yield"(%x) : (tensor<2x4x8xf32>) -> ()
}) : (tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
// -----
%a = "test.sources"() : () -> (tensor<2x4x8xf32>)
// expected-error @+1 {{'graph.kernel': another operation sees a value of 'channels_last' otherwise}}
%0 = "graph.kernel"(%a) <{channels_last = [false, true]}> ({
^bb0(%x: tensor<2x4x8xf32>):
  "graph.yield"(%x) : (tensor<2x4x8xf32>) -> ()
}) : (tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
%1 = "graph.kernel"(%0) ({
^bb0(%x: tensor<2x4x8xf32>):
  "graph.yield"(%x) : (tensor<2x4x8xf32>) -> ()
}) : (tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
// -----
%x, %u, %b, %a = "test.sources"() : () -> (tensor<1x4x8x8xf32>, tensor<6x6x3x5xf32>, tensor<6x6xf32>, tensor<4x6xf32>)
// expected-error @+1 {{input channels and those of 'weight' of 'graph.winograd_conv' must agree: '4' is not known to equal '3'}}
%0 = "graph.winograd_conv"(%x, %u, %b, %a) <{dilations = array<i64: 1, 1>, pads_begin = #graph.sizes<[0, 0]>, pads_end = #graph.sizes<[0, 0]>, strides = array<i64: 1, 1>}> : (tensor<1x4x8x8xf32>, tensor<6x6x3x5xf32>, tensor<6x6xf32>, tensor<4x6xf32>) -> tensor<1x5x6x6xf32>
// -----
%x, %u, %b, %a = "test.sources"() : () -> (tensor<1x3x8x8xf32>, tensor<6x6x3x5xf32>, tensor<6x6xf32>, tensor<4x6xf32>)
// expected-error @+1 {{strides and dilations of 'graph.winograd_conv' must be one}}
%0 = "graph.winograd_conv"(%x, %u, %b, %a) <{dilations = array<i64: 1, 1>, pads_begin = #graph.sizes<[0, 0]>, pads_end = #graph.sizes<[0, 0]>, strides = array<i64: 2, 2>}> : (tensor<1x3x8x8xf32>, tensor<6x6x3x5xf32>, tensor<6x6xf32>, tensor<4x6xf32>) -> tensor<1x5x6x6xf32>
// -----
%x, %u, %b, %a = "test.sources"() : () -> (tensor<1x3x8x8xf32>, tensor<6x6x3x5xf32>, tensor<6x6xf32>, tensor<7x6xf32>)
// expected-error @+1 {{'output_transform' of 'graph.winograd_conv' must have constant sizes and no more rows than 'input_transform', found 7 and 6}}
%0 = "graph.winograd_conv"(%x, %u, %b, %a) <{dilations = array<i64: 1, 1>, pads_begin = #graph.sizes<[0, 0]>, pads_end = #graph.sizes<[0, 0]>, strides = array<i64: 1, 1>}> : (tensor<1x3x8x8xf32>, tensor<6x6x3x5xf32>, tensor<6x6xf32>, tensor<7x6xf32>) -> tensor<1x5x6x6xf32>
// -----
%x, %u, %b, %a = "test.sources"() : () -> (tensor<1x3x8x8xf32>, tensor<4x6x3x5xf32>, tensor<6x6xf32>, tensor<4x6xf32>)
// expected-error @+1 {{the sides of the transforms and of 'weight' of 'graph.winograd_conv' must agree: '4' is not known to equal '6'}}
%0 = "graph.winograd_conv"(%x, %u, %b, %a) <{dilations = array<i64: 1, 1>, pads_begin = #graph.sizes<[0, 0]>, pads_end = #graph.sizes<[0, 0]>, strides = array<i64: 1, 1>}> : (tensor<1x3x8x8xf32>, tensor<4x6x3x5xf32>, tensor<6x6xf32>, tensor<4x6xf32>) -> tensor<1x5x6x6xf32>
