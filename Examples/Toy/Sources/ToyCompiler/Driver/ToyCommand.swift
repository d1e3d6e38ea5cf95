import CodeGeneration
import Dialects
import IR
import Support

/// What `toyc` does: arguments in, texts and an exit code out.
public struct ToyCommand: Sendable {
  /// What came of it.
  public struct Outcome: Sendable {
    public var output = ""
    public var errors = ""
    /// 0 done, 1 the program is wrong, 64 the arguments are.
    public var status: Int32 = 0
  }

  /// A form in which the program is shown; `jit` runs it.
  public enum Emission: String, Sendable, CaseIterable {
    case ast, toy, loops
    case llvmDialect = "llvm-dialect"
    case llvm, jit
  }

  var file = ""
  var emission = Emission.jit
  /// Instead of the usual ones at the level of tensors.
  var passes: String?
  var target = "host"
  var textOptions = TextOptions(usesForms: true)

  static let help = """
    usage: toyc FILE [--emit LEVEL] [--passes LIST] [--target MACHINE] [--generic] [--locations]

      FILE           a program (.toy), or the same in the dialect 'toy' (.mlir); '-' reads a program from the input
      --emit LEVEL   \(Emission.allCases.map(\.rawValue).joined(separator: ", ")) (compile and run; the default)
      --passes LIST  run these passes on the program as written, and show the result
      --target       the machine to compile for, such as x86-64-v3; 'host' unless given
      --generic      show modules in MLIR's generic form, which mlir-opt reads of any dialect
      --locations    show where operations came from

    passes: \(Compilation.passes.passes.map(\.name).joined(separator: ", "))

    """

  /// Runs the command; `read` gives the text of a file.
  public static func run(
    _ arguments: [String], read: (String) throws -> String
  ) -> Outcome {
    if arguments.contains("--help") { return Outcome(output: help) }
    let command: ToyCommand
    do throws(Diagnostic) { command = try ToyCommand(arguments) } catch {
      return Outcome(errors: "toyc: \(error)\n\n\(help)", status: 64)
    }
    guard let text = try? read(command.file) else {
      return Outcome(
        errors: "toyc: error: cannot read '\(command.file)' as text; is it there?\n", status: 1)
    }
    do {
      return Outcome(output: try command.emit(text))
    } catch {
      let source = SourceText(text, file: command.file)
      let lines = error.diagnostics.map { "\(source.showing($0))\n" }
      return Outcome(errors: lines.joined(), status: 1)
    }
  }

  init(_ arguments: [String]) throws(Diagnostic) {
    var left = arguments[...]
    func value(of option: String) throws(Diagnostic) -> String {
      guard let value = left.popFirst() else { throw .error("'\(option)' needs a value") }
      return value
    }
    while let argument = left.popFirst() {
      switch argument {
      case "--emit":
        let name = try value(of: argument)
        guard let known = Emission(rawValue: name) else {
          let near = Emission.allCases.map(\.rawValue).nearest(to: name)
          throw .error(
            "there is no level '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
        }
        emission = known
      case "--passes": passes = try value(of: argument)
      case "--target": target = try value(of: argument)
      case "--generic": textOptions.usesForms = false
      case "--locations": textOptions.showsLocations = true
      default:
        guard argument == "-" || !argument.hasPrefix("-") else {
          throw .error("there is no option '\(argument)'")
        }
        guard file.isEmpty else { throw .error("one file at a time, not also '\(argument)'") }
        file = argument
      }
    }
    if file.isEmpty { throw .error("which file?") }
    if passes != nil, arguments.contains("--emit") {
      throw .error("'--passes' shows what these passes make, so it cannot be given with '--emit'")
    }
  }

  private func emit(_ text: String) throws(DiagnosticError) -> String {
    let compilation = Compilation()
    let program: Module
    if file.hasSuffix(".mlir") {
      program = try Module.parse(text, file: file, context: compilation.context)
    } else {
      let tree = try located { () throws(Diagnostic) in try SyntaxTree(parsing: text, file: file) }
      if emission == .ast { return tree.dump }
      program = try Module(tree, context: compilation.context)
    }
    if let passes { return try show(program, after: passes) }
    switch emission {
    case .ast: throw DiagnosticError([.error("a module has no syntax tree; give the program")])
    case .toy: return try lower(program, to: .toy).text(textOptions)
    case .loops: return try lower(program, to: .loops).text(textOptions)
    case .llvmDialect, .llvm, .jit:
      let loops = try lower(program, to: .loops)
      return try located { () throws(Diagnostic) in try finish(loops) }
    }
  }

  /// The levels at which there are instructions.
  private func finish(_ loops: Module) throws(Diagnostic) -> String {
    let generator = CodeGenerator(hardware: try .named(target))
    switch emission {
    case .llvmDialect: return try generator.lower(loops).text(textOptions)
    case .llvm: return try generator.llvmText(loops)
    default: return try CompiledProgram(loops, generator).run()
    }
  }

  private func show(_ program: Module, after passes: String) throws(DiagnosticError) -> String {
    let pipeline = try PassPipeline(parsing: passes, registry: Compilation.passes)
    var module = program
    do throws(PassFailure) { try PipelineRunner(pipeline).run(on: &module) } catch {
      throw DiagnosticError(error.diagnostics)
    }
    return module.text(textOptions)
  }

  private func lower(
    _ program: Module, to level: Compilation.Level
  ) throws(DiagnosticError) -> Module {
    do throws(PassFailure) { return try Compilation().lower(program, to: level) } catch {
      throw DiagnosticError(error.diagnostics)
    }
  }

  private func located<Result>(
    _ body: () throws(Diagnostic) -> Result
  ) throws(DiagnosticError) -> Result {
    do throws(Diagnostic) { return try body() } catch { throw DiagnosticError([error]) }
  }
}
