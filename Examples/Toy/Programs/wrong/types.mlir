toy.func @wrong(%a: tensor<2x3xf64>) {
  %0 = toy.transpose %a : tensor<2x3xf64>
  toy.return
}
