import CodeGeneration
import Dialects
import IR
import LoopLowering
import Support

/// How far down a text module is.
public enum ModuleLevel: Int, Comparable, Sendable, CustomStringConvertible {
  case graph
  case tensor
  case loops
  case llvm

  public static func < (left: ModuleLevel, right: ModuleLevel) -> Bool {
    left.rawValue < right.rawValue
  }

  /// The highest level that any operation of the module belongs to.
  public init(_ module: Module) {
    var level = ModuleLevel.llvm
    module.walk { operation in
      let name = module.name(of: operation)
      if name.hasPrefix("graph.") {
        level = .graph
      } else if name.hasPrefix("program.") {
        level = min(level, .tensor)
      } else if name.hasPrefix("func.") {
        level = min(level, .loops)
      }
    }
    self = level
  }

  /// What such a module holds, for messages.
  public var description: String {
    switch self {
    case .graph: "a graph of tensor operations"
    case .tensor: "tensor programs"
    case .loops: "loops"
    case .llvm: "instructions"
    }
  }
}

/// A text module of a lower level than the graph, on its way down.
///
///     let text = try LowLevelModule(path: "kernel.mlir", options: options)
///     print(try text.lowered(to: .llvm).text())
public struct LowLevelModule: Sendable {
  public let level: ModuleLevel
  public let module: Module
  private let options: CompileOptions

  /// The module in a text file; `nil` when it is a graph.
  ///
  /// - Throws: located diagnostics about text that is wrong.
  public init?(path: String, options: CompileOptions) throws(DiagnosticError) {
    let context = Context(dialects: Dialects.all)
    var module = try readModule(path, context)
    level = ModuleLevel(module)
    if level == .graph { return nil }
    try module.verify().throwIfErrors()
    do throws(Diagnostic) {
      try Self.requireUse(of: options, by: level, path: path)
      if level == .tensor { try module.narrowPrograms(to: options.sizes) }
    } catch {
      throw DiagnosticError([error])
    }
    self.options = options
    self.module = module
  }

  /// Refuses options that such a module has no use for.
  private static func requireUse(
    of options: CompileOptions, by level: ModuleLevel, path: String
  ) throws(Diagnostic) {
    if !options.fastNodes.isEmpty {
      throw .error(
        "'\(path)' holds \(level), whose arithmetic says itself what is allowed; '--float' is for models"
      )
    }
    if level > .tensor, let size = options.sizes.keys.sorted().first {
      throw .error("'\(path)' holds \(level), which have no size '\(size)'; '--dim' is for models")
    }
  }

  /// Whether there is nothing in the module.
  public var isEmpty: Bool { module.operations(in: module.body).isEmpty }

  /// The module at `target`, which must not be above its own level.
  ///
  /// - Throws: a diagnostic at what cannot be lowered, or when the module is below `target`.
  public func lowered(to target: ModuleLevel) throws(Diagnostic) -> Module {
    guard target >= level else {
      throw .error("the module holds \(level); \(target) cannot be made of them")
    }
    var module = module
    if level == .tensor, target > .tensor {
      let programs = module.operations(in: module.body).filter {
        module.isA($0, Program.Function.self)
      }
      for program in programs {
        try lowerToLoops(program, in: &module, hardware: options.hardware)
      }
    }
    return target == .llvm ? try generator.lower(module) : module
  }

  /// What turns the module into machine code.
  public var generator: CodeGenerator { CodeGenerator(for: options) }
}
