import Dialects
import Formats
import IR
import Support

extension NodeImporter {
  /// Scans are unrolled: the number of steps must be constant.
  mutating func importScan(_ node: Node, _ scope: Scope) throws(Diagnostic) -> [ImportedTensor] {
    guard node.version >= 9 else {
      throw .error("operator set \(node.version) is too old; convert the model to 9 or newer")
    }
    let body = try node.graph("body")
    let scanCount = try node.int("num_scan_inputs", default: 0)
    let inputs = try node.allInputs()
    let stateCount = inputs.count - scanCount
    guard scanCount > 0, stateCount >= 0, body.inputs.count == inputs.count,
      body.outputs.count >= stateCount
    else { throw .error("the body does not fit \(inputs.count) inputs, \(scanCount) scanned") }
    let scanned = Array(inputs[stateCount...])
    let axes = try node.integers("scan_input_axes") ?? Array(repeating: 0, count: scanCount)
    let backwards =
      try node.integers("scan_input_directions") ?? Array(repeating: 0, count: scanCount)
    guard backwards.count == scanCount else {
      throw .error("'scan_input_directions' needs \(scanCount) elements")
    }
    let steps = try scanSteps(node, scanned, axes)
    var states = Array(inputs[..<stateCount])
    var collected = Array(
      repeating: [ImportedTensor](), count: body.outputs.count - stateCount)
    for step in 0..<steps {
      var inner = scope
      for (info, state) in zip(body.inputs, states) { inner.tensors[info.name] = state }
      for (place, tensor) in scanned.enumerated() {
        let axis = try node.axis(axes[place], rank: tensor.rank)
        let position = backwards[place] == 1 ? steps - 1 - step : step
        inner.tensors[body.inputs[stateCount + place].name] = try builder.select(
          tensor, axis: axis, position)
      }
      let outputs = try asCaller { (importer) throws(Diagnostic) in
        try importer.run(body, &inner)
      }
      states = Array(outputs[..<stateCount])
      for (place, output) in outputs[stateCount...].enumerated() {
        collected[place].append(output)
      }
    }
    return states + (try scanOutputs(node, collected))
  }

  private func scanSteps(
    _ node: Node, _ scanned: [ImportedTensor], _ axes: [Int]
  ) throws(Diagnostic) -> Int {
    guard axes.count == scanned.count else {
      throw .error("'scan_input_axes' has \(axes.count) elements for \(scanned.count) inputs")
    }
    let size = scanned[0].sizes[try node.axis(axes[0], rank: scanned[0].rank)]
    guard let steps = size.constantValue, steps <= ControlFlow.unrollLimit else {
      throw .error(
        "'\(size)' steps are not supported: their number must be constant and at most "
          + "\(ControlFlow.unrollLimit); declare the size as a constant")
    }
    return steps
  }

  private mutating func scanOutputs(
    _ node: Node, _ collected: [[ImportedTensor]]
  ) throws(Diagnostic) -> [ImportedTensor] {
    let axes = try node.integers("scan_output_axes") ?? []
    let backwards = try node.integers("scan_output_directions") ?? []
    var results: [ImportedTensor] = []
    for (place, parts) in collected.enumerated() {
      let isBackwards = place < backwards.count && backwards[place] == 1
      let rank = (parts.first?.rank ?? 0) + 1
      let axis = place < axes.count ? try node.axis(axes[place], rank: rank) : 0
      results.append(try builder.stack(isBackwards ? parts.reversed() : parts, axis: axis))
    }
    return results
  }
}

extension GraphBuilder {
  /// One slice along an axis, without that axis.
  mutating func select(
    _ input: ImportedTensor, axis: Int, _ position: Int
  ) throws(Diagnostic) -> ImportedTensor {
    let slice = try take(input, axis: axis, from: IndexExpression(position), count: 1)
    var sizes = input.sizes
    sizes.remove(at: axis)
    return try reshape(slice, to: sizes)
  }
}
