import IR

public enum MemRef {
  /// Everything declared here, for a `Context`.
  public static let dialect = Dialect(
    name: "memref",
    documentation: "MLIR's `memref` dialect: pieces of memory, and reading and writing them.",
    operations: [
      Alloc.self, Alloca.self, Dealloc.self, Load.self, Store.self, View.self, MemRefCast.self,
      Dim.self, SubView.self, ReinterpretCast.self, Prefetch.self, Global.self,
      GetGlobal.self, CollapseShape.self, ExpandShape.self, Reshape.self, Transpose.self, Rank.self,
      MemorySpaceCast.self, Copy.self, AssumeAlignment.self, Realloc.self,
      ExtractAlignedPointer.self, ExtractStridedMetadata.self, AtomicRMW.self,
      GenericAtomicRMW.self, AtomicYield.self, DMAStart.self, DMAWait.self, AllocaScope.self,
      AllocaScopeReturn.self,
    ], makeConstant: Arith.makeConstant)

  public typealias MemRefCast = Cast<CastMemRefMember>
  public enum CastMemRefMember: CastMember {
    public static var mnemonic: String { "memref.cast" }
    public static var documentation: String { "The same memory with more or fewer static sizes." }
    public static var operandConstraint: TypeConstraint { anyMemref }
    public static var resultConstraint: TypeConstraint { anyMemref }
    public static func objection(from source: Type, to target: Type) -> String? {
      source == target ? nil : "must keep the element type"
    }
    public static func wholeObjection(from source: Type, to target: Type) -> String? {
      switch (source, target) {
      case (.memref(let source), .memref(let target)): source.castObjection(to: target)
      case (.memref(let memref), .unrankedMemref(_, let space)),
        (.unrankedMemref(_, let space), .memref(let memref)):
        memref.memorySpace == space ? nil : "must keep the memory space"
      default: "must have a rank on one side at least"
      }
    }
  }

  /// A memref, ranked or not.
  static let anyMemref = TypeConstraint("a memref") {
    switch $0 {
    case .memref, .unrankedMemref: true
    default: false
    }
  }
}

extension MemRefType {
  /// Why the same memory cannot be seen as `target` by hiding or telling sizes, strides and the offset.
  fileprivate func castObjection(to target: MemRefType) -> String? {
    guard shape.fits(target.shape) else { return "must keep the sizes that both types tell" }
    guard memorySpace == target.memorySpace else { return "must keep the memory space" }
    if layout == target.layout { return nil }
    guard let own = stridesAndOffset, let others = target.stridesAndOffset else {
      return "must keep a layout that is a map"
    }
    let isSame =
      own.strides.fits(others.strides)
      && (own.offset == nil || others.offset == nil || own.offset == others.offset)
    return isSame ? nil : "must keep the strides and the offset that both types tell"
  }
}

extension Type {
  /// The ranked memref this is, if it is one.
  public var memrefType: MemRefType? { if case .memref(let type) = self { type } else { nil } }

  /// The vector this is, if it is one.
  public var vectorType: VectorType? { if case .vector(let type) = self { type } else { nil } }
}
