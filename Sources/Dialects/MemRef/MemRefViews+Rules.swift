import IR
import Support

extension MemRefType {
  /// Strides and offset in elements, `nil` where dynamic; `nil` for a layout that is a map.
  var stridesAndOffset: (strides: [Int?], offset: Int?)? {
    switch layout {
    case nil:
      var strides: [Int?] = []
      var stride: Int? = 1
      for size in shape.reversed() {
        strides.append(stride)
        stride = size.flatMap { size in stride.map { $0 &* size } }
      }
      return (strides.reversed(), 0)
    case .strided(let strides, let offset)?:
      return strides.count == shape.count ? (strides, offset) : nil
    default: return nil
    }
  }

  /// The type of a part of this memory that keeps every dimension.
  func part(offsets: [Int?], sizes: [Int?], strides: [Int?]) -> MemRefType? {
    guard let (own, start) = stridesAndOffset, offsets.count == shape.count,
      sizes.count == shape.count, strides.count == shape.count
    else { return nil }
    func product(_ a: Int?, _ b: Int?) -> Int? { a.flatMap { a in b.map { a &* $0 } } }
    var offset = start
    for (place, stride) in zip(offsets, own) {
      // An offset of zero adds nothing, whatever the stride is.
      let step = place == 0 ? 0 : product(place, stride)
      offset = offset.flatMap { offset in step.map { offset &+ $0 } }
    }
    return MemRefType(
      sizes, element, layout: .strided(zip(own, strides).map { product($0, $1) }, offset: offset),
      memorySpace: memorySpace)
  }
}

extension MemRef.StridedView: VerifiableOperation {
  public static func verify(
    _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
  ) {
    let view = Self(operation, in: module)
    let place = module.location(of: operation)
    let lists = [
      ("offsets", view.staticOffsets, view.offsets), ("sizes", view.staticSizes, view.sizes),
      ("strides", view.staticStrides, view.strides),
    ]
    for (name, numbers, dynamic) in lists
    where numbers.filter({ $0 == nil }).count != dynamic.count {
      diagnostics.error(
        "'\(mnemonic)' must have an operand for each of its dynamic \(name)", at: place)
    }
    guard let source = module.type(of: view.source).memrefType, let target = view.type.memrefType
    else { return }
    if source.element != target.element {
      diagnostics.error("'\(mnemonic)' must keep the element type", at: place)
    }
    let isPart = mnemonic == MemRef.SubView.mnemonic
    let rank = isPart ? source.shape.count : target.shape.count
    guard view.staticSizes.count == rank, view.staticStrides.count == rank,
      view.staticOffsets.count == (isPart ? rank : 1)
    else {
      diagnostics.error(
        "'\(mnemonic)' must have \(isPart ? "an offset, " : "one offset, and ")a size and a stride"
          + " for each of \(rank) dimensions", at: place)
      return
    }
    // A part may leave out dimensions of size one.
    let isShapeRight =
      isPart
      ? target.shape.isShape(of: view.staticSizes) : target.shape == view.staticSizes
    if !isShapeRight {
      diagnostics.error(
        "the sizes of '\(mnemonic)' must be those of its result, '\(view.type)'", at: place)
      return
    }
    if let problem = view.layoutProblem(source, target, isPart: isPart) {
      diagnostics.error("'\(mnemonic)' \(problem)", at: place)
    }
  }

  /// What is wrong with the strides and the offset that the result says it has.
  private func layoutProblem(
    _ source: MemRefType, _ target: MemRefType, isPart: Bool
  ) -> String? {
    if isPart, let offset = staticOffsets.first(where: { $0.map { $0 < 0 } ?? false }) {
      return "has the offset \(offset ?? 0); it must not be negative"
    }
    guard source.memorySpace == target.memorySpace else { return "must keep the memory space" }
    guard let (strides, offset) = target.stridesAndOffset else { return nil }
    guard isPart else {
      let isRight = strides.agree(with: staticStrides) && [offset].agree(with: staticOffsets)
      return isRight ? nil : "must give the strides and the offset that it has, not '\(target)'"
    }
    guard
      let whole = source.part(offsets: staticOffsets, sizes: staticSizes, strides: staticStrides),
      let (wanted, start) = whole.stridesAndOffset
    else { return nil }
    // Where dimensions of size one are left out, more than one choice may do.
    let isRight =
      start == offset
      && (strides.count == wanted.count ? strides == wanted : strides.isSubsequence(of: wanted))
    return isRight
      ? nil : "must give '\(Type.memref(whole))', perhaps without sizes of one, not '\(target)'"
  }
}

