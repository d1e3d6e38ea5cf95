import IR
import Support

extension TensorValue {
  /// The contents of a constant attribute: `dense<…>`, or `dense_resource<…>` with its bytes in
  /// `module`, or a scalar `2.5 : f32` or `3 : index` as a tensor of no axes.
  ///
  /// - Throws: what is wrong with it, without a location.
  public init(_ attribute: Attribute, in module: Module) throws(EvaluationError) {
    switch attribute {
    case .integer(let value, let type):
      guard let kind = ScalarKind(type) else { throw .unsupportedElement(type) }
      self.init([], kind: kind, integers: [Int128(value)])
    case .float(let bits, let type):
      guard let kind = ScalarKind(type) else { throw .unsupportedElement(type) }
      self.init([], kind: kind, doubles: [Double(bitPattern: bits)])
    case .dense(let elements):
      try self.init(elements)
    case .denseResource(let key, let type):
      guard let resource = module.resources[key] else {
        throw EvaluationError("the module has no resource '\(key)'")
      }
      let (shape, kind) = try TensorValue.staticShape(of: type)
      let bytes = resource.storage.withBytes { [UInt8]($0) }
      guard let value = TensorValue(shape: shape, kind: kind, bytes: bytes) else {
        throw EvaluationError(
          "resource '\(key)' has \(bytes.count) bytes, which is not what shape \(shape) of \(kind) "
            + "needs")
      }
      self = value
    default:
      throw EvaluationError("expected a constant with numbers, found another attribute")
    }
  }

  private init(_ elements: DenseElements) throws(EvaluationError) {
    let (shape, kind) = try TensorValue.staticShape(of: elements.type)
    guard elements.isSplat else {
      guard let value = TensorValue(shape: shape, kind: kind, bytes: elements.bytes) else {
        throw EvaluationError(
          "a dense constant has \(elements.bytes.count) bytes, which is not what shape \(shape) of "
            + "\(kind) needs")
      }
      self = value
      return
    }
    guard let single = TensorValue(shape: [], kind: kind, bytes: elements.bytes),
      let value = single.broadcast(to: shape)
    else { throw EvaluationError("a splat constant has \(elements.bytes.count) bytes") }
    self = value
  }

  private static func staticShape(
    of type: Type
  ) throws(EvaluationError) -> ([Int], ScalarKind) {
    let sizes: [Int?]
    switch type {
    case .tensor(let tensor): sizes = tensor.shape
    case .vector(let vector): sizes = vector.shape
    default: throw EvaluationError("a constant must have a tensor type")
    }
    let shape = sizes.compactMap(\.self)
    guard shape.count == sizes.count else {
      throw EvaluationError("a constant must have a static shape")
    }
    guard let kind = ScalarKind(type.elementType) else {
      throw .unsupportedElement(type.elementType)
    }
    return (shape, kind)
  }

  /// This as a `dense<…>` attribute; a splat when every element has the same bytes.
  public var denseAttribute: Attribute {
    let size = kind.byteCount
    let first = bytes.prefix(size)
    let isSplat =
      count > 1
      && stride(from: size, to: bytes.count, by: size).allSatisfy {
        bytes[$0..<$0 + size].elementsEqual(first)
      }
    return .dense(
      DenseElements(type: type, bytes: isSplat ? Array(first) : bytes, isSplat: isSplat))
  }
}
