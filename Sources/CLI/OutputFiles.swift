import Compiler
import Evaluation
import Formats
import Foundation
import Support

/// The `.npy` files of a model's outputs.
///
/// An output's file is `NAME.npy`, with every `/` of the name as `%2F` and every `%` as `%25`, so that
/// no two names share a file. Whoever reads a folder also takes `_` for `/`, and the number of the
/// output: `0.npy`.
struct OutputFiles {
  let interface: ModelInterface

  /// The file of output number `index`.
  func name(_ index: Int) -> String {
    let name = interface.outputs[index].name
      .replacing("%", with: "%25").replacing("/", with: "%2F").replacing("\0", with: "%00")
    // Longer than what file systems take.
    return name.utf8.count > 200 || name.isEmpty ? "\(index).npy" : "\(name).npy"
  }

  /// Writes all outputs to `folder`; all of them or none.
  func write(_ outputs: [TensorValue], to folder: String) throws {
    try StagedFolder.write(to: folder) { (work) throws(Diagnostic) in
      var names: [String] = []
      for (index, value) in outputs.enumerated() {
        guard let stored = value.stored else { continue }
        do throws(FormatError) {
          try NumPyFile.write(stored, to: work.path(percentEncoded: false) + name(index))
        } catch {
          throw .error("\(error)")
        }
        names.append(name(index))
      }
      return names
    }
  }

  /// What `folder` holds for output number `index`.
  ///
  /// - Throws: a diagnostic when there is no such file, or it is no tensor of a model.
  func read(_ index: Int, from folder: String) throws(Diagnostic) -> TensorValue {
    let plain = interface.outputs[index].name
    let names = [name(index), "\(plain.replacing("/", with: "_")).npy", "\(index).npy"]
    guard
      let file = names.map({ "\(folder)/\($0)" }).first(where: {
        FileManager.default.fileExists(atPath: $0)
      })
    else {
      throw .error(
        "there is no file for output '\(plain)' in '\(folder)'; expected '\(names[0])' or "
          + "'\(index).npy'")
    }
    do throws(FormatError) {
      guard let value = TensorValue(try NumPyFile.read(path: file)) else {
        throw FormatError(.unsupported, in: file, "no model has elements of this type")
      }
      return value
    } catch {
      throw .error("\(error)")
    }
  }
}
