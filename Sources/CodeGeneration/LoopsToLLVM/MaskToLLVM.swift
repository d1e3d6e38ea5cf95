import Dialects
import IR
import Support

extension LoopLowering {
  /// `vector.mask`, and operations on masks.
  static let maskRules: [String: Rule] = [
    Vector.Mask.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerMask(operation)
    }
  ]

  /// One operation on the lanes where the mask holds.
  private mutating func lowerMask(_ operation: OperationID) throws(Diagnostic) {
    let body = try onlyBlock(of: source.region(of: operation), at: operation)
    let inner = source.operations(in: body)
    let mask = try operand(0, of: operation)
    guard inner.count == 2, let masked = inner.first else {
      if inner.count == 1 {
        define(operation, as: try values(of: source.operands(of: inner[0])))
        return
      }
      throw failure(operation, "must hold one operation")
    }
    build.location = source.location(of: masked)
    if source.isA(masked, Vector.TransferRead.self) {
      try lowerTransferRead(masked, mask: mask)
    } else if source.isA(masked, Vector.TransferWrite.self) {
      try lowerTransferWrite(masked, mask: mask)
    } else if source.isA(masked, Vector.Reduction.self)
      || source.isA(masked, Vector.MultiReduction.self)
    {
      // Lanes that are off have what changes nothing.
      let operand = source.operand(0, of: masked)
      let type = source.type(of: operand)
      guard let neutral = neutral(combiningKind(of: masked), type.flat) else {
        throw failure(masked, "nothing is neutral for this kind of reduction")
      }
      let old = try value(operand)
      values[operand] = build.insert(LLVM.Select(mask, old, neutral))
      try lower(masked)
      values[operand] = old
    } else if let gather = source.match(masked, as: Vector.Gather.self) {
      let old = try value(gather.mask)
      values[gather.mask] = build.insert(LLVM.And(mask, old))
      try lower(masked)
      values[gather.mask] = old
    } else if source.isA(masked, Vector.Contract.self) {
      try lowerContract(masked, mask: mask)
    } else if source.isA(masked, Vector.OuterProduct.self) {
      try lowerOuterProduct(masked, mask: mask)
    } else {
      throw failure(masked, "cannot be lowered under a mask")
    }
    guard source.resultCount(of: operation) == 1 else { return }
    var result = try value(source.result(of: masked))
    if source.operandCount(of: operation) > 1 {
      let isOn: ValueID
      if source.isA(masked, Vector.TransferRead.self) {
        isOn = try maskOfVector(source.operand(0, of: operation), masked)
      } else if source.isA(masked, Vector.Gather.self)
        || source.isA(masked, Vector.OuterProduct.self)
      {
        isOn = mask
      } else {
        throw failure(operation, "what a reduction gives has no lanes that are off")
      }
      result = build.insert(LLVM.Select(isOn, result, try self.operand(1, of: operation)))
    }
    define(operation, as: result)
  }

  /// The mask of a transfer, which has a lane for each element of the memory, in the order of the
  /// vector's lanes.
  private mutating func maskOfVector(
    _ mask: ValueID, _ transfer: OperationID
  ) throws(Diagnostic) -> ValueID {
    let axes = (source.property("permutation_map", of: transfer)?.affineMapValue?.results ?? [])
      .map(\.dimensionNumber)
    let order = axes.indices.filter { axes[$0] != nil }.sorted {
      (axes[$0] ?? 0) < (axes[$1] ?? 0)
    }
    let grid = LaneGrid(source.type(of: mask))
    let vector = LaneGrid(source.type(of: source.result(of: transfer)))
    let numbers = vector.positions.map { position in grid.lane(order.map { position[$0] }) }
    return lanes(numbers, of: try value(mask))
  }

  /// What changes nothing when it is combined with another value, in every lane.
  private mutating func neutral(_ kind: Vector.CombiningKind, _ type: Type) -> ValueID? {
    let arith: Arith.ReductionKind? =
      switch kind {
      case .add: type.elementType.isFloat ? .addF : .addI
      case .mul: type.elementType.isFloat ? .mulF : .mulI
      case .minui: .minUI
      case .minsi: .minSI
      case .maxui: .maxUI
      case .maxsi: .maxSI
      case .minimumf: .minimumF
      case .maximumf: .maximumF
      case .minnumf: .minNumF
      case .maxnumf: .maxNumF
      case .and: .andI
      case .or: .orI
      default: nil
      }
    if kind == .xor { return type.lowered.map { constant(0, $0) } }
    guard let lowered = type.lowered, case .dense(var elements)? = arith?.neutral(type) else {
      return nil
    }
    elements.type = lowered
    return build.insert(LLVM.Constant(.dense(elements)))
  }
}
