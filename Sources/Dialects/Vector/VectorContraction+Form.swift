import IR

extension Vector.ContractMember {
  /// `{indexing_maps = […], iterator_types = ["parallel"], kind = #vector.kind<add>}`, or an alias of
  /// that.
  static var attributes: FormDirective {
    FormDirective(
      accepts: { operation, module in
        (module.property("iterator_types", of: operation)?.arrayValue ?? []).allSatisfy {
          $0.cast(to: Vector.IteratorType.self) != nil
        }
      },
      write: { operation, writer in
        var all = writer.module.attributes(of: operation)
        for entry in writer.module.properties(of: operation).entries {
          all[entry.name] = entry.value
        }
        // In words, as MLIR has them.
        let words = (all["iterator_types"]?.arrayValue ?? []).compactMap {
          $0.cast(to: Vector.IteratorType.self)?.rawValue
        }
        all["iterator_types"] = .array(words.map { .string($0) })
        writer.write(all, after: "")
      },
      read: { (reader) throws(FormFailure) in
        let known = signature.properties.map(\.name)
        for entry in try reader.readDictionary().entries {
          switch entry.name {
          case "iterator_types":
            let types = (entry.value.arrayValue ?? []).compactMap { value in
              value.stringValue.flatMap { Vector.IteratorType(rawValue: $0) }
                ?? value.cast(to: Vector.IteratorType.self)
            }
            guard types.count == entry.value.arrayValue?.count else {
              throw reader.fail("'iterator_types' must be a list of \"parallel\" and \"reduction\"")
            }
            reader.set(entry.name, .array(types.map { .of($0) }))
          case let name where known.contains(name): reader.set(name, entry.value)
          default: reader.attributes[entry.name] = entry.value
          }
        }
      })
  }
}

extension Vector.ContractMember {
  /// `{note}` behind the operands, which is written with the others in front of them.
  static var moreAttributes: FormDirective {
    FormDirective(
      write: { _, _ in },
      read: { (reader) throws(FormFailure) in
        let place = reader.place
        for entry in try reader.readOptionalAttributes().entries {
          guard reader.attributes[entry.name] == nil, reader.properties[entry.name] == nil else {
            throw reader.fail("'\(entry.name)' is given twice", at: place)
          }
          reader.attributes[entry.name] = entry.value
        }
      })
  }
}

extension Vector.OuterProductMember {
  /// `vector<8xf32>, vector<4xf32>`, from which the result's follows.
  static var types: FormDirective {
    .types(of: ["lhs", "rhs"]) { types in
      guard case .vector(let left) = types[0] else { return nil }
      guard case .vector(let right) = types[1] else { return [types[0]] }
      guard left.scalable.allSatisfy({ !$0 }), right.scalable.allSatisfy({ !$0 }) else {
        return nil
      }
      return [.vector(VectorType(left.shape + right.shape, left.element))]
    }
  }
}

extension Vector.DeinterleaveMember {
  /// The type of both results.
  static var types: FormDirective {
    FormDirective(
      accepts: { operation, module in
        let types = module.resultTypes(of: operation)
        return types[0] == types[1]
      },
      write: { operation, writer in writer.write(writer.module.resultTypes(of: operation)[0]) },
      read: { (reader) throws(FormFailure) in
        let type = try reader.readType()
        reader.setResultTypes([type, type])
      })
  }
}

extension Vector.MaskMember {
  /// `{ vector.reduction <add>, %0 : vector<8xf32> into f32 }`: the operation under the mask, whose
  /// results are given.
  static var body: FormDirective {
    FormDirective(
      accepts: { operation, module in
        guard let block = module.body(of: operation), module.arguments(of: block).isEmpty,
          let last = module.lastOperation(in: block), module.isA(last, Vector.Yield.self),
          module.attributes(of: last).isEmpty, let masked = module.firstOperation(in: block),
          module.next(after: masked) == last
        else { return false }
        return module.operands(of: last) == module.results(of: masked)
      },
      write: { operation, writer in
        let region = writer.module.region(of: operation)
        guard
          let last = writer.module.body(of: operation).flatMap({
            writer.module.lastOperation(in: $0)
          })
        else { return }
        writer.write(region, omitting: last)
      },
      read: { (reader) throws(FormFailure) in
        try reader.readRegion([])
        reader.endRegionYieldingResults(with: Vector.YieldMember.mnemonic)
      })
  }
}
