import Support

/// The model of a program at one moment, made when it is first asked for.
///
/// Copies of the program share it until one of them changes, which takes another cache: so checks that
/// follow each other, and the first of the next step, read the program once.
final class ModelCache: Sendable {
  private let model = Locked<ProgramModel?>(nil)

  var isEmpty: Bool { model.withLock { $0 == nil } }

  /// The model that was kept, or what `make` gives, which is kept.
  func value(_ make: () -> ProgramModel) -> ProgramModel {
    if let known = model.withLock({ $0 }) { return known }
    let made = make()
    model.withLock { $0 = made }
    return made
  }
}
