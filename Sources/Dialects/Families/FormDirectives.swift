import IR

extension FormDirective {
  /// A property that is one of a few words, written as the word: `x`, `addf`.
  ///
  /// - Parameters:
  ///   - property: its name.
  ///   - known: the words.
  ///   - isOptional: whether the property may be missing, when nothing is written.
  ///   - word: the word for a value; `nil` for one that the form cannot express.
  ///   - value: the value for a word.
  /// - Returns: what a form names by `custom`.
  static func word(
    _ property: String, of known: [String], isOptional: Bool = false,
    word: @escaping @Sendable (Attribute) -> String?,
    value: @escaping @Sendable (String) -> Attribute?
  ) -> FormDirective {
    FormDirective(
      accepts: { operation, module in
        guard let attribute = module.property(property, of: operation) else { return isOptional }
        return word(attribute).flatMap(value) == attribute
      },
      write: { operation, writer in
        guard let attribute = writer.module.property(property, of: operation) else { return }
        writer.write(word(attribute) ?? "")
      },
      read: { (reader) throws(FormFailure) in
        if isOptional, !known.contains(where: { reader.isNext($0) }) { return }
        let expected = "one of " + known.map { "'\($0)'" }.joined(separator: ", ")
        guard let found = known.first(where: { reader.isNext($0) }), let value = value(found) else {
          throw reader.fail(expected: expected)
        }
        _ = try reader.readWord(expected)
        reader.set(property, value)
      })
  }

  /// The types of operands from which those of the results follow: `vector<4xf32>, vector<4xf32>`.
  ///
  /// - Parameters:
  ///   - slots: the operands, each of which is there once.
  ///   - separator: what stands between two types.
  ///   - results: the results' types for those of `slots`; `nil` where there are none.
  /// - Returns: what a form names by `custom`.
  static func types(
    of slots: [String], separator: String = ",",
    results: @escaping @Sendable ([Type]) -> [Type]?
  ) -> FormDirective {
    FormDirective(
      accepts: { operation, module in
        let types = slots.compactMap { slot in
          module.formOperands(slot, of: operation)?.first.map { module.type(of: $0) }
        }
        return types.count == slots.count && results(types) == module.resultTypes(of: operation)
      },
      write: { operation, writer in
        let module = writer.module
        for (index, slot) in slots.enumerated() {
          if index > 0 { writer.write(separator == "," ? ", " : " \(separator) ") }
          if let value = module.formOperands(slot, of: operation)?.first {
            writer.write(module.type(of: value))
          }
        }
      },
      read: { (reader) throws(FormFailure) in
        var types: [Type] = []
        for (index, slot) in slots.enumerated() {
          if index > 0 { try reader.expect(separator) }
          types.append(try reader.readType())
          reader.addType(types[index], ofOperand: slot)
        }
        guard let results = results(types) else {
          throw reader.fail("the operation takes no operands of these types")
        }
        reader.setResultTypes(results)
      })
  }

  /// `-> (f32, i1) { … }`: the results' types, where there are any, and the region.
  ///
  /// A terminator of the kind `implied` is not written where there are no results.
  static func body(implied: String? = nil) -> FormDirective {
    FormDirective(
      accepts: { operation, module in
        guard let entry = module.entryBlock(of: module.region(of: operation)) else { return false }
        return module.arguments(of: entry).isEmpty && !module.isBranchedTo(entry)
      },
      write: { operation, writer in
        let types = writer.module.resultTypes(of: operation)
        if !types.isEmpty {
          writer.write("-> ")
          writer.write(results: types)
          writer.write(" ")
        }
        writer.write(
          writer.module.region(of: operation), hasHeader: true,
          implied: types.isEmpty ? implied : nil)
      },
      read: { (reader) throws(FormFailure) in
        let types = reader.accept("->") ? try reader.readResultTypes() : []
        reader.setResultTypes(types)
        try reader.readRegion([])
        if types.isEmpty, let implied { reader.endRegion(with: OperationState(name: implied)) }
      })
  }

  /// How values are combined: `addf`.
  static func reductionKind(_ property: String) -> FormDirective {
    .word(
      property, of: Arith.ReductionKind.allCases.map(\.word),
      word: { value in
        guard case .integer(let number, .i64) = value else { return nil }
        return Arith.ReductionKind(rawValue: number)?.word
      },
      value: { word in
        Arith.ReductionKind.allCases.first { $0.word == word }.map { .i64($0.rawValue) }
      })
  }

  /// A property of any kind, with its type.
  static func typedAttribute(_ property: String) -> FormDirective {
    FormDirective(
      write: { operation, writer in
        writer.write(writer.module.property(property, of: operation) ?? .unit)
      },
      read: { (reader) throws(FormFailure) in reader.set(property, try reader.readAttribute()) })
  }
}
