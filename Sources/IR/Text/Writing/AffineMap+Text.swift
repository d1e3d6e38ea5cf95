import Support

extension TextWriter {
  mutating func write(affineMap map: AffineMap) {
    write("affine_map<")
    writeAffineNames(map.dimensionCount, map.symbolCount)
    write(" -> (")
    write(list: map.results) { $0.write($1.description) }
    write(")>")
  }

  mutating func write(affineSet set: AffineSet) {
    write("affine_set<")
    writeAffineNames(set.dimensionCount, set.symbolCount)
    write(" : (")
    // A set without constraints holds everything; MLIR writes one that always holds.
    if set.constraints.isEmpty { write("0 == 0") }
    write(list: set.constraints) { writer, constraint in
      writer.write(constraint.expression.description)
      writer.write(constraint.isEquality ? " == 0" : " >= 0")
    }
    write(")>")
  }

  private mutating func writeAffineNames(_ dimensions: Int, _ symbols: Int) {
    write("(")
    write(list: 0..<dimensions) { $0.write("d\($1)") }
    write(")")
    guard symbols > 0 else { return }
    write("[")
    write(list: 0..<symbols) { $0.write("s\($1)") }
    write("]")
  }
}
