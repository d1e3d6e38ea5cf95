import IR
import Support

extension Module {
  /// The program in the `toy` dialect, each operation with the place it came from.
  ///
  /// - Throws: what is wrong with the program, at most one error for each function.
  public init(_ tree: SyntaxTree, context: Context) throws(DiagnosticError) {
    var generator = ModuleGenerator(context)
    try generator.generate(tree)
    self = generator.build.module
  }
}

/// Writes a program in the `toy` dialect, and checks what the grammar cannot: names, numbers of
/// arguments, what is a tensor and what a struct.
struct ModuleGenerator {
  var build: Builder
  var structs: [String: Toy.StructType] = [:]
  private var functions: [String: Function] = [:]
  private var diagnostics = Diagnostics()
  /// Where each name was declared.
  private var declarations: [String: Location] = [:]

  /// A function, written when it is first called, so that its result is known.
  struct Function {
    enum State { case waiting, inProgress, done }
    var tree: SyntaxTree.Function
    var operation: OperationID
    var parameters: [Type]
    var result: Type?
    var state = State.waiting
  }

  /// What the language itself can do, which no declaration may be called.
  static let builtins = ["print", "transpose"]

  init(_ context: Context) {
    let module = Module(context: context)
    build = Builder(module, at: .atEnd(of: module.body))
  }

  mutating func generate(_ tree: SyntaxTree) throws(DiagnosticError) {
    for item in tree.structs { collecting { (this) throws(Diagnostic) in try this.declare(item) } }
    for item in tree.functions {
      collecting { (this) throws(Diagnostic) in try this.declare(item) }
    }
    try diagnostics.throwIfErrors()
    for item in tree.functions {
      collecting { (this) throws(Diagnostic) in _ = try this.function(item.name, at: item.location)
      }
    }
    collecting { (this) throws(Diagnostic) in try this.checkMain() }
    try diagnostics.throwIfErrors()
  }

  /// Goes on after an error, so that one run tells several.
  private mutating func collecting(
    _ body: (inout ModuleGenerator) throws(Diagnostic) -> Void
  ) {
    do throws(Diagnostic) {
      try body(&self)
    } catch {
      if !diagnostics.all.contains(error) { diagnostics.emit(error) }
    }
  }

  // MARK: Declarations

  private mutating func declare(name: String, at location: Location) throws(Diagnostic) {
    if Self.builtins.contains(name) {
      throw .error("'\(name)' belongs to the language; take another name", at: location)
    }
    if let first = declarations.updateValue(location, forKey: name) {
      declarations[name] = first
      throw .error(
        "'\(name)' is declared twice", at: location, notes: [.note("first here", at: first)])
    }
  }

  private mutating func declare(_ item: SyntaxTree.Struct) throws(Diagnostic) {
    try declare(name: item.name, at: item.location)
    guard !item.fields.isEmpty else {
      throw .error("the struct '\(item.name)' needs a field", at: item.location)
    }
    var fields: [Toy.StructType.Field] = []
    for field in item.fields {
      if fields.contains(where: { $0.name == field.name }) {
        throw .error("the field '\(field.name)' is declared twice", at: field.location)
      }
      fields.append(.init(field.name, try type(of: field)))
    }
    structs[item.name] = Toy.StructType(item.name, fields)
  }

  /// A struct may hold those declared above it only, so that none holds itself.
  private func type(of variable: SyntaxTree.Variable) throws(Diagnostic) -> Type {
    guard let name = variable.structName else { return Toy.anyTensor }
    guard let type = structs[name] else {
      throw .error(
        "there is no struct '\(name)' above\(hint(name, among: structs.keys))",
        at: variable.location)
    }
    return .of(type)
  }

  private mutating func declare(_ item: SyntaxTree.Function) throws(Diagnostic) {
    try declare(name: item.name, at: item.location)
    var parameters: [Type] = []
    for parameter in item.parameters { parameters.append(try type(of: parameter)) }
    build.location = item.location
    let operation = build.insertOperation(
      Toy.Function(
        item.name, type: FunctionType(parameters, []), isPrivate: item.name != "main"))
    functions[item.name] = Function(tree: item, operation: operation, parameters: parameters)
  }

  private func checkMain() throws(Diagnostic) {
    guard let main = functions["main"] else {
      throw .error("the program needs a function 'main', where it begins")
    }
    guard main.parameters.isEmpty else {
      throw .error("'main' takes no parameters", at: main.tree.location)
    }
    if main.result != nil { throw .error("'main' gives no value", at: main.tree.location) }
  }

  /// The function called `name`, written by now.
  ///
  /// - Throws: if there is none, it is wrong, or it calls itself: as nothing in the language chooses,
  ///   that would never end.
  mutating func function(_ name: String, at location: Location) throws(Diagnostic) -> Function {
    guard var function = functions[name] else {
      let known = Array(functions.keys) + Array(structs.keys) + Self.builtins
      throw .error("there is no function '\(name)'\(hint(name, among: known))", at: location)
    }
    switch function.state {
    case .done: return function
    case .inProgress:
      throw .error("'\(name)' calls itself here, which would never end", at: location)
    case .waiting:
      functions[name]?.state = .inProgress
      function.result = try write(function)
      function.state = .done
      functions[name] = function
      build.module.setProperty(
        "function_type", of: function.operation,
        to: .type(.function(FunctionType(function.parameters, [function.result].compactMap { $0 })))
      )
      return function
    }
  }

  /// `; did you mean 'x'?` where a name is near.
  func hint(_ name: String, among names: some Sequence<String>) -> String {
    Array(names).nearest(to: name).map { "; did you mean '\($0)'?" } ?? ""
  }
}
