import IR
import Support

extension LLVM.Constant: VerifiableOperation {
  /// The value may be spelled as another type than that of the result: elements of a tensor for an
  /// array of arrays, an `index` for an integer, a float for the integer of its bits.
  public static func verify(
    _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
  ) {
    let constant = Self(operation, in: module)
    if let objection = objection(to: constant.value, as: constant.type) {
      diagnostics.error("'\(mnemonic)' \(objection)", at: module.location(of: operation))
    }
  }

  /// Why `value` is no constant of a type, or `nil`.
  private static func objection(to value: Attribute, as type: Type) -> String? {
    if let text = value.stringBytes {
      let expected = Type.of(LLVM.ArrayType(text.count, .i8))
      return type == expected
        ? nil : "of a text of \(text.count) bytes must have the type '\(expected)', not '\(type)'"
    }
    if let fields = type.cast(to: LLVM.StructType.self) {
      return objection(to: value, asComplex: fields)
    }
    switch value {
    case .integer, .wideInteger:
      return type.isInteger ? nil : "of an integer must give an integer, not '\(type)'"
    case .float, .wideFloat:
      let width = value.type?.bitWidth
      let isSame = type.isFloat ? value.type == type : type.isInteger && type.bitWidth == width
      return isSame
        ? nil
        : "of a '\(value.type ?? .none)' must give that or an integer of as many bits, not '\(type)'"
    case .dense, .denseResource, .sparse:
      return objection(toElementsOf: value.type ?? .none, as: type)
    case .array:
      return "takes an array of values only for a structure of two numbers, not for '\(type)'"
    default:
      return "must be of an integer, a float, a text or elements, not of '\(value)'"
    }
  }

  /// A complex number is two fields of one type.
  private static func objection(
    to value: Attribute, asComplex type: LLVM.StructType
  ) -> String? {
    guard let fields = type.fields, fields.count == 2, fields[0] == fields[1],
      fields[0].isInteger || fields[0].isFloat
    else { return "of a structure must be a complex number: two numbers of one type" }
    guard let parts = value.arrayValue, parts.count == 2, parts.allSatisfy({ $0.type == fields[0] })
    else { return "of a complex number must have an array of two values of type '\(fields[0])'" }
    return nil
  }

  private static func objection(toElementsOf source: Type, as type: Type) -> String? {
    guard source != type else { return nil }
    let numbers = source.shape ?? []
    var left = type
    var shape: [Int] = []
    while let array = left.cast(to: LLVM.ArrayType.self) {
      shape.append(array.count)
      left = array.element
    }
    if case .vector(let vector) = left {
      shape += vector.shape
      left = vector.element
    }
    return shape == numbers && left == source.elementType
      ? nil : "of elements of the type '\(source)' cannot be a '\(type)'"
  }
}
