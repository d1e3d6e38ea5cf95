import Dialects
import Evaluation
import GraphLowering
import IR
import LoopLowering
import Scheduling
import Support

/// Compares a kernel with its tensor program, unscheduled and scheduled, on made-up inputs.
enum KernelCheck {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// - Returns: what differs or fails, in words; empty when nothing does.
  static func check(
    _ kernel: OperationID, in module: Module, symbols: [String: Int],
    hardware: HardwareDescription
  ) -> [String] {
    do {
      let types = module.operands(of: kernel).map { module.type(of: $0) }
      let inputs = try types.enumerated().map { place, type in
        try makeValue(type, symbols, seed: UInt64(place + 1))
      }
      let expected = try evaluate(
        operation: kernel, in: module, operands: inputs, symbols: symbols)
      var programs = Module(context: module.context)
      let program = try lowerKernel(kernel, in: module, named: "kernel", into: &programs)
      var problems = try compareAll(program, programs, inputs, expected, symbols, "unscheduled")
      try applyDefaultSchedule(to: program, in: &programs, hardware: hardware)
      let faults = programs.verify()
      if faults.hasErrors { problems.append("scheduled: \(faults.all.map(\.description))") }
      problems += try compareAll(program, programs, inputs, expected, symbols, "scheduled")
      let loops = try lowerToLoops(program, in: &programs, hardware: hardware)
      let wrong = programs.verify()
      if wrong.hasErrors {
        problems.append("loops: \(wrong.all.map(\.description).prefix(3))")
      }
      _ = loops
      return problems
    } catch {
      return ["\(error)"]
    }
  }

  private static func compareAll(
    _ program: OperationID, _ module: Module, _ inputs: [TensorValue], _ expected: [TensorValue],
    _ symbols: [String: Int], _ stage: String
  ) throws -> [String] {
    do {
      let actual = try evaluate(program: program, in: module, inputs: inputs, symbols: symbols)
      return zip(actual, expected).compactMap { actual, expected in
        compare(actual, expected, rtol: 1e-3, atol: 1e-4).map { "\(stage): \($0)" }
      }
    } catch {
      return ["\(stage): \(error)"]
    }
  }

  /// Numbers between -1 and 1, small non-negative integers, or flags.
  private static func makeValue(
    _ type: Type, _ symbols: [String: Int], seed: UInt64
  ) throws -> TensorValue {
    guard let sizes = type.sizes, let kind = ScalarKind(type.elementType) else {
      throw Failure(description: "no values for \(type)")
    }
    let shape = sizes.map { $0.evaluate(symbols: symbols) ?? 0 }
    var state = seed &* 0x9E37_79B9_7F4A_7C15
    func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
    let count = shape.reduce(1, *)
    if type.elementType.isFloat {
      return TensorValue(
        shape, kind: kind, doubles: (0..<count).map { _ in Double(next() % 2001) / 1000 - 1 })
    }
    return TensorValue(shape, kind: kind, integers: (0..<count).map { _ in Int128(next() % 2) })
  }
}
