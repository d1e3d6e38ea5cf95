import Dialects
import IR
import Reduction
import Support
import TestSupport
import Testing

/// Planted bugs: what shows them is all that is left.
@Suite struct ReducerTests {
  private static let context = Context(dialects: Dialects.all, allowsUnregisteredDialects: true)

  private func parse(_ text: String) throws -> Module {
    try Module.parse(text, context: Self.context)
  }

  private func reduce(
    _ module: Module, jobs: Int = 1, _ options: (inout ReductionOptions) -> Void = { _ in },
    test: @escaping Reducer.Test
  ) throws -> ReductionResult {
    var settings = ReductionOptions()
    settings.jobs = jobs
    options(&settings)
    return try Reducer(settings, steps: ReductionStep.standard + ReductionStep.passes, test: test)
      .reduce(module)
  }

  /// Whether some `x.bad` uses what an `x.cause` gives.
  private static let isShown: Reducer.Test = { candidate in
    let module = candidate.module
    return module.operationsInside().contains { operation in
      module.name(of: operation) == "x.bad"
        && module.operands(of: operation).contains { value in
          module.definingOperation(of: value).map { module.name(of: $0) } == "x.cause"
        }
    }
  }

  /// A thousand operations in functions, loops and branches, with the two that matter among them.
  private func bigText(seed: UInt64) -> String {
    var random = RandomSource(seed: seed)
    var text = ""
    for function in 0..<20 {
      text += """
        "func.func"() <{function_type = (i32, tensor<64x32xf32>) -> i32, sym_name = "f\(function)"}> ({
        ^bb0(%a: i32, %t: tensor<64x32xf32>):
          %c = "x.condition"() {weights = [17, 4]} : () -> i1
          "cf.cond_br"(%c)[^bb1, ^bb2] <{operandSegmentSizes = array<i32: 1, 0, 0>}> : (i1) -> ()
        ^bb1:
          %v0 = "x.start"(%a) {k = dense<[1, 2, 3]> : tensor<3xi64>} : (i32) -> i32

        """
      var last = "%v0"
      for step in 1...45 {
        let name =
          function == 7 && step == 20 ? "x.cause" : "x.step\(Int.random(in: 0..<9, using: &random))"
        text += "  %v\(step) = \"\(name)\"(\(last), %a) {n = \(step) : i32} : (i32, i32) -> i32\n"
        last = "%v\(step)"
        if function == 7, step == 20 {
          text += """
              "x.loop"(%a) ({
              ^bb0(%i: i32):
                %w = "x.inner"(%i, %v20) : (i32, i32) -> i32
                "x.bad"(%w, %v20, %t) {why = "planted"} : (i32, i32, tensor<64x32xf32>) -> ()
                "x.yield"(%w) : (i32) -> ()
              }) : (i32) -> ()

            """
        }
      }
      text += """
          %r = "func.call"(\(last), %t) <{callee = @f\((function + 1) % 20)}> : (i32, tensor<64x32xf32>) -> i32
          "cf.br"(%r)[^bb3] : (i32) -> ()
        ^bb2:
          "cf.br"(%a)[^bb3] : (i32) -> ()
        ^bb3(%x: i32):
          "func.return"(%x) : (i32) -> ()
        }) : () -> ()

        """
    }
    return text
  }

