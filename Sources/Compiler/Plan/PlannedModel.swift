import Dialects
import IR
import Support

/// A model whose memory is planned, though its kernels are not lowered to loops.
///
/// What `inspect` shows, for a tenth of the time that compiling takes.
public struct PlannedModel: Sendable {
  public let interface: ModelInterface
  /// Bytes of a run besides the weights.
  public let workspaceBytes: IndexExpression

  /// Schedules and plans a graph of kernels.
  ///
  /// - Throws: located diagnostics.
  public init(_ graph: OptimizedGraph, options: CompileOptions) throws(Diagnostic) {
    let module = graph.module
    guard let function = Graph.Function(in: module) else {
      throw .error("the module has no function 'main' with a body")
    }
    let kernels = try KernelCode(function, in: module, options: options, level: .scheduled)
    let plan = try MemoryPlan(
      function, in: module,
      weights: try WeightsLayout(function, in: module, packed: kernels.layouts),
      kernels: kernels)
    let table = try ModelTable(function, in: module, plan: plan)
    interface = table.interface
    workspaceBytes = table.workspaceBytes
  }
}
