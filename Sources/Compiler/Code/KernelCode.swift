import Dialects
import IR
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

  /// One module a function, each called `function(at:)`.
  public var modules: [Module] { functions.map(\.module) }
  /// The number of the function of each kernel operation.
  public private(set) var numbers: [OperationID: Int] = [:]
  /// The layouts in which a kernel wants operands that are constants, by number of the operand, where
  /// they are not row-major.
  public private(set) var layouts: [OperationID: [Int: Program.LayoutAttribute]] = [:]
  private var functions: [LoweredKernel] = []

  /// The name of function number `number` in code whose names begin with `code`.
  public static func name(_ number: Int, of code: String) -> String { "\(code)_kernel\(number)" }

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
    try self.init(
      try KernelPrograms(function, in: module), of: module, options: options, level: level)
  }

  /// Lowers the programs of the kernels of `module`, on several threads.
  ///
  /// - Throws: a diagnostic at the first kernel that cannot be lowered.
  init(
    _ programs: KernelPrograms, of module: Module, options: CompileOptions, level: Level = .loops
  ) throws(Diagnostic) {
    numbers = programs.numbers
    let numbered = programs.units.enumerated().map { ($0.offset, $0.element) }
    let lowered = try mapInParallel(numbered, threads: options.threadCount) {
      (number, unit) throws(Diagnostic) in
      do throws(Diagnostic) {
        var source = unit.module
        source.setProperty(
          "sym_name", of: unit.program, to: .string(Self.name(number, of: options.codeName)))
        return try Self.lower(source, unit.program, options, level)
      } catch {
        throw error.located(at: module.location(of: unit.kernel))
      }
    }
    functions = lowered.map(\.0)
    options.tuned.report(lowered.map(\.1))
    for (kernel, number) in numbers {
      for constant in functions[number].constants {
        layouts[kernel, default: [:]][constant.input] = constant.layout
      }
    }
  }

  private static func lower(
    _ source: Module, _ program: OperationID, _ options: CompileOptions, _ level: Level
  ) throws(Diagnostic) -> (LoweredKernel, TunedSchedules.Use) {
    let hardware = options.hardware
    var use = TunedSchedules.Use.unknown
    let kernel = try LoweredKernel(source, program, hardware, level) { module throws(Diagnostic) in
      use = options.tuned.apply(to: program, in: &module, hardware: hardware)
      if use != .applied {
        try applyDefaultSchedule(to: program, in: &module, hardware: hardware)
      }
    }
    return (kernel, use)
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
