import Dialects
import IR
import Support
import TensorExpressions

extension Graph.TopK: LowerableOperation {
  /// Keys, integers in the order of the elements, row by row; of each row the places of the first
  /// (`TopSelection`); what stands there.
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let x = try kernel.tensor(input)
    let places = try kernel.destination(1)
    let length = x.shape[axis]
    var rows = x.shape
    rows.remove(at: axis)
    func along(_ row: [Index], _ place: Index) -> [Index] {
      var position = row
      position.insert(place, at: axis)
      return position
    }
    let key: Type = (x.element.computed.bitWidth ?? 32) > 32 ? .i64 : .i32
    let selection = TopSelection(
      rows: rows, length: length, count: count[0], key: key, in: kernel)
    let keys = kernel.program.allocate(rows + [selection.paddedLength], key)
    if let buffer = keys.buffer {
      let known = Tensor(buffer: buffer, shape: rows + [length], element: key)
      kernel.program.compute(kernel.name("key"), into: known) { position in
        let row = position.dropLast().map { Index.at($0) }
        return orderedKey(x[at: along(row, .at(position[rows.count]))], key)
      }
    }
    selection.insert(keys, into: &kernel) { program, row, rank, place in
      program.statement("place", (places, along(row.map { .at($0) }, rank), place))
    }
    let extents = try kernel.destination().shape
    let known = kernel
    try kernel.compute { position in
      var place = position.map { Index.at($0) }
      place[axis] = known.position(places[position], in: length, extents: extents)
      return x[at: place]
    }
  }

  /// An integer that is larger for what comes first, and equal for what is: zeros have no sign, and all
  /// NaN are the largest number.
  private func orderedKey(_ element: Scalar, _ key: Type) -> Scalar {
    let highest = key.highest
    var ordered: Scalar
    if element.type.isFloat {
      // Minus zero and zero are zero.
      let bits = (element + 0).reinterpreted(as: key)
      ordered = select(bits .< 0, bits ^ highest, bits)
      ordered = select(.compare(.notEqual, element, element), highest, ordered)
    } else {
      ordered = element.converted(to: key)
      let isWhole = element.type.bitWidth == key.bitWidth
      if element.type.isUnsigned, isWhole { ordered = ordered ^ key.lowest }
    }
    return takesLargest ? ordered : ~ordered
  }
}
