import IR

extension ReductionStep {
  /// Takes attributes and properties away that an operation can do without.
  public static let dropAttributes = ReductionStep("drop-attributes") { module in
    module.allOperations.flatMap { operation in
      let needed = Set(
        module.definition(of: operation)?.signature.properties.filter { !$0.isOptional }
          .map(\.name) ?? [])
      let attributes: [ReductionEdit] = module.attributes(of: operation).entries.map { entry in
        ReductionEdit(of: operation) { $0.setAttribute(entry.name, of: operation, to: nil) }
      }
      let properties: [ReductionEdit] = module.properties(of: operation).entries
        .filter { !needed.contains($0.name) && !Module.isStructure($0.name) }.map { entry in
          ReductionEdit(of: operation) { $0.setProperty(entry.name, of: operation, to: nil) }
        }
      return attributes + properties
    }
  }

  /// Makes constants simple: numbers 0 or 1, tensors one number, strings and lists empty.
  ///
  /// Before: `"x.a"() {k = dense<[1, 2]> : tensor<2xi8>, n = 17 : i32} : () -> ()`
  ///
  /// After: `"x.a"() {k = dense<0> : tensor<2xi8>, n = 0 : i32} : () -> ()`
  public static let simplifyLiterals = ReductionStep("simplify-literals") { module in
    module.allOperations.flatMap { operation in
      let attributes: [ReductionEdit] = module.attributes(of: operation).entries.flatMap { entry in
        entry.value.simplerForms.map { simpler in
          ReductionEdit(of: operation) { module in
            // Not where another edit was there first.
            guard module.attribute(entry.name, of: operation) == entry.value else { return }
            module.setAttribute(entry.name, of: operation, to: simpler)
          }
        }
      }
      let properties: [ReductionEdit] = module.properties(of: operation).entries
        .filter { !Module.isStructure($0.name) }.flatMap { entry in
          entry.value.simplerForms.map { simpler in
            ReductionEdit(of: operation) { module in
              guard module.property(entry.name, of: operation) == entry.value else { return }
              module.setProperty(entry.name, of: operation, to: simpler)
            }
          }
        }
      return attributes + properties
    }
  }

  /// Forgets where operations and arguments came from.
  public static let dropLocations = ReductionStep("drop-locations") { module in
    module.allOperations.map { operation in
      ReductionEdit(of: operation) { module in
        module.setLocation(of: operation, to: .unknown)
        for block in module.regions(of: operation).flatMap({ module.blocks(in: $0) }) {
          for argument in module.arguments(of: block) {
            module.setLocation(ofArgument: argument, to: .unknown)
          }
        }
      }
    }
  }

  /// Takes big constants and what other programs keep away from the end of the text.
  public static let dropResources = ReductionStep("drop-resources") { module in
    let resources: [ReductionEdit] = module.resources.keys.sorted().map { key in
      ReductionEdit { $0.resources[key] = nil }
    }
    let external: [ReductionEdit] = module.externalResources.keys.sorted().map { key in
      ReductionEdit { $0.externalResources[key] = nil }
    }
    return resources + external
  }
}

extension Module {
  /// The outermost operation and everything inside it.
  var allOperations: [OperationID] { [top] + operationsInside() }

  /// Whether a property says how an operation is put together or called, and so is no literal.
  static func isStructure(_ name: String) -> Bool {
    ["operandSegmentSizes", "resultSegmentSizes", "sym_name", "function_type"].contains(name)
  }
}

extension Attribute {
  /// What may take its place, simplest first.
  var simplerForms: [Attribute] {
    switch self {
    case .integer(let value, let type):
      guard type != .i1, value != 0, value != 1 else { return [] }
      return [.integer(0, type), .integer(1, type)]
    case .wideInteger(_, let type): return [.integer(0, type), .integer(1, type)]
    case .float(_, let type):
      guard let value = floatValue, value != 0, value != 1 else { return [] }
      return [.float(0, type), .float(1, type)]
    case .string(let text): return text.isEmpty ? [] : [.string("")]
    case .byteString: return [.string("")]
    case .array(let values): return values.isEmpty ? [] : [.array([])] + Self.shorter(values)
    case .denseArray(let type, let values):
      let shorter = values.indices.map { place in
        Attribute.denseArray(type, values.enumerated().filter { $0.offset != place }.map(\.element))
      }
      return values.isEmpty ? [] : [.denseArray(type, [])] + (values.count > 1 ? shorter : [])
    case .dictionary(let dictionary):
      return dictionary.entries.map { entry in
        var shorter = dictionary
        shorter[entry.name] = nil
        return .dictionary(shorter)
      }
    case .dense(let elements):
      guard let zero = Attribute.splatOfZero(elements.type), zero != self else { return [] }
      return [zero]
    case .denseResource(_, let type): return Attribute.splatOfZero(type).map { [$0] } ?? []
    case .sparse(let elements): return Attribute.splatOfZero(elements.type).map { [$0] } ?? []
    default: return []
    }
  }

  /// A list without one of its elements, or with one of them simpler.
  private static func shorter(_ values: [Attribute]) -> [Attribute] {
    guard values.count > 1 || values.contains(where: { !$0.simplerForms.isEmpty }) else {
      return []
    }
    var forms: [Attribute] = []
    for place in values.indices {
      if values.count > 1 {
        forms.append(.array(values.enumerated().filter { $0.offset != place }.map(\.element)))
      }
      for simpler in values[place].simplerForms.prefix(2) {
        var changed = values
        changed[place] = simpler
        forms.append(.array(changed))
      }
    }
    return forms
  }
}