  @Test func twoOperationsOfAThousandStay() throws {
    let module = try parse(bigText(seed: 1))
    #expect(module.operationsInside().count > 1000)
    let result = try reduce(module, test: Self.isShown)
    #expect(result.isMinimal)
    #expect(
      result.text == """
        "builtin.module"() ({
          %0 = "x.cause"() : () -> i32
          "x.bad"(%0) : (i32) -> ()
        }) : () -> ()

        """)
    #expect(result.tests < 400, "\(result.tests)")
  }

  @Test func theNumberOfJobsDoesNotMatter() throws {
    let module = try parse(bigText(seed: 2))
    let one = try reduce(module, test: Self.isShown)
    let four = try reduce(module, jobs: 4, test: Self.isShown)
    #expect(one.text == four.text)
    #expect(one.tests == four.tests)
  }

  /// No candidate is tried twice, and each verifies.
  @Test func candidatesAreNewAndSound() throws {
    let seen = Locked<[String: Int]>([:])
    let module = try parse(bigText(seed: 3))
    let result = try reduce(module) { candidate in
      #expect(!candidate.module.verify().hasErrors)
      seen.withLock { $0[candidate.text, default: 0] += 1 }
      return try Self.isShown(candidate)
    }
    let counts = seen.withLock { $0 }
    // Only the result is tested again, in case the test lies.
    #expect(counts.filter { $0.value > 1 }.map(\.key) == [result.text])
  }

  @Test func callsLoseArgumentsAndResults() throws {
    let module = try parse(
      """
      "func.func"() <{function_type = (i32, f32) -> (i32, f32), sym_name = "callee"}> ({
      ^bb0(%a: i32, %b: f32):
        "x.keep"() : () -> ()
        "func.return"(%a, %b) : (i32, f32) -> ()
      }) : () -> ()
      "func.func"() <{function_type = (i32) -> f32, sym_name = "caller"}> ({
      ^bb0(%a: i32):
        %f = "arith.constant"() <{value = 2.5 : f32}> : () -> f32
        %0:2 = "func.call"(%a, %f) <{callee = @callee}> : (i32, f32) -> (i32, f32)
        "func.return"(%0#1) : (f32) -> ()
      }) : () -> ()
      """)
    let result = try reduce(module) { candidate in
      candidate.text.contains("\"func.call\"") && candidate.text.contains("x.keep")
        && candidate.module.lookup(symbol: "callee") != nil
    }
    #expect(
      result.text.contains(#""func.call"() <{callee = @callee}> : () -> ()"#), "\(result.text)")
    #expect(!result.text.contains("arith.constant"), "\(result.text)")
  }

  @Test func constantsAndShapesShrink() throws {
    let module = try parse(
      """
      %0 = "x.big"() {v = dense<[3.5, 4.5, 5.5]> : tensor<3xf32>, l = [1, 22, [333]], s = "text"} : () -> tensor<128x64xf32>
      """)
    let result = try reduce(module) { candidate in
      ["x.big", "v = ", "l = ", "s = ", "tensor<"].allSatisfy { candidate.text.contains($0) }
        && !candidate.text.contains("[]")
    }
    #expect(
      result.text.contains(#"l = [1], s = "", v = dense<0.000000e+00> : tensor<"#), "\(result.text)"
    )
    #expect(!result.text.contains("64"), "\(result.text)")
  }

  @Test func branchesGoOneWay() throws {
    let module = try parse(
      """
      "func.func"() <{function_type = (i1, i32) -> i32, sym_name = "f"}> ({
      ^bb0(%c: i1, %x: i32):
        "cf.cond_br"(%c, %x, %x)[^bb1, ^bb2] <{operandSegmentSizes = array<i32: 1, 1, 1>}> : (i1, i32, i32) -> ()
      ^bb1(%p: i32):
        "x.other"(%p) : (i32) -> ()
        "cf.br"(%p)[^bb2] : (i32) -> ()
      ^bb2(%y: i32):
        "x.keep"() : () -> ()
        "func.return"(%y) : (i32) -> ()
      }) : () -> ()
      """)
    let result = try reduce(module) { candidate in
      candidate.text.contains("func.func") && candidate.text.contains("x.keep")
        && candidate.text.contains("func.return")
    }
    #expect(!result.text.contains("cf."), "\(result.text)")
    #expect(!result.text.contains("^bb"), "\(result.text)")
  }

  @Test func whatIsNotInterestingIsRefused() throws {
    let module = try parse(#""x.a"() : () -> ()"#)
    #expect(throws: NotInteresting.self) { try reduce(module) { _ in false } }
  }

  /// A test that changes its mind is found out.
  @Test func liesAreNoticed() throws {
    let seen = Locked<Set<String>>([])
    let result = try reduce(try parse(bigText(seed: 4))) { candidate in
      let isNew = seen.withLock { $0.insert(candidate.text).inserted }
      return try isNew && Self.isShown(candidate)
    }
    #expect(!result.isRepeatable)
  }

  @Test func limitsKeepTheBest() throws {
    let module = try parse(bigText(seed: 5))
    let result = try reduce(module) {
      $0.testLimit = 12
    } test: {
      try Self.isShown($0)
    }
    #expect(result.tests == 12)
    #expect(!result.isMinimal)
    #expect(result.size < result.originalSize)
    #expect(result.text.contains("x.bad"))
  }
}
