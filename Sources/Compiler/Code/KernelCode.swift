import Dialects
import GraphLowering
import IR
import LoopLowering
import Scheduling
import Support

/// The kernels of a model as functions, each compiled once however often it is used.
public struct KernelCode: Sendable {
  /// How far kernels are lowered.
  public enum Level: Sendable {
    /// Tensor programs as they come from the graph.
    case program
    /// Tensor programs with the default schedule.
    case scheduled
    /// Loops.
    case loops
  }

  /// One function: its module, and the bytes of each buffer that it works in.
  private struct Lowered: Sendable {
    var module: Module
    var scratch: [IndexExpression]
    var constants: [Program.Function.Constant]
  }

  /// One module a function, each called `function(at:)`.
  public var modules: [Module] { functions.map(\.module) }
  /// The number of the function of each kernel operation.
  public private(set) var numbers: [OperationID: Int] = [:]
  /// The layouts in which a kernel wants operands that are constants, by number of the operand, where
  /// they are not row-major.
  public private(set) var layouts: [OperationID: [Int: Program.LayoutAttribute]] = [:]
  private var functions: [Lowered] = []

  /// The name of function number `number`.
  public static func name(_ number: Int, of model: String) -> String { "\(model)_kernel\(number)" }

  /// The bytes of each buffer that a kernel works in, beyond its operands and results.
  ///
  /// At the level of loops the function takes these buffers between its tensors and the sizes.
  public func scratch(of kernel: OperationID) -> [IndexExpression] {
    numbers[kernel].map { functions[$0].scratch } ?? []
  }

  /// Lowers every kernel of a function, on several threads.
  ///
  /// - Throws: a diagnostic at the first kernel that cannot be lowered.
  public init(
    _ function: Graph.Function, in module: Module, options: CompileOptions, level: Level = .loops
  ) throws(Diagnostic) {
    guard let body = function.body(in: module) else { return }
    var known: [String: Int] = [:]
    var programs: [(module: Module, program: OperationID, kernel: OperationID)] = []
    for kernel in module.operations(in: body) where module.isA(kernel, Graph.Kernel.self) {
      var target = Module(context: module.context)
      let program: OperationID
      do throws(Diagnostic) {
        program = try lowerKernel(kernel, in: module, named: "kernel", into: &target)
      } catch {
        throw error.located(at: module.location(of: kernel))
      }
      Self.declareConstants(of: kernel, in: module, on: program, in: &target)
      let text = target.text()
      if let number = known[text] {
        numbers[kernel] = number
        continue
      }
      let number = programs.count
      known[text] = number
      numbers[kernel] = number
      target.setProperty(
        "sym_name", of: program, to: .string(Self.name(number, of: options.name)))
      programs.append((target, program, kernel))
    }
    functions = try mapInParallel(programs, threads: options.threadCount) {
      (unit) throws(Diagnostic) in
      do throws(Diagnostic) {
        return try Self.lower(unit.module, unit.program, options.hardware, level)
      } catch {
        throw error.located(at: module.location(of: unit.kernel))
      }
    }
    for (kernel, number) in numbers {
      for constant in functions[number].constants {
        layouts[kernel, default: [:]][constant.input] = constant.layout
      }
    }
  }

  private static func lower(
    _ source: Module, _ program: OperationID, _ hardware: HardwareDescription, _ level: Level
  ) throws(Diagnostic) -> Lowered {
    var module = source
    if level != .program {
      try applyDefaultSchedule(to: program, in: &module, hardware: hardware)
    }
    let constants = module.match(program, as: Program.Function.self)?.constants ?? []
    let scratch = KernelScratch(of: program, in: module)
    if level == .loops {
      scratch.becomeArguments(of: program, in: &module)
      _ = try lowerToLoops(program, in: &module, hardware: hardware)
    }
    return Lowered(module: module, scratch: scratch.byteCounts, constants: constants)
  }

  /// Tells the program which of its inputs are constants of the model.
  package static func declareConstants(
    of kernel: OperationID, in module: Module, on program: OperationID, in target: inout Module
  ) {
    guard var function = target.match(program, as: Program.Function.self) else { return }
    for (input, operand) in module.operands(of: kernel).enumerated() {
      if let source = module.definingOperation(of: operand),
        module.isA(source, Graph.Constant.self)
      {
        function.constants.append(Program.Function.Constant(input: input))
      }
    }
    target.setProperties(of: program, to: function.state.properties)
  }
}

extension Diagnostic {
  /// This with a place, if it had none.
  func located(at place: Location) -> Diagnostic {
    var copy = self
    if copy.location == .unknown { copy.location = place }
    return copy
  }
}
