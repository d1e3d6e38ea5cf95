import Dialects
import IR
import Support

extension Toy {
  public struct Pack: ShapeInferring, FoldableOperation {
    public static let mnemonic = "toy.pack"
    public static var form: Form? { "$fields attr-dict `:` brief-type" }
    public static let documentation = """
      Makes a struct of its fields.

          %2 = "toy.pack"(%0, %1) : (tensor<2xf64>, tensor<f64>)
            -> !toy.struct<P, x: tensor<2xf64>, y: tensor<f64>>
      """
    public static let traits: Traits = [.pure]
    public static let signature = Signature(
      operands: [.init("fields", valueConstraint, .variadic)],
      results: [.init("result", .dialect(StructType.self))])

    public var fields: [ValueID]
    /// The struct; the result's type tells the shapes of these fields too.
    public var type: StructType

    public init(_ fields: [ValueID], as type: StructType) {
      self.fields = fields
      self.type = type
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      fields = module.operands(of: operation)
      type =
        module.resultTypeOrNone(of: operation).cast(to: StructType.self) ?? StructType("", [])
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: fields)
    }

    public func resultType(in module: Module) throws(Diagnostic) -> Type {
      guard fields.count == type.fields.count else {
        throw .error(
          "the struct '\(type.name)' has \(type.fields.count) fields, not \(fields.count)")
      }
      var exact = type
      for (index, field) in fields.enumerated() {
        let given = module.type(of: field)
        guard given.isToyCompatible(with: type.fields[index].type) else {
          throw .error(
            "the field '\(type.fields[index].name)' of '\(type.name)' must be"
              + " '\(type.fields[index].type)', not '\(given)'")
        }
        exact.fields[index].type = given
      }
      return .of(exact)
    }

    /// Constants make a constant.
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> [FoldResult]? {
      let known = constants.compactMap { $0 }
      guard known.count == constants.count else { return nil }
      let value = Attribute.of(StructValue(known))
      return value.isToyConstant(of: module.resultTypeOrNone(of: operation))
        ? [.constant(value)] : nil
    }
  }

  public struct Field: ShapeInferring, FoldableOperation {
    public static let mnemonic = "toy.field"
    public static var form: Form? { "$value `` `[` $index `]` attr-dict `:` brief-type" }
    public static let documentation = """
      Takes a field of a struct.

          %1 = "toy.field"(%0) <{index = 0 : i64}> : (!toy.struct<P, x: tensor<f64>>) -> tensor<f64>
      """
    public static let traits: Traits = [.pure]
    public static let signature = Signature(
      operands: [.init("value", .dialect(StructType.self))],
      results: [.init("result", valueConstraint)], properties: [.init("index", .integer)])

    public var value: ValueID
    public var index: Int

    public init(_ value: ValueID, _ index: Int) {
      self.value = value
      self.index = index
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      value = module.operandOrMissing(0, of: operation)
      index = module.property("index", of: operation)?.integerValue ?? 0
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [value], properties: ["index": .i64(index)])
    }

    public func resultType(in module: Module) throws(Diagnostic) -> Type {
      guard let type = module.type(of: value).cast(to: StructType.self),
        type.fields.indices.contains(index)
      else { throw .error("the struct has no field with the number \(index)") }
      return type.fields[index].type
    }

    /// What the struct was made of.
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> [FoldResult]? {
      let field = Field(operation, in: module)
      if let pack: Pack = module.match(definitionOf: field.value),
        pack.fields.indices.contains(field.index)
      {
        return [.value(pack.fields[field.index])]
      }
      guard let known = constants[0]?.cast(to: StructValue.self)?.fields,
        known.indices.contains(field.index)
      else { return nil }
      return [.constant(known[field.index])]
    }
  }
}
