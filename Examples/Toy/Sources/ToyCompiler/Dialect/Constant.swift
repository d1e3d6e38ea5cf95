import Dialects
import IR
import Support

extension Toy {
  public struct Constant: VerifiableOperation {
    public static let mnemonic = "toy.constant"
    public static var form: Form? {
      Form("custom<Value>($value, type($result)) attr-dict", ["Value": valueForm])
    }
    public static let documentation = """
      Numbers that are known: of a tensor, or of a struct's fields.

          %0 = "toy.constant"() <{value = dense<[1.0, 2.0]> : tensor<2xf64>}> : () -> tensor<2xf64>
      """
    public static let traits: Traits = [.pure, .constantLike]
    public static let signature = Signature(
      results: [.init("result", valueConstraint)], properties: [.init("value", .any)])

    /// `dense<1.0> : tensor<f64>`, or `#toy.value<[…]> : !toy.struct<…>`: a struct's value does not
    /// say what its type is.
    private static let valueForm = FormDirective(
      accepts: { operation, module in
        let constant = Constant(operation, in: module)
        return constant.value.isToyConstant(of: constant.type)
      },
      write: { operation, writer in
        let constant = Constant(operation, in: writer.module)
        writer.write(constant.value)
        if constant.value.type == nil { writer.write(" : \(constant.type)") }
      },
      read: { (reader) throws(FormFailure) in
        let value = try reader.readAttribute()
        reader.set("value", value)
        if let type = value.type { return reader.setResultTypes([type]) }
        try reader.expect(":")
        reader.setResultTypes([try reader.readType()])
      })

    public var value: Attribute
    public var type: Type

    public init(_ value: Attribute, _ type: Type) {
      self.value = value
      self.type = type
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      value = module.property("value", of: operation) ?? .unit
      type = module.resultTypeOrNone(of: operation)
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, resultTypes: [type], properties: ["value": value])
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let constant = Constant(operation, in: module)
      if !constant.value.isToyConstant(of: constant.type) {
        diagnostics.error(
          "the value of 'toy.constant' must be a constant of the type '\(constant.type)'",
          at: module.location(of: operation))
      }
    }
  }
}

extension Attribute {
  /// The numbers of a tensor's constant, row-major.
  var tensorNumbers: [Double]? {
    if case .dense(let elements) = self { return elements.numbers }
    return nil
  }

  /// The constant of a tensor type with these numbers; `nil` if they do not fit.
  static func tensor(_ numbers: [Double], _ type: Type) -> Attribute? {
    DenseElements(numbers, type: type).map { .dense($0) }
  }
}
