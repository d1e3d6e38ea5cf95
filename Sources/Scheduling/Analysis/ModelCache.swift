import IR
import Support

/// What is known of a program at one moment, found out when it is first asked for.
///
/// Copies of the program share it until one of them changes, which takes another cache: so checks that
/// follow each other, and the first of the next step, read the program once.
final class ModelCache: Sendable {
  private struct Known {
    var model: ProgramModel?
    var survey: ProgramSurvey?
  }

  private let known: Locked<Known>
  /// A model of the program before it changed.
  private let older: ProgramModel?

  init(
    model: ProgramModel? = nil, survey: ProgramSurvey? = nil, after older: ProgramModel? = nil
  ) {
    known = Locked(Known(model: model, survey: survey))
    self.older = older
  }

  /// An empty one, for the program once it has changed.
  var next: ModelCache { ModelCache(after: known.withLock { $0.model } ?? older) }

  var isEmpty: Bool { known.withLock { $0.model == nil && $0.survey == nil } }

  /// The same, of a program that differs in nothing of which a model knows.
  var withoutSurvey: ModelCache { ModelCache(model: known.withLock { $0.model }, after: older) }

  /// One for the program once it has changed in nothing that a survey looks at.
  var withoutModel: ModelCache {
    let known = known.withLock { $0 }
    return ModelCache(survey: known.survey, after: known.model ?? older)
  }

  /// The same, of a program in which a survey finds no more than in this.
  ///
  /// What is not known yet is not shared: each would find out for itself.
  var sharingSurvey: ModelCache {
    let known = known.withLock { $0 }
    return known.survey == nil ? ModelCache(model: known.model, after: older) : self
  }

  /// The model of the function.
  func model(of function: OperationID, in module: Module) -> ProgramModel {
    if let model = known.withLock({ $0.model }) { return model }
    let made = ProgramModel(function, in: module, knowing: older)
    known.withLock { $0.model = made }
    return made
  }

  /// What must stay right in the function.
  func survey(of function: OperationID, in module: Module) -> ProgramSurvey {
    if let survey = known.withLock({ $0.survey }) { return survey }
    let made = ProgramSurvey(of: function, in: module)
    known.withLock { $0.survey = made }
    return made
  }
}
