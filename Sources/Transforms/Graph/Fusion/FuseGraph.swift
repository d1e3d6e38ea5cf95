import Dialects
import IR
import Support

/// Puts every computation of the model's functions into kernels, joining what is better computed
/// together.
///
///     %0 = matmul %x, %w                %1 = kernel(%x, %w, %b) {
///     %1 = add %0, %b           -->       %p = matmul; %s = add; yield %s
///                                       }
///
/// Afterwards a function holds constants, kernels and reshapes, which are views and move nothing;
/// every output comes from a kernel. Constants of one number and positions (`iota`) are made again
/// in each kernel that needs them. Remarks say what was fused, and what was not and why.
public let fuseGraph = Pass(
  "fuse-graph", "groups the operations of a model into kernels"
) { module, root, context in
  for operation in module.functions(in: root) {
    guard let name = module.property("sym_name", of: operation)?.stringValue,
      let function = Graph.Function(in: module, named: name), function.operation == operation,
      function.terminator(in: module) != nil
    else { continue }
    try checkIsGraph(function, in: module)
    let plan = FusionPlan(function, in: module)
    for remark in plan.remarks {
      context.remark(remark.kind, at: remark.location, remark.message)
    }
    context.count("kernels", plan.groups.count)
    var outlining = KernelOutlining(module, function: function)
    module = Module(context: module.context)
    for group in plan.groups { outlining.outline(group, order: plan.order) }
    outlining.finish()
    module = outlining.module
  }
}

private func checkIsGraph(_ function: Graph.Function, in module: Module) throws(Diagnostic) {
  guard let body = function.body(in: module) else { return }
  for operation in module.operations(in: body).dropLast() {
    guard module.definition(of: operation) is any Graph.Operation.Type else {
      throw .error(
        "'\(module.name(of: operation))' is not a graph operation, so it cannot be fused",
        at: module.location(of: operation))
    }
  }
}
