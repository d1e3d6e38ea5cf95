import IR
import Support

extension SCF {
  public typealias Forall = Plain<ForallMember>
  public enum ForallMember: PlainMember {
    public static var mnemonic: String { "scf.forall" }
    public static var documentation: String {
      """
      A nest of iterations that may run at once, each with parts of shared results; `mapping`
      says on what.
      """
    }
    public static var traits: Traits { [.singleBlock, .recursivelyPure, .loop] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("dynamicLowerBound", .index, .variadic),
          .init("dynamicUpperBound", .index, .variadic), .init("dynamicStep", .index, .variadic),
          .init("outputs", .any, .variadic),
        ], results: [.init("results", .any, .variadic)],
        properties: [
          .init("staticLowerBound", .integerArray), .init("staticUpperBound", .integerArray),
          .init("staticStep", .integerArray), .init("mapping", .array, optional: true),
          Signature.operandSegmentSizes,
        ], regions: 1, terminator: InParallel.mnemonic)
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let groups = module.operandSegments(of: operation, count: 4)
      let outputs = groups[3].map { module.type(of: $0) }
      var problems: [String] = []
      var ranks: Set<Int> = []
      for (name, dynamic) in zip(staticNames, groups) {
        let numbers = module.property(name, of: operation)?.integerArrayValue ?? []
        ranks.insert(numbers.count)
        if numbers.filter({ $0 == Int.min }).count != dynamic.count {
          problems.append("must have an operand for each dynamic number of '\(name)'")
        }
      }
      guard ranks.count == 1, let rank = ranks.first else {
        return problems + ["must have as many upper bounds and steps as lower bounds"]
      }
      let arguments = module.body(of: operation).map { module.arguments(of: $0) } ?? []
      if arguments.map({ module.type(of: $0) })
        != Array(repeating: .index, count: rank) + outputs
      {
        problems.append("must have a body that takes \(rank) counters and its outputs")
      }
      if module.resultTypes(of: operation) != outputs {
        problems.append("must give the types of its \(outputs.count) outputs")
      }
      if let mapping = module.property("mapping", of: operation)?.arrayValue, !mapping.isEmpty,
        mapping.count != rank
      {
        problems.append("must have as many mappings as counters, or none")
      }
      let last = module.body(of: operation).flatMap { module.lastOperation(in: $0) }
      if last.map({ module.isA($0, InParallel.self) }) != true {
        problems.append("must have a body that ends in 'scf.forall.in_parallel'")
      }
      return problems
    }

    static var staticNames: [String] { ["staticLowerBound", "staticUpperBound", "staticStep"] }

    /// Bounds and steps that are constants become static.
    public static func simplerForm(
      of operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> SimplerForm? {
      var groups = module.operandSegments(of: operation, count: 4)
      var properties = module.properties(of: operation)
      for (place, name) in staticNames.enumerated() {
        var left = groups[place][...]
        var kept: [ValueID] = []
        let numbers = (properties[name]?.integerArrayValue ?? []).map { number -> Int in
          guard number == Int.min, let value = left.popFirst() else { return number }
          if let constant = module.constantValue(of: value)?.integerValue { return constant }
          kept.append(value)
          return Int.min
        }
        groups[place] = kept
        properties[name] = .i64Array(numbers)
      }
      properties["operandSegmentSizes"] = .i32Array(groups.map(\.count))
      return SimplerForm(operands: groups.flatMap { $0 }, properties: properties)
    }

    /// Nests without shared results that run never or once.
    public static var canonicalization: RuleSet {
      RuleSet([
        RewriteRule("forall-trips", on: Forall.self) { _, operation, rewriter in
          let lists = staticNames.map {
            rewriter.module.property($0, of: operation)?.integerArrayValue ?? []
          }
          guard rewriter.module.resultCount(of: operation) == 0,
            let body = rewriter.module.body(of: operation),
            lists.allSatisfy({ !$0.contains(Int.min) && $0.count == lists[0].count })
          else { return .noMatch("it shares results, or its bounds are not known") }
          let trips = lists[0].indices.map { axis in
            let (lower, upper, step) = (lists[0][axis], lists[1][axis], lists[2][axis])
            return lower >= upper ? 0 : step > 0 && upper - lower <= step ? 1 : 2
          }
          if !trips.contains(0) {
            guard trips.allSatisfy({ $0 == 1 }) else {
              return .noMatch("it may run more than once")
            }
            let counters = rewriter.build(
              at: .before(operation), location: rewriter.module.location(of: operation)
            ) { build in
              lists[0].map { build.insertIndex($0) }
            }
            _ = rewriter.inline(body, before: operation, arguments: counters)
          }
          rewriter.erase(operation)
          return .rewritten
        }
      ])
    }
  }

  public typealias InParallel = Plain<InParallelMember>
  public enum InParallelMember: PlainMember {
    public static var mnemonic: String { "scf.forall.in_parallel" }
    public static var documentation: String {
      """
      Ends the body of an `scf.forall`; its region says which parts of the results are what.
      """
    }
    public static var form: Form? {
      Form(
        "custom<Body>(region(0)) attr-dict",
        ["Body": .body()])
    }
    public static var traits: Traits { [.terminator, .singleBlock, .noTerminator] }
    public static var signature: Signature {
      Signature(regions: 1, parents: [Forall.mnemonic])
    }
  }
}
