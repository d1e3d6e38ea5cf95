import Dialects
import IR
import Support

// What joins a group because it comes before it.

extension FusionPlan {
  /// Adds producers all of whose uses are in the group, for as long as `accepts` takes them.
  func takeProducers(
    of users: [OperationID], into group: inout FusionGroup,
    where accepts: (FusionPlan, _ producer: OperationID, _ user: OperationID) -> Bool
  ) {
    var waiting = users
    while let user = waiting.popLast(), group.operations.count < Self.limit {
      for value in module.operands(of: user) {
        guard let producer = module.definingOperation(of: value),
          !taken.contains(producer), !group.operations.contains(producer),
          kind(producer) != .outside, kind(producer) != .generator,
          !returned.contains(value), !needed.contains(value),
          module.users(of: value).allSatisfy({ group.operations.contains($0) }),
          accepts(self, producer, user)
        else { continue }
        group.operations.insert(producer)
        waiting.append(producer)
        // Users that were waiting for this one to join have other producers to look at again.
        waiting += module.users(of: value).filter { $0 != user }
      }
    }
  }

  /// Whether `user` reads every element of `value` at most once.
  func readsOnce(_ user: OperationID, _ value: ValueID) -> Bool {
    switch kind(user) {
    case .permutation, .selection: return true
    case .elementwise:
      return module.type(of: value).sizes == module.type(of: module.result(of: user)).sizes
    default: return false
    }
  }

  /// Takes reshapes of what comes from outside back out: they are views.
  func dropLeadingViews(of group: inout FusionGroup) {
    for operation in operations where group.operations.contains(operation) {
      guard operation != group.root, module.isA(operation, Graph.Reshape.self),
        let source = module.operands(of: operation).first
      else { continue }
      let producer = module.definingOperation(of: source)
      if producer.map({ !group.operations.contains($0) && kind($0) != .generator }) ?? true {
        group.operations.remove(operation)
      }
    }
  }

  /// Adds what an operand of a contraction is a cheap view of: a widened constant, widened bytes, a constant
  /// that is quantised, or a rearrangement; of the right operand only if its rows stay contiguous.
  mutating func takeView(
    _ value: ValueID, asOperand index: Int, of anchor: OperationID, into group: inout FusionGroup
  ) {
    guard let producer = module.definingOperation(of: value), !taken.contains(producer) else {
      return
    }
    if let cast = module.match(producer, as: Graph.Cast.self) {
      if cast.widensBytes(in: module), !returned.contains(value), !needed.contains(value) {
        // Products of bytes are sums of words of four; whoever else reads them widened does so for itself.
        group.copied.insert(producer)
        needed.insert(cast.input)
        return
      }
      guard module.match(definitionOf: cast.input, as: Graph.Constant.self) != nil,
        let narrow = module.type(of: cast.input).elementType.bitWidth,
        let wide = cast.resultType.elementType.bitWidth, narrow < wide
      else { return }
      if module.users(of: value) == [anchor] {
        group.operations.insert(producer)
      } else {
        remark(.missed, "a widened constant is stored wide: it has several users", at: producer)
      }
      return
    }
    if index == 1, module.isA(anchor, Graph.MatMul.self) || module.isA(anchor, Graph.Einsum.self),
      let constant = DequantizedConstant(value, in: module)
    {
      let isShared = constant.operations.contains { !module.hasOneUse(module.result(of: $0)) }
      if isShared || returned.contains(value) {
        remark(.missed, "a quantised constant is stored wide: it has several users", at: producer)
      } else {
        group.operations.formUnion(constant.operations)
      }
      return
    }
    if index == 0, let transpose = module.match(producer, as: Graph.Transpose.self),
      module.isA(anchor, Graph.Conv.self), module.hasOneUse(value), !returned.contains(value),
      transpose.hasChannelsLast
    {
      // The convolution reads channels last as well as any order.
      group.operations.insert(producer)
      return
    }
    guard module.isA(anchor, Graph.MatMul.self), index < 2 else { return }
    takeViews(of: value, isLeft: index == 0, into: &group)
  }

  /// Adds the rearrangements that lead to `value`, as far as they are used only here.
  mutating func takeViews(
    of value: ValueID, isLeft: Bool, into group: inout FusionGroup
  ) {
    var value = value
    var chain: [OperationID] = []
    while module.hasOneUse(value), let producer = module.definingOperation(of: value),
      !taken.contains(producer), !returned.contains(value), !needed.contains(value),
      kind(producer) == .permutation || module.isA(producer, Graph.Broadcast.self)
    {
      guard isLeft || keepsRows(producer) else {
        remark(
          .missed,
          "'\(module.name(of: producer))' is not fused into the right operand of a product: rows "
            + "would not stay contiguous", at: producer)
        break
      }
      if module.isA(producer, Graph.Reshape.self), !movesOnesOnly(producer), !repeats(producer) {
        break
      }
      chain.append(producer)
      value = module.operand(0, of: producer)
    }
    // Reshapes of what is in memory are views without being in a kernel.
    while let last = chain.last, module.isA(last, Graph.Reshape.self) { chain.removeLast() }
    group.operations.formUnion(chain)
  }

  /// Whether a reshape adds and removes dimensions of size one only.
  func movesOnesOnly(_ reshape: OperationID) -> Bool {
    func moving(_ value: ValueID) -> [IndexExpression] {
      (module.type(of: value).sizes ?? []).filter { $0 != 1 }
    }
    return moving(module.operand(0, of: reshape)) == moving(module.result(of: reshape))
  }

  /// Whether a reshape makes one axis of several that a broadcast repeats matrices along, as keys and values
  /// are for each group of heads.
  ///
  ///     [b, 8, n, d] -> [b, 8, 1, n, d] -> [b, 8, 4, n, d] -> [b, 32, n, d]
  private func repeats(_ reshape: OperationID) -> Bool {
    guard
      module.match(definitionOf: module.operand(0, of: reshape), as: Graph.Broadcast.self) != nil,
      let from = module.type(of: module.operand(0, of: reshape)).sizes,
      let to = module.type(of: module.result(of: reshape)).sizes
    else { return false }
    return from.count > 2 && to.count > 2 && from.suffix(2) == to.suffix(2)
  }

  /// Whether the last dimension of the result is a run of the operand's last dimension.
  private func keepsRows(_ operation: OperationID) -> Bool {
    if let transpose = module.match(operation, as: Graph.Transpose.self) {
      return transpose.permutation.last == transpose.permutation.count - 1
    }
    if let slice = module.match(operation, as: Graph.Slice.self) { return slice.steps.last == 1 }
    if let broadcast = module.match(operation, as: Graph.Broadcast.self) {
      return module.type(of: broadcast.input).sizes?.last == broadcast.resultType.sizes?.last
    }
    return module.isA(operation, Graph.Reshape.self)
  }
}

extension Graph.Cast {
  /// Whether bytes become integers of 32 bits.
  fileprivate func widensBytes(in module: Module) -> Bool {
    let (narrow, wide) = (module.type(of: input).elementType, resultType.elementType)
    return narrow.isInteger && narrow.bitWidth == 8 && wide == .i32
  }
}

extension Graph.Transpose {
  /// Whether the operand's last axis becomes the second one.
  fileprivate var hasChannelsLast: Bool {
    let rank = permutation.count
    return rank > 2 && permutation == [0, rank - 1] + (1..<rank - 1)
  }
}
