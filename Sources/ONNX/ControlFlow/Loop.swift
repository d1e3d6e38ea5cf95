import Dialects
import IR
import Support

extension NodeImporter {
  /// Loops are unrolled: the number of rounds must follow from what is known.
  mutating func importLoop(_ node: Node, _ scope: Scope) throws(Diagnostic) -> [ImportedTensor] {
    let body = try node.graph("body")
    let limit = try loopLimit(node)
    var carried = try (2..<max(2, node.inputs.count)).map { (index) throws(Diagnostic) in
      try node.input(index)
    }
    guard body.inputs.count == carried.count + 2, body.outputs.count > carried.count else {
      throw .error(
        "the body has \(body.inputs.count) inputs and \(body.outputs.count) outputs for "
          + "\(carried.count) values that are carried")
    }
    var isRunning = try truth(node.optionalInput(1)) ?? true
    var collected = Array(
      repeating: [ImportedTensor](), count: body.outputs.count - 1 - carried.count)
    var round = 0
    while isRunning, limit.map({ round < $0 }) ?? true {
      guard round < ControlFlow.unrollLimit else {
        throw .error("more than \(ControlFlow.unrollLimit) rounds, which is not supported")
      }
      var inner = scope
      inner.tensors[body.inputs[0].name] = builder.tensor(
        known: [.integer(IndexExpression(round))], sizes: [], element: .i64)
      inner.tensors[body.inputs[1].name] = builder.tensor(
        known: [.integer(1)], sizes: [], element: .i1)
      for (info, value) in zip(body.inputs.dropFirst(2), carried) {
        inner.tensors[info.name] = value
      }
      let outputs = try asCaller { (importer) throws(Diagnostic) in
        try importer.run(body, &inner)
      }
      isRunning = try truth(outputs[0]) ?? true
      carried = Array(outputs[1..<(1 + carried.count)])
      for (place, output) in outputs[(1 + carried.count)...].enumerated() {
        collected[place].append(output)
      }
      round += 1
    }
    var results = carried
    for parts in collected { results.append(try builder.stack(parts, axis: 0)) }
    return results
  }

  private func loopLimit(_ node: Node) throws(Diagnostic) -> Int? {
    guard let count = node.optionalInput(0) else { return nil }
    guard let limit = count.integers?.first?.constantValue else {
      throw .error(
        "the number of rounds must be a constant; declare the sizes that it depends on as "
          + "constants")
    }
    return limit
  }

  /// Whether a condition holds; nil if it is left out.
  private func truth(_ condition: ImportedTensor?) throws(Diagnostic) -> Bool? {
    guard let condition else { return nil }
    if let known = condition.numbers?.first { return known != 0 }
    throw .error("whether to go on is known only at run time, which is not supported")
  }
}

extension GraphBuilder {
  /// Tensors of one shape as the slices of one tensor along a new axis.
  mutating func stack(
    _ parts: [ImportedTensor], axis: Int
  ) throws(Diagnostic) -> ImportedTensor {
    guard !parts.isEmpty else {
      throw .error("an output that collects one value for each round collects none")
    }
    var slices: [ImportedTensor] = []
    for part in parts {
      var sizes = part.sizes
      sizes.insert(1, at: axis)
      slices.append(try reshape(part, to: sizes))
    }
    return try concatenate(slices, axis: axis)
  }
}
