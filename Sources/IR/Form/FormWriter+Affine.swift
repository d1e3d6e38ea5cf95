import Support

extension FormWriter {
  /// Writes an expression with values for its dimensions and symbols: `%i * 2 + symbol(%n)`.
  public mutating func write(
    _ expression: IndexExpression, over operands: [ValueID], dimensionCount: Int
  ) {
    let text = expression.description
    var rest = text.startIndex
    for name in text.affineNames {
      let place = name.isSymbol ? dimensionCount + name.number : name.number
      write(String(text[rest..<name.range.lowerBound]))
      if name.isSymbol { write("symbol(") }
      if operands.indices.contains(place) { write(operands[place]) }
      if name.isSymbol { write(")") }
      rest = name.range.upperBound
    }
    write(String(text[rest...]))
  }

  /// Writes `[%i + 1, symbol(%n)]`, the results of a map of `operands`.
  public mutating func write(affineIndices map: AffineMap, over operands: [ValueID]) {
    write("[")
    for (index, result) in map.results.enumerated() {
      if index > 0 { write(", ") }
      write(result, over: operands, dimensionCount: map.dimensionCount)
    }
    write("]")
  }

  /// Writes `(%i, %j)[%n]`, and `()` where there is no operand.
  public mutating func write(affineOperands operands: [ValueID], dimensionCount: Int) {
    write("(")
    write(operands.prefix(dimensionCount))
    write(")")
    guard operands.count > dimensionCount else { return }
    write("[")
    write(operands.dropFirst(dimensionCount))
    write("]")
  }

  /// Writes `(d0)[s0] -> (d0 + s0)`.
  public mutating func write(affineMapBody map: AffineMap) {
    var inner = TextWriter()
    inner.write(affineMap: map)
    writer.bytes.append(contentsOf: inner.bytes.dropFirst("affine_map<".utf8.count).dropLast())
  }
}

extension AffineMap {
  /// Whether the results read back as they are when they are written over `operands`: each is there,
  /// they come in order, and no two are one value.
  public func isClear(over operands: [ValueID]) -> Bool {
    guard operands.count == dimensionCount + symbolCount, Set(operands).count == operands.count
    else { return false }
    var (dimensions, symbols) = (0, 0)
    for result in results {
      for name in result.description.affineNames {
        if name.isSymbol {
          guard name.number <= symbols else { return false }
          symbols = max(symbols, name.number + 1)
        } else {
          guard name.number <= dimensions else { return false }
          dimensions = max(dimensions, name.number + 1)
        }
      }
    }
    return dimensions == dimensionCount && symbols == symbolCount
  }
}

/// `d0` or `s0` in an expression.
private struct AffineName {
  var range: Range<String.Index>
  var isSymbol: Bool
  var number: Int
}

extension String {
  /// The dimensions and symbols in the text of an affine expression.
  fileprivate var affineNames: [AffineName] {
    var names: [AffineName] = []
    var place = utf8.startIndex
    while place < utf8.endIndex {
      let start = place
      guard utf8[place].startsIdentifier else {
        place = utf8.index(after: place)
        continue
      }
      while place < utf8.endIndex, utf8[place].continuesIdentifier {
        place = utf8.index(after: place)
      }
      let word = self[start..<place]
      if let first = word.first, "ds".contains(first), let number = Int(word.dropFirst()) {
        names.append(AffineName(range: start..<place, isSymbol: first == "s", number: number))
      }
    }
    return names
  }
}