extension [Int?] {
  /// Whether no number differs from one that is known on the other side, and none is known only here.
  fileprivate func agree(with given: [Int?]) -> Bool {
    count == given.count && zip(self, given).allSatisfy { $0 == nil || $0 == $1 }
  }

  /// Whether these are some of `all`, in order.
  fileprivate func isSubsequence(of all: [Int?]) -> Bool {
    var left = self[...]
    for number in all where left.first == .some(number) { left = left.dropFirst() }
    return left.isEmpty
  }

  /// Whether this is `sizes`, perhaps without some of those that are one.
  fileprivate func isShape(of sizes: [Int?]) -> Bool {
    var left = self[...]
    for size in sizes {
      if let first = left.first, first == size {
        left = left.dropFirst()
      } else if size != 1 {
        return false
      }
    }
    return left.isEmpty
  }
}

extension MemRef.StridedView: CanonicalizableOperation, FoldableOperation {
  /// A part that is the whole.
  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> [FoldResult]? {
    let view = Self(operation, in: module)
    guard module.type(of: view.source) == view.type, let type = view.type.memrefType,
      let (strides, offset) = type.stridesAndOffset, view.sizes.isEmpty,
      view.offsets.isEmpty, view.strides.isEmpty, view.staticSizes == type.shape
    else { return nil }
    let isWhole =
      mnemonic == MemRef.SubView.mnemonic
      ? view.staticOffsets.allSatisfy { $0 == 0 } && view.staticStrides.allSatisfy { $0 == 1 }
      : view.staticOffsets == [offset] && view.staticStrides == strides
    return isWhole ? [.value(view.source)] : nil
  }

  /// Numbers become static, and views of views one view.
  public static var canonicalization: RuleSet {
    RuleSet([staticNumbers, ofCast])
      + (mnemonic == MemRef.SubView.mnemonic ? RuleSet([ofSubView]) : RuleSet([ofReinterpretCast]))
  }

  /// `subview m[%two][…]  -->  cast (subview m[2][…])`.
  private static var staticNumbers: RewriteRule {
    RewriteRule("static-view", on: Self.self) { view, operation, rewriter in
      var simpler = view
      func settle(_ numbers: [Int?], _ dynamic: [ValueID]) -> ([Int?], [ValueID]) {
        var left = dynamic[...]
        var kept: [ValueID] = []
        let settled = numbers.map { number -> Int? in
          guard number == nil, let value = left.popFirst() else { return number }
          if let constant = rewriter.module.constantValue(of: value)?.integerValue, constant >= 0 {
            return constant
          }
          kept.append(value)
          return nil
        }
        return (settled, kept)
      }
      (simpler.staticOffsets, simpler.offsets) = settle(view.staticOffsets, view.offsets)
      (simpler.staticSizes, simpler.sizes) = settle(view.staticSizes, view.sizes)
      (simpler.staticStrides, simpler.strides) = settle(view.staticStrides, view.strides)
      guard
        simpler.offsets.count + simpler.sizes.count + simpler.strides.count
          < view.offsets.count + view.sizes.count + view.strides.count
      else { return .noMatch("no number is a constant") }
      guard let type = simpler.inferredType(in: rewriter.module) else {
        return .noMatch("it leaves out dimensions, or its memory has a map")
      }
      simpler.type = .memref(type)
      rewriter.replace(operation) { build in
        let memory = build.insert(simpler)
        return simpler.type == view.type
          ? memory : build.insert(MemRef.MemRefCast(memory, to: view.type))
      }
      return .rewritten
    }
  }

  /// The type that the numbers and the source make; `nil` where dimensions are left out.
  private func inferredType(in module: Module) -> MemRefType? {
    guard let target = type.memrefType, target.shape.count == staticSizes.count else { return nil }
    if Self.mnemonic == MemRef.SubView.mnemonic {
      return module.type(of: source).memrefType?.part(
        offsets: staticOffsets, sizes: staticSizes, strides: staticStrides)
    }
    guard staticOffsets.count == 1 else { return nil }
    return MemRefType(
      staticSizes, target.element, layout: .strided(staticStrides, offset: staticOffsets[0]),
      memorySpace: target.memorySpace)
  }

