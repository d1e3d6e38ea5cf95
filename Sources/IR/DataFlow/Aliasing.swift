import Support

/// Whether two values may be the same memory.
///
///     let aliasing = context.analysis(Aliasing.self, of: root, in: module)
///     aliasing.relation(a, b, in: module)   // .none("they are two allocations")
///
/// Memory is followed through views to where it comes from: an allocation, an argument, something
/// else. It is the same only if that is shown, and different only with a reason.
public struct Aliasing: Analysis {
  public enum Relation: Hashable, Sendable {
    /// No element of one is an element of the other, for this reason.
    case none(String)
    case partial
    /// The same indices reach the same elements.
    case same
  }

  /// Allocations that are seen only by what loads from them, stores to them and views them.
  private var kept: Set<ValueID> = []
  /// Arguments through which alone their memory is reached.
  private var exclusive: Set<ValueID> = []
  /// Where views lead to; chains of them may be long.
  private var origins: [ValueID: Origin] = [:]

  /// A discardable attribute of functions: no two memrefs it takes share memory.
  public static let exclusiveArguments = "tangram.noalias"

  public init(of root: OperationID, in module: Module) {
    module.walk(root) { operation in
      if module.definition(of: operation) is any MemoryAllocation.Type,
        module.resultCount(of: operation) == 1
      {
        let memory = module.result(of: operation)
        if !Self.escapes(memory, in: module) { kept.insert(memory) }
      }
      if module.attribute(Self.exclusiveArguments, of: operation) != nil,
        let body = module.body(of: operation)
      {
        exclusive.formUnion(module.arguments(of: body))
      }
      if module.definition(of: operation) is any MemoryViewOperation.Type,
        module.resultCount(of: operation) == 1
      {
        let view = module.result(of: operation)
        origins[view] = origin(of: view, in: module)
      }
    }
  }

  /// Whether something else than accesses and views sees memory.
  private static func escapes(_ memory: ValueID, in module: Module) -> Bool {
    var pending = [memory]
    while let value = pending.popLast() {
      for user in module.users(of: value) {
        switch module.definition(of: user) {
        case is any MemoryViewOperation.Type: pending.append(module.result(of: user))
        case let access as any MemoryAccessOperation.Type:
          // As what is stored it may come back from anywhere.
          let accesses = access.accesses(of: user, in: module)
          if accesses.contains(where: { $0.value == value }) { return true }
          if module.resultCount(of: user) > 0,
            !accesses.allSatisfy({ $0.kind == .read })
          {
            return true
          }
        default:
          // A size of it, say.
          let gives = module.results(of: user).map { module.type(of: $0) }
          guard module.isPure(user), gives.allSatisfy({ $0.isInteger || $0 == .index }) else {
            return true
          }
        }
      }
    }
    return false
  }

  /// Whether memory is an allocation that nothing else than accesses and views sees.
  public func isKept(_ memory: ValueID, in module: Module) -> Bool {
    kept.contains(origin(of: memory, in: module).memory)
  }

  /// What is known of two values.
  public func relation(_ a: ValueID, _ b: ValueID, in module: Module) -> Relation {
    let (first, second) = (origin(of: a, in: module), origin(of: b, in: module))
    if first.elements == second.elements { return .same }
    if first.memory == second.memory { return .partial }
    let (one, two) = (kind(of: first.memory, in: module), kind(of: second.memory, in: module))
    return one.difference(from: two).map { .none($0) } ?? .partial
  }

  /// The allocation, argument or other value where memory comes from.
  public func memory(of value: ValueID, in module: Module) -> ValueID {
    origin(of: value, in: module).memory
  }

  /// What tells memory of one origin from memory of another.
  enum Kind: CaseIterable, Hashable, Sendable {
    /// An allocation that is seen only by accesses and views, or any other.
    case keptAllocation, allocation
    /// An argument of a function, that shares no memory with others of the kind, or any.
    case exclusiveArgument, argument
    case other

    /// Why memory of another origin, of some kind, is different memory; `nil` if it may be the same.
    func difference(from kind: Kind) -> String? {
      func isAllocation(_ kind: Kind) -> Bool { kind == .keptAllocation || kind == .allocation }
      func isArgument(_ kind: Kind) -> Bool { kind == .exclusiveArgument || kind == .argument }
      if isAllocation(self), isAllocation(kind) { return "they are two allocations" }
      if isAllocation(self) && isArgument(kind) || isArgument(self) && isAllocation(kind) {
        return "one is allocated after the other was there"
      }
      if self == .exclusiveArgument, kind == .exclusiveArgument {
        return "the function's arguments share no memory"
      }
      if self == .keptAllocation || kind == .keptAllocation {
        return "one is an allocation that nothing else refers to"
      }
      return nil
    }
  }

  func kind(of memory: ValueID, in module: Module) -> Kind {
    switch module.definition(of: memory) {
    case .result(let operation, _):
      guard module.definition(of: operation) is any MemoryAllocation.Type else { return .other }
      return kept.contains(memory) ? .keptAllocation : .allocation
    case .argument(let block, _):
      guard let region = module.region(of: block), module.entryBlock(of: region) == block,
        module.function(module.owner(of: region)) != nil
      else { return .other }
      return exclusive.contains(memory) ? .exclusiveArgument : .argument
    }
  }

  /// Where memory comes from, and the last value on the way there of which elements have the same
  /// indices.
  struct Origin: Hashable, Sendable {
    var memory: ValueID
    var elements: ValueID
  }

  func origin(of value: ValueID, in module: Module) -> Origin {
    var origin = Origin(memory: value, elements: value)
    var isExact = true
    // Where nothing has an order, views may go round in a circle.
    var seen: Set<ValueID> = []
    while seen.insert(origin.memory).inserted {
      if let known = origins[origin.memory] {
        return Origin(
          memory: known.memory, elements: isExact ? known.elements : origin.elements)
      }
      guard let definer = module.definingOperation(of: origin.memory),
        let view = module.definition(of: definer) as? any MemoryViewOperation.Type
      else { break }
      origin.memory = view.source(of: definer, in: module)
      isExact = isExact && view.keepsElements(definer, in: module)
      if isExact { origin.elements = origin.memory }
    }
    return origin
  }

  // MARK: Elements

  /// What is known of two elements, or parts, of memory that are touched while the same values have
  /// the same numbers.
  public func relation(_ a: MemoryAccess, _ b: MemoryAccess, in module: Module) -> Relation {
    let memory = relation(a.memory, b.memory, in: module)
    guard memory == .same else { return memory }
    guard let first = a.element, let second = b.element, first.count == second.count else {
      return .partial
    }
    var isSame = true
    for (x, y) in zip(first, second) where x != y {
      guard let number = module.constantValue(of: x)?.integerValue,
        let other = module.constantValue(of: y)?.integerValue
      else {
        isSame = false
        continue
      }
      if number != other { return .none("they have different indices") }
    }
    return isSame ? .same : .partial
  }
}
