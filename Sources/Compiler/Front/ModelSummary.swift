import IR
import Support

/// What a model consists of and costs.
public struct ModelSummary: Codable, Sendable {
  /// How often each operation occurs, as the model was read.
  public var operators: [String: Int]
  /// How many numbers the constants hold, as the model was read.
  public var parameters: Int
  /// Floating-point operations of a run, as a formula of the sizes.
  public var operations: String

  /// - Parameters:
  ///   - read: the module as it was read.
  ///   - optimized: the module whose operations run.
  init(read: Module, optimized: Module) {
    let work = GraphWork(read)
    operators = work.histogram
    parameters = work.parameterCount
    operations = GraphWork(optimized).operations.description
  }

  /// The operations of a run for values of the sizes.
  public func operationCount(sizes: [String: Int]) -> Int? {
    (try? IndexExpression(parsing: operations))?.evaluate(symbols: sizes)
  }
}
