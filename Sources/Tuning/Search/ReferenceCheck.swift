import Compiler
import Dialects
import Evaluation
import Foundation
import Support

/// Compares the code of the analytic schedule with the reference evaluator on small sizes; every
/// candidate is then compared with that code, bit by bit.
struct ReferenceCheck {
  let builder: CandidateBuilder
  let runner: RunnerProcess
  let seed: UInt64
  let folder: URL

  enum Outcome {
    case agrees
    case differs(String)
    /// Why nothing was compared.
    case notChecked(String)
  }

  /// Floating-point operations that the evaluator is asked for at most, or numbers that it moves: one or two
  /// seconds.
  private static let mostWork = Double(1 << 23)

  /// Compares at those of the points that the evaluator can do in a moment.
  ///
  /// - Throws: a diagnostic when there can be no runner.
  func run(_ candidate: Candidate, at points: [[String: Int]]) throws(Diagnostic) -> Outcome {
    var reason = "the least sizes take the evaluator too long"
    var (isChecked, total) = (false, 0.0)
    for sizes in points {
      let all = builder.task.complete(sizes)
      let work = builder.task.work(at: sizes)
      guard work <= Self.mostWork - total, let inputs = try inputs(of: candidate, all) else {
        continue
      }
      total += work
      let file = folder.appending(path: "outputs.bin").path(percentEncoded: false)
      let point = try builder.point(
        candidate, at: sizes, seed: seed, isTimed: false, outputFile: file)
      guard let point else { continue }
      let request = MeasureRequest(
        object: candidate.object, function: candidate.function, threads: builder.threads,
        seed: seed, seconds: 0, precision: 1, points: [point])
      if case .failed(let reason) = try runner.measure(request, timeout: 30) {
        return .differs("it does not run\(text(sizes)): \(reason)")
      }
      guard let data = FileManager.default.contents(atPath: file) else {
        return .differs("the runner has written no results\(text(sizes))")
      }
      let expected: [TensorValue]
      do throws(Diagnostic) {
        expected = try evaluate(
          program: builder.task.program, in: builder.task.module, inputs: inputs, symbols: all)
      } catch {
        reason = error.message
        continue
      }
      isChecked = true
      let found = builder.task.outputs(from: data, at: all) ?? []
      for (number, output) in expected.enumerated() {
        guard number < found.count, found[number].isClose(to: output) else {
          return .differs("output \(number) differs from the reference\(text(sizes))")
        }
      }
    }
    return isChecked ? .agrees : .notChecked(reason)
  }

  private func text(_ sizes: [String: Int]) -> String {
    let values = sizes.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
    return values.isEmpty ? "" : " at " + values.joined(separator: ", ")
  }

  /// The inputs as the runner fills them, constants as they are before a schedule packs them.
  private func inputs(
    of candidate: Candidate, _ sizes: [String: Int]
  ) throws(Diagnostic) -> [TensorValue]? {
    let module = builder.task.module
    guard let body = module.body(of: builder.task.program) else { return nil }
    var values: [TensorValue] = []
    for (number, argument) in module.arguments(of: body).dropLast(candidate.outputCount)
      .enumerated()
    {
      guard let type = module.bufferType(of: argument), let kind = ScalarKind(type.element),
        type.element.elementsPerByte == nil
      else { return nil }
      let shape = type.shape.map { $0.evaluate(symbols: sizes) ?? 0 }
      var bytes = [UInt8](
        repeating: 0, count: shape.reduce(kind.byteCount, *))
      let contents = CandidateBuilder.contents(of: type.element)
      if contents != .zeros {
        bytes.withUnsafeMutableBytes {
          RandomContents.fill(
            $0, contents, seed: RandomContents.seed(seed, ofBuffer: number))
        }
      }
      guard let value = TensorValue(shape: shape, kind: kind, bytes: bytes) else { return nil }
      values.append(value)
    }
    return values
  }
}

extension TuningTask {
  /// The outputs in what a runner has written, one after another; `nil` if it is not as long as they are.
  func outputs(from data: Data, at sizes: [String: Int]) -> [TensorValue]? {
    var values: [TensorValue] = []
    var rest = data[...]
    let outputs = module.match(program, as: Program.Function.self)?.outputCount ?? 0
    let buffers = module.body(of: program).map { module.arguments(of: $0) } ?? []
    // As the program has them: a schedule may see their axes as one.
    for type in buffers.suffix(outputs).compactMap({ module.bufferType(of: $0) }) {
      guard let kind = ScalarKind(type.element), let count = type.byteCount(symbols: sizes),
        let value = TensorValue(
          shape: type.shape.map { $0.evaluate(symbols: sizes) ?? 0 }, kind: kind,
          bytes: Array(rest.prefix(count)))
      else { return nil }
      values.append(value)
      rest = rest.dropFirst(count)
    }
    return values
  }
}

extension TensorValue {
  /// Whether floats are near in relation to the largest, and all else is equal.
  func isClose(to expected: TensorValue) -> Bool {
    guard shape == expected.shape, kind == expected.kind else { return false }
    guard kind.isFloat else { return bytes == expected.bytes }
    let (mine, theirs) = (doubles, expected.doubles)
    let largest = theirs.reduce(1e-30) { max($0, $1.isFinite ? abs($1) : 0) }
    let tolerance = kind.byteCount == 2 ? 0.02 : 1e-4
    return zip(mine, theirs).allSatisfy { left, right in
      left == right || left.isNaN && right.isNaN || abs(left - right) <= tolerance * largest
    }
  }
}
