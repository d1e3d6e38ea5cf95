/// Reads ONNX models without copying them: tensors are views into the mapped file.
public enum ONNXFile {
  /// What to do about tensors whose elements lie in other files.
  public enum ExternalDataPolicy: Sendable {
    /// Map the files; a missing one is an error.
    case map
    /// Leave them closed: the tensors say where their elements would be.
    case leave
  }

  /// The model in the file at `path`.
  ///
  /// - Throws: ``FormatError`` with the byte and the message where the file is wrong.
  public static func read(
    path: String, externalData: ExternalDataPolicy = .map
  ) throws(FormatError) -> ONNXModel {
    let file = try FileContents(path: path)
    var model = try decode(file.bytes)
    var externalFiles: [String] = []
    if externalData == .map {
      var files = try ExternalFiles(modelPath: path)
      try model.resolveTensors { (tensor) throws(FormatError) in try files.resolve(&tensor) }
      externalFiles = files.locations
    }
    return ONNXModel(path: path, proto: model, externalFiles: externalFiles)
  }

  /// The model in `bytes`, whose external data, if any, stays closed.
  public static func decode(_ bytes: ByteView) throws(FormatError) -> ModelProto {
    try refuseOtherFormats(bytes)
    let model = try ModelProto.decode(bytes, depth: 0)
    guard model.graph != nil else {
      throw FormatError(
        .malformed, in: bytes.name, "the file holds no graph, expected an ONNX model")
    }
    return model
  }

  /// Names the formats that people mistake for ONNX, before protobuf makes nonsense of them.
  private static func refuseOtherFormats(_ bytes: ByteView) throws(FormatError) {
    let signatures: [(at: Int, text: String, found: String, advice: String)] = [
      (0, "version https://git-lfs", "a Git LFS pointer", "fetch the file with 'git lfs pull'"),
      (0, "PK\u{3}\u{4}", "a zip archive", "unpack it, or export the model to ONNX"),
      (4, "TFL3", "a TensorFlow Lite model", "convert it to ONNX"),
      (4, "ORTM", "an ONNX Runtime model", "use the .onnx file that it was made from"),
      (0, "<!DOCTYPE", "a web page", "download the file itself"),
      (0, "<html", "a web page", "download the file itself"),
    ]
    if bytes.isEmpty {
      throw FormatError(.malformed, in: bytes.name, "the file is empty, expected an ONNX model")
    }
    for (at, text, found, advice) in signatures {
      if bytes.slice(from: at, count: text.utf8.count) == ByteView(copying: Array(text.utf8)) {
        throw FormatError(
          .malformed, in: bytes.name, at: at, "expected an ONNX model, found \(found)",
          advice: advice)
      }
    }
  }
}

/// A model as its file has it, with the files that its tensors lie in.
public struct ONNXModel: Sendable {
  /// The path as it was given.
  public let path: String
  /// The top message of the file.
  public var proto: ModelProto
  /// The other files that hold tensors, relative to the model's folder, in order of first use.
  public var externalFiles: [String]

  /// A model that is in memory.
  public init(path: String, proto: ModelProto, externalFiles: [String] = []) {
    self.path = path
    self.proto = proto
    self.externalFiles = externalFiles
  }

  /// The main graph.
  public var graph: GraphProto { proto.graph ?? GraphProto() }
}
