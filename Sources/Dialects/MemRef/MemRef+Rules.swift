import IR

/// An operation that does the same with a memref and with one of more static sizes.
public protocol AccessThroughCast: InPlaceFoldableOperation {}

extension AccessThroughCast {
  /// `load(cast m)  -->  load m` where the cast only hides static sizes.
  public static func simplerForm(
    of operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> SimplerForm? {
    SimplerForm(
      operands: module.operands(of: operation).map { module.withoutHidingCast($0) })
  }
}

extension MemRef.Load: AccessThroughCast {}
extension MemRef.Prefetch: AccessThroughCast {}
extension MemRef.Dealloc: AccessThroughCast {}
extension Vector.Load: AccessThroughCast {}
extension Vector.MaskedLoad: AccessThroughCast {}
extension Vector.MaskedStore: AccessThroughCast {}
extension Vector.Store: AccessThroughCast {}
extension Vector.Gather: AccessThroughCast {}
extension Vector.Scatter: AccessThroughCast {}

extension MemRef.Store: InPlaceFoldableOperation {
  /// As `AccessThroughCast`, but for the stored value, which may be a memref too.
  public static func simplerForm(
    of operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> SimplerForm? {
    var operands = module.operands(of: operation)
    operands[1] = module.withoutHidingCast(operands[1])
    return SimplerForm(operands: operands)
  }
}

extension Module {
  /// The memref that a cast hides static sizes of; the value itself if it is not such a cast.
  func withoutHidingCast(_ value: ValueID) -> ValueID {
    guard let cast: MemRef.MemRefCast = match(definitionOf: value),
      let source = type(of: cast.operand).memrefType, let target = cast.type.memrefType,
      target.isLessStatic(than: source)
    else { return value }
    return cast.operand
  }
}

extension MemRefType {
  /// Whether this says the same as `other`, or less, of sizes, strides and the offset.
  fileprivate func isLessStatic(than other: MemRefType) -> Bool {
    shape.count == other.shape.count && element == other.element
      && memorySpace == other.memorySpace
      && zip(shape, other.shape).allSatisfy { $0 == nil || $0 == $1 }
      && (layout == other.layout || hasLessStaticLayout(than: other))
  }

  private func hasLessStaticLayout(than other: MemRefType) -> Bool {
    guard let own = stridesAndOffset, let others = other.stridesAndOffset else { return false }
    return (own.offset == nil || own.offset == others.offset)
      && zip(own.strides, others.strides).allSatisfy { $0 == nil || $0 == $1 }
  }
}

extension MemRef.CastMemRefMember {
  /// `cast(cast m)  -->  m` of the same type, or `cast m` where nothing is asserted on the way.
  public static var canonicalization: RuleSet {
    RuleSet([
      RewriteRule("join-memref-casts", on: MemRef.MemRefCast.self) { outer, operation, rewriter in
        guard let inner: MemRef.MemRefCast = rewriter.module.match(definitionOf: outer.operand)
        else {
          return .noMatch("the operand is not a cast")
        }
        if rewriter.module.type(of: inner.operand) == outer.type {
          rewriter.replace(operation, with: [inner.operand])
          return .rewritten
        }
        guard let source = rewriter.module.type(of: inner.operand).memrefType,
          let target = outer.type.memrefType, target.isLessStatic(than: source)
        else { return .noMatch("the casts may assert something") }
        rewriter.replace(operation, with: MemRef.MemRefCast(inner.operand, to: outer.type))
        return .rewritten
      }
    ])
  }
}

extension MemRef.Dim: FoldableOperation {
  /// A static size, or what was given where the memref was made.
  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> [FoldResult]? {
    guard case .integer(let axis, _)? = constants[1] else { return nil }
    var value = module.operand(0, of: operation)
    while let cast: MemRef.MemRefCast = module.match(definitionOf: value),
      module.type(of: cast.operand).memrefType != nil
    {
      value = cast.operand
    }
    guard let type = module.type(of: value).memrefType, type.shape.indices.contains(axis) else {
      return nil
    }
    if let size = type.shape[axis] { return [.constant(.index(size))] }
    if let size = module.givenSize(of: value, axis) { return [size] }
    let place = type.shape[..<axis].filter { $0 == nil }.count
    return module.dynamicSizes(of: value).flatMap { sizes in
      sizes.indices.contains(place) ? [.value(sizes[place])] : nil
    }
  }
}

extension Module {
  /// The size of a view along a dimension, if it was given where the view was made.
  fileprivate func givenSize(of value: ValueID, _ axis: Int) -> FoldResult? {
    guard let definer = definingOperation(of: value) else { return nil }
    let (numbers, sizes): ([Int?], [ValueID])
    if let view: MemRef.ReinterpretCast = match(definer) {
      (numbers, sizes) = (view.staticSizes, view.sizes)
    } else if let view: MemRef.SubView = match(definer),
      type(of: value).memrefType?.shape.count == view.staticSizes.count
    {
      (numbers, sizes) = (view.staticSizes, view.sizes)
    } else if let view: MemRef.ExpandShape = match(definer) {
      numbers =
        (view.properties["static_output_shape"]?.integerArrayValue ?? []).map {
          $0 == Int.min ? nil : $0
        }
      sizes = Array(view.operands.dropFirst())
    } else {
      return nil
    }
    guard numbers.indices.contains(axis) else { return nil }
    if let number = numbers[axis] { return .constant(.index(number)) }
    let place = numbers[..<axis].filter { $0 == nil }.count
    return sizes.indices.contains(place) ? .value(sizes[place]) : nil
  }

