import Dialects
import IR
import Support

extension RuleSet {
  /// Removes movement that moves nothing and joins movement that follows on movement.
  ///
  ///     reshape(reshape(x))                          -->  reshape(x)
  ///     transpose(transpose(x, [0,2,1]), [0,2,1])    -->  x
  ///     slice(slice(x))                              -->  slice(x)
  ///     transpose(x : 4x1, [1,0])                    -->  reshape(x)
  ///     broadcast(x : 4) to 1x4                      -->  reshape(x)
  public static let simplifyMovement = RuleSet([
    RewriteRule("reshape-of-reshape", replacing: Graph.Reshape.self) {
      (outer, build) throws(Diagnostic) in
      let target = outer.resultType.sizes ?? []
      if build.sizes(outer.input) == target { return outer.input }
      guard let inner = build.match(outer.input, as: Graph.Reshape.self) else { return nil }
      return try build.reshape(inner.input, to: target)
    },
    RewriteRule("transpose-of-transpose", replacing: Graph.Transpose.self) {
      (outer, build) throws(Diagnostic) in
      if outer.permutation == Array(outer.permutation.indices) { return outer.input }
      guard let inner = build.match(outer.input, as: Graph.Transpose.self) else { return nil }
      return try build.transpose(inner.input, outer.permutation.map { inner.permutation[$0] })
    },
    RewriteRule("transpose-of-ones", replacing: Graph.Transpose.self) {
      (transpose, build) throws(Diagnostic) in
      let sizes = build.sizes(transpose.input)
      let moved = transpose.permutation.filter { sizes[$0] != 1 }
      guard moved == moved.sorted() else { return nil }
      return try build.reshape(transpose.input, to: transpose.resultType.sizes ?? [])
    },
    RewriteRule("transpose-of-merge", replacing: Graph.Transpose.self) {
      (transpose, build) throws(Diagnostic) in
      try build.transposeBeforeMerge(transpose)
    },
    RewriteRule("broadcast-of-broadcast", replacing: Graph.Broadcast.self) {
      (outer, build) throws(Diagnostic) in
      let target = outer.resultType.sizes ?? []
      if build.sizes(outer.input) == target { return outer.input }
      guard let inner = build.match(outer.input, as: Graph.Broadcast.self) else { return nil }
      return try build.broadcast(inner.input, to: target)
    },
    RewriteRule("broadcast-of-nothing", replacing: Graph.Broadcast.self) {
      (broadcast, build) throws(Diagnostic) in
      let target = broadcast.resultType.sizes ?? []
      guard target.count > build.sizes(broadcast.input).count,
        target.filter({ $0 != 1 }) == build.sizes(broadcast.input).filter({ $0 != 1 })
      else { return nil }
      return try build.reshape(broadcast.input, to: target)
    },
    RewriteRule("broadcast-of-splat", replacing: Graph.Broadcast.self) {
      (broadcast, build) throws(Diagnostic) in
      // One number needs no shape of its own.
      guard build.isConstant(broadcast.input), !build.sizes(broadcast.input).isEmpty,
        let constant = build.uniform(broadcast.input)
      else { return nil }
      let scalar = build.scalar(constant, like: broadcast.input)
      return try build.broadcast(scalar, to: broadcast.resultType.sizes ?? [])
    },
    RewriteRule(
      "movement-of-splat",
      replacingAny: { (operation, build) throws(Diagnostic) in
        guard build.module.definition(of: operation) is any Graph.MovementOperation.Type,
          build.module.operandCount(of: operation) == 1,
          !build.module.isA(operation, Graph.Broadcast.self),
          let source = build.match(
            build.module.operand(0, of: operation), as: Graph.Broadcast.self),
          build.module.type(of: source.input).elementCount == 1
        else { return nil }
        let scalar = try build.reshape(source.input, to: [])
        let sizes = build.module.type(of: build.module.result(of: operation)).sizes ?? []
        return try build.broadcast(scalar, to: sizes)
      }),
    RewriteRule("slice-of-slice", replacing: Graph.Slice.self) {
      (outer, build) throws(Diagnostic) in
      let target = outer.resultType.sizes ?? []
      let isWhole =
        outer.starts.allSatisfy { $0 == 0 } && outer.steps.allSatisfy { $0 == 1 }
        && build.sizes(outer.input) == target
      if isWhole { return outer.input }
      guard let inner = build.match(outer.input, as: Graph.Slice.self) else { return nil }
      let starts = outer.starts.indices.map {
        inner.starts[$0] + inner.steps[$0] * outer.starts[$0]
      }
      let steps = zip(inner.steps, outer.steps).map { $0 * $1 }
      return build.insert(
        try Graph.Slice(
          inner.input, starts: starts, steps: steps, sizes: target, in: build.module))
    },
    RewriteRule("concat-of-one", replacing: Graph.Concat.self) {
      (concat, build) throws(Diagnostic) in
      if concat.inputs.count == 1 { return concat.inputs[0] }
      // What is empty for every size adds nothing.
      let kept = concat.inputs.filter { build.sizes($0)[concat.axis] != 0 }
      guard kept.count < concat.inputs.count, !kept.isEmpty else { return nil }
      return build.insert(try Graph.Concat(kept, axis: concat.axis, in: build.module))
    },
    RewriteRule("pad-with-nothing", replacing: Graph.Pad.self) { (pad, _) throws(Diagnostic) in
      (pad.begins + pad.ends).allSatisfy { $0 == 0 } ? pad.input : nil
    },
    RewriteRule("tile-once", replacing: Graph.Tile.self) { (tile, build) throws(Diagnostic) in
      let sizes = build.sizes(tile.input)
      let repeated = tile.repeats.indices.filter { tile.repeats[$0] != 1 }
      guard repeated.allSatisfy({ sizes[$0] == 1 }) else { return nil }
      return try build.broadcast(tile.input, to: tile.resultType.sizes ?? [])
    },
    RewriteRule(
      "compute-before-broadcast",
      replacingAny: { (operation, build) throws(Diagnostic) in
        try build.computeBeforeBroadcast(operation)
      }),
  ])
}

