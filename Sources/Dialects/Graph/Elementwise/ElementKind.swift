import IR
import Support

extension Graph {
  /// What elements an operand may have.
  public enum ElementKind: String, Sendable {
    case any, numeric, float, integer, boolean

    /// Whether elements of `type` are of this kind; an `i1` is a boolean and not an integer.
    public func holds(for type: Type) -> Bool {
      switch self {
      case .any: return type.isFloat || type.isInteger
      case .numeric: return type.isFloat || (type.isInteger && type != .i1)
      case .float: return type.isFloat
      case .integer: return type.isInteger && type != .i1
      case .boolean: return type == .i1
      }
    }

    var constraint: TypeConstraint {
      let words =
        switch self {
        case .any: "numbers or booleans"
        case .numeric: "numbers"
        case .float: "floats"
        case .integer: "integers"
        case .boolean: "booleans (i1)"
        }
      return TypeConstraint("\(TypeConstraint.sizedTensor.summary), of \(words)") {
        $0.sizes != nil && holds(for: $0.elementType)
      }
    }
  }

  /// What elements the result has.
  public enum ResultElement: Sendable {
    /// Those of the (first) operand.
    case same
    case boolean

    func type(for operand: Type) -> Type { self == .same ? operand : .i1 }
  }

  /// An element-wise function of one tensor; the result has the operand's shape.
  public protocol UnaryOperation: ElementwiseOperation {
    static var operandKind: ElementKind { get }
    static var resultElement: ResultElement { get }
    var input: ValueID { get }
  }

  /// A unary operation without properties.
  public protocol PlainUnaryOperation: UnaryOperation {
    init(input: ValueID, resultType: Type)
  }

  /// An element-wise function of two tensors of the same element type, broadcast to each other.
  public protocol BinaryOperation: ElementwiseOperation {
    static var operandKind: ElementKind { get }
    static var resultElement: ResultElement { get }
    var lhs: ValueID { get }
    var rhs: ValueID { get }
  }

  /// A binary operation without properties.
  public protocol PlainBinaryOperation: BinaryOperation {
    init(lhs: ValueID, rhs: ValueID, resultType: Type)
  }
}

extension Graph.UnaryOperation {
  public static var operandKind: Graph.ElementKind { .float }
  public static var resultElement: Graph.ResultElement { .same }

  public static var signature: Signature { makeSignature(properties: []) }

  static func makeSignature(properties: [Signature.Property]) -> Signature {
    Signature(
      operands: [.init("input", operandKind.constraint)],
      results: [.init("result", .sizedTensor)], properties: properties)
  }

  public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
    let type = module.type(of: input)
    let sizes = try Graph.sizes(of: input, "input", of: Self.mnemonic, in: module)
    guard Self.operandKind.holds(for: type.elementType) else {
      throw .error(
        "operand 'input' of '\(Self.mnemonic)' must be \(Self.operandKind.constraint.summary), "
          + "found '\(type)'")
    }
    return .tensor(sizes: sizes, element: Self.resultElement.type(for: type.elementType))
  }

  func state(properties: AttributeDictionary) -> OperationState {
    OperationState(
      name: Self.mnemonic, operands: [input], resultTypes: [resultType], properties: properties)
  }
}

extension Graph.PlainUnaryOperation {
  /// Infers the result type.
  ///
  /// - Throws: when the operand's element type does not fit.
  public init(_ input: ValueID, in module: Module) throws(Diagnostic) {
    self.init(input: input, resultType: .none)
    try inferResultType(in: module)
  }

  public init(_ operation: OperationID, in module: borrowing Module) {
    let read = Graph.Reader(operation, copy module)
    self.init(input: read.operand(0), resultType: read.resultType())
  }

  public var state: OperationState { state(properties: [:]) }
}

extension Graph.BinaryOperation {
  public static var operandKind: Graph.ElementKind { .numeric }
  public static var resultElement: Graph.ResultElement { .same }

  public static var signature: Signature { makeSignature(properties: []) }

  static func makeSignature(properties: [Signature.Property]) -> Signature {
    Signature(
      operands: [.init("lhs", operandKind.constraint), .init("rhs", operandKind.constraint)],
      results: [.init("result", .sizedTensor)], properties: properties)
  }

  public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
    let (left, right) = (module.type(of: lhs), module.type(of: rhs))
    let a = try Graph.sizes(of: lhs, "lhs", of: Self.mnemonic, in: module)
    let b = try Graph.sizes(of: rhs, "rhs", of: Self.mnemonic, in: module)
    let element = left.elementType
    guard Self.operandKind.holds(for: element) else {
      throw .error(
        "operand 'lhs' of '\(Self.mnemonic)' must be \(Self.operandKind.constraint.summary), "
          + "found '\(left)'")
    }
    guard element == right.elementType else {
      throw .error(
        "operands of '\(Self.mnemonic)' must have one element type, found '\(element)' and "
          + "'\(right.elementType)'; insert a 'graph.cast'")
    }
    let sizes = try Graph.broadcastSizes(a, b, in: module)
    return .tensor(sizes: sizes, element: Self.resultElement.type(for: element))
  }

  func state(properties: AttributeDictionary) -> OperationState {
    OperationState(
      name: Self.mnemonic, operands: [lhs, rhs], resultTypes: [resultType], properties: properties)
  }
}

extension Graph.PlainBinaryOperation {
  /// Infers the result type.
  ///
  /// - Throws: when the element types differ or do not fit, or the shapes do not broadcast.
  public init(_ lhs: ValueID, _ rhs: ValueID, in module: Module) throws(Diagnostic) {
    self.init(lhs: lhs, rhs: rhs, resultType: .none)
    try inferResultType(in: module)
  }

  public init(_ operation: OperationID, in module: borrowing Module) {
    let read = Graph.Reader(operation, copy module)
    self.init(lhs: read.operand(0), rhs: read.operand(1), resultType: read.resultType())
  }

  public var state: OperationState { state(properties: [:]) }
}
