import CodeGeneration
import IR
import Testing

/// A trait of suites that compile programs: MLIR must accept every one of them, at the level of loops
/// and at that of instructions, in both forms of our text.
///
///     @Suite(.programsReadByMLIR) struct KernelTests { … }
///
/// What the tests of the suite compile is collected, each text once, and given to a few processes of
/// `mlir-opt`. Without `mlir-opt` nothing is collected.
public struct ProgramsReadByMLIR: SuiteTrait, TestTrait, TestScoping {
  public let isRecursive = true
  /// Whether the generic form is judged as well as the readable one.
  let judgesGenericForm: Bool

  public func scopeProvider(for test: Test, testCase: Test.Case?) -> Self? {
    test.isSuite || testCase != nil ? self : nil
  }

  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    if test.isSuite {
      guard let texts = ProgramTexts(for: test.name) else { return try await function() }
      try await ProgramTexts.$current.withValue(texts, operation: function)
      texts.finish()
    } else if let texts = ProgramTexts.current {
      let name = test.name
      let observer = LoweringObserver { loops, instructions in
        // Some tests compile what is wrong on purpose.
        guard !loops.verify().hasErrors else { return }
        let forms = judgesGenericForm ? ["generic", "readable"] : ["readable"]
        texts.add(loops.withoutInstructions, forms, from: "loops of \(name)")
        texts.add(instructions, forms, from: "instructions of \(name)")
      }
      try await CodeGenerator.$observer.withValue(observer, operation: function)
    } else {
      try await function()
    }
  }
}

extension Module {
  /// The loops as they are printed: without the functions of instructions that are compiled with them,
  /// whose calls of loops mean something only when these are instructions as well.
  fileprivate var withoutInstructions: Module {
    var module = self
    for operation in operations(in: body)
    where name(of: operation) == "llvm.func" && self.body(of: operation) != nil
      && self.operations(in: body).contains(where: { name(of: $0) == "func.func" })
    {
      module.erase(operation)
    }
    return module
  }
}

extension Trait where Self == ProgramsReadByMLIR {
  public static var programsReadByMLIR: Self { ProgramsReadByMLIR(judgesGenericForm: true) }

  /// The same for suites with so many programs that reading each twice would take minutes.
  public static var readableProgramsReadByMLIR: Self {
    ProgramsReadByMLIR(judgesGenericForm: false)
  }
}
