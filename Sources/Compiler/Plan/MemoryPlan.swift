import Dialects
import IR
import Support

/// Where every tensor of a model lies, with sizes and offsets as formulas of the symbolic sizes.
///
/// Kernels run in order. A tensor that no later kernel reads gives its slot of the workspace to
/// others; a view (`graph.reshape`) lies where its source does. What a kernel works in beyond its
/// operands and results has slots while that kernel runs.
public struct MemoryPlan: Sendable {
  /// By value of the function.
  public private(set) var places: [ValueID: TensorPlace] = [:]
  /// Places of operands that a kernel wants in another layout than the value has, by number.
  public private(set) var packedPlaces: [OperationID: [Int: TensorPlace]] = [:]
  /// By kernel of the function, the slots of the memory that it works in.
  public private(set) var scratchSlots: [OperationID: [Int]] = [:]
  /// Bytes from the start of the workspace, one a slot; multiples of 64.
  public private(set) var slotOffsets: [IndexExpression] = []
  /// Bytes of the whole workspace.
  public private(set) var workspaceBytes: IndexExpression = 0

  private struct Slot {
    var size: LargestSize
    /// What the slot has at sizes that are typical.
    var estimate: Int
    var isFree = false
  }

  private let assumptions: Assumptions
  private let typical: [String: Int]
  private var slots: [Slot] = []

  /// Plans a function of constants, kernels and reshapes.
  ///
  /// The kernels' code must be lowered so far that it knows its memory.
  ///
  /// - Throws: a diagnostic at an operation that is none of these, or an output that no kernel
  ///   computes.
  public init(
    _ function: Graph.Function, in module: Module, weights: WeightsLayout, kernels: KernelCode
  ) throws(Diagnostic) {
    assumptions = module.graphAssumptions
    // What sizes are compared at when the ranges do not order them.
    typical = module.graphSymbols.mapValues { min($0.upper, max($0.lower, 256)) }
    guard let body = function.body(in: module), let terminator = function.terminator(in: module)
    else { throw .error("the model's function is not complete") }
    let operations = module.operations(in: body).filter { $0 != terminator }
    let sources = try Self.viewSources(operations, in: module)
    for (index, value) in function.inputs(in: module).enumerated() { places[value] = .input(index) }
    for (index, value) in function.outputs(in: module).enumerated() {
      guard let kernel = module.definingOperation(of: value),
        module.isA(kernel, Graph.Kernel.self), places[value] == nil
      else {
        throw .error(
          "output \(index) is not the result of a kernel of its own; run 'fuse-graph' first",
          at: module.location(of: terminator))
      }
      places[value] = .output(index)
    }
    for (value, offset) in weights.offsets { places[value] = .weights(offset: offset) }
    packedPlaces = weights.packedOffsets.mapValues { offsets in
      offsets.mapValues { .weights(offset: $0) }
    }

    var lastUse: [ValueID: Int] = [:]
    for (index, operation) in operations.enumerated() {
      for operand in module.operands(of: operation) { lastUse[sources[operand] ?? operand] = index }
    }
    for (index, operation) in operations.enumerated() {
      if module.isA(operation, Graph.Reshape.self) {
        let result = module.result(of: operation)
        places[result] = places[sources[result] ?? result]
        continue
      }
      guard module.isA(operation, Graph.Kernel.self) else { continue }
      let results = module.results(of: operation)
      for result in results where places[result] == nil {
        guard let bytes = module.type(of: result).byteCountFormula else {
          throw .error("the tensor type '\(module.type(of: result))' has no size in bytes")
        }
        places[result] = .slot(takeSlot(of: bytes))
      }
      let scratch = kernels.scratch(of: operation).map { takeSlot(of: $0) }
      if !scratch.isEmpty { scratchSlots[operation] = scratch }
      for slot in scratch { slots[slot].isFree = true }
      let ended = (module.operands(of: operation).map { sources[$0] ?? $0 } + results)
      for value in ended where (lastUse[value] ?? index) <= index {
        if case .slot(let slot)? = places[value] { slots[slot].isFree = true }
      }
    }
    layOut()
  }

  /// The value whose memory each view sees.
  private static func viewSources(
    _ operations: [OperationID], in module: Module
  ) throws(Diagnostic) -> [ValueID: ValueID] {
    var sources: [ValueID: ValueID] = [:]
    for operation in operations {
      if module.isA(operation, Graph.Reshape.self) {
        let operand = module.operand(0, of: operation)
        sources[module.result(of: operation)] = sources[operand] ?? operand
      } else if !module.isA(operation, Graph.Kernel.self),
        !module.isA(operation, Graph.Constant.self)
      {
        throw .error(
          "'\(module.name(of: operation))' is outside of a kernel; run 'fuse-graph' first",
          at: module.location(of: operation))
      }
    }
    return sources
  }

  /// A slot with room for `bytes`: a free one that is large enough and wastes least, else the
  /// largest free one, which grows, else a new one.
  private mutating func takeSlot(of bytes: IndexExpression) -> Int {
    let needed = assumptions.simplified(bytes)
    let estimate = needed.evaluate(symbols: typical) ?? Int.max
    let free = slots.indices.filter { slots[$0].isFree }
    let best =
      free.filter { slots[$0].size.isAtLeast(needed) }
      .min { slots[$0].estimate < slots[$1].estimate }
      ?? free.max { slots[$0].estimate < slots[$1].estimate }
    let slot = best ?? slots.count
    if best == nil { slots.append(Slot(size: LargestSize(under: assumptions), estimate: 0)) }
    slots[slot].isFree = false
    slots[slot].size.formMaximum(needed)
    slots[slot].estimate = max(slots[slot].estimate, estimate)
    return slot
  }

  private mutating func layOut() {
    for slot in slots {
      slotOffsets.append(workspaceBytes)
      workspaceBytes += slot.size.alignedFormula
    }
  }
}

extension Type {
  /// Bytes of a tensor as a formula.
  var byteCountFormula: IndexExpression? {
    guard let count = elementCount, let width = elementByteCount else { return nil }
    return count * IndexExpression(width)
  }
}
