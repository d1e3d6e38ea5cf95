extension ModelProto {
  /// Hands every tensor of the model, wherever it is, to `resolve`.
  mutating func resolveTensors(
    _ resolve: (inout TensorProto) throws(FormatError) -> Void
  ) throws(FormatError) {
    try graph?.resolveTensors(resolve)
    for index in functions.indices {
      for node in functions[index].nodes.indices {
        try functions[index].nodes[node].resolveTensors(resolve)
      }
      for attribute in functions[index].defaultAttributes.indices {
        try functions[index].defaultAttributes[attribute].resolveTensors(resolve)
      }
    }
  }
}

extension GraphProto {
  fileprivate mutating func resolveTensors(
    _ resolve: (inout TensorProto) throws(FormatError) -> Void
  ) throws(FormatError) {
    for index in initializers.indices { try resolve(&initializers[index]) }
    for index in sparseInitializers.indices {
      try sparseInitializers[index].resolveTensors(resolve)
    }
    for index in nodes.indices { try nodes[index].resolveTensors(resolve) }
  }
}

extension SparseTensorProto {
  fileprivate mutating func resolveTensors(
    _ resolve: (inout TensorProto) throws(FormatError) -> Void
  ) throws(FormatError) {
    try resolve(&values)
    try resolve(&indices)
  }
}

extension NodeProto {
  fileprivate mutating func resolveTensors(
    _ resolve: (inout TensorProto) throws(FormatError) -> Void
  ) throws(FormatError) {
    for index in attributes.indices { try attributes[index].resolveTensors(resolve) }
  }
}

extension AttributeProto {
  fileprivate mutating func resolveTensors(
    _ resolve: (inout TensorProto) throws(FormatError) -> Void
  ) throws(FormatError) {
    switch value {
    case .tensor(var tensor):
      try resolve(&tensor)
      value = .tensor(tensor)
    case .tensors(var tensors):
      for index in tensors.indices { try resolve(&tensors[index]) }
      value = .tensors(tensors)
    case .graph(var graph):
      try graph.resolveTensors(resolve)
      value = .graph(graph)
    case .graphs(var graphs):
      for index in graphs.indices { try graphs[index].resolveTensors(resolve) }
      value = .graphs(graphs)
    case .sparseTensor(var tensor):
      try tensor.resolveTensors(resolve)
      value = .sparseTensor(tensor)
    case .sparseTensors(var tensors):
      for index in tensors.indices { try tensors[index].resolveTensors(resolve) }
      value = .sparseTensors(tensors)
    default: break
    }
  }
}
