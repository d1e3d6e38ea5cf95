/// A named constant of a node.
public struct AttributeProto: Sendable {
  /// What an attribute can hold.
  public indirect enum Value: Sendable {
    case float(Float)
    case int(Int64)
    /// Text by convention, but any bytes are allowed.
    case string(ByteView)
    case tensor(TensorProto)
    case graph(GraphProto)
    case sparseTensor(SparseTensorProto)
    case type(TypeProto)
    case floats([Float])
    case ints([Int64])
    case strings([ByteView])
    case tensors([TensorProto])
    case graphs([GraphProto])
    case sparseTensors([SparseTensorProto])
    case types([TypeProto])
    /// Inside a function: whatever the caller gives for the function's attribute of this name.
    case reference(String)
  }

  /// The name by which the operator knows it.
  public var name: String
  /// What it holds.
  public var value: Value
  /// Free text for people.
  public var documentation: String

  /// An attribute of a node.
  public init(name: String, value: Value, documentation: String = "") {
    self.name = name
    self.value = value
    self.documentation = documentation
  }
}

extension AttributeProto.Value {
  /// The kind of value as ONNX calls it.
  public var kindName: String {
    switch self {
    case .float: "FLOAT"
    case .int: "INT"
    case .string: "STRING"
    case .tensor: "TENSOR"
    case .graph: "GRAPH"
    case .sparseTensor: "SPARSE_TENSOR"
    case .type: "TYPE_PROTO"
    case .floats: "FLOATS"
    case .ints: "INTS"
    case .strings: "STRINGS"
    case .tensors: "TENSORS"
    case .graphs: "GRAPHS"
    case .sparseTensors: "SPARSE_TENSORS"
    case .types: "TYPE_PROTOS"
    case .reference: "a reference to a function's attribute"
    }
  }
}
