import Dialects
import IR
import Support

extension Toy {
  public struct Function: FunctionOperation, VerifiableOperation {
    public static let mnemonic = "toy.func"
    public static var form: Form? { .function("$sym_name, $function_type, $sym_visibility") }
    public static let documentation = """
      A function; where it is called, its parameters may have any shapes.

          "toy.func"() <{function_type = (tensor<*xf64>) -> tensor<*xf64>, sym_name = "f"}> ({
          ^bb0(%a: tensor<*xf64>):
            "toy.return"(%a) : (tensor<*xf64>) -> ()
          }) : () -> ()
      """
    public static let traits: Traits = [.isolatedFromAbove, .symbol, .singleBlock]
    public static let signature = Signature(
      properties: [
        .init("sym_name", .string), .init("function_type", .type),
        .init("sym_visibility", .string, optional: true),
      ], regions: 1)

    public var name: String
    public var type: FunctionType
    /// Whether only this module sees it: then it may go when nothing calls it.
    public var isPrivate: Bool

    public init(_ name: String, type: FunctionType, isPrivate: Bool = false) {
      self.name = name
      self.type = type
      self.isPrivate = isPrivate
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let properties = module.properties(of: operation)
      name = properties["sym_name"]?.stringValue ?? ""
      isPrivate = properties["sym_visibility"]?.stringValue == "private"
      if case .type(.function(let type)) = properties["function_type"] {
        self.type = type
      } else {
        type = FunctionType([], [])
      }
    }

    public var state: OperationState {
      var state = OperationState(
        name: Self.mnemonic,
        properties: ["sym_name": .string(name), "function_type": .type(.function(type))],
        regionCount: 1)
      if isPrivate { state.properties["sym_visibility"] = .string("private") }
      return state
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let function = Function(operation, in: module)
      guard let body = module.body(of: operation) else { return }
      if module.arguments(of: body).map({ module.type(of: $0) }) != function.type.inputs {
        diagnostics.error(
          "the body of '\(function.name)' must take the arguments of its type",
          at: module.location(of: operation))
      }
    }
  }

  public struct Return: VerifiableOperation {
    public static let mnemonic = "toy.return"
    public static var form: Form? { "attr-dict ($value^ `:` type($value))?" }
    public static let documentation = """
      Leaves a function, with its result if it has one.

          "toy.return"() : () -> ()
      """
    public static let traits: Traits = [.terminator, .returns]
    public static let signature = Signature(
      operands: [.init("value", valueConstraint, .optional)], parents: [Function.mnemonic])

    public var value: ValueID?

    public init(_ value: ValueID? = nil) { self.value = value }

    public init(_ operation: OperationID, in module: borrowing Module) {
      value = module.operands(of: operation).first
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: value.map { [$0] } ?? [])
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      guard let parent = module.parent(of: operation),
        let function = module.match(parent, as: Function.self)
      else { return }
      let given = module.operands(of: operation).map { module.type(of: $0) }
      let fits =
        given.count == function.type.results.count
        && zip(given, function.type.results).allSatisfy { $0.isToyCompatible(with: $1) }
      if !fits {
        diagnostics.error(
          "'toy.return' must give what the type of '\(function.name)' says",
          at: module.location(of: operation))
      }
    }
  }
}
