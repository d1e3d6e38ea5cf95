import Dialects
import IR
import Support

/// A loop whose nest later steps must leave as it is, for it runs as an instruction.
struct SealedNest: Hashable {
  /// The attribute of a loop that runs as the instruction it names.
  static let instruction = "instruction"

  let loop: OperationID
  let loopName: String
  /// The instruction's name.
  let name: String
  /// What must not change: extents and kinds of the loops, operations of the block.
  let shape: String
}

extension ScheduledProgram {
  /// The loops that are sealed.
  var sealedNests: [SealedNest] {
    var found: [SealedNest] = []
    module.walk(function) { operation in
      guard module.isA(operation, Program.For.self),
        let name = module.sealName(of: operation)
      else { return }
      found.append(
        SealedNest(
          loop: operation, loopName: loopName(operation), name: name,
          shape: (try? nest(at: operation).shape) ?? ""))
    }
    return found
  }

  /// The nest at a loop.
  func nest(at loop: OperationID) throws(Refusal) -> LoopNest {
    try LoopNest(at: loop, in: module, assuming: assumptions)
  }

  /// Refuses if a step has changed what was sealed, or made copies that are no longer what they claim.
  func requireIntact(_ before: [SealedNest]) throws(Refusal) {
    for sealed in before {
      guard !module.isErased(sealed.loop), module.sealName(of: sealed.loop) == sealed.name,
        let nest = try? nest(at: sealed.loop), nest.shape == sealed.shape
      else {
        throw Refusal(
          "the nest of the loop '\(sealed.loopName)' runs as '\(sealed.name)', and would be changed; do this "
            + "before 'tensorize'")
      }
    }
    for sealed in sealedNests {
      guard let name = module.attribute(SealedNest.instruction, of: sealed.loop)?.stringValue
      else { continue }
      do throws(Refusal) {
        _ = try instructionMatch(named: name, at: sealed.loop)
      } catch {
        throw Refusal(
          "the loop '\(sealed.loopName)' would no longer run as '\(name)': \(error.reason)")
      }
    }
  }

  /// How the nest at a loop is what an instruction of the module computes.
  func instructionMatch(
    named name: String, at loop: OperationID
  ) throws(Refusal) -> InstructionMatch {
    guard let instruction = module.instruction(named: name) else {
      let names = module.instructionNames
      throw Refusal(
        "the module has no instruction '\(name)'"
          + (names.isEmpty
            ? "; add some with 'InstructionLibrary.add(to:)' before the schedule begins"
            : ", it has '\(names.joined(separator: "', '"))'"))
    }
    for outer in loops(around: loop) where try snapshot(outer).kind == .vectorized {
      throw Refusal(
        "the loop '\(loopName(outer))' around it is vectorized; an instruction has lanes of its own"
      )
    }
    return try InstructionMatch(instruction, at: loop, in: module, assuming: assumptions)
  }
}

extension Module {
  /// The instruction as which a loop runs.
  func sealName(of loop: OperationID) -> String? {
    attribute(SealedNest.instruction, of: loop)?.stringValue
  }

  /// How the nest at a loop is the instruction that the loop says it runs as; `nil` if it names none.
  ///
  /// - Throws: a diagnostic at the loop if it is not.
  public func instructionMatch(
    at loop: OperationID, assuming assumptions: Assumptions
  ) throws(Diagnostic) -> (instruction: OperationID, match: InstructionMatch)? {
    guard let name = attribute(SealedNest.instruction, of: loop)?.stringValue else { return nil }
    guard let instruction = instruction(named: name) else {
      throw .error("the module has no instruction '\(name)'", at: location(of: loop))
    }
    do throws(Refusal) {
      let match = try InstructionMatch(instruction, at: loop, in: self, assuming: assumptions)
      return (instruction, match)
    } catch {
      throw .error(
        "the loop cannot run as the instruction '\(name)': \(error.reason)", at: location(of: loop))
    }
  }
}

extension LoopNest {
  /// What a sealed nest keeps.
  var shape: String {
    var text = axes.map { "\($0.extent)\($0.isReduced ? "r" : "")" }.joined(separator: ",")
    module.walk(block) { operation in text += ";\(module.name(of: operation))" }
    return text
  }
}
