import IR
import Support

extension Affine.Parallel {
  /// `(%i, %j) = (0, max(%a, 4)) to (%n, 64) step (1, 2) reduce ("addf") -> (f32) { … }`.
  public static var form: Form? {
    Form(
      """
      custom<Loops>($mapOperands, type($results), $reductions, $lowerBoundsMap, $lowerBoundsGroups,
      $upperBoundsMap, $upperBoundsGroups, $steps, region(0), attr-dict)
      """, ["Loops": directive])
  }

  private static var directive: FormDirective {
    FormDirective(
      accepts: { operation, module in
        let loop = Self(operation, in: module)
        // What the parts come to must be all there is.
        guard loop.state.properties == module.properties(of: operation), !loop.steps.isEmpty,
          loop.reductions.count == loop.resultTypes.count
        else { return false }
        for bounds in [loop.lower, loop.upper] {
          guard bounds.groups.count == loop.steps.count, bounds.groups.allSatisfy({ $0 > 0 }),
            bounds.groups.reduce(0, +) == bounds.map.results.count,
            bounds.map.isClear(over: bounds.operands)
          else { return false }
        }
        guard let body = module.body(of: operation) else { return false }
        return module.arguments(of: body).map { module.type(of: $0) }
          == loop.steps.map { _ in .index }
      },
      write: { operation, writer in
        let module = writer.module
        let loop = Self(operation, in: module)
        writer.write("(")
        writer.write(module.body(of: operation).map { module.arguments(of: $0) } ?? [])
        writer.write(") = ")
        writer.write(loop.lower, of: "max")
        writer.write(" to ")
        writer.write(loop.upper, of: "min")
        if loop.steps.contains(where: { $0 != 1 }) {
          writer.write(" step (\(loop.steps.map(String.init).joined(separator: ", ")))")
        }
        if !loop.reductions.isEmpty {
          let kinds = loop.reductions.map { "\"\($0.word)\"" }.joined(separator: ", ")
          writer.write(" reduce (\(kinds)) -> (")
          writer.write(loop.resultTypes)
          writer.write(")")
        }
        writer.write(" ")
        writer.write(
          module.region(of: operation), hasHeader: true,
          implied: loop.reductions.isEmpty ? Affine.Yield.mnemonic : nil)
        writer.write(module.attributes(of: operation))
      },
      read: { (reader) throws(FormFailure) in
        let counters = try reader.readCounters()
        try reader.expect("=")
        try reader.readBounds("lower", of: "max", counters.count)
        try reader.expect("to")
        try reader.readBounds("upper", of: "min", counters.count)
        var steps = counters.map { _ in 1 }
        if reader.accept("step") {
          steps = try reader.readIntegers()
          guard steps.count == counters.count else {
            throw reader.fail("expected \(counters.count) steps, one for each counter")
          }
        }
        reader.set("steps", .array(steps.map { .i64($0) }))
        let types = try reader.readReductions()
        reader.setResultTypes(types)
        try reader.readRegion(counters)
        if types.isEmpty { reader.endRegion(with: Affine.Yield().state) }
        reader.attributes = try reader.readOptionalAttributes()
      })
  }
}

extension FormWriter {
  /// `(0, max(%a, 4))`.
  fileprivate mutating func write(_ bounds: Affine.Parallel.Bounds, of several: String) {
    write("(")
    for (index, map) in bounds.maps.enumerated() {
      if index > 0 { write(", ") }
      if map.results.count > 1 { write("\(several)(") }
      for (index, result) in map.results.enumerated() {
        if index > 0 { write(", ") }
        write(result, over: bounds.operands, dimensionCount: map.dimensionCount)
      }
      if map.results.count > 1 { write(")") }
    }
    write(")")
  }
}

extension FormReader {
  fileprivate mutating func readBounds(
    _ side: String, of several: String, _ count: Int
  ) throws(FormFailure) {
    var values = FormAffineValues()
    var results: [IndexExpression] = []
    var groups: [Int] = []
    try expect("(")
    while !accept(")") {
      if !groups.isEmpty { try expect(",") }
      if accept(several) {
        try expect("(")
        let group = try readAffineResults(until: ")", &values)
        results += group
        groups.append(group.count)
      } else {
        results.append(try readAffineResult(&values))
        groups.append(1)
      }
    }
    guard groups.count == count else {
      throw fail("expected \(count) bounds, one for each counter, found \(groups.count)")
    }
    let map = addOperands(values, of: results, to: "mapOperands")
    set("\(side)BoundsMap", .affineMap(map))
    set("\(side)BoundsGroups", .groupSizes(groups))
  }

  /// `(1, 2)`.
  fileprivate mutating func readIntegers() throws(FormFailure) -> [Int] {
    var numbers: [Int] = []
    try expect("(")
    while !accept(")") {
      if !numbers.isEmpty { try expect(",") }
      numbers.append(try readInteger())
    }
    return numbers
  }

  /// `reduce ("addf") -> (f32)`, or nothing.
  fileprivate mutating func readReductions() throws(FormFailure) -> [Type] {
    var kinds: [Attribute] = []
    var types: [Type] = []
    if accept("reduce") {
      try expect("(")
      while !accept(")") {
        if !kinds.isEmpty { try expect(",") }
        guard let name = try readOptionalString(),
          let kind = Arith.ReductionKind.allCases.first(where: { $0.word == name })
        else {
          let known = Arith.ReductionKind.allCases.map { "\"\($0.word)\"" }.joined(separator: ", ")
          throw fail("expected a kind of reduction, one of \(known)")
        }
        kinds.append(.i64(kind.rawValue))
      }
      try expect("->")
      types = try readResultTypes()
    }
    set("reductions", .array(kinds))
    return types
  }
}
