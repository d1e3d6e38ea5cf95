import IR

extension Arith {
  /// How values are combined into one, by iterations in any order or by atomic updates; the raw
  /// value is the attribute that MLIR keeps.
  public enum ReductionKind: Int, Sendable, CaseIterable {
    case addF, addI, assign, maximumF, maxSI, maxUI, minimumF, minSI, minUI, mulF, mulI, orI, andI
    case maxNumF, minNumF

    /// Its name in MLIR's text.
    public var word: String {
      switch self {
      case .maxSI: "maxs"
      case .maxUI: "maxu"
      case .minSI: "mins"
      case .minUI: "minu"
      default: "\(self)".lowercased()
      }
    }

    /// Whether it combines values of this type.
    public func takes(_ type: Type) -> Bool {
      switch self {
      case .assign: true
      case .addF, .mulF, .maximumF, .minimumF, .maxNumF, .minNumF: type.elementType.isFloat
      default: type.elementType.isInteger || type.elementType == .index
      }
    }

    /// The constant that changes nothing when it is combined with another value of `type`; `nil`
    /// where there is none.
    public func neutral(_ type: Type) -> Attribute? {
      func integer(_ value: (_ width: Int) -> Int) -> Attribute? {
        type.elementType.bitWidth.flatMap { Attribute.uniform(.integer(value($0)), of: type) }
      }
      func least(_ width: Int) -> Int { width >= 64 ? .min : -(1 << (width - 1)) }
      switch self {
      case .addF: return .uniform(.float(0), of: type)
      case .mulF: return .uniform(.float(1), of: type)
      case .maximumF, .maxNumF: return .uniform(.float(-.infinity), of: type)
      case .minimumF, .minNumF: return .uniform(.float(.infinity), of: type)
      case .addI, .orI, .maxUI: return integer { _ in 0 }
      case .mulI: return integer { _ in 1 }
      case .andI, .minUI: return integer { _ in -1 }
      case .maxSI: return integer { least($0) }
      case .minSI: return integer { ~least($0) }
      case .assign: return nil
      }
    }
  }
}

extension Builder {
  /// Inserts the operation that combines two values of one type.
  public mutating func insert(
    _ kind: Arith.ReductionKind, _ a: ValueID, _ b: ValueID
  ) -> ValueID {
    switch kind {
    case .addF: insert(Arith.AddF(a, b))
    case .addI: insert(Arith.AddI(a, b))
    case .assign: b
    case .maximumF: insert(Arith.MaximumF(a, b))
    case .maxSI: insert(Arith.MaxSI(a, b))
    case .maxUI: insert(Arith.MaxUI(a, b))
    case .minimumF: insert(Arith.MinimumF(a, b))
    case .minSI: insert(Arith.MinSI(a, b))
    case .minUI: insert(Arith.MinUI(a, b))
    case .mulF: insert(Arith.MulF(a, b))
    case .mulI: insert(Arith.MulI(a, b))
    case .orI: insert(Arith.OrI(a, b))
    case .andI: insert(Arith.AndI(a, b))
    case .maxNumF: insert(Arith.MaxNumF(a, b))
    case .minNumF: insert(Arith.MinNumF(a, b))
    }
  }
}
