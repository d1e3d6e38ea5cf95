import TangramRuntime
import Testing

@Suite struct SizeProgramTests {
  /// Evaluates one formula with symbols a and b.
  private func evaluate(_ formula: Formula, _ a: Int64, _ b: Int64) -> (status: Int32, value: Int64)
  {
    let table = ModelTable(
      symbols: [.init(name: "a", range: .min ... .max), .init(name: "b", range: .min ... .max)],
      sizes: [("f(a, b)", formula)])
    var value: Int64 = -77
    let status = tangram_tg_evaluate_size(&table.model, 0, [a, b], &value)
    return (status, value)
  }

  private static let samples: [Int64] = [
    .min, .min + 1, -1000, -7, -2, -1, 0, 1, 2, 3, 7, 64, 1000, 1 << 31, .max - 1, .max,
  ]

  /// What a step means, written with Swift's own overflow reporting; nil for no result.
  private func expected(_ opcode: tg_size_opcode, _ a: Int64, _ b: Int64) -> Int64? {
    func checked(_ result: (partialValue: Int64, overflow: Bool)) -> Int64? {
      result.overflow ? nil : result.partialValue
    }
    switch opcode {
    case TG_SIZE_ADD: return checked(a.addingReportingOverflow(b))
    case TG_SIZE_SUBTRACT: return checked(a.subtractingReportingOverflow(b))
    case TG_SIZE_MULTIPLY: return checked(a.multipliedReportingOverflow(by: b))
    case TG_SIZE_MINIMUM: return min(a, b)
    case TG_SIZE_MAXIMUM: return max(a, b)
    case TG_SIZE_EQUAL: return a == b ? 1 : 0
    case TG_SIZE_LESS: return a < b ? 1 : 0
    default: break
    }
    if b == 0 || (a == .min && b == -1) { return nil }
    // Truncating division, corrected to the floor where the signs differ.
    let isInexact = a % b != 0, differs = (a < 0) != (b < 0)
    let floor = a / b - (isInexact && differs ? 1 : 0)
    switch opcode {
    case TG_SIZE_FLOOR_DIVIDE: return floor
    case TG_SIZE_CEILING_DIVIDE: return floor + (isInexact ? 1 : 0)
    default: return a &- floor &* b
    }
  }

  @Test(arguments: TG_SIZE_ADD.rawValue...TG_SIZE_LESS.rawValue)
  func everyStepOnEdgeValues(rawOpcode: UInt32) {
    let opcode = tg_size_opcode(rawOpcode)
    for a in Self.samples {
      for b in Self.samples {
        let found = evaluate(.binary(opcode, .symbol(0), .symbol(1)), a, b)
        if let value = expected(opcode, a, b) {
          #expect(found.status == 0 && found.value == value, "opcode \(rawOpcode): \(a), \(b)")
        } else {
          #expect(found.status == TANGRAM_OUT_OF_RANGE.rawValue, "opcode \(rawOpcode): \(a), \(b)")
        }
      }
    }
  }

  @Test func formulasNest() {
    // ceil((a + 2 * b) / 3) mod 5
    let formula = Formula.binary(
      TG_SIZE_MODULO,
      .binary(
        TG_SIZE_CEILING_DIVIDE,
        .binary(TG_SIZE_ADD, .symbol(0), .binary(TG_SIZE_MULTIPLY, 2, .symbol(1))), 3), 5)
    #expect(evaluate(formula, 10, 11).value == 1)
    let select = Formula.select(.binary(TG_SIZE_LESS, .symbol(0), 4), .symbol(1), -1)
    #expect(evaluate(select, 3, 9).value == 9)
    #expect(evaluate(select, 4, 9).value == -1)
  }

  @Test func overflowAndDivisionSayWhere() {
    _ = evaluate(.binary(TG_SIZE_MULTIPLY, .symbol(0), .symbol(1)), .max, 2)
    #expect(
      lastError()
        == "the size 'f(a, b)' does not fit in 64 bits for a = 9223372036854775807, b = 2")
    _ = evaluate(.binary(TG_SIZE_FLOOR_DIVIDE, .symbol(0), .symbol(1)), 1, 0)
    #expect(lastError() == "the size 'f(a, b)' divides by zero for a = 1, b = 0")
  }

  @Test func malformedProgramsAreRefused() {
    let add = tg_size_step(opcode: Int64(TG_SIZE_ADD.rawValue), operand: 0)
    let one = tg_size_step(opcode: Int64(TG_SIZE_CONSTANT.rawValue), operand: 1)
    let missing = tg_size_step(opcode: Int64(TG_SIZE_SYMBOL.rawValue), operand: 1)
    let unknown = tg_size_step(opcode: 99, operand: 0)
    let deep = [tg_size_step](repeating: one, count: 40) + [tg_size_step](repeating: add, count: 39)
    for (steps, reason) in [
      ([], "is not one value"), ([one, one], "is not one value"), ([one, add], "lacks an operand"),
      ([missing], "uses a symbol that is not in its table"), ([unknown], "has an unknown step"),
      (deep, "is too deep"),
    ] {
      let memory = CMemory()
      let table = ModelTable(symbols: [.init(name: "a", range: 0...9)], sizes: [])
      table.model.sizes = UnsafePointer(
        memory.array([
          tg_size_program(steps: memory.array(steps), step_count: Int32(steps.count), text: nil)
        ]))
      table.model.size_count = 1
      var value: Int64 = 0
      let status = tangram_tg_evaluate_size(&table.model, 0, [1], &value)
      #expect(status == TANGRAM_INTERNAL.rawValue)
      #expect(lastError() == "internal error: size 0 of model 'sample' \(reason)")
      #expect(tangram_tg_evaluate_size(&table.model, 1, [1], &value) != 0)
    }
  }
}
