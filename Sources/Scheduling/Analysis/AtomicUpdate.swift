import Dialects
import IR

/// The statement of a block that combines a term with one element and does nothing else, so that it
/// may run as one atomic update of memory.
public struct AtomicUpdate {
  public let kind: Arith.ReductionKind
  /// Reads what the element holds.
  public let load: OperationID
  public let combination: OperationID
  public let store: OperationID
  /// What is combined with the element.
  public let term: ValueID

  /// Whether what is left of a sum of many terms does not depend on their order.
  public var isExact: Bool { kind != .addF && kind != .mulF }
}

extension Module {
  /// The atomic update that the statement of `block` is; `nil` where it is none: where it combines
  /// several components, by a rule of its own or by `xori`, or elements of one bit, which memory keeps
  /// otherwise.
  public func atomicUpdate(of block: OperationID) -> AtomicUpdate? {
    guard let step = reductionStep(of: block), step.stores.count == 1,
      let kind = Arith.ReductionKind(combining: step.rule),
      let term = operands(of: step.combination).first(where: {
        definingOperation(of: $0) != step.loads[0]
      }),
      bufferType(of: step.buffers[0])?.element != .i1
    else { return nil }
    return AtomicUpdate(
      kind: kind, load: step.loads[0], combination: step.combination, store: step.stores[0],
      term: term)
  }
}

extension Arith.ReductionKind {
  /// The kind that an operation of two values is.
  fileprivate init?(combining mnemonic: String) {
    let kinds: [String: Self] = [
      "arith.addf": .addF, "arith.addi": .addI, "arith.mulf": .mulF, "arith.muli": .mulI,
      "arith.maximumf": .maximumF, "arith.minimumf": .minimumF, "arith.maxnumf": .maxNumF,
      "arith.minnumf": .minNumF, "arith.maxsi": .maxSI, "arith.minsi": .minSI,
      "arith.maxui": .maxUI, "arith.minui": .minUI, "arith.andi": .andI, "arith.ori": .orI,
    ]
    guard let kind = kinds[mnemonic] else { return nil }
    self = kind
  }
}
