import Support

extension PassPipeline {
  /// Whether it is `builtin.module(…)`, as the pipeline of another reproducer is.
  fileprivate var isForModules: Bool {
    guard steps.count == 1, case .nested("builtin.module", _) = steps[0] else { return false }
    return true
  }
}

/// What is needed to run a pipeline on a module again: both in one text.
///
/// The pipeline is kept behind the module, under `mlir_reproducer` in its `external_resources`, as
/// `mlir-opt` does.
public struct Reproducer: Sendable {
  public var module: Module
  /// As `PassPipeline(parsing:registry:)` reads it.
  public var pipeline: String
  public var verifiesEach: Bool

  public init(_ module: Module, _ pipeline: PassPipeline, verifiesEach: Bool = true) {
    self.module = module
    self.pipeline = pipeline.isForModules ? "\(pipeline)" : "builtin.module(\(pipeline))"
    self.verifiesEach = verifiesEach
  }

  /// What a module read from a reproducer's text asks for.
  ///
  /// - Throws: a diagnostic if it holds no pipeline.
  public init(readFrom module: Module) throws(Diagnostic) {
    var module = module
    guard let entries = module.externalResources.removeValue(forKey: Self.key),
      case .string(let pipeline)? = entries["pipeline"]
    else {
      throw .error(
        "the file holds no pipeline to run; a reproducer ends in "
          + "'{-# external_resources: { \(Self.key): { pipeline: \"…\" } } #-}'")
    }
    self.module = module
    self.pipeline = pipeline
    verifiesEach = entries["verify_each"] != .bool(false)
  }

  private static let key = "mlir_reproducer"

  /// The text that `tangram opt --run-reproducer` runs.
  public var text: String {
    var module = module
    module.externalResources[Self.key] = [
      "pipeline": .string(pipeline), "disable_threading": .bool(false),
      "verify_each": .bool(verifiesEach),
    ]
    return module.text(TextOptions(showsLocations: true))
  }
}
