import Foundation
import Support

/// What a model is given as.
public enum ModelFormat: Sendable {
  case onnx
  /// A text module.
  case text
  /// A folder that the compiler wrote.
  case artefact

  /// What `path` is: by its extension, or a folder.
  ///
  /// - Throws: a diagnostic when it is none of these, or not there.
  public init(path: String) throws(Diagnostic) {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    if exists, isFolder.boolValue {
      self = .artefact
    } else if path.hasSuffix(".mlir") {
      self = .text
    } else if path.hasSuffix(".onnx") {
      self = .onnx
    } else {
      throw .error(
        (exists ? "cannot tell what '\(path)' is" : "there is no '\(path)'")
          + "; expected an '.onnx' file, a '.mlir' text module or a folder that 'compile' wrote")
    }
  }
}