  /// The values of a memref's dynamic sizes, in order, if they were given where it was made.
  fileprivate func dynamicSizes(of value: ValueID) -> [ValueID]? {
    guard let definer = definingOperation(of: value) else { return nil }
    if let made: MemRef.Alloc = match(definer) { return made.sizes }
    if let made: MemRef.Alloca = match(definer) { return made.sizes }
    if let made: GPU.Alloc = match(definer) { return made.sizes }
    if let view: MemRef.View = match(definer) { return view.sizes }
    return nil
  }
}

extension Module {
  /// Whether an operation does nothing but write to `memory`, or give it back.
  fileprivate func onlyWrites(to memory: ValueID, _ user: OperationID) -> Bool {
    if isA(user, MemRef.Dealloc.self) { return true }
    // Where the memory is among the operands of what writes.
    let places: [(any OperationDefinition.Type, place: Int)] = [
      (MemRef.Store.self, 1), (MemRef.Copy.self, 1), (Vector.Store.self, 1),
      (Vector.MaskedStore.self, 0), (Vector.Scatter.self, 0), (Vector.CompressStore.self, 0),
      (Affine.Store.self, 1), (Affine.VectorStore.self, 1), (Vector.TransferWrite.self, 1),
    ]
    let name = name(of: user)
    guard let place = places.first(where: { $0.0.mnemonic == name })?.place else { return false }
    return operands(of: user).enumerated().allSatisfy {
      ($0.element == memory) == ($0.offset == place)
    }
  }
}

extension MemRef.Allocation: CanonicalizableOperation {
  /// Sizes that are constants become static; memory that is only written goes.
  public static var canonicalization: RuleSet { RuleSet([staticSizes, neverRead]) }

  /// `alloc(4) : memref<?>  -->  cast(alloc() : memref<4>)`.
  private static var staticSizes: RewriteRule {
    RewriteRule("static-allocation", on: Self.self) { allocation, operation, rewriter in
      guard var type = allocation.type.memrefType, type.layout == nil else {
        return .noMatch("it has a layout")
      }
      var left = allocation.sizes[...]
      var dynamic: [ValueID] = []
      for axis in type.shape.indices where type.shape[axis] == nil {
        guard let size = left.popFirst() else { return .noMatch("it does not verify") }
        if case .integer(let number, _)? = rewriter.module.constantValue(of: size), number >= 0 {
          type.shape[axis] = number
        } else {
          dynamic.append(size)
        }
      }
      guard dynamic.count < allocation.sizes.count else { return .noMatch("no size is a constant") }
      rewriter.replace(operation) { build in
        let memory = build.insert(
          Self(type, sizes: dynamic, alignment: allocation.alignment))
        return build.insert(MemRef.MemRefCast(memory, to: allocation.type))
      }
      return .rewritten
    }
  }

  /// Memory that is only written to and given back.
  private static var neverRead: RewriteRule {
    RewriteRule("unread-allocation", on: Self.self) { _, operation, rewriter in
      let memory = rewriter.module.result(of: operation)
      let users = rewriter.module.users(of: memory)
      let isOnlyWritten = users.allSatisfy { rewriter.module.onlyWrites(to: memory, $0) }
      guard isOnlyWritten else { return .noMatch("it may be read") }
      for user in users { rewriter.erase(user) }
      rewriter.erase(operation)
      return .rewritten
    }
  }
}
