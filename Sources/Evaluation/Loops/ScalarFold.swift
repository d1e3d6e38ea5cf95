import Dialects
import IR

/// An operation on numbers that is computed by folding, any number of times.
struct ScalarFold {
  private let module: Module
  private let operation: OperationID
  private let parameters: [ValueID]
  private let foldable: any FoldableOperation.Type

  /// - Returns: `nil` if the operation cannot be folded.
  init?(
    _ name: String, of types: [Type], giving results: [Type], _ properties: AttributeDictionary,
    _ context: Context
  ) {
    var module = Module(context: context)
    let function = Func.Function("f", type: FunctionType(types, results))
    let holder = module.insert(function.state, at: .atEnd(of: module.body))
    guard let region = module.regions(of: holder).first else { return nil }
    let block = module.appendBlock(to: region, argumentTypes: types)
    parameters = module.arguments(of: block)
    let state = OperationState(
      name: name, operands: parameters, resultTypes: results, properties: properties)
    operation = module.insert(state, at: .atEnd(of: block))
    guard let foldable = module.definition(of: operation)?.foldable else { return nil }
    self.foldable = foldable
    self.module = module
  }

  /// The result for some operands; `nil` if folding does not tell.
  func callAsFunction(_ operands: [Attribute]) -> Attribute? {
    let folded = foldable.fold(operation, in: module, constants: operands)
    switch folded?.first {
    case .constant(let value): return value
    case .value(let value):
      return parameters.firstIndex(of: value).map { operands[$0] }
    case nil: return nil
    }
  }
}

extension Vector.CombiningKind {
  /// The operation on numbers that combines two elements of a type.
  func operation(on type: Type) -> String {
    switch self {
    case .add: type.isFloat ? "arith.addf" : "arith.addi"
    case .mul: type.isFloat ? "arith.mulf" : "arith.muli"
    case .minui: "arith.minui"
    case .minsi: "arith.minsi"
    case .maxui: "arith.maxui"
    case .maxsi: "arith.maxsi"
    case .minnumf: "arith.minnumf"
    case .maxnumf: "arith.maxnumf"
    case .minimumf: "arith.minimumf"
    case .maximumf: "arith.maximumf"
    case .and: "arith.andi"
    case .or: "arith.ori"
    case .xor: "arith.xori"
    }
  }
}
