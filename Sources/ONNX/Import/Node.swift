import Formats
import IR
import Support

/// A node with its inputs resolved, as converters see it.
struct Node: Sendable {
  let proto: NodeProto
  /// The version of the operator set that the node is from.
  let version: Int
  /// One for each input; nil for optional ones that are left out.
  let inputs: [ImportedTensor?]

  var operatorType: String { proto.operatorType }

  /// How many outputs, up to the last one that has a name.
  var outputCount: Int { (proto.outputs.lastIndex { !$0.isEmpty } ?? -1) + 1 }

  /// Whether anybody wants output `index`.
  func wantsOutput(_ index: Int) -> Bool {
    index < proto.outputs.count && !proto.outputs[index].isEmpty
  }

  /// Input `index`, if it is there.
  func optionalInput(_ index: Int) -> ImportedTensor? {
    index < inputs.count ? inputs[index] : nil
  }

  /// Input `index`, which the operator requires.
  func input(_ index: Int) throws(Diagnostic) -> ImportedTensor {
    if let input = optionalInput(index) { return input }
    throw .error("input \(index) is missing")
  }

  /// All inputs, all of them required.
  func allInputs() throws(Diagnostic) -> [ImportedTensor] {
    var all: [ImportedTensor] = []
    for index in inputs.indices { all.append(try input(index)) }
    if all.isEmpty { throw .error("needs at least one input") }
    return all
  }

  /// `axis` counted from the front.
  func axis(_ axis: Int, rank: Int) throws(Diagnostic) -> Int {
    let result = axis < 0 ? axis + rank : axis
    if (0..<rank).contains(result) { return result }
    throw .error(
      "axis \(axis) is out of range for rank \(rank)"
        + (rank == 0 ? ", which has no axes" : "; expected -\(rank) to \(rank - 1)"))
  }
}

// MARK: - Inputs whose values are needed now

extension Node {
  /// The elements of an input as integer expressions; nil if the input is left out.
  ///
  /// - Throws: when they depend on the data.
  func integers(ofInput index: Int, _ name: String) throws(Diagnostic) -> [IndexExpression]? {
    guard let input = optionalInput(index) else { return nil }
    if let integers = input.integers { return integers }
    if let count = input.elementCount, count > ImportedTensor.knownLimit, input.isConstant {
      throw .error(
        "input '\(name)' has \(count) elements; up to \(ImportedTensor.knownLimit) are supported")
    }
    throw .error(
      "input '\(name)' decides about sizes, but its values are known only at run time; "
        + "give it a constant value")
  }

  /// The elements of an input as constant integers; nil if the input is left out.
  func constantIntegers(ofInput index: Int, _ name: String) throws(Diagnostic) -> [Int]? {
    guard let integers = try integers(ofInput: index, name) else { return nil }
    let constants = integers.compactMap(\.constantValue)
    if constants.count == integers.count { return constants }
    throw .error("input '\(name)' must be constant, found \(integers.text)")
  }

  /// The elements of an input as numbers; nil if the input is left out.
  func constantNumbers(ofInput index: Int, _ name: String) throws(Diagnostic) -> [Double]? {
    guard let input = optionalInput(index) else { return nil }
    if let numbers = input.numbers { return numbers }
    throw .error(
      "input '\(name)' must be a constant of at most \(ImportedTensor.knownLimit) elements")
  }

  /// Integers that older versions have as an attribute and newer ones as an input.
  func integers(
    attribute: String, orInput index: Int, sinceVersion version: Int
  ) throws(Diagnostic) -> [Int]? {
    self.version >= version
      ? try constantIntegers(ofInput: index, attribute) : try integers(attribute)
  }
}

// MARK: - Attributes

extension Node {
  private func mismatch(_ attribute: AttributeProto, _ expected: String) -> Diagnostic {
    .error(
      "attribute '\(attribute.name)' must be \(expected), found \(attribute.value.kindName)")
  }

  func int(_ name: String, default value: Int) throws(Diagnostic) -> Int {
    try optionalInt(name) ?? value
  }

  func optionalInt(_ name: String) throws(Diagnostic) -> Int? {
    guard let attribute = proto.attribute(name) else { return nil }
    guard case .int(let value) = attribute.value else { throw mismatch(attribute, "INT") }
    return Int(value)
  }

  func bool(_ name: String, default value: Bool = false) throws(Diagnostic) -> Bool {
    try optionalInt(name).map { $0 != 0 } ?? value
  }

  func float(_ name: String, default value: Double) throws(Diagnostic) -> Double {
    try optionalFloat(name) ?? value
  }

  func optionalFloat(_ name: String) throws(Diagnostic) -> Double? {
    guard let attribute = proto.attribute(name) else { return nil }
    switch attribute.value {
    case .float(let value): return Double(value)
    case .int(let value): return Double(value)
    default: throw mismatch(attribute, "FLOAT")
    }
  }

  func string(_ name: String, default value: String) throws(Diagnostic) -> String {
    guard let attribute = proto.attribute(name) else { return value }
    guard case .string(let bytes) = attribute.value, let text = bytes.text else {
      throw mismatch(attribute, "STRING")
    }
    return text
  }

  /// One of the values of an enumeration, by name.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, default value: Choice
  ) throws(Diagnostic) -> Choice {
    let text = try string(name, default: value.rawValue)
    if let choice = Choice(rawValue: text) { return choice }
    let expected = Choice.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    throw .error("attribute '\(name)' is '\(text)', expected one of \(expected)")
  }

  func integers(_ name: String) throws(Diagnostic) -> [Int]? {
    guard let attribute = proto.attribute(name) else { return nil }
    guard case .ints(let values) = attribute.value else { throw mismatch(attribute, "INTS") }
    return values.map { Int($0) }
  }

  func floats(_ name: String) throws(Diagnostic) -> [Double]? {
    guard let attribute = proto.attribute(name) else { return nil }
    guard case .floats(let values) = attribute.value else { throw mismatch(attribute, "FLOATS") }
    return values.map { Double($0) }
  }

  func strings(_ name: String) throws(Diagnostic) -> [String]? {
    guard let attribute = proto.attribute(name) else { return nil }
    guard case .strings(let values) = attribute.value else { throw mismatch(attribute, "STRINGS") }
    return values.map { $0.text ?? "" }
  }

  func tensor(_ name: String) throws(Diagnostic) -> StoredTensor? {
    guard let attribute = proto.attribute(name) else { return nil }
    guard case .tensor(let tensor) = attribute.value, let stored = tensor.stored else {
      throw mismatch(attribute, "a TENSOR of numbers")
    }
    return stored
  }

  func graph(_ name: String) throws(Diagnostic) -> GraphProto {
    guard let attribute = proto.attribute(name) else {
      throw .error("attribute '\(name)' is missing")
    }
    guard case .graph(let graph) = attribute.value else { throw mismatch(attribute, "GRAPH") }
    return graph
  }

  /// The element type that an attribute names by ONNX's number.
  func element(_ name: String) throws(Diagnostic) -> Type? {
    guard let number = try optionalInt(name), number != 0 else { return nil }
    guard let format = ElementFormat(onnxDataType: Int32(truncatingIfNeeded: number)) else {
      throw .error("attribute '\(name)' is element type \(number), expected 1 to 26")
    }
    guard let type = Type(format) else {
      throw .error("elements of type \(format) are not supported")
    }
    return type
  }
}
