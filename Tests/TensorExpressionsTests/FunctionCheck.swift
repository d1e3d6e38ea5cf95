import CodeGeneration
import Compiler
import Dialects
import Evaluation
import IR
import Support
import TensorExpressions
import Testing

/// What a function of tensors must compute, and how it is checked: by the evaluator, parallel loops in
/// both directions, and as machine code with the default schedule.
enum FunctionCheck {
  static let context = Context(dialects: Dialects.all)

  /// Writes a function.
  static func program(
    _ write: (inout TensorFunction) -> Void
  ) throws -> TensorProgram {
    var function = TensorFunction("f", context: context)
    write(&function)
    return try function.finish()
  }

  /// What is wrong with a function, a line each.
  static func problems(_ write: (inout TensorFunction) -> Void) -> [String] {
    var function = TensorFunction("f", context: context)
    write(&function)
    do throws(DiagnosticError) {
      _ = try function.finish()
      return []
    } catch {
      return error.diagnostics.map(\.description)
    }
  }

  /// Runs a program in every way and compares each output with what is expected; floats may differ by
  /// `tolerance`, relative to one or to the expected value.
  static func check(
    _ program: TensorProgram, _ inputs: [TensorValue], sizes: [String: Int] = [:],
    expect expected: [[Double]], tolerance: Double = 0, _ place: SourceLocation = #_sourceLocation
  ) throws {
    var found = [
      (
        "evaluated",
        try evaluate(
          program: program.function, in: program.module, inputs: inputs, symbols: sizes)
      )
    ]
    found.append(
      (
        "evaluated backwards",
        try evaluate(
          program: program.function, in: program.module, inputs: inputs, symbols: sizes,
          runsParallelBackwards: true)
      ))
    found.append(("compiled", try TensorKernel(program).run(inputs, sizes: sizes)))
    found.append(
      (
        "compiled as written",
        try TensorKernel(program.function, in: program.module).run(inputs, sizes: sizes, threads: 2)
      ))
    for (way, outputs) in found {
      #expect(outputs.count == expected.count, sourceLocation: place)
      for (output, numbers) in zip(outputs, expected) {
        #expect(output.count == numbers.count, sourceLocation: place)
        for (number, (a, b)) in zip(output.doubles, numbers).enumerated() {
          let isEqual =
            a == b || (a.isNaN && b.isNaN) || Swift.abs(a - b) <= tolerance * max(1, Swift.abs(b))
          #expect(
            isEqual, "\(way): element \(number) is \(a), expected \(b)", sourceLocation: place)
          if !isEqual { return }
        }
      }
    }
  }

  /// Numbers that are easy to compute with, different from each other.
  static func numbers(_ count: Int, _ seed: Int = 0) -> [Double] {
    (0..<count).map { Double((($0 + seed) * 37 + seed * 11) % 23 - 11) / 4 }
  }

  static func floats(_ shape: [Int], _ seed: Int = 0) -> TensorValue {
    let count = shape.reduce(1, *)
    return TensorValue(shape, kind: .f32, doubles: numbers(count, seed))
  }
}
