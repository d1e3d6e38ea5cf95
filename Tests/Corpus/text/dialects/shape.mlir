"builtin.module"() ({
  "func.func"() <{function_type = (!shape.shape, tensor<?xf32>, tensor<?xindex>) -> !shape.witness, sym_name = "f"}> ({
  ^bb0(%arg0: !shape.shape, %arg1: tensor<?xf32>, %arg2: tensor<?xindex>):
    %0 = "shape.const_shape"() <{shape = dense<[1, 2, 3]> : tensor<3xindex>}> : () -> !shape.shape
    %1 = "shape.shape_of"(%arg1) : (tensor<?xf32>) -> tensor<1xindex>
    %2 = "shape.broadcast"(%arg0, %0) : (!shape.shape, !shape.shape) -> !shape.shape
    %3 = "shape.cstr_broadcastable"(%arg0, %2) : (!shape.shape, !shape.shape) -> !shape.witness
    %4 = "shape.assuming"(%3) ({
      "shape.assuming_yield"(%arg1) : (tensor<?xf32>) -> ()
    }) : (!shape.witness) -> tensor<?xf32>
    %5 = "shape.const_size"() <{value = 10 : index}> : () -> !shape.size
    "func.return"(%3) : (!shape.witness) -> ()
  }) : () -> ()
}) : () -> ()

