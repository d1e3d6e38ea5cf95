import Dialects
import IR
import Support
import TestSupport
import Testing

/// Dialect conversion: `index` becomes `i64`, sums of floats become products, and so on.
@Suite struct DialectConversionTests {
  let context = Context(dialects: Dialects.all)

  static let text = """
    "func.func"() <{function_type = (index, memref<?xf32>) -> index, sym_name = "f"}> ({
    ^bb0(%i: index, %m: memref<?xf32>):
      %c = "arith.constant"() <{value = 2 : index}> : () -> index
      %a = "arith.addi"(%i, %c) : (index, index) -> index
      %b = "arith.muli"(%a, %a) : (index, index) -> index
      "func.return"(%b) : (index) -> ()
    }) : () -> ()
    """

  private var types: TypeConverter {
    var types = TypeConverter()
    types.addConversion { $0 == .index ? .i64 : nil }
    return types
  }

  /// Everything whose types stay may stay.
  private var target: ConversionTarget {
    let types = types
    var target = ConversionTarget()
    target.addLegal(dialects: "builtin")
    for name in ["arith.constant", "arith.addi", "arith.muli", "func.return", "memref.load"] {
      target.addLegal(name) { types.isLegal($0, in: $1) }
    }
    target.addLegal("func.func") { operation, module in
      guard case .type(let type)? = module.property("function_type", of: operation) else {
        return false
      }
      return types.isLegal(type)
    }
    return target
  }

  private static let rules: [ConversionRule] = [
    ConversionRule("convert-function", on: Func.Function.self) { function, operands, conversion in
      let operation = conversion.operation
      let type = conversion.types.convert(.function(function.type))
      conversion.modify(operands) {
        $0.setProperty("function_type", of: operation, to: .type(type))
      }
      conversion.convertArguments(of: conversion.module.region(of: operation))
      return .rewritten
    },
    ConversionRule("convert-return", on: Func.Return.self) { _, operands, conversion in
      conversion.modify(operands) { _ in }
      return .rewritten
    },
    ConversionRule("convert-constant", on: Arith.Constant.self) { constant, _, conversion in
      guard let value = constant.value.integerValue else { return .noMatch("not an integer") }
      conversion.replace { [$0.insert(Arith.Constant(.i64(value)))] }
      return .rewritten
    },
    ConversionRule("convert-sum", on: Arith.AddI.self) { _, operands, conversion in
      conversion.replace { [$0.insert(Arith.AddI(operands[0], operands[1]))] }
      return .rewritten
    },
    ConversionRule("convert-product", on: Arith.MulI.self) { _, operands, conversion in
      conversion.replace { [$0.insert(Arith.MulI(operands[0], operands[1]))] }
      return .rewritten
    },
  ]

  @Test func everythingIsConvertedAndNoCastIsLeft() throws {
    var module = try Module.parse(Self.text, file: "f", context: context)
    let report = try module.convert(
      to: target, with: Self.rules, types: types, mode: .full)
    #expect(report.castsLeft == 0)
    #expect(report.applied.count == 5)
    #expect(!module.verify().hasErrors, "\(module.verify().all)")
    #expect(!module.text().contains("index"))
    #expect(!module.text().contains("unrealized"))
  }

  @Test func whatIsNotConvertedMeetsTheRestThroughCasts() throws {
    var module = try Module.parse(Self.text, file: "f", context: context)
    var target = target
    target.addLegal("arith.muli")
    let report = try module.convert(
      to: target, with: Self.rules.filter { $0.name != "convert-product" }, types: types)
    #expect(report.castsLeft == 2)
    #expect(!module.verify().hasErrors, "\(module.verify().all)")
    #expect(
      module.text().contains("\"arith.muli\"(%4, %4)") || module.text().contains("arith.muli"))
  }

  @Test func castsAreMadeRealWhereThatIsKnown() throws {
    var module = try Module.parse(Self.text, file: "f", context: context)
    var types = types
    types.addMaterialization { value, type, build in
      build.insert(Arith.IndexCast(value, to: type))
    }
    var target = target
    target.addLegal("arith.muli")
    target.addLegal("arith.index_cast")
    let report = try module.convert(
      to: target, with: Self.rules.filter { $0.name != "convert-product" }, types: types,
      mode: .full)
    #expect(report.castsLeft == 0)
    #expect(module.text().contains("arith.index_cast"))
    #expect(!module.verify().hasErrors, "\(module.verify().all)")
  }

  @Test func whatCannotBeConvertedIsNamedAndNothingChanges() throws {
    let before = try Module.parse(Self.text, file: "f", context: context)
    var module = before
    let refusing = ConversionRule("refuse", on: Arith.MulI.self) { _, _, _ in
      .noMatch("products are not wanted")
    }
    let rules = Self.rules.filter { $0.name != "convert-product" } + [refusing]
    let error = #expect(throws: DiagnosticError.self) {
      try module.convert(to: target, with: rules, types: types)
    }
    let first = try #require(error?.diagnostics.first)
    #expect(first.message == "'arith.muli' may not stay, and no rule converts it")
    #expect(first.location == .file("f", line: 5, column: 3))
    #expect(first.notes.map(\.message) == ["'refuse': products are not wanted"])
    #expect(module.difference(from: before) == nil)
    #expect(before.obstacles(to: target, with: rules, types: types).count == 1)
    #expect(before.obstacles(to: target, with: Self.rules, types: types).isEmpty)
  }

  @Test func castsThatAreStillNeededFailAFullConversion() throws {
    var module = try Module.parse(Self.text, file: "f", context: context)
    var target = target
    target.addLegal("arith.muli")
    let rules = Self.rules.filter { $0.name != "convert-product" }
    let error = #expect(throws: DiagnosticError.self) {
      try module.convert(to: target, with: rules, types: types, mode: .full)
    }
    #expect(
      error?.diagnostics.first?.message.contains("is still needed as 'index' by 'arith.muli'")
        ?? false)
  }

  @Test func rulesThatGoRoundInCirclesAreFound() throws {
    var module = try Module.parse(Self.text, file: "f", context: context)
    var target = ConversionTarget()
    target.addIllegal("arith.muli")
    let again = ConversionRule("again", on: Arith.MulI.self) { _, operands, conversion in
      conversion.replace { [$0.insert(Arith.MulI(operands[1], operands[0]))] }
      return .rewritten
    }
    let error = #expect(throws: DiagnosticError.self) {
      try module.convert(to: target, with: [again])
    }
    #expect(error?.diagnostics.first?.message.contains("without end") ?? false)
  }

  @Test func whatIsSaidOfAnOperationCountsMore() throws {
    let module = try Module.parse(Self.text, file: "f", context: context)
    var target = ConversionTarget()
    target.addIllegal(dialects: "arith")
    target.addLegal("arith.addi")
    var found: [String: ConversionTarget.Legality] = [:]
    module.walk { found[module.name(of: $0)] = target.legality(of: $0, in: module) }
    #expect(found["arith.addi"] == .legal)
    #expect(found["arith.muli"] == .illegal)
    #expect(found["func.return"] == .unknown)
  }
}

