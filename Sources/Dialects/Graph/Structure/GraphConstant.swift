import IR
import Support

extension Graph {
  public struct Constant: SingleResultOperation {
    public static let mnemonic = "graph.constant"
    public static let documentation = """
      A tensor known at compile time: `dense<…>`, or `dense_resource<key>` for big ones, whose bytes
      are in the module's resources (row-major, little-endian, an `i1` in a byte).

          %0 = "graph.constant"() <{value = dense<1.0> : tensor<4xf32>}> : () -> tensor<4xf32>
      """
    public static let form: Form? = "attr-dict typed($value)"
    public static let traits: Traits = [.pure, .constantLike]
    public static let signature = Signature(
      results: [.init("result", .sizedTensor)],
      properties: [
        .init(
          "value",
          AttributeConstraint("'dense<…>' or 'dense_resource<…>' of a static tensor") {
            switch $0 {
            case .dense(let elements): elements.type.staticSizes != nil
            case .denseResource(_, let type): type.staticSizes != nil
            default: false
            }
          })
      ])

    /// `.dense` or `.denseResource`.
    public var value: Attribute
    public var resultType: Type

    /// The constant that `value` holds; its type is the attribute's.
    public init(_ value: Attribute) {
      self.value = value
      resultType = value.type ?? .none
    }

    /// `bytes` as a tensor of `shape`: row-major, little-endian, an `i1` in a byte.
    ///
    /// - Precondition: the number of bytes is that of the shape's elements.
    public init(bytes: [UInt8], shape: [Int], element: Type) {
      let type = Type.tensor(TensorType(shape, element))
      let expected = shape.reduce(element.elementByteCount ?? 1, *)
      precondition(bytes.count == expected, "constants need as many bytes as their type")
      self.init(.dense(DenseElements(type: type, bytes: bytes)))
    }

    /// `number` everywhere, rounded to the element type.
    ///
    /// Integers are cut to width.
    public init(splat number: Double, shape: [Int] = [], element: Type) {
      let type = Type.tensor(TensorType(shape, element))
      let bytes = ElementCoding.bytes(of: number, as: element)
      self.init(.dense(DenseElements(type: type, bytes: bytes, isSplat: true)))
    }

    /// Integers in row-major order, cut to the element's width.
    ///
    /// - Precondition: as many integers as the shape has elements.
    public init(integers: [Int], shape: [Int]? = nil, element: Type = .i64) {
      let shape = shape ?? [integers.count]
      let bytes = integers.flatMap { ElementCoding.bytes(of: $0, as: element) }
      self.init(bytes: bytes, shape: shape, element: element)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      value = read.property("value") ?? .unit
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, resultTypes: [resultType], properties: ["value": value])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      guard let type = value.type, let shape = type.staticSizes,
        let width = type.elementByteCount
      else {
        throw .error("'value' of '\(Self.mnemonic)' must be a tensor of numbers, found '\(value)'")
      }
      let expected = shape.reduce(width) { $0 &* $1 }
      switch value {
      case .dense(let elements):
        let found = elements.bytes.count
        guard found == (elements.isSplat ? width : expected) else {
          throw .error(
            "'value' of '\(Self.mnemonic)' has \(found) bytes, but '\(type)' needs \(expected)")
        }
      case .denseResource(let key, _):
        guard let resource = module.resources[key] else { break }
        guard resource.count == expected else {
          throw .error(
            "resource '\(key)' has \(resource.count) bytes, but '\(type)' needs \(expected)")
        }
      default: throw .error("'value' of '\(Self.mnemonic)' must be dense elements")
      }
      return type
    }
  }
}
