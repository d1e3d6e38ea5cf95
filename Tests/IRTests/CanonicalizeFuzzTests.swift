import Dialects
import IR
import Support
import TestSupport
import Testing
import Transforms

/// Simplified programs compute what they did: random integer expressions, before and after, on
/// random numbers.
///
/// Both are computed by folding alone, which `FoldingTests` holds to what the machine computes.
@Suite struct CanonicalizeFuzzTests {
  private static let context = Context(dialects: Dialects.all)

  @Test func integerExpressionsKeepTheirValues() throws {
    var rules: [String: Int] = [:]
    for seed in 0..<600 as Range<UInt64> {
      var random = RandomSource(seed: seed)
      let source = program(&random)
      var simple = source
      let summary = try simple.rewrite(with: .canonicalization(of: Self.context))
      #expect(!simple.verify().hasErrors, "seed \(seed)")
      for (rule, times) in summary.applied { rules[rule, default: 0] += times }
      for _ in 0..<6 {
        let inputs = [
          Int.random(in: -128...127, using: &random), Int.random(in: -3...3, using: &random),
        ]
        let expected = try value(of: source, on: inputs)
        #expect(
          try value(of: simple, on: inputs) == expected,
          "seed \(seed) on \(inputs):\n\(source.text())\n\(simple.text())")
      }
    }
    let wanted: Set<String> = [
      "join-constants", "join-offsets", "cancel-addend", "negated-comparison",
      "select-by-negation", "select-again", "join-casts", "undo-cast", "shorten-truncation",
    ]
    #expect(
      wanted.subtracting(rules.keys).isEmpty, "never tried: \(wanted.subtracting(rules.keys))")
  }

  /// A function of two `i8` that gives an `i8`.
  private func program(_ random: inout RandomSource) -> Module {
    let empty = Module(context: Self.context)
    var build = Builder(empty, at: .atEnd(of: empty.body))
    build.insertFunction("f", [.i8, .i8], [.i8]) { build, arguments in
      var bytes = arguments
      var words: [ValueID] = [build.insert(Arith.ExtSI(arguments[0], to: .i16))]
      var flags: [ValueID] = [build.insert(Arith.CmpI(.signedLess, arguments[0], arguments[1]))]
      func recent(_ values: [ValueID]) -> ValueID {
        // Near ones, so that operations follow on each other.
        values[max(0, values.count - 1 - Int.random(in: 0..<4, using: &random))]
      }
      for _ in 0..<16 {
        let a = recent(bytes)
        let b =
          Bool.random(using: &random)
          ? build.insertInteger(Int.random(in: -9...9, using: &random), .i8) : recent(bytes)
        let (left, right) = Bool.random(using: &random) ? (a, b) : (b, a)
        switch Int.random(in: 0..<18, using: &random) {
        case 0, 1: bytes.append(build.insert(Arith.AddI(left, right)))
        case 2, 3: bytes.append(build.insert(Arith.SubI(left, right)))
        case 4: bytes.append(build.insert(Arith.MulI(left, right)))
        case 5: bytes.append(build.insert(Arith.AndI(left, right)))
        case 6: bytes.append(build.insert(Arith.OrI(left, right)))
        case 7: bytes.append(build.insert(Arith.XOrI(left, right)))
        case 8: bytes.append(build.insert(Arith.MaxSI(left, right)))
        case 9: bytes.append(build.insert(Arith.MinUI(left, right)))
        case 10:
          let predicate =
            IntegerPredicate.allCases.randomElement(using: &random) ?? .equal
          flags.append(build.insert(Arith.CmpI(predicate, left, right)))
        case 11:
          let all = build.insertInteger(-1, .i1)
          flags.append(build.insert(Arith.XOrI(recent(flags), all)))
        case 12, 13: bytes.append(build.insert(Arith.Select(recent(flags), left, right)))
        case 14: words.append(build.insert(Arith.ExtSI(a, to: .i16)))
        case 15:
          words.append(build.insert(Arith.ExtUI(a, to: .i16)))
          flags.append(build.insert(Arith.TruncI(a, to: .i1)))
        case 16:
          let wide = build.insert(Arith.ExtSI(recent(words), to: .i32))
          words.append(build.insert(Arith.TruncI(wide, to: .i16)))
          let other = build.insert(Arith.ExtUI(build.insert(Arith.ExtUI(a, to: .i16)), to: .i64))
          bytes.append(build.insert(Arith.TruncI(other, to: .i8)))
        default: bytes.append(build.insert(Arith.TruncI(recent(words), to: .i8)))
        }
      }
      build.insertOperation(Func.Return([bytes[bytes.count - 1]]))
    }
    return build.module
  }

  /// What the function gives, found by folding.
  private func value(of source: Module, on inputs: [Int]) throws -> Attribute {
    var module = source
    let function = try #require(module.lookup(symbol: "f"))
    let body = try #require(module.body(of: function))
    for (argument, input) in zip(module.arguments(of: body), inputs) {
      let constant = module.insert(
        Arith.Constant(.integer(input, .i8)), at: .atStart(of: body))
      module.replaceAllUses(of: argument, with: module.result(of: constant))
    }
    try module.rewrite(with: RuleSet())
    let end = try #require(module.lastOperation(in: body))
    return try #require(module.constantValue(of: module.operand(0, of: end)))
  }
}