// MARK: Rules that are undone

extension DialectConversionTests {
  private var product: ConversionRule {
    ConversionRule("convert-product", on: Arith.MulI.self) { _, operands, conversion in
      conversion.replace { [$0.insert(Arith.MulI(operands[0], operands[1]))] }
      return .rewritten
    }
  }

  private var othersThanProducts: [ConversionRule] {
    Self.rules.filter { $0.name != "convert-product" }
  }

  @Test func aRuleThatMakesWhatCannotStayIsUndoneAndTheNextIsTried() throws {
    var module = try Module.parse(Self.text, file: "f", context: context)
    let detour = ConversionRule("detour", on: Arith.MulI.self, benefit: 2) {
      _, operands, conversion in
      conversion.replace { build in
        let shift = build.insert(Arith.XOrI(operands[0], operands[1]))
        return [build.insert(Arith.MulI(shift, shift))]
      }
      return .rewritten
    }
    var target = target
    target.addIllegal("arith.xori")
    let report = try module.convert(
      to: target, with: othersThanProducts + [detour, product], types: types, mode: .full)
    #expect(report.applied["detour"] == nil)
    #expect(report.applied["convert-product"] == 1)
    #expect(!module.text().contains("xori"))
    #expect(!module.verify().hasErrors, "\(module.verify().all)")
  }

  @Test func aRuleThatGivesUpMidwayIsUndone() throws {
    var module = try Module.parse(Self.text, file: "f", context: context)
    let hesitant = ConversionRule("hesitant", on: Arith.MulI.self, benefit: 2) {
      _, operands, conversion in
      conversion.modify(operands) { $0.setAttribute("touched", of: $0.top, to: .unit) }
      return .noMatch("has thought better of it")
    }
    try module.convert(
      to: target, with: othersThanProducts + [hesitant, product], types: types, mode: .full)
    #expect(!module.text().contains("touched"))
  }

  @Test func whatMayStayStaysWhereARuleLeadsToNothing() throws {
    let before = try Module.parse(Self.text, file: "f", context: context)
    var module = before
    let detour = ConversionRule("detour", on: Arith.MulI.self) { _, operands, conversion in
      conversion.replace { [$0.insert(Arith.XOrI(operands[0], operands[1]))] }
      return .rewritten
    }
    var target = ConversionTarget()
    target.addIllegal("arith.xori")
    let report = try module.convert(to: target, with: [detour])
    #expect(report.applied.isEmpty)
    #expect(module.difference(from: before) == nil)
  }

  @Test func theReasonsOfAllRulesAreGiven() throws {
    let before = try Module.parse(Self.text, file: "f", context: context)
    let detour = ConversionRule("detour", on: Arith.MulI.self, benefit: 2) {
      _, operands, conversion in
      conversion.replace { [$0.insert(Arith.XOrI(operands[0], operands[1]))] }
      return .rewritten
    }
    let refusing = ConversionRule("refuse", on: Arith.MulI.self) { _, _, _ in
      .noMatch("products are not wanted")
    }
    var target = target
    target.addIllegal("arith.xori")
    let analysis = before.analyzeConversion(
      to: target, with: othersThanProducts + [detour, refusing], types: types)
    let problem = try #require(analysis.obstacles.first)
    #expect(analysis.obstacles.count == 1)
    #expect(problem.message == "'arith.muli' may not stay, and no rule converts it")
    #expect(
      problem.notes.map(\.message) == [
        "'detour': 'arith.xori' may not stay, and no rule converts it",
        "'refuse': products are not wanted",
      ])
    // The rest can be converted all the same.
    let names = Set(analysis.convertible.map { before.name(of: $0) })
    #expect(names == ["func.func", "arith.constant", "arith.addi", "func.return"])
  }
}
