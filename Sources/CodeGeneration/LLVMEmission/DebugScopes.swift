import CLLVM
import Support

/// Where instructions came from, in the form that debuggers and profilers read.
///
/// A function of the module is a subprogram, called like the function and the names (ONNX nodes) that
/// it is made of. A name in the location of an operation is a subprogram too, inlined where the
/// operation stands, so that a backtrace or a profile inside of a function names the node.
///
///     .file("m.mlir", 7, 3)                  -->  line 7 of the function
///     .name("MatMul_3", .file("m.mlir", …))  -->  line 7 of 'MatMul_3', inlined into the function
///     .callSite(callee: …, caller: …)        -->  the callee's place, inlined at the caller's
///     .fused([a, b])                         -->  'a + b', where the first has a line
struct DebugScopes {
  private let builder: LLVMDIBuilderRef
  private let context: LLVMContextRef
  private var files: [String: LLVMMetadataRef] = [:]
  private var nodes: [String: LLVMMetadataRef] = [:]

  /// The function that is being written.
  private var function: LLVMMetadataRef?
  private var functionFile = ""
  /// Where each name is inlined into the function.
  private var calls: [Call: LLVMMetadataRef] = [:]

  private struct Call: Hashable {
    var name: String
    var caller: LLVMMetadataRef?
  }

  /// Begins the compilation of a file.
  init(in module: LLVMModuleRef, _ context: LLVMContextRef, file: String) {
    self.context = context
    builder = LLVMCreateDIBuilder(module)
    // Of version 5, linkers merge strings in ways that `llvm-dwarfdump --verify` complains about.
    for (name, value) in [("Debug Info Version", LLVMDebugMetadataVersion()), ("Dwarf Version", 4)]
    {
      LLVMAddModuleFlag(
        module, LLVMModuleFlagBehaviorWarning, name, name.utf8.count,
        LLVMValueAsMetadata(LLVMConstInt(LLVMInt32TypeInContext(context), UInt64(value), 0)))
    }
    let producer = "tangram"
    _ = LLVMDIBuilderCreateCompileUnit(
      builder, LLVMDWARFSourceLanguageC11, fileEntry(file), producer, producer.utf8.count, 1, "",
      0, 0, "", 0, LLVMDWARFEmissionFull, 0, 0, 0, "", 0, "", 0)
  }

  /// Writes everything down; nothing is added after that.
  func finish() {
    LLVMDIBuilderFinalize(builder)
    LLVMDisposeDIBuilder(builder)
  }

  // MARK: Scopes

  /// Begins a function.
  mutating func enter(_ value: LLVMValueRef, named name: String, at location: Location) {
    let place = location.place
    functionFile = place?.file ?? ""
    let scope = subprogram(
      location.label.map { "\(name): \($0)" } ?? name, linkageName: name, functionFile,
      line: place?.line ?? 0, isLocal: false)
    LLVMSetSubprogram(value, scope)
    function = scope
    calls = [:]
  }

  /// The place of an instruction of the function.
  mutating func place(of location: Location) -> LLVMMetadataRef? {
    function.flatMap { place(of: location, in: $0, inlinedAt: nil) }
  }

  private mutating func place(
    of location: Location, in scope: LLVMMetadataRef, inlinedAt caller: LLVMMetadataRef?
  ) -> LLVMMetadataRef? {
    switch location {
    case .unknown: return place(0, 0, scope, caller)
    case .file(let file, let line, let column), .range(let file, let line, let column, _, _):
      let scope =
        caller == nil && file != functionFile
        ? LLVMDIBuilderCreateLexicalBlockFile(builder, scope, fileEntry(file), 0) : scope
      return place(line, column, scope, caller)
    case .name(let name, let inner):
      let call = Call(name: name, caller: caller)
      let here = location.place
      let known = calls[call] ?? place(here?.line ?? 0, here?.column ?? 0, scope, caller)
      calls[call] = known
      return place(of: inner, in: node(name, here), inlinedAt: known)
    case .callSite(let callee, let outer):
      // What was called has no subprogram if it has no name.
      guard case .name = callee else { return place(of: callee, in: scope, inlinedAt: caller) }
      let site = place(of: outer, in: scope, inlinedAt: caller)
      return place(of: callee, in: scope, inlinedAt: site)
    case .fused(let parts), .annotated(_, let parts):
      let inner = location.place.map { Location.file($0.file, line: $0.line, column: $0.column) }
      guard let label = location.label else {
        return place(of: inner ?? .unknown, in: scope, inlinedAt: caller)
      }
      if parts.count == 1 { return place(of: parts[0], in: scope, inlinedAt: caller) }
      return place(of: .name(label, inner ?? .unknown), in: scope, inlinedAt: caller)
    }
  }

  private func place(
    _ line: Int, _ column: Int, _ scope: LLVMMetadataRef?, _ caller: LLVMMetadataRef?
  ) -> LLVMMetadataRef? {
    // DWARF has two bytes for a column.
    LLVMDIBuilderCreateDebugLocation(
      context, UInt32(clamping: line), column > 0xFFFF ? 0 : UInt32(clamping: column), scope,
      caller)
  }

  /// The subprogram of a name.
  private mutating func node(
    _ name: String, _ place: (file: String, line: Int, column: Int)?
  ) -> LLVMMetadataRef {
    if let known = nodes[name] { return known }
    let made = subprogram(
      name, linkageName: "", place?.file ?? functionFile, line: place?.line ?? 0, isLocal: true)
    nodes[name] = made
    return made
  }

  private mutating func subprogram(
    _ name: String, linkageName: String, _ file: String, line: Int, isLocal: Bool
  ) -> LLVMMetadataRef {
    let file = fileEntry(file)
    let type = LLVMDIBuilderCreateSubroutineType(builder, file, nil, 0, LLVMDIFlagZero)
    return LLVMDIBuilderCreateFunction(
      builder, file, name, name.utf8.count, linkageName, linkageName.utf8.count, file,
      UInt32(clamping: line), type, isLocal ? 1 : 0, 1, UInt32(clamping: line), LLVMDIFlagZero, 1)
  }

  private mutating func fileEntry(_ path: String) -> LLVMMetadataRef? {
    if let known = files[path] { return known }
    let name = path.isEmpty ? "<unknown>" : path
    // The folder is where the file is looked for: wherever the program that reads this stands.
    let entry = LLVMDIBuilderCreateFile(builder, name, name.utf8.count, ".", 1)
    files[path] = entry
    return entry
  }
}

extension Location {
  /// The names in it, all of them; `nil` if there are none.
  public var label: String? { names.isEmpty ? nil : names.joined(separator: " + ") }

  /// The names in it, each once: of a call, those of the callee if it has any.
  private var names: [String] {
    switch self {
    case .unknown, .file, .range: return []
    case .name(let name, _): return [name]
    case .callSite(let callee, let caller):
      return callee.names.isEmpty ? caller.names : callee.names
    case .fused(let parts), .annotated(_, let parts):
      var seen: Set<String> = []
      return parts.flatMap(\.names).filter { seen.insert($0).inserted }
    }
  }

  /// The first position in a file.
  fileprivate var place: (file: String, line: Int, column: Int)? {
    switch self {
    case .unknown: return nil
    case .file(let file, let line, let column), .range(let file, let line, let column, _, _):
      return (file, line, column)
    case .name(_, let inner): return inner.place
    case .callSite(let callee, let caller): return callee.place ?? caller.place
    case .fused(let parts), .annotated(_, let parts):
      return parts.lazy.compactMap(\.place).first
    }
  }
}
