import Dialects
import IR

/// The module with the operations that LLVM has no single instruction for written as several.
///
/// - A branch with two ways to one block gives it different values: all ways but the first go through
///   a block of their own, for a phi has one value for each block that it comes from.
/// - A field of a field is taken, or put in, one step at a time, as LLVM's C interface does.
///
/// Before:
///
///     llvm.cond_br %c, ^bb1(%a : i32), ^bb1(%b : i32)
///
/// After:
///
///     llvm.cond_br %c, ^bb1(%a : i32), ^bb2
///     ^bb2:
///       llvm.br ^bb1(%b : i32)
func withOneInstructionEach(_ module: Module) -> Module {
  var splits = Splits(module: module)
  for operation in module.operations(in: module.body) {
    module.walk(operation) { splits.split($0) }
  }
  return splits.module
}

private struct Splits {
  var module: Module

  mutating func split(_ operation: OperationID) {
    if let branch = module.match(operation, as: LLVM.ConditionalBranch.self) {
      guard branch.whenTrue == branch.whenFalse, branch.trueValues != branch.falseValues else {
        return
      }
      var new = branch
      new.whenFalse = detour(to: branch.whenFalse, branch.falseValues, from: operation)
      new.falseValues = []
      replace(operation, by: new.state)
    } else if let choice = module.match(operation, as: LLVM.Switch.self) {
      splitSwitch(operation, choice)
    } else if let extract = module.match(operation, as: LLVM.ExtractValue.self) {
      guard extract.position.count > 1 else { return }
      let steps = containers(extract.container, extract.position, before: operation)
      replace(
        operation,
        by: LLVM.ExtractValue(
          steps.last ?? extract.container, at: extract.position.suffix(1), as: extract.type
        ).state)
    } else if let insert = module.match(operation, as: LLVM.InsertValue.self) {
      splitInsertion(operation, insert)
    }
  }

  private mutating func splitSwitch(_ operation: OperationID, _ choice: LLVM.Switch) {
    var new = choice
    var seen: [BlockID: [ValueID]] = [choice.otherwise: choice.passed[0]]
    for index in choice.cases.indices {
      let (target, values) = (choice.cases[index].target, choice.passed[index + 1])
      if let other = seen[target], other != values {
        new.cases[index].target = detour(to: target, values, from: operation)
        new.passed[index + 1] = []
      } else {
        seen[target] = values
      }
    }
    if new.passed != choice.passed { replace(operation, by: new.state) }
  }

  private mutating func splitInsertion(_ operation: OperationID, _ insert: LLVM.InsertValue) {
    guard insert.position.count > 1 else { return }
    var value = insert.value
    let steps = containers(insert.container, insert.position, before: operation)
    for (container, field) in zip(steps, insert.position).dropFirst().reversed() {
      value = self.insert(
        LLVM.InsertValue(value, into: container, at: [field]).state(in: module),
        before: operation)
    }
    replace(
      operation,
      by: LLVM.InsertValue(value, into: insert.container, at: [insert.position[0]])
        .state(in: module))
  }

  /// What the position leads through: the container, its field, the field's field, but not the last.
  private mutating func containers(
    _ container: ValueID, _ position: [Int], before operation: OperationID
  ) -> [ValueID] {
    var steps = [container]
    for field in position.dropLast() {
      let outer = steps[steps.count - 1]
      guard let type = module.type(of: outer).field(field) else { break }
      steps.append(
        insert(LLVM.ExtractValue(outer, at: [field], as: type).state, before: operation))
    }
    return steps
  }

  private mutating func insert(_ state: OperationState, before operation: OperationID) -> ValueID {
    let new = module.insert(state, at: .before(operation))
    module.setLocation(of: new, to: module.location(of: operation))
    return module.result(of: new)
  }

  /// A block that only goes to another.
  private mutating func detour(
    to target: BlockID, _ values: [ValueID], from operation: OperationID
  ) -> BlockID {
    guard let block = module.block(of: operation), let region = module.region(of: block) else {
      return target
    }
    let detour = module.appendBlock(to: region)
    let branch = module.insert(LLVM.Branch(to: target, values).state, at: .atEnd(of: detour))
    module.setLocation(of: branch, to: module.location(of: operation))
    return detour
  }

  private mutating func replace(_ operation: OperationID, by state: OperationState) {
    let new = module.insert(state, at: .before(operation))
    module.setLocation(of: new, to: module.location(of: operation))
    module.replace(operation, with: module.results(of: new))
  }
}

extension Type {
  /// The type of a field of a struct or of an element of an array.
  fileprivate func field(_ number: Int) -> Type? {
    if let array = cast(to: LLVM.ArrayType.self) { return array.element }
    let fields = cast(to: LLVM.StructType.self)?.fields ?? []
    return fields.indices.contains(number) ? fields[number] : nil
  }
}
