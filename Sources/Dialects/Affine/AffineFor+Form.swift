import IR

extension Affine.For {
  /// `%i = 0 to min affine_map<(d0) -> (d0, 8)>(%n) step 2 iter_args(%sum = %0) -> (f32) { … }`.
  public static var form: Form? {
    Form(
      """
      custom<Loop>($lowerBoundOperands, $upperBoundOperands, $inits, type($inits), type($results),
      $lowerBoundMap, $upperBoundMap, $step, region(0), attr-dict)
      """, ["Loop": directive])
  }

  private static var directive: FormDirective {
    FormDirective(
      accepts: { operation, module in
        let loop = Self(operation, in: module)
        let results = module.resultTypes(of: operation)
        guard module.property("step", of: operation) == .index(loop.step), loop.step > 0,
          loop.initial.map({ module.type(of: $0) }) == results,
          [loop.lower, loop.upper].allSatisfy({
            !$0.map.results.isEmpty && $0.map.inputCount == $0.operands.count
          }), let body = module.body(of: operation)
        else { return false }
        return module.arguments(of: body).map { module.type(of: $0) } == [.index] + results
      },
      write: { operation, writer in
        let module = writer.module
        let loop = Self(operation, in: module)
        let arguments = module.body(of: operation).map { module.arguments(of: $0) } ?? []
        writer.write(arguments[0])
        writer.write(" = ")
        writer.write(loop.lower, of: "max")
        writer.write(" to ")
        writer.write(loop.upper, of: "min")
        if loop.step != 1 { writer.write(" step \(loop.step)") }
        writer.writeCarried(Array(arguments.dropFirst()), loop.initial)
        writer.write(" ")
        writer.write(
          module.region(of: operation), hasHeader: true,
          implied: loop.initial.isEmpty ? Affine.Yield.mnemonic : nil)
        writer.write(module.attributes(of: operation))
      },
      read: { (reader) throws(FormFailure) in
        var counter = try reader.readArgument()
        counter.type = .index
        counter.location = try reader.readOptionalLocation()
        try reader.expect("=")
        let lower = try reader.readBound("lowerBoundOperands", of: "max")
        reader.set("lowerBoundMap", .affineMap(lower))
        try reader.expect("to")
        let upper = try reader.readBound("upperBoundOperands", of: "min")
        reader.set("upperBoundMap", .affineMap(upper))
        reader.set("step", .index(reader.accept("step") ? try reader.readInteger() : 1))
        let (carried, types) = try reader.readCarried("inits")
        reader.setResultTypes(types)
        try reader.readRegion([counter] + carried)
        if carried.isEmpty { reader.endRegion(with: Affine.Yield().state) }
        reader.attributes = try reader.readOptionalAttributes()
      })
  }
}

extension AffineMap {
  /// `()[s0] -> (s0)`.
  fileprivate static let symbol = AffineMap(dimensionCount: 0, symbolCount: 1, [.symbol("s0")])
}

extension FormWriter {
  /// A bound: a number, a value, or a map of values.
  fileprivate mutating func write(_ bound: Affine.For.Bound, of several: String) {
    // MLIR reads the least number as the result of a map only.
    if bound.operands.isEmpty, let number = bound.map.constantResult, number != .min {
      return write(String(number))
    }
    if bound.map == .symbol { return write(bound.operands[0]) }
    if bound.map.results.count > 1 { write("\(several) ") }
    write(.affineMap(bound.map))
    write(affineOperands: bound.operands, dimensionCount: bound.map.dimensionCount)
  }
}

extension FormReader {
  fileprivate mutating func readBound(
    _ slot: String, of several: String
  ) throws(FormFailure) -> AffineMap {
    if isOperandNext {
      try readOperand(slot)
      return .symbol
    }
    if isIntegerNext { return .constant(try readInteger()) }
    let isOfSeveral = accept(several)
    let map = try readAppliedMap(slot)
    guard isOfSeveral || map.results.count == 1 else {
      throw fail("a bound by several results is written '\(several) affine_map<…>(…)'")
    }
    return map
  }
}
