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

  /// One module a function, each called `function(at:)`.
  public private(set) var modules: [Module] = []
  /// The number of the function of each kernel operation.
  public private(set) var numbers: [OperationID: Int] = [:]
  /// The layouts in which a kernel wants operands that are constants, by number of the operand, where
  /// they are not row-major.
  public private(set) var layouts: [OperationID: [Int: Program.LayoutAttribute]] = [:]

  /// The name of function number `number`.
  public static func name(_ number: Int, of model: String) -> String { "\(model)_kernel\(number)" }

  /// Lowers every kernel of a function.
  ///
  /// - Throws: a diagnostic at the kernel that cannot be lowered.
  public init(
    _ function: Graph.Function, in module: Module, model: String, hardware: HardwareDescription,
    level: Level = .loops
  ) throws(Diagnostic) {
    guard let body = function.body(in: module) else { return }
    var known: [String: Int] = [:]
    var wanted: [[Program.Function.Constant]] = []
    func use(_ number: Int, by kernel: OperationID) {
      numbers[kernel] = number
      for constant in wanted[number] {
        layouts[kernel, default: [:]][constant.input] = constant.layout
      }
    }
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
        use(number, by: kernel)
        continue
      }
      let number = modules.count
      known[text] = number
      target.setProperty(
        "sym_name", of: program, to: .string(Self.name(number, of: model)))
      do throws(Diagnostic) {
        if level != .program {
          try applyDefaultSchedule(to: program, in: &target, hardware: hardware)
        }
        wanted.append(target.match(program, as: Program.Function.self)?.constants ?? [])
        use(number, by: kernel)
        if level == .loops {
          _ = try lowerToLoops(program, in: &target, hardware: hardware)
        }
      } catch {
        throw error.located(at: module.location(of: kernel))
      }
      modules.append(target)
    }
  }

  /// Tells the program which of its inputs are constants of the model.
  private static func declareConstants(
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