extension Builder {
  /// Takes the operands of an element-wise operation from before they are broadcast, and
  /// broadcasts the result if that is still needed.
  fileprivate mutating func computeBeforeBroadcast(
    _ operation: OperationID
  ) throws(Diagnostic) -> ValueID? {
    guard module.definition(of: operation) is any Graph.ElementwiseOperation.Type else {
      return nil
    }
    let operands = module.operands(of: operation)
    let sources = operands.map {
      match($0, as: Graph.Broadcast.self)?.input ?? withoutLeadingOnes($0) ?? $0
    }
    guard sources != operands else { return nil }
    let sizes = module.type(of: module.result(of: operation)).sizes ?? []
    return try broadcast(try rebuild(operation, on: sources), to: sizes)
  }

  /// What `value` is with dimensions of size one put before it, if that is all it is.
  private func withoutLeadingOnes(_ value: ValueID) -> ValueID? {
    guard let reshape = match(value, as: Graph.Reshape.self) else { return nil }
    let (source, target) = (sizes(reshape.input), sizes(value))
    let added = target.count - source.count
    guard added > 0, target.prefix(added).allSatisfy({ $0 == 1 }),
      Array(target.dropFirst(added)) == source
    else { return nil }
    return reshape.input
  }

  /// `transpose(reshape(x))`, where the reshape only joins neighbouring dimensions of what was
  /// itself moved, becomes `reshape(transpose(x))`, so that movement meets movement.
  ///
  ///     reshape(x : b x h x s x d) to bh x s x d; transpose [0,2,1]
  ///       -->  transpose(x, [0,1,3,2]); reshape to bh x d x s
  fileprivate mutating func transposeBeforeMerge(
    _ transpose: Graph.Transpose
  ) throws(Diagnostic) -> ValueID? {
    guard let reshape = match(transpose.input, as: Graph.Reshape.self),
      match(reshape.input, as: Graph.Transpose.self) != nil
        || match(reshape.input, as: Graph.Reshape.self) != nil,
      let groups = mergedGroups(from: sizes(reshape.input), to: sizes(transpose.input))
    else { return nil }
    let permutation = transpose.permutation.flatMap { Array(groups[$0]) }
    let moved = try self.transpose(reshape.input, permutation)
    return try self.reshape(moved, to: transpose.resultType.sizes ?? [])
  }

  /// For every dimension of `target` the run of dimensions of `source` it is the product of.
  func mergedGroups(
    from source: [IndexExpression], to target: [IndexExpression]
  ) -> [Range<Int>]? {
    var groups: [Range<Int>] = []
    var next = 0
    for (index, size) in target.enumerated() {
      let start = next
      var product = IndexExpression.one
      while product != size || start == next {
        guard next < source.count else { return nil }
        product *= source[next]
        next += 1
      }
      if index == target.count - 1 {
        while next < source.count, source[next] == 1 { next += 1 }
      }
      groups.append(start..<next)
    }
    return next == source.count ? groups : nil
  }
}
