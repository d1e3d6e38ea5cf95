import IR

extension Vector.CreateMask: FoldableOperation {
  /// A mask of constants: all, none, or a fixed part.
  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> [FoldResult]? {
    let sizes = constants.map { constant -> Int? in
      if case .integer(let size, _)? = constant { size } else { nil }
    }
    let known = sizes.compactMap { $0 }
    guard known.count == sizes.count else { return nil }
    return module.mask(of: known, as: module.resultTypeOrNone(of: operation))
  }
}

extension Vector.ConstantMask: FoldableOperation {
  /// The mask as a constant.
  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> [FoldResult]? {
    let mask = Vector.ConstantMask(operation, in: module)
    return module.mask(of: mask.sizes, as: mask.type)
  }
}

extension Module {
  /// A constant that holds for the positions below `sizes`.
  fileprivate func mask(of sizes: [Int], as type: Type) -> [FoldResult]? {
    guard let vector = type.vectorType, vector.scalable.isEmpty, vector.shape.count == sizes.count,
      !sizes.isEmpty
    else { return nil }
    let count = vector.shape.reduce(1, *)
    // Masks are as wide as registers; a longer one is left for run time.
    guard count <= 4096 else { return nil }
    let bytes = (0..<count).map { position -> UInt8 in
      var rest = position
      for (size, limit) in zip(vector.shape, sizes).reversed() {
        if rest % size >= limit { return 0 }
        rest /= size
      }
      return 1
    }
    return [.constant(.dense(DenseElements(type: type, bytes: bytes)))]
  }
}

extension Vector.MaskedLoad: CanonicalizableOperation {
  /// A mask that is known makes a plain load, or none.
  public static var canonicalization: RuleSet {
    RuleSet([
      RewriteRule("known-load-mask", on: Vector.MaskedLoad.self) { load, operation, rewriter in
        switch rewriter.module.constantValue(of: load.mask)?.uniformElement {
        case .integer(0)?:
          rewriter.replace(operation, with: [load.passThrough])
        case .integer?:
          let type = rewriter.module.type(of: load.passThrough)
          rewriter.replace(operation, with: Vector.Load(load.memref, load.indices, as: type))
        default: return .noMatch("the mask is not known")
        }
        return .rewritten
      }
    ])
  }
}

extension Vector.MaskedStore: CanonicalizableOperation {
  /// A mask that is known makes a plain store, or none.
  public static var canonicalization: RuleSet {
    RuleSet([
      RewriteRule("known-store-mask", on: Vector.MaskedStore.self) { store, operation, rewriter in
        switch rewriter.module.constantValue(of: store.mask)?.uniformElement {
        case .integer(0)?: break
        case .integer?:
          rewriter.insert(
            Vector.Store(store.value, to: store.memref, store.indices), before: operation)
        default: return .noMatch("the mask is not known")
        }
        rewriter.erase(operation)
        return .rewritten
      }
    ])
  }
}
