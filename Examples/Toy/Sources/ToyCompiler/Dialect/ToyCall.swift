import Dialects
import IR
import Support

extension Toy {
  public struct Call: CallOperation, SymbolUserOperation {
    public static let mnemonic = "toy.call"
    public static var form: Form? {
      "$callee `(` $arguments `)` attr-dict `:` functional-type(operands, results)"
    }
    public static let documentation = """
      Calls a function by name, whatever shapes the arguments have.

          %1 = "toy.call"(%0) <{callee = @f}> : (tensor<2x3xf64>) -> tensor<*xf64>
      """
    public static let traits: Traits = []
    public static let signature = Signature(
      operands: [.init("arguments", valueConstraint, .variadic)],
      results: [.init("result", valueConstraint, .optional)],
      properties: [.init("callee", .symbol)])

    public var callee: String
    public var arguments: [ValueID]
    public var result: Type?

    public init(_ callee: String, _ arguments: [ValueID], result: Type?) {
      self.callee = callee
      self.arguments = arguments
      self.result = result
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      callee = module.property("callee", of: operation)?.symbolValue ?? ""
      arguments = module.operands(of: operation)
      result = module.results(of: operation).first.map { module.type(of: $0) }
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: arguments, resultTypes: result.map { [$0] } ?? [],
        properties: ["callee": .symbol(callee)])
    }

    /// A tensor of known shape is passed to a parameter of any shape by a cast, which the inliner
    /// asks for here.
    public func conversion(
      of value: ValueID, to type: Type, in module: Module
    ) -> OperationState? {
      guard module.type(of: value).isToyCompatible(with: type) else { return nil }
      return Cast(value, to: type).state
    }

    public static func verifySymbols(
      of operation: OperationID, in module: Module, _ symbols: inout SymbolTables,
      _ diagnostics: inout Diagnostics
    ) {
      let call = Call(operation, in: module)
      let place = module.location(of: operation)
      guard let target = symbols.symbol(named: call.callee, nearest: operation, of: module),
        let function = module.match(target, as: Function.self)
      else { return diagnostics.error("no function is called '\(call.callee)'", at: place) }
      let given = call.arguments.map { module.type(of: $0) } + [call.result].compactMap { $0 }
      let wanted = function.type.inputs + function.type.results
      let fits =
        call.arguments.count == function.type.inputs.count && given.count == wanted.count
        && zip(given, wanted).allSatisfy { $0.isToyCompatible(with: $1) }
      if !fits {
        diagnostics.error(
          "the call does not fit the type of '\(call.callee)'", at: place,
          notes: [.note("'\(call.callee)' is here", at: module.location(of: target))])
      }
    }
  }

  public struct Cast: ShapeInferring, FoldableOperation {
    public static let mnemonic = "toy.cast"
    public static var form: Form? { "$value attr-dict `:` type($value) `to` type($result)" }
    public static let documentation = """
      The same value, of which more or less is known.

          %1 = "toy.cast"(%0) : (tensor<2x3xf64>) -> tensor<*xf64>
      """
    public static let traits: Traits = [.pure]
    public static let signature = Signature(
      operands: [.init("value", valueConstraint)], results: [.init("result", valueConstraint)])

    public var value: ValueID
    public var type: Type

    public init(_ value: ValueID, to type: Type) {
      self.value = value
      self.type = type
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      value = module.operandOrMissing(0, of: operation)
      type = module.resultTypeOrNone(of: operation)
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: [value], resultTypes: [type])
    }

    public func state(in module: Module) -> OperationState { state }

    public func resultType(in module: Module) throws(Diagnostic) -> Type { module.type(of: value) }

    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> [FoldResult]? {
      let cast = Cast(operation, in: module)
      return module.type(of: cast.value) == cast.type ? [.value(cast.value)] : nil
    }
  }
}
