import IR

extension ReductionStep {
  /// Takes operands away from operations; the verifier says where that is possible.
  public static let dropOperands = ReductionStep("drop-operands") { module in
    module.operationsInside().reversed().flatMap { operation in
      (0..<module.operandCount(of: operation)).reversed().map { number in
        ReductionEdit(of: operation) { $0.removeOperand(number, of: operation) }
      }
    }
  }

  /// Takes results that nothing uses away from operations that are not registered.
  public static let dropResults = ReductionStep("drop-results") { module in
    module.operationsInside().reversed().flatMap { operation -> [ReductionEdit] in
      let results = module.results(of: operation)
      guard module.definition(of: operation) == nil, module.regionCount(of: operation) == 0,
        results.contains(where: { !module.hasUses($0) })
      else { return [] }
      return [
        ReductionEdit(of: operation) { module in
          module.rebuild(operation, keeping: results.indices.filter { module.hasUses(results[$0]) })
        }
      ]
    }
  }
}
