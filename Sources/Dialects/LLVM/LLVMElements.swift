import IR
import Support

extension LLVM {
  public struct Select: ResultTypeInferring {
    public static var mnemonic: String { "llvm.select" }
    public static var documentation: String {
      "The second operand where the first holds, the third where not."
    }
    public static var form: Form? {
      """
      $condition `,` $trueValue `,` $falseValue attr-dict `:` type($condition) `,`
      type($res)
      """
    }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("condition", .booleanLike), .init("trueValue", .any), .init("falseValue", .any),
        ], results: [.init("res", .any)], properties: [fastMathProperty])
    }

    public var condition: ValueID
    public var whenTrue: ValueID
    public var whenFalse: ValueID

    public init(_ condition: ValueID, _ whenTrue: ValueID, _ whenFalse: ValueID) {
      self.condition = condition
      self.whenTrue = whenTrue
      self.whenFalse = whenFalse
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      condition = module.operandOrMissing(0, of: operation)
      whenTrue = module.operandOrMissing(1, of: operation)
      whenFalse = module.operandOrMissing(2, of: operation)
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: [condition, whenTrue, whenFalse])
    }

    public func resultTypes(in module: Module) -> [Type] { [module.type(of: whenTrue)] }
  }

  public struct ExtractElement: ResultTypeInferring {
    public static var mnemonic: String { "llvm.extractelement" }
    public static var documentation: String { "One element of a vector." }
    public static var form: Form? {
      "$vector `` `[` $position `:` type($position) `]` attr-dict `:` type($vector)"
    }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(
        operands: [.init("vector", .vector), .init("position", .integer)],
        results: [.init("res", .any)])
    }

    public var vector: ValueID
    public var position: ValueID

    public init(_ vector: ValueID, at position: ValueID) {
      self.vector = vector
      self.position = position
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      vector = module.operandOrMissing(0, of: operation)
      position = module.operandOrMissing(1, of: operation)
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: [vector, position])
    }

    public func resultTypes(in module: Module) -> [Type] { [module.type(of: vector).elementType] }
  }

  public struct InsertElement: ResultTypeInferring {
    public static var mnemonic: String { "llvm.insertelement" }
    public static var documentation: String { "A vector with one element replaced." }
    public static var form: Form? {
      """
      $value `,` $vector `` `[` $position `:` type($position) `]` attr-dict `:`
      type($vector)
      """
    }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(
        operands: [.init("vector", .vector), .init("value", .any), .init("position", .integer)],
        results: [.init("res", .vector)])
    }

    public var value: ValueID
    public var vector: ValueID
    public var position: ValueID

    public init(_ value: ValueID, into vector: ValueID, at position: ValueID) {
      self.value = value
      self.vector = vector
      self.position = position
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      vector = module.operandOrMissing(0, of: operation)
      value = module.operandOrMissing(1, of: operation)
      position = module.operandOrMissing(2, of: operation)
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: [vector, value, position])
    }

    public func resultTypes(in module: Module) -> [Type] { [module.type(of: vector)] }
  }

  public struct ShuffleVector: ResultTypeInferring {
    public static var mnemonic: String { "llvm.shufflevector" }
    public static var documentation: String {
      "Elements picked from two vectors, numbered through both; -1 for any."
    }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(
        operands: [.init("v1", .vector), .init("v2", .vector)], results: [.init("res", .vector)],
        properties: [.init("mask", .integerArray)])
    }

    public var first: ValueID
    public var second: ValueID
    public var mask: [Int]

    public init(_ first: ValueID, _ second: ValueID, mask: [Int]) {
      self.first = first
      self.second = second
      self.mask = mask
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      first = module.operandOrMissing(0, of: operation)
      second = module.operandOrMissing(1, of: operation)
      mask = module.property("mask", of: operation)?.integerArrayValue ?? []
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [first, second], properties: ["mask": .i32Array(mask)])
    }

    public func resultTypes(in module: Module) -> [Type] {
      [.vector(mask.count, module.type(of: first).elementType)]
    }
  }

  public struct ExtractValue: VerifiableOperation {
    public static var mnemonic: String { "llvm.extractvalue" }
    public static var documentation: String { "A field of a struct or array." }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(
        operands: [.init("container", .any)], results: [.init("res", .any)],
        properties: [.init("position", .integerArray)])
    }

    public var container: ValueID
    public var position: [Int]
    public var type: Type

    public init(_ container: ValueID, at position: [Int], as type: Type) {
      self.container = container
      self.position = position
      self.type = type
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      container = module.operandOrMissing(0, of: operation)
      position = module.property("position", of: operation)?.integerArrayValue ?? []
      type = module.resultTypeOrNone(of: operation)
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [container], resultTypes: [type],
        properties: ["position": .i64Array(position)])
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let extract = ExtractValue(operation, in: module)
      LLVM.verify(
        field: extract.position, of: extract.container, is: extract.type, operation, in: module,
        &diagnostics)
    }
  }

  public struct InsertValue: ResultTypeInferring, VerifiableOperation {
    public static var mnemonic: String { "llvm.insertvalue" }
    public static var documentation: String { "A struct or array with one field replaced." }
    public static var form: Form? {
      "$value `,` $container `` $position attr-dict `:` type($container)"
    }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(
        operands: [.init("container", .any), .init("value", .any)], results: [.init("res", .any)],
        properties: [.init("position", .integerArray)])
    }

    public var value: ValueID
    public var container: ValueID
    public var position: [Int]

    public init(_ value: ValueID, into container: ValueID, at position: [Int]) {
      self.value = value
      self.container = container
      self.position = position
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      container = module.operandOrMissing(0, of: operation)
      value = module.operandOrMissing(1, of: operation)
      position = module.property("position", of: operation)?.integerArrayValue ?? []
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [container, value],
        properties: ["position": .i64Array(position)])
    }

    public func resultTypes(in module: Module) -> [Type] { [module.type(of: container)] }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let insert = InsertValue(operation, in: module)
      LLVM.verify(
        field: insert.position, of: insert.container, is: module.type(of: insert.value),
        operation, in: module, &diagnostics)
    }
  }

  /// Checks that the field of `container` at `position` is of `type`.
  fileprivate static func verify(
    field position: [Int], of container: ValueID, is type: Type, _ operation: OperationID,
    in module: Module, _ diagnostics: inout Diagnostics
  ) {
    let (name, container) = (module.name(of: operation), module.type(of: container))
    guard let field = LLVM.field(position, of: container) else {
      return diagnostics.error(
        "'\(name)' names field \(position), which '\(container)' does not have",
        at: module.location(of: operation))
    }
    if field != type {
      diagnostics.error(
        "field \(position) of '\(container)' is of type '\(field)', not '\(type)'",
        at: module.location(of: operation))
    }
  }
}
