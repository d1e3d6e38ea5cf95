import CodeGeneration
import Dialects
import IR
import Support
import Transforms

/// Takes a program down, one level at a time.
///
///     var compilation = Compilation()
///     let tree = try SyntaxTree(parsing: text, file: "a.toy")
///     let program = try compilation.lower(try Module(tree, context: compilation.context), to: .loops)
public struct Compilation: Sendable {
  public let context = Context(dialects: Toy.dialects)

  public init() {}

  /// A level below that of tensors.
  public enum Level: String, Sendable, CaseIterable {
    /// Tensors of known shape, everything in `main`.
    case toy
    /// Loops, memory and arithmetic, of dialects that others share.
    case loops
  }

  /// The passes that a pipeline may name: the package's own and those that know no dialect.
  public static let passes =
    PassRegistry.shared
    + PassRegistry([inferShapes, toyToLoops, printToCalls, fuseLoops, forwardStores])

  /// What is done at a level, in order.
  public static func pipeline(of level: Level) -> PassPipeline {
    switch level {
    case .toy:
      return PassPipeline([
        inline, symbolDeadCodeElimination, inferShapes, canonicalize,
        commonSubexpressionElimination,
      ])
    case .loops:
      return PassPipeline([
        toyToLoops, printToCalls, canonicalize, loopInvariantCodeMotion,
        commonSubexpressionElimination, fuseLoops, forwardStores, canonicalize,
      ])
    }
  }

  /// The program at `level`, from as it was written.
  ///
  /// - Throws: what is wrong with it, such as shapes that do not fit.
  public func lower(_ program: Module, to level: Level) throws(PassFailure) -> Module {
    var module = program
    for step in Level.allCases {
      try PipelineRunner(Self.pipeline(of: step)).run(on: &module)
      if step == level { break }
    }
    return module
  }
}
