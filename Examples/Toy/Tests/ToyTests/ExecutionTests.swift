import CodeGeneration
import IR
import Testing
import ToyCompiler

/// Programs print what the evaluator says.
@Suite struct ExecutionTests {
  @Test(arguments: Folder.programs)
  func theProgramsOfThePackageRun(_ name: String) throws {
    let text = try Folder.text("Programs/\(name)")
    let outcome = toyc(text)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(!outcome.output.isEmpty)
    #expect(outcome.output == (try Evaluator.output(of: text)))
  }

  /// The sizes are 0, 1 and primes, mostly.
  @Test(arguments: UInt64(1)...40)
  func randomProgramsRun(_ seed: UInt64) throws {
    let text = RandomProgram.text(seed: seed)
    let outcome = toyc(text)
    #expect(outcome.status == 0, "\(text)\(outcome.errors)")
    #expect(outcome.output == (try Evaluator.output(of: text)), "\(text)")
  }

  /// Every pass that only makes a program faster may be left out.
  @Test(arguments: UInt64(41)...60)
  func theyRunWithoutOptimizationToo(_ seed: UInt64) throws {
    let text = RandomProgram.text(seed: seed)
    let compilation = Compilation()
    var module = try Module(
      SyntaxTree(parsing: text, file: "a.toy"), context: compilation.context)
    // Fields are taken of structs, which have no place in memory, by folding.
    let pipeline =
      "inline,symbol-dead-code-elimination,infer-shapes,canonicalize,"
      + "toy-to-loops,print-to-calls"
    try PipelineRunner(PassPipeline(parsing: pipeline, registry: Compilation.passes))
      .run(on: &module)
    let program = try CompiledProgram(module, CodeGenerator(hardware: .detectHost()))
    #expect(program.run() == (try Evaluator.output(of: text)), "\(text)")
    #expect(program.run() == program.run(), "a second run prints the same")
  }

  @Test(arguments: [
    ("print([]);", "\n"), ("print([[], []]);", "\n\n"), ("print(3);", "3.0\n"),
    (
      "var a<0, 3> = []; print(a); print(transpose(a) @ a);",
      "0.0 0.0 0.0\n0.0 0.0 0.0\n0.0 0.0 0.0\n"
    ),
    ("print([[1, 2]] @ [[3], [4]]);", "11.0\n"),
    ("var a<2, 1, 2> = [1, 2, 3, 4]; print(a);", "1.0 2.0\n\n3.0 4.0\n\n"),
    ("var a = 1 + 2 * 3; print(a); print([1e3, -2.5e-1] + -1);", "7.0\n999.0 -1.25\n"),
  ])
  func smallThings(_ body: String, _ expected: String) {
    #expect(toyc("def main() { \(body) }").output == expected)
  }
}
