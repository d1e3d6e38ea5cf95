import IR

extension Schedule {
  /// What the program keeps over the steps and is not as reading it now would find it; see
  /// `ScheduledProgram.staleKnowledge`.
  package var staleKnowledge: [String] { program.staleKnowledge }
}

extension ScheduledProgram {
  /// What is kept over the steps and is not what reading the program now would find: nothing, if every
  /// step says truly what it leaves as it was.
  fileprivate var staleKnowledge: [String] {
    let fresh = ProgramModel(function, in: module)
    var stale = differences(model.statements, fresh.statements)
    stale += differences(model.outerBlocks, fresh.outerBlocks)
    if model.lifetimes != fresh.lifetimes {
      stale.append("lifetimes: \(model.lifetimes) are \(fresh.lifetimes)")
    }
    let found = ProgramSurvey(of: function, in: module)
    // What a step has taken away may still be asked after.
    if !survey.marks.isSuperset(of: found.marks) {
      stale.append("marks: \(survey.marks) are \(found.marks)")
    }
    return stale
  }

  private func differences(_ kept: [Statement], _ fresh: [Statement]) -> [String] {
    if kept.count != fresh.count {
      return ["\(kept.count) statements are \(fresh.count)"]
    }
    return zip(kept, fresh).flatMap { kept, fresh in
      zip(Mirror(reflecting: kept).children, Mirror(reflecting: fresh).children).compactMap {
        let (one, other) = ("\($0.value)", "\($1.value)")
        return one == other ? nil : "\(fresh.name), \($0.label ?? ""): \(one) is \(other)"
      }
    }
  }
}
