/// The fields of a tensor before it is known which of the many places holds its elements.
struct TensorFields: WireMessage {
  var name = ""
  var dataType: Int32 = 0
  var dims = WireIntegers()
  var raw: ByteView?
  var floats = WireFixed(width: 4)
  var doubles = WireFixed(width: 8)
  var int32s = WireIntegers()
  var int64s = WireIntegers()
  var uint64s = WireIntegers()
  var strings: [ByteView] = []
  var hasSegment = false
  var isExternal = false
  var externalEntries: [StringStringEntryProto] = []
  var documentation = ""
  var metadata: [StringStringEntryProto] = []

  mutating func take(_ field: WireField) throws(FormatError) {
    switch field.number {
    case 1: try dims.take(field, "dims")
    case 2: dataType = try field.int32("data_type")
    case 3: hasSegment = true
    case 4: try floats.take(field, "float_data")
    case 5: try int32s.take(field, "int32_data")
    case 6: strings.append(try field.bytes("string_data"))
    case 7: try int64s.take(field, "int64_data")
    case 8: name = try field.string("name")
    case 9: raw = try field.bytes("raw_data")
    case 10: try doubles.take(field, "double_data")
    case 11: try uint64s.take(field, "uint64_data")
    case 12: documentation = try field.string("doc_string")
    case 13: try field.append(to: &externalEntries, "external_data")
    case 14: isExternal = try field.int32("data_location") == 1
    case 16: try field.append(to: &metadata, "metadata_props")
    default: break
    }
  }
}

extension TensorProto: WireDecodable {
  static func decode(_ bytes: ByteView, depth: Int) throws(FormatError) -> TensorProto {
    let fields = try TensorFields.decode(bytes, depth: depth)
    let reader = try TensorContentsReader(fields, message: bytes)
    var tensor = TensorProto(
      name: fields.name, format: reader.format, shape: reader.shape,
      contents: try reader.contents())
    tensor.documentation = fields.documentation
    tensor.metadata = fields.metadata
    tensor.offsetInFile = bytes.offsetInFile
    return tensor
  }
}
