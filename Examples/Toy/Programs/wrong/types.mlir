"toy.func"() <{function_type = (tensor<2x3xf64>) -> (), sym_name = "wrong"}> ({
^bb0(%a: tensor<2x3xf64>):
  %0 = "toy.transpose"(%a) : (tensor<2x3xf64>) -> tensor<2x3xf64>
  "toy.return"() : () -> ()
}) : () -> ()
