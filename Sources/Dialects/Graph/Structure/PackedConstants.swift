import IR

extension Type {
  /// How many elements of a tensor share a byte where they are packed: four of two bits, two of four.
  ///
  /// `nil` for elements that have bytes of their own; truth values are never packed.
  public var elementsPerByte: Int? {
    guard case .integer(let width, _) = elementType, width == 2 || width == 4 else { return nil }
    return 8 / width
  }

  /// Bytes of `count` elements in a constant of a compiled model, the last one filled up with zeros.
  public func packedByteCount(elements count: Int) -> Int? {
    if let perByte = elementsPerByte { return (count + perByte - 1) / perByte }
    return elementByteCount.map { $0 * count }
  }
}

extension Module {
  /// Whether a kernel finds the elements of `value` packed, several in a byte from its low bits up:
  /// constants of integers of less than a byte, and reshapes of them.
  ///
  /// Any other value of such a type has a byte for each element, sign- or zero-extended. Attributes
  /// and resources hold constants in that form, too; they are packed when a model is built.
  public func isPackedConstant(_ value: ValueID) -> Bool {
    guard type(of: value).elementsPerByte != nil, let source = definingOperation(of: value) else {
      return false
    }
    if isA(source, Graph.Constant.self) { return true }
    return isA(source, Graph.Reshape.self) && isPackedConstant(operand(0, of: source))
  }
}
