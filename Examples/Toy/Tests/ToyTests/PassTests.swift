import IR
import Testing
import ToyCompiler

/// What passes do to programs.
@Suite struct PassTests {
  /// The lines of a program after passes, without what is around the body of its only function.
  private func lines(_ program: String, after passes: String) -> [String] {
    let outcome = toyc(program, "--passes", passes)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output.split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }
      .map(String.init).filter { $0.contains("toy.") && !$0.contains("toy.func") }
  }

  private let toy = "inline,symbol-dead-code-elimination,infer-shapes,canonicalize"

  @Test func transposingTwiceIsNothing() {
    let found = lines(
      "def f(a) { return transpose(transpose(a)); } def main() { print(f([[1, 2]] + 1) ); }",
      after: "inline,symbol-dead-code-elimination,infer-shapes,canonicalize")
    #expect(!found.contains { $0.contains("toy.transpose") })
    // Generic functions are simplified too, before anything is known of shapes.
    let generic = lines(
      "def f(a) { return transpose(transpose(a)); } def main() { }", after: "canonicalize")
    #expect(generic.count == 2 && generic[0].hasPrefix("toy.return %arg0"), "\(generic)")
  }

  @Test func reshapesOfReshapesAreOne() {
    let found = lines(
      "def f(a) { var b<3, 2> = a; var c<2, 3> = b; return c; } def main() { }",
      after: "canonicalize")
    #expect(found.filter { $0.contains("toy.reshape") }.count == 1)
  }

  @Test func whatIsKnownIsComputed() {
    let found = lines(
      "def main() { var a<2, 3> = [1, 2, 3, 4, 5, 6]; print(transpose(a) * 2 + 0.5); }", after: toy)
    #expect(
      found == [
        "%0 = toy.constant dense<[[2.500000e+00, 8.500000e+00], [4.500000e+00, 1.050000e+01], [6.500000e+00, 1.250000e+01]]> : tensor<3x2xf64>",
        "toy.print %0 : tensor<3x2xf64>", "toy.return",
      ])
  }

  @Test func structsVanishWhereTheyWereMade() {
    let found = lines(
      """
      struct P { x, y }
      def swap(p: P) { return P(p.y, p.x); }
      def main() { var a = [[1, 2]] @ [[1], [2]]; print(swap(P(1, a)).x); }
      """, after: toy)
    #expect(!found.contains { $0.contains("struct") }, "\(found)")
  }

  @Test func equalThingsAreComputedOnce() {
    let program = "def main() { var a = [[1, 2], [3, 4]]; print(a @ a); print(a @ a); }"
    #expect(lines(program, after: toy).filter { $0.contains("toy.matmul") }.count == 2)
    let shared = lines(program, after: toy + ",common-subexpression-elimination")
    #expect(shared.filter { $0.contains("toy.matmul") }.count == 1)
  }

  @Test func shapesAreInferredForEveryCallAnew() {
    let found = lines(
      "def f(a) { return a @ transpose(a); } def main() { print(f([[1, 2]])); print(f([[1], [2]])); }",
      after: "inline,symbol-dead-code-elimination,infer-shapes")
    let products = found.filter { $0.contains("toy.matmul") }
    #expect(products.count == 2)
    #expect(products.first?.hasSuffix(": tensor<1x1xf64>") ?? false, "\(products)")
    #expect(products.last?.hasSuffix(": tensor<2x2xf64>") ?? false)
    #expect(!found.contains { $0.contains("tensor<*xf64>") })
  }

  @Test func whatIsNotReadyForLoopsIsToldSo() {
    let outcome = toyc(
      "def f(a) { return a; }\ndef main() { print(f([1, 2])); }", "--passes", "toy-to-loops")
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.contains("a.toy:1:1: error: 'toy.func' may not stay"), "\(outcome.errors)")
    #expect(outcome.errors.contains("inline it with the passes 'inline' and"))
  }

  @Test func levelsMixInOneModule() {
    let outcome = toyc(
      "def main() { print([[1, 2]] @ [[3], [4]]); }", "--passes", toy + ",toy-to-loops")
    #expect(outcome.output.contains("toy.print %"))
    #expect(outcome.output.contains(": memref<1x1xf64>"))
    #expect(outcome.output.contains("scf.for %"))
  }
}
