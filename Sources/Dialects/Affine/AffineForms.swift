import IR

/// What the forms of `affine` have in common.
enum AffineForm {
  /// `[%i + 1, symbol(%n)]`: a map by the names of its operands, those of the slot `indices`.
  static var indices: FormDirective {
    FormDirective(
      accepts: { operation, module in
        guard let operands = module.formOperands("indices", of: operation) else { return false }
        return module.affineMap("map", of: operation).isClear(over: operands)
      },
      write: { operation, writer in
        let module = writer.module
        writer.write(
          affineIndices: module.affineMap("map", of: operation),
          over: module.formOperands("indices", of: operation) ?? [])
      },
      read: { (reader) throws(FormFailure) in
        reader.set("map", .affineMap(try reader.readAffineIndices("indices")))
      })
  }

  /// `affine_map<(d0)[s0] -> (d0 + s0)>(%i)[%n]`: the property `map` with its operands.
  static var application: FormDirective {
    FormDirective(
      accepts: { operation, module in
        module.affineMap("map", of: operation).inputCount == module.operandCount(of: operation)
      },
      write: { operation, writer in
        let map = writer.module.affineMap("map", of: operation)
        writer.write(.affineMap(map))
        writer.write(
          affineOperands: writer.module.operands(of: operation), dimensionCount: map.dimensionCount)
      },
      read: { (reader) throws(FormFailure) in
        reader.set("map", .affineMap(try reader.readAppliedMap("operands")))
      })
  }
}

extension FormReader {
  /// A map with its operands behind it, which become those of a slot.
  mutating func readAppliedMap(_ slot: String) throws(FormFailure) -> AffineMap {
    guard let map = try readAttribute().affineMapValue else {
      throw fail("expected an affine map before its operands")
    }
    let counts = try readAffineOperands(slot)
    guard counts == (map.dimensionCount, map.symbolCount) else {
      throw fail(
        "the map takes \(map.dimensionCount) dimensions and \(map.symbolCount) symbols; it was given"
          + " \(counts.dimensions) and \(counts.symbols)")
    }
    return map
  }
}

extension Affine.Prefetch {
  /// `%m[%i], read, locality<3>, data : memref<8xf32>`.
  public static var form: Form? {
    Form(
      """
      $memref `` custom<Indices>($map, $indices) `,` custom<Kind>($isWrite, $localityHint,
      $isDataCache) attr-dict `:` type($memref)
      """, ["Indices": AffineForm.indices, "Kind": kind])
  }

  private static var kind: FormDirective {
    FormDirective(
      accepts: { operation, module in
        module.property("localityHint", of: operation)?.type == .i32
      },
      write: { operation, writer in
        let prefetch = Self(operation, in: writer.module)
        writer.write(
          "\(prefetch.isWrite ? "write" : "read"), locality<\(prefetch.locality)>, "
            + (prefetch.isDataCache ? "data" : "instr"))
      },
      read: { (reader) throws(FormFailure) in
        reader.set("isWrite", .bool(try reader.readChoice("read", "write")))
        for text in [",", "locality", "<"] { try reader.expect(text) }
        reader.set("localityHint", .integer(try reader.readInteger(fitting: .i32), .i32))
        for text in [">", ","] { try reader.expect(text) }
        reader.set("isDataCache", .bool(try reader.readChoice("instr", "data")))
      })
  }
}

extension FormReader {
  /// One of two words: whether it is the second.
  fileprivate mutating func readChoice(
    _ first: String, _ second: String
  ) throws(FormFailure) -> Bool {
    if accept(first) { return false }
    guard accept(second) else { throw fail(expected: "'\(first)' or '\(second)'") }
    return true
  }
}
