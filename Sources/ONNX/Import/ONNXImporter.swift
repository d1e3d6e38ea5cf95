import Dialects
import Formats
import IR
import Support

/// A model at the graph level.
public struct ImportedModel: Sendable {
  /// Holds `@main`; see `Graph.Function`.
  public var module: Module
  /// What was taken for granted, such as two sizes being the same.
  public var remarks: [Diagnostic]
}

/// Turns ONNX models into modules of the graph dialect.
public enum ONNXImporter {
  /// The names of the operators that can be imported, sorted; see also `If`, `Loop` and `Scan`.
  public static var operatorNames: [String] {
    (OperatorTable.names + ControlFlow.operatorNames).sorted()
  }

  /// The oldest version of the operator set whose rules for an operator are known here; `nil` for
  /// operators that cannot be imported.
  public static func oldestVersion(of name: String) -> Int? {
    if ControlFlow.operatorNames.contains(name) { return 1 }
    let parts = name.split(separator: ".")
    let domain = parts.dropLast().joined(separator: ".")
    return OperatorTable.find(parts.last.map(String.init) ?? name, domain: domain)?.since
  }

  /// Imports `model`.
  ///
  /// Shapes are resolved on the way: nodes that compute sizes leave nothing behind but expressions in
  /// the types of the tensors. The bytes of constants stay where they are.
  ///
  /// - Throws: located diagnostics for what is wrong or not supported.
  public static func importModel(
    _ model: ONNXModel, context: Context, options: ImportOptions = ImportOptions()
  ) throws(DiagnosticError) -> ImportedModel {
    var symbols: SymbolTable
    do throws(Diagnostic) {
      symbols = try SymbolTable(model.graph, options: options)
    } catch {
      throw DiagnosticError([error])
    }
    for _ in 0..<roundLimit {
      var importer = ModelImporter(model, context: context, options: options, symbols: symbols)
      do throws(Diagnostic) {
        let module = try importer.run()
        return ImportedModel(module: module, remarks: symbols.remarks)
      } catch {
        guard let conflict = importer.conflict else {
          // Who lacks one operator wants to know of all.
          let missing = missingOperators(in: model)
          throw DiagnosticError(missing.contains(error) ? missing : [error])
        }
        // Each round makes a symbol less, or the range of one smaller, so that this ends.
        do throws(Diagnostic) {
          try symbols.resolve(conflict, failing: error)
        } catch {
          throw DiagnosticError([error])
        }
      }
    }
    throw DiagnosticError([
      .error("more than \(roundLimit) sizes had to be found out; declare them")
    ])
  }

  /// A model that needs more rounds than this to settle its sizes is given up.
  private static let roundLimit = 256
}
