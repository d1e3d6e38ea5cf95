import Dialects
import IR
import Support

/// How a block combines a term with what its elements held: one operation whose order does not matter,
/// and the loads and stores around it, one of each for every component.
package struct ReductionStep {
  /// Equal for steps whose terms may change places with each other.
  package var rule: String
  /// The operation that combines.
  package var combination: OperationID
  package var loads: [OperationID]
  package var stores: [OperationID]
  /// The buffers of the components.
  var buffers: [ValueID]

  /// Whether an access is one of those with which the block accumulates.
  func contains(_ access: OperationID) -> Bool { loads.contains(access) || stores.contains(access) }
}

extension Module {
  /// How a block accumulates, if it does that and nothing else: every store is of a component of one
  /// combination of what those elements held with something else.
  package func reductionStep(of block: OperationID) -> ReductionStep? {
    guard let body = entryBlock(of: region(0, of: block)) else { return nil }
    let stores = operations(in: body).filter { isA($0, Program.Store.self) }
    guard let first = stores.first, let value = match(first, as: Program.Store.self)?.value,
      let combination = definingOperation(of: value),
      let rule = combinationRule(of: combination),
      results(of: combination).count == stores.count
    else { return nil }
    var step = ReductionStep(
      rule: rule, combination: combination, loads: [], stores: [], buffers: [])
    let operands = operands(of: combination)
    for (component, result) in results(of: combination).enumerated() {
      guard hasOneUse(result),
        let store = stores.first(where: { self.operands(of: $0).first == result }),
        let target = match(store, as: Program.Store.self)
      else { return nil }
      // Arithmetic may have what it held on either side.
      let places =
        stores.count > 1 || isA(combination, Program.Combine.self)
        ? [component] : Array(operands.indices)
      guard let load = places.lazy.compactMap({ held(operands[$0], target) }).first else {
        return nil
      }
      step.loads.append(load)
      step.stores.append(store)
      step.buffers.append(target.buffer)
    }
    return Set(step.buffers).count == step.buffers.count ? step : nil
  }

  /// The load that gives `value`, if it reads the element that `store` writes and nothing else uses it.
  private func held(_ value: ValueID, _ store: Program.Store) -> OperationID? {
    guard let operation = definingOperation(of: value), hasOneUse(value),
      let load = match(operation, as: Program.Load.self), load.buffer == store.buffer,
      load.map.count == store.map.count
    else { return nil }
    let isSame = zip(load.map, store.map).allSatisfy { a, b in
      a.substituting(named: load.indices) == b.substituting(named: store.indices)
    }
    return isSame ? operation : nil
  }

  /// What tells combinations apart whose terms must not be mixed; `nil` for other operations.
  private func combinationRule(of operation: OperationID) -> String? {
    let name = name(of: operation)
    if Statement.combinations.contains(name) { return name }
    guard isA(operation, Program.Combine.self), let body = body(of: operation) else { return nil }
    // The rule itself, values numbered as they come.
    var numbers: [ValueID: Int] = [:]
    func number(_ values: [ValueID]) -> String {
      for value in values where numbers[value] == nil { numbers[value] = numbers.count }
      return values.map { "\(numbers[$0] ?? 0):\(type(of: $0))" }.joined(separator: ",")
    }
    var text = "\(name)(\(number(arguments(of: body))))"
    for inner in operations(in: body) {
      text += ";\(number(results(of: inner)))=\(self.name(of: inner))"
      text += "(\(number(operands(of: inner))))\(properties(of: inner).entries.map { "\($0)" })"
    }
    return text
  }
}

extension IndexExpression {
  /// This with each dimension numbered by the value that it stands for, to be compared.
  fileprivate func substituting(named values: [ValueID]) -> IndexExpression {
    substituting(dimensions: values.map { .dimension(Int($0.index)) })
  }
}

extension Builder {
  /// The term with which an operation leaves everything as it is; `nil` for a rule of one's own.
  package mutating func insertNeutral(of rule: String, _ type: Type) -> ValueID? {
    let width = type.bitWidth ?? 64
    switch rule {
    case "arith.addf": return insertFloat(-0.0, type)
    case "arith.mulf": return insertFloat(1, type)
    case "arith.maximumf", "arith.maxnumf": return insertFloat(-.infinity, type)
    case "arith.minimumf", "arith.minnumf": return insertFloat(.infinity, type)
    case "arith.addi", "arith.ori", "arith.xori", "arith.maxui": return insertInteger(0, type)
    case "arith.muli": return insertInteger(1, type)
    case "arith.andi", "arith.minui": return insertInteger(-1, type)
    case "arith.maxsi": return insertInteger(Int.min >> (64 - min(64, width)), type)
    case "arith.minsi": return insertInteger(Int.max >> (64 - min(64, width)), type)
    default: return nil
    }
  }
}
