import Dialects
import IR
import Support

/// The text that debuggers and profilers show for a model's code: its loops.
///
/// An ONNX model has nodes, but no lines. So the loops are written beside the code, and every
/// instruction is said to come from a line there, inlined from a function called like its node.
public struct DebugListing: Sendable {
  /// The file's name; debuggers look for it where they stand.
  public let fileName: String
  /// What the file says: a module that `tangram opt` reads.
  public let text: String
  /// Of each function, where the text has it and what is inside, parents before children.
  private var places: [String: [Location]] = [:]

  /// The listing of a module of loops, as a file of that name.
  init(of module: Module, fileName: String) throws(Diagnostic) {
    self.fileName = fileName
    text = module.text()
    let read: Module
    do {
      read = try Module.parse(text, file: fileName, context: module.context)
    } catch {
      throw .internalError("the loops cannot be read back: \(error)")
    }
    for operation in read.operations(in: read.body) {
      guard let name = read.function(operation)?.name else { continue }
      read.walk(operation) { places[name, default: []].append(read.location(of: $0)) }
    }
  }

  /// The module with every operation of the listed functions at its line, under the name of what it
  /// came from.
  func located(_ module: Module) -> Module {
    var result = module
    for function in module.operations(in: module.body) {
      guard let name = module.function(function)?.name, var places = places[name]?[...] else {
        continue
      }
      // What has no name of its own is part of what the function is made of.
      let own = module.location(of: function).label
      module.walk(function) { operation in
        guard let place = places.popFirst() else { return }
        let label = module.location(of: operation).label ?? own
        result.setLocation(of: operation, to: label.map { .name($0, place) } ?? place)
      }
    }
    return result
  }
}
