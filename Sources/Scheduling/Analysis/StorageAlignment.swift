import Dialects
import IR
import Support

/// What `align_storage` promised of the length of a buffer's axis.
struct StorageAlignment: Hashable {
  /// The axis, counted from the last one, which is zero: steps put new axes before the others.
  let axisFromLast: Int
  /// The length is `offset` more than a multiple of this.
  let multiple: Int
  let offset: Int

  /// The attribute of an allocation that holds its alignments, three numbers each.
  fileprivate static let attribute = "aligned"
}

extension Module {
  /// What was promised of a buffer.
  func alignments(of buffer: ValueID) -> [StorageAlignment] {
    guard let allocation = definingOperation(of: buffer),
      let numbers = attribute(StorageAlignment.attribute, of: allocation)?.integerArrayValue
    else { return [] }
    return stride(from: 0, to: numbers.count - 2, by: 3).map {
      StorageAlignment(
        axisFromLast: numbers[$0], multiple: numbers[$0 + 1], offset: numbers[$0 + 2])
    }
  }

  /// States alignments at a buffer's allocation.
  mutating func setAlignments(_ alignments: [StorageAlignment], of buffer: ValueID) {
    guard let allocation = definingOperation(of: buffer) else { return }
    setAttribute(
      StorageAlignment.attribute, of: allocation,
      to: .i64Array(alignments.flatMap { [$0.axisFromLast, $0.multiple, $0.offset] }))
  }
}

extension ScheduledProgram {
  /// Refuses if a step has made an axis another length than was promised.
  func requireAligned() throws(Refusal) {
    var allocations: [OperationID] = []
    module.walk(function) { operation in
      if module.isA(operation, Program.Allocate.self),
        module.attribute(StorageAlignment.attribute, of: operation) != nil
      {
        allocations.append(operation)
      }
    }
    for allocation in allocations {
      let buffer = module.result(of: allocation)
      let shape = try type(of: buffer).shape
      for alignment in module.alignments(of: buffer) {
        let axis = shape.count - 1 - alignment.axisFromLast
        if axis >= 0 {
          let rest = assumptions.simplified(
            (shape[axis] - IndexExpression(alignment.offset))
              .remainder(by: IndexExpression(alignment.multiple)))
          if rest == 0 { continue }
        }
        let length = axis >= 0 ? "\(shape[axis])" : "gone"
        throw Refusal(
          "'align_storage' made axis \(max(axis, 0)) of \(bufferName(buffer)) a multiple of "
            + "\(alignment.multiple)\(alignment.offset > 0 ? " and \(alignment.offset) more" : ""), and it "
            + "would be \(length); align it after this step")
      }
    }
  }
}
