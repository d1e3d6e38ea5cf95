import Dialects
import IR
import Support

/// Instructions as text: operations `program.instruction`, and declarations of functions that their
/// implementations call.
///
///     var module = program.module
///     try InstructionLibrary.x86.add(to: &module)
///     var schedule = try Schedule(module, function: program.function)
///     try schedule.tensorize(loop, as: "x86.dot_u8s8_16x4")
///
/// A package with instructions of its own writes a value like `x86`; nothing is registered anywhere,
/// for instructions belong to the module that uses them and are printed with it.
public struct InstructionLibrary: Hashable, Sendable {
  /// What diagnostics call the text.
  public var name: String
  public var text: String

  public init(named name: String, _ text: String) {
    self.name = name
    self.text = text
  }

  /// Adds the instructions to a module; those that it has already, and functions that it declares
  /// already, are left as they are.
  ///
  /// - Throws: a diagnostic in the text, if it does not parse or verify in the module's context, or if
  ///   the module uses a name for something else.
  public func add(to module: inout Module) throws {
    let library = try Module.parse(text, file: name, context: module.context)
    try library.verify().throwIfErrors()
    for operation in library.operations(in: library.body) {
      let symbol = library.property("sym_name", of: operation)?.stringValue ?? ""
      if let known = module.lookup(symbol: symbol) {
        guard module.name(of: known) == library.name(of: operation) else {
          throw Diagnostic.error(
            "the module has a '\(module.name(of: known))' of the name '\(symbol)' already",
            at: library.location(of: operation))
        }
        continue
      }
      var mapping = ValueMapping()
      module.clone(operation, from: library, at: .atStart(of: module.body), mapping: &mapping)
    }
  }
}
