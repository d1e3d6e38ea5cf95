import IR

extension ReductionStep {
  /// Makes sizes in types 1, each wherever it occurs; constants of such types become one number.
  ///
  /// Before: `%0 = "x.a"(%arg0) : (tensor<64x3xf32>) -> tensor<64xf32>`
  ///
  /// After: `%0 = "x.a"(%arg0) : (tensor<1x3xf32>) -> tensor<1xf32>`
  public static let shrinkShapes = ReductionStep("shrink-shapes") { module in
    var sizes: Set<Int> = []
    module.forEachType { type in
      _ = type.mappingSizes { size in
        sizes.insert(size)
        return size
      }
    }
    return sizes.filter { $0 > 1 }.sorted(by: >).map { size in
      ReductionEdit { module in module.mapTypes { $0.mappingSizes { $0 == size ? 1 : $0 } } }
    }
  }
}

extension Module {
  /// Calls `visit` with the types of all values, and those that attributes hold.
  fileprivate func forEachType(_ visit: (Type) -> Void) {
    var copy = self
    copy.mapTypes { type in
      visit(type)
      return type
    }
  }

  /// Replaces all types of values and in attributes.
  fileprivate mutating func mapTypes(_ change: (Type) -> Type) {
    for operation in allOperations {
      for value in results(of: operation) { setType(of: value, to: change(type(of: value))) }
      for block in regions(of: operation).flatMap({ blocks(in: $0) }) {
        for value in arguments(of: block) { setType(of: value, to: change(type(of: value))) }
      }
      setProperties(of: operation, to: properties(of: operation).mappingTypes(change))
      setAttributes(of: operation, to: attributes(of: operation).mappingTypes(change))
    }
  }
}

extension AttributeDictionary {
  fileprivate func mappingTypes(_ change: (Type) -> Type) -> AttributeDictionary {
    var result = self
    for entry in entries { result[entry.name] = entry.value.mappingTypes(change) }
    return result
  }
}

extension Attribute {
  fileprivate func mappingTypes(_ change: (Type) -> Type) -> Attribute {
    switch self {
    case .type(let type): return .type(change(type))
    case .array(let values): return .array(values.map { $0.mappingTypes(change) })
    case .dictionary(let values): return .dictionary(values.mappingTypes(change))
    case .denseResource(let key, let type): return .denseResource(key: key, change(type))
    case .dense(let elements):
      let type = change(elements.type)
      if type == elements.type { return self }
      if elements.isSplat {
        return .dense(
          DenseElements(
            type: type, bytes: elements.bytes, isSplat: true, strings: elements.strings))
      }
      return .splatOfZero(type) ?? self
    default: return self
    }
  }
}

extension Type {
  /// The type with its static sizes changed, inside too.
  fileprivate func mappingSizes(_ change: (Int) -> Int) -> Type {
    switch self {
    case .tensor(var type):
      type.shape = type.shape.map { $0.map(change) }
      return .tensor(type)
    case .memref(var type):
      type.shape = type.shape.map { $0.map(change) }
      return .memref(type)
    case .vector(var type):
      type.shape = type.shape.map(change)
      return .vector(type)
    case .function(let type):
      return .function(
        FunctionType(
          type.inputs.map { $0.mappingSizes(change) }, type.results.map { $0.mappingSizes(change) }
        ))
    case .tuple(let types): return .tuple(types.map { $0.mappingSizes(change) })
    default: return self
    }
  }
}
