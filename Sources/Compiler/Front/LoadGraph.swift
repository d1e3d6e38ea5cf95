import Dialects
import Formats
import IR
import ONNX
import Support
import Transforms

/// A model at the graph level, as it was read.
public struct LoadedGraph: Sendable {
  /// Holds `@main`.
  public var module: Module
  /// What was taken for granted while it was read.
  public var remarks: [Diagnostic]
  /// Patterns of the names of nodes whose floats need not be strict.
  public var fastNodes: [String] = []

  public init(module: Module, remarks: [Diagnostic] = []) {
    self.module = module
    self.remarks = remarks
  }
}

/// Reads a model: an `.onnx` file or a text module.
///
/// - Throws: located diagnostics for what is wrong or not supported.
public func loadGraph(
  path: String, options: CompileOptions, context: Context = Context(dialects: Dialects.all)
) throws(DiagnosticError) -> LoadedGraph {
  var graph = try readGraph(path: path, options: options, context: context)
  graph.fastNodes = options.fastNodes
  do throws(Diagnostic) { try graph.checkFastNodes(path: path) } catch {
    throw DiagnosticError([error])
  }
  return graph
}

extension LoadedGraph {
  /// Makes sure that every pattern is of the name of some node.
  fileprivate func checkFastNodes(path: String) throws(Diagnostic) {
    guard !fastNodes.isEmpty else { return }
    var names: [String] = []
    module.walk { operation in names += module.location(of: operation).names }
    for text in fastNodes {
      let pattern = NamePattern(text)
      if pattern.matchesAll || names.contains(where: pattern.matches) { continue }
      let near = names.nearest(to: text).map { "; is '\($0)' meant?" } ?? ""
      throw .error("no node of '\(path)' is called '\(text)'\(near)")
    }
  }
}

private func readGraph(
  path: String, options: CompileOptions, context: Context
) throws(DiagnosticError) -> LoadedGraph {
  let format: ModelFormat
  do throws(Diagnostic) { format = try ModelFormat(path: path) } catch {
    throw DiagnosticError([error])
  }
  switch format {
  case .text: return try loadText(path: path, options: options, context: context)
  case .artefact:
    throw DiagnosticError([
      .error("'\(path)' is a folder; expected an '.onnx' file or a '.mlir' text module")
    ])
  case .onnx: break
  }
  let model = try readONNX(path: path)
  let imported = try ONNXImporter.importModel(
    model, context: context,
    options: ImportOptions(sizes: options.sizes, frozenInputs: options.frozenInputs))
  return LoadedGraph(module: imported.module, remarks: imported.remarks)
}

/// The contents of an ONNX file.
public func readONNX(path: String) throws(DiagnosticError) -> ONNXModel {
  do throws(FormatError) {
    return try ONNXFile.read(path: path)
  } catch {
    throw DiagnosticError([.error("\(error)")])
  }
}

private func loadText(
  path: String, options: CompileOptions, context: Context
) throws(DiagnosticError) -> LoadedGraph {
  var module = try readModule(path, context)
  let found = module.verify()
  try found.throwIfErrors()
  guard !module.operations(in: module.body).isEmpty else {
    throw DiagnosticError([
      .error(
        "'\(path)' is empty: expected a module with a function '@main' of graph operations, as "
          + "'compile --emit graph' writes it")
    ])
  }
  do throws(Diagnostic) { try module.requireRunnablePrograms() } catch {
    throw DiagnosticError([error])
  }
  let level = ModuleLevel(module)
  if level == .tensor {
    do throws(Diagnostic) { try module.callProgram(ofFile: path, sizes: options.sizes) } catch {
      throw DiagnosticError([error])
    }
    return LoadedGraph(module: module)
  }
  guard level == .graph else {
    throw DiagnosticError([
      .error(
        "'\(path)' holds \(level), not a model: expected a function '@main' of graph operations, or a "
          + "tensor program; 'compile --emit' lowers it further, 'opt' runs passes on it")
    ])
  }
  var symbols = module.graphSymbols
  let mentioned = module.mentionedSizes
  for (name, range) in options.sizes.sorted(by: { $0.key < $1.key }) {
    guard symbols[name] != nil || mentioned[name] != nil else {
      let known = Set(symbols.keys).union(mentioned.keys).sorted().joined(separator: ", ")
      throw DiagnosticError([
        .error(
          "there is no size '\(name)' in '\(path)'"
            + (known.isEmpty ? "; it has no symbolic sizes" : "; its sizes are: \(known)"))
      ])
    }
    symbols[name] = range
  }
  let undeclared = mentioned.filter { symbols[$0.key] == nil }.sorted { $0.key < $1.key }
  guard undeclared.isEmpty else {
    throw DiagnosticError(
      undeclared.map { name, location in
        .error(
          "the size '\(name)' has no range; declare it in the module's 'graph.symbols', as in "
            + "'{\(name) = #graph.range<1, 512>}', or give '--dim \(name)=1..512'", at: location)
      })
  }
  module.graphSymbols = symbols
  return LoadedGraph(module: module)
}

/// The module in a file, text or binary.
func readModule(_ path: String, _ context: Context) throws(DiagnosticError) -> Module {
  let bytes: ByteView
  do throws(FormatError) { bytes = try FileContents(path: path).bytes } catch {
    throw DiagnosticError([.error("\(error)")])
  }
  return try Module.parse(contents: MappedBytes(view: bytes), file: path, context: context)
}

/// The bytes of a file, a pipe or a terminal.
public func readBytes(_ path: String) throws(DiagnosticError) -> [UInt8] {
  do throws(FormatError) {
    return try FileContents(path: path).bytes.array
  } catch {
    throw DiagnosticError([.error("\(error)")])
  }
}
