import Dialects
import IR
import Support
import TensorExpressions

/// Writes the tensor program of a `graph.kernel`: one `program.func` at the end of `target`.
///
/// The function's buffers are the kernel's operands, then its results; integers in buffers have no
/// sign. Its symbols are all that `source` declares, in declared order. Every graph operation becomes
/// one stage or a few, each a perfect nest of serial loops around one block, with what lies between
/// in buffers of global scope; nothing is fused, tiled or reordered yet. Buffers of operands and results
/// that the kernel has with channels last have their sizes in that order, and so have those between.
///
/// - Parameters:
///   - kernel: A `graph.kernel`.
///   - source: The module of the kernel; of the same context as `target`.
///   - name: The function's name.
///   - target: Where the function goes, at the end.
/// - Returns: the `program.func`.
/// - Throws: a diagnostic at the operation that has no lowering or whose form is not supported;
///   `target` is then as before.
@discardableResult
public func lowerKernel(
  _ kernel: OperationID, in source: Module, named name: String, into target: inout Module
) throws(Diagnostic) -> OperationID {
  let place = source.location(of: kernel)
  guard source.isA(kernel, Graph.Kernel.self), let body = source.body(of: kernel) else {
    throw .error(
      "expected a 'graph.kernel' to lower, found '\(source.name(of: kernel))'", at: place)
  }
  var lowering = KernelLowering(source)
  swap(&lowering.program.build.module, &target)
  defer { swap(&lowering.program.build.module, &target) }
  lowering.program.build.point = .atEnd(of: lowering.program.build.module.body)
  lowering.program.build.location = place
  let function = try lowering.begin(kernel, body, named: name)
  do throws(Diagnostic) {
    try lowering.lower(body)
  } catch {
    lowering.program.build.module.erase(function)
    throw error
  }
  return function
}

/// A graph operation whose stages may compute the elements of the result in any order of its axes.
protocol AnyOrderOperation: LowerableOperation {
  /// Whether the second axis of the result is channels, if that of the operands is.
  var hasChannels: Bool { get }
}

extension AnyOrderOperation {
  var hasChannels: Bool { true }
}

/// A graph operation that can be written as stages of a tensor program.
protocol LowerableOperation: Graph.Operation {
  /// Writes the stages; the results go where `kernel` says.
  func lower(into kernel: inout KernelLowering) throws(Diagnostic)
}