  /// `reinterpret_cast (cast m)  -->  reinterpret_cast m`, and a part of a cast that only hides
  /// sizes.
  private static var ofCast: RewriteRule {
    RewriteRule("view-of-cast", on: Self.self) { view, operation, rewriter in
      guard let cast: MemRef.MemRefCast = rewriter.module.match(definitionOf: view.source),
        rewriter.module.type(of: cast.operand).memrefType != nil
      else { return .noMatch("the memory was not just cast") }
      var simpler = view
      simpler.source = cast.operand
      guard mnemonic == MemRef.SubView.mnemonic else {
        rewriter.replace(operation, with: simpler)
        return .rewritten
      }
      guard rewriter.module.withoutHidingCast(view.source) == cast.operand,
        let type = simpler.inferredType(in: rewriter.module)
      else { return .noMatch("the cast may say more than the memory") }
      simpler.type = .memref(type)
      rewriter.replace(operation) { build in
        let memory = build.insert(simpler)
        return simpler.type == view.type
          ? memory : build.insert(MemRef.MemRefCast(memory, to: view.type))
      }
      return .rewritten
    }
  }

  /// `reinterpret_cast (reinterpret_cast m)  -->  reinterpret_cast m`: neither asks for the shape
  /// before.
  private static var ofReinterpretCast: RewriteRule {
    RewriteRule("view-of-view", on: Self.self) { view, operation, rewriter in
      guard let inner: Self = rewriter.module.match(definitionOf: view.source) else {
        return .noMatch("the memory is not such a view")
      }
      var simpler = view
      simpler.source = inner.source
      rewriter.replace(operation, with: simpler)
      return .rewritten
    }
  }

  /// `subview (subview m[2][8][1])[3][4][1]  -->  subview m[5][4][1]` of numbers.
  private static var ofSubView: RewriteRule {
    RewriteRule("part-of-part", on: Self.self) { view, operation, rewriter in
      guard let inner: Self = rewriter.module.match(definitionOf: view.source),
        inner.type.memrefType?.shape.count == inner.staticSizes.count,
        view.type.memrefType?.shape.count == view.staticSizes.count,
        view.staticOffsets.count == inner.staticOffsets.count,
        view.offsets.isEmpty, view.strides.isEmpty, inner.offsets.isEmpty, inner.strides.isEmpty
      else { return .noMatch("not a part of a part, by numbers") }
      var simpler = view
      simpler.source = inner.source
      simpler.staticOffsets = inner.staticOffsets.indices.map { axis in
        (inner.staticOffsets[axis] ?? 0)
          &+ (view.staticOffsets[axis] ?? 0) &* (inner.staticStrides[axis] ?? 1)
      }
      simpler.staticStrides = zip(inner.staticStrides, view.staticStrides).map {
        ($0 ?? 1) &* ($1 ?? 1)
      }
      guard let type = simpler.inferredType(in: rewriter.module), .memref(type) == view.type else {
        return .noMatch("the type would change")
      }
      rewriter.replace(operation, with: simpler)
      return .rewritten
    }
  }
}

extension MemRef.View: CanonicalizableOperation {
  /// `view b[%o][%four] : memref<?xf32>  -->  cast (view b[%o][] : memref<4xf32>)`.
  public static var canonicalization: RuleSet {
    RuleSet([
      RewriteRule("static-byte-view", on: MemRef.View.self) { view, operation, rewriter in
        guard var type = view.type.memrefType, type.layout == nil else { return .noMatch }
        var kept: [ValueID] = []
        var left = view.sizes[...]
        for axis in type.shape.indices where type.shape[axis] == nil {
          guard let size = left.popFirst() else { return .noMatch("it does not verify") }
          if let number = rewriter.module.constantValue(of: size)?.integerValue, number >= 0 {
            type.shape[axis] = number
          } else {
            kept.append(size)
          }
        }
        let source = rewriter.module.withoutHidingCast(view.source)
        guard kept.count < view.sizes.count || source != view.source else {
          return .noMatch("no size is a constant")
        }
        rewriter.replace(operation) { build in
          let memory = build.insert(
            MemRef.View(source, at: view.offset, sizes: kept, as: type))
          return .memref(type) == view.type
            ? memory : build.insert(MemRef.MemRefCast(memory, to: view.type))
        }
        return .rewritten
      }
    ])
  }
}
