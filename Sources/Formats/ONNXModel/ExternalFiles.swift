#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The files beside a model that hold its tensors, each mapped once.
///
/// A model may only name files inside its own folder. Links are followed first, so that a link may not
/// lead outside either; but where the model is a link itself, as in download caches, the folder that it
/// leads to counts as well.
struct ExternalFiles {
  private let modelPath: String
  private let folder: String
  private let allowedFolders: [String]
  private var opened: [String: FileContents] = [:]
  private(set) var locations: [String] = []

  init(modelPath: String) throws(FormatError) {
    self.modelPath = modelPath
    folder = Self.folder(of: modelPath)
    guard let resolvedFolder = Self.resolve(folder), let resolvedModel = Self.resolve(modelPath)
    else {
      throw FormatError(.unreadable, in: modelPath, "cannot resolve the path of the model")
    }
    allowedFolders = [resolvedFolder, Self.folder(of: resolvedModel)]
  }

  /// Gives a tensor with external data its elements.
  mutating func resolve(_ tensor: inout TensorProto) throws(FormatError) {
    guard case .external(let place) = tensor.contents else { return }
    let name = tensor.name
    let needed = tensor.format.byteCount(elements: elementCount(of: tensor.shape) ?? 0) ?? 0
    if let length = place.length, length != needed {
      throw error(
        .malformed,
        "tensor '\(name)' of \(tensor.format) with shape \(tensor.shape) needs \(needed) bytes, "
          + "but its external data has length \(length)")
    }
    let file = try open(place.location, for: name)
    guard let bytes = file.bytes.slice(from: place.offset, count: needed) else {
      throw error(
        .malformed,
        "tensor '\(name)' needs \(needed) bytes from byte \(place.offset) of "
          + "'\(place.location)', which has \(file.bytes.count) bytes",
        advice: "the file beside the model is incomplete or belongs to another model")
    }
    tensor.contents = .dense(bytes)
    tensor.externalData = place
  }

  private mutating func open(
    _ location: String, for tensor: String
  ) throws(FormatError) -> FileContents {
    if let file = opened[location] { return file }
    let parts = location.split(separator: "/", omittingEmptySubsequences: false)
    if location.hasPrefix("/") || parts.contains("..") || location.utf8.contains(0) {
      throw error(
        .refused,
        "tensor '\(tensor)' wants data from '\(location)', which is outside the model's folder",
        advice: "external data must lie beside the model")
    }
    let path = "\(folder)/\(location)"
    guard let resolved = Self.resolve(path) else {
      throw error(
        .unreadable, "tensor '\(tensor)' needs the file '\(location)': \(systemErrorText())",
        advice: "put it beside the model")
    }
    guard allowedFolders.contains(where: { resolved.hasPrefix($0 == "/" ? "/" : $0 + "/") }) else {
      throw error(
        .refused, "'\(location)' is a link that leads outside the model's folder",
        advice: "copy the file there")
    }
    let file = try FileContents(path: path)
    opened[location] = file
    locations.append(location)
    return file
  }

  private func error(
    _ kind: FormatError.Kind, _ message: String, advice: String? = nil
  ) -> FormatError {
    FormatError(kind, in: modelPath, message, advice: advice)
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func resolve(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
