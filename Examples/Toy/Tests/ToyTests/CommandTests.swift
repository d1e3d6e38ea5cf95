import Testing
import ToyCompiler

/// The command's arguments and exit codes.
@Suite struct CommandTests {
  @Test func helpNamesLevelsAndPasses() {
    let outcome = toyc("", "--help")
    #expect(outcome.status == 0)
    for word in ["llvm-dialect", "infer-shapes", "canonicalize", "--target"] {
      #expect(outcome.output.contains(word))
    }
  }

  @Test(arguments: [
    (["--emit"], "'--emit' needs a value"),
    (["--emit", "loop"], "there is no level 'loop'; did you mean 'loops'?"),
    (
      ["--emit", "toy", "--passes", "inline"],
      "'--passes' shows what these passes make, so it cannot be given with '--emit'"
    ),
    (["--fast"], "there is no option '--fast'"),
    (["b.toy"], "one file at a time, not also 'b.toy'"),
  ])
  func wrongArgumentsAreTold(_ arguments: [String], _ message: String) {
    let outcome = ToyCommand.run(["a.toy"] + arguments) { _ in "def main() { }" }
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("error: \(message)\n"))
    #expect(outcome.output.isEmpty)
  }

  @Test func aFileIsNeeded() {
    #expect(ToyCommand.run([]) { _ in "" }.status == 64)
    struct Missing: Error {}
    let outcome = ToyCommand.run(["b.toy"]) { _ in throw Missing() }
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("cannot read 'b.toy'"))
  }

  @Test(arguments: [
    (
      ["--passes", "inlin"],
      "there is no pass 'inlin', at column 1 of 'inlin'; did you mean 'inline'?"
    ),
    (["--target", "z80"], "z80"),
  ])
  func whatDoesNotExistIsTold(_ arguments: [String], _ message: String) {
    let outcome = ToyCommand.run(["a.toy"] + arguments) { _ in "def main() { }" }
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test func modulesAreProgramsToo() {
    let wrong = toyc("\"toy.print\"() : () -> ()", file: "a.mlir")
    #expect(wrong.status == 1)
    #expect(wrong.errors.hasPrefix("a.mlir:1:1: error: "), "\(wrong.errors)")
    #expect(toyc("", "--emit", "ast", file: "a.mlir").status == 1)
  }

  /// A module need not have what 'print-to-calls' leaves.
  @Test func aModuleWithoutMainIsNotRun() {
    let outcome = toyc("", file: "a.mlir")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("main"), "\(outcome.errors)")
  }
}
