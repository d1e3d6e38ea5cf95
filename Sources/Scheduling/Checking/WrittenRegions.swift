import Dialects
import IR
import Polyhedra
import Support

// What blocks say that they touch, held to what they do touch.

extension Module {
  /// Checks the regions that the blocks of a program state, and takes them out: what is inferred is exact,
  /// and rewriting keeps it so.
  ///
  ///     program.region reads %x[%vi, 0] for [1, 8];  %0 = program.load %x[%vi, %vk]   ->   %0 = program.load %x[%vi, %vk]
  ///
  /// - Throws: a diagnostic at the block that touches more, with the axis and the smallest point.
  public mutating func takeWrittenRegions(of function: OperationID) throws(Diagnostic) {
    var written: [OperationID] = []
    walk(function) { if isA($0, Program.Region.self) { written.append($0) } }
    if written.isEmpty { return }
    let model = ProgramModel(function, in: self)
    for statement in model.statements {
      let outer = model.outerBlocks.filter { statement.outerBlocks.contains($0.block) }
      for claim in outer + [statement] where !claim.regions.isEmpty {
        do throws(Refusal) {
          for access in statement.accesses {
            guard let shape = bufferType(of: access.buffer)?.shape else { continue }
            try model.requireInRegions(access, of: statement, as: claim, shape)
          }
        } catch {
          throw .error(error.description, at: location(of: claim.block))
        }
      }
    }
    for region in written { erase(region) }
  }
}

extension ProgramModel {
  /// Refuses unless the regions that a statement, or a block around it, states of a buffer, if it does,
  /// cover an access.
  fileprivate func requireInRegions(
    _ access: Statement.Access, of statement: Statement, as claim: Statement,
    _ shape: [IndexExpression]
  ) throws(Refusal) {
    let regions = claim.regions.filter {
      $0.buffer == access.buffer && $0.isWrite == access.isWrite
    }
    if regions.isEmpty { return }
    if regions.contains(where: { $0.lower.contains(nil) }) {
      throw Refusal(
        "the block '\(claim.name)' says that its region of \(bufferName(access.buffer)) begins at a "
          + "place that is computed; expected index expressions over its iterators and the sizes")
    }
    let whole = statement.readingAnywhere(access, of: shape)
    guard let known = whole.accesses.first(where: { $0.operation == access.operation }) else {
      return
    }
    let instances = instances(of: whole, doing: known)
    let verb = access.isWrite ? "writes" : "reads"
    let reason =
      "the block '\(claim.name)' \(verb) more of \(bufferName(access.buffer)) than it says"
    let indices = known.indices.compactMap { $0 }
    if regions.count == 1 {
      let region = regions[0]
      for axis in indices.indices {
        guard let lower = region.lower[axis] else { continue }
        for outside in [lower - 1 - indices[axis], indices[axis] - lower - region.extents[axis]] {
          var system = instances.domain
          system.require(nonNegative: outside)
          try require(
            system.find(), whole, indices,
            "\(reason), along axis \(axis), where it says \(region.extents[axis]) from "
              + "\(shown(lower, in: whole)) on")
        }
      }
    } else {
      let covered = regions.map { region in
        var inside = instances
        for (axis, index) in indices.enumerated() {
          guard let lower = region.lower[axis] else { continue }
          inside.domain.require(index - lower, isBelow: region.extents[axis])
        }
        return inside
      }
      try require(instances.value(notIn: covered), whole, indices, reason)
    }
  }

  /// The instances of a statement in which an access of it happens.
  private func instances(of statement: Statement, doing access: Statement.Access) -> IntegerImage {
    var result = instances(of: statement)
    for expression in access.onlyAtZero { result.domain.require(expression, equals: 0) }
    return result
  }

  /// Refuses if there is an instance that touches an element which it should not.
  private func require(
    _ answer: Answer, _ statement: Statement, _ indices: [IndexExpression], _ reason: String
  ) throws(Refusal) {
    switch answer {
    case .never: return
    case .example(let point):
      let element = indices.map { index in
        index.evaluate(symbols: point.symbols, dimensions: point.dimensions).map(String.init) ?? "?"
      }
      throw Refusal(
        reason,
        example: "element [\(element.joined(separator: ", "))] at "
          + at(statement, point.dimensions, point.symbols) + sizes(point))
    case .unknown(let why): throw Refusal("\(reason), or so it may be (\(why))")
    }
  }

  /// An expression over the dimensions of a statement, by the names of its loops where they are plain.
  private func shown(_ expression: IndexExpression, in statement: Statement) -> String {
    var names: [Int: String] = [:]
    for (digits, name) in zip(statement.digits, statement.loopNames) where digits.count == 1 {
      names[digits[0]] = name
    }
    return expression.substituting { leaf in
      guard case .dimension(let number) = leaf, let name = names[number] else { return nil }
      return .symbol(name)
    }.description
  }
}
