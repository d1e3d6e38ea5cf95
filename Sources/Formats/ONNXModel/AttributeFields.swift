/// The fields of an attribute before it is known which of them counts.
private struct AttributeFields: WireMessage {
  var name = ""
  var type: Int32 = 0
  var reference: String?
  var documentation = ""
  var float: Float?
  var int: Int64?
  var string: ByteView?
  var tensor: TensorProto?
  var graph: GraphProto?
  var sparseTensor: SparseTensorProto?
  var typeProto: TypeProto?
  var floats = WireFixed(width: 4)
  var ints = WireIntegers()
  var strings: [ByteView] = []
  var tensors: [TensorProto] = []
  var graphs: [GraphProto] = []
  var sparseTensors: [SparseTensorProto] = []
  var types: [TypeProto] = []

  mutating func take(_ field: WireField) throws(FormatError) {
    switch field.number {
    case 1: name = try field.string("name")
    case 2: float = try field.float("f")
    case 3: int = try field.int64("i")
    case 4: string = try field.bytes("s")
    case 5: tensor = try field.message("t")
    case 6: try field.merge(into: &graph, "g")
    case 7: try floats.take(field, "floats")
    case 8: try ints.take(field, "ints")
    case 9: strings.append(try field.bytes("strings"))
    case 10: try field.append(to: &tensors, "tensors")
    case 11: try field.append(to: &graphs, "graphs")
    case 13: documentation = try field.string("doc_string")
    case 14: typeProto = try field.message("tp")
    case 15: try field.append(to: &types, "type_protos")
    case 20: type = try field.int32("type")
    case 21: reference = try field.string("ref_attr_name")
    case 22: sparseTensor = try field.message("sparse_tensor")
    case 23: try field.append(to: &sparseTensors, "sparse_tensors")
    default: break
    }
  }
}

extension AttributeProto: WireDecodable {
  static func decode(_ bytes: ByteView, depth: Int) throws(FormatError) -> AttributeProto {
    let fields = try AttributeFields.decode(bytes, depth: depth)
    guard let value = fields.value else {
      let name = fields.name
      throw FormatError(
        .malformed, in: bytes.name, at: bytes.offsetInFile,
        fields.isKnownType
          ? "attribute '\(name)' lacks the value that its type (\(fields.type)) calls for"
          : "attribute '\(name)' has type \(fields.type), expected 1 to 14")
    }
    return AttributeProto(name: fields.name, value: value, documentation: fields.documentation)
  }
}

extension AttributeFields {
  var isKnownType: Bool { (0...14).contains(type) }

  /// The value that `type` names.
  ///
  /// Numbers and texts that are missing are zero and empty, because some writers leave those out.
  var value: AttributeProto.Value? {
    if let reference, !reference.isEmpty { return .reference(reference) }
    switch type {
    case 0: return valueWithoutType
    case 1: return .float(float ?? 0)
    case 2: return .int(int ?? 0)
    case 3: return .string(string ?? ByteView(copying: []))
    case 4: return tensor.map { .tensor($0) }
    case 5: return graph.map { .graph($0) }
    case 6: return .floats(floatArray)
    case 7: return .ints(ints.values)
    case 8: return .strings(strings)
    case 9: return .tensors(tensors)
    case 10: return .graphs(graphs)
    case 11: return sparseTensor.map { .sparseTensor($0) }
    case 12: return .sparseTensors(sparseTensors)
    case 13: return typeProto.map { .type($0) }
    case 14: return .types(types)
    default: return nil
    }
  }

  /// Files of IR version 1 have no `type`: the field that is there decides.
  private var valueWithoutType: AttributeProto.Value? {
    if let float { return .float(float) }
    if let int { return .int(int) }
    if let string { return .string(string) }
    if let tensor { return .tensor(tensor) }
    if let graph { return .graph(graph) }
    if floats.bytes != nil { return .floats(floatArray) }
    if !ints.values.isEmpty { return .ints(ints.values) }
    if !strings.isEmpty { return .strings(strings) }
    if !tensors.isEmpty { return .tensors(tensors) }
    if !graphs.isEmpty { return .graphs(graphs) }
    return nil
  }

  private var floatArray: [Float] {
    guard let bytes = floats.bytes else { return [] }
    return (0..<bytes.count / 4).map { index in
      Float(bitPattern: bytes.littleEndian(at: 4 * index) ?? 0)
    }
  }
}
