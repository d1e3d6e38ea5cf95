import IR
import Support

/// Puts the bodies of functions in the places of their calls, the innermost calls first.
///
/// Functions that call themselves stay, and so do calls that are not in a block of a function's own
/// region where the callee has branches. Locations tell where the code came from and where it was
/// called. A private function goes when it is not referred to any more.
///
/// Where each function calls another one twice, the bodies double with each; after `max-growth`
/// operations, a million or ten times what there is unless another number is given, calls stay where
/// they are. Remarks of the kind `missed` say which, and why.
///
/// Before:
///
///     "func.func"() <{function_type = (i32) -> i32, sym_name = "twice", sym_visibility = "private"}> ({
///     ^bb0(%arg0: i32):
///       %0 = "arith.addi"(%arg0, %arg0) : (i32, i32) -> i32
///       "func.return"(%0) : (i32) -> ()
///     }) : () -> ()
///     …
///     %0 = "func.call"(%arg0) <{callee = @twice}> : (i32) -> i32
///
/// After:
///
///     %0 = "arith.addi"(%arg0, %arg0) : (i32, i32) -> i32
public let inline = Pass(
  "inline", "replaces calls by the bodies of the functions that are called",
  options: [
    PassOption(
      "max-operations", "leave calls of functions with more operations than this",
      .integer(atLeast: 0)),
    PassOption(
      "max-growth", "leave calls when this many operations have been added", .integer(atLeast: 0)),
  ]
) { module, root, context in
  var inliner = Inliner(root, context.analysis(CallGraph.self, of: root, in: module), in: module)
  if let limit = context.options.integer("max-operations") { inliner.sizeLimit = limit }
  if let limit = context.options.integer("max-growth") { inliner.growthLimit = limit }
  for caller in inliner.graph.calleesFirst {
    inliner.inlineCalls(inside: caller, of: &module, &context)
  }
}

/// Decides which calls go, and keeps account of what that takes.
private struct Inliner {
  let graph: CallGraph
  /// No function with more operations than this is inlined.
  var sizeLimit = Int.max
  /// So many operations may be added.
  var growthLimit: Int
  private var growth = 0
  /// How many operations each function has that has been dealt with.
  private var sizes: [OperationID: Int] = [:]
  /// How often each function is referred to.
  private var useCounts: [OperationID: Int] = [:]
  /// The functions of this module that calls which stay call, for each that has been dealt with.
  private var left: [OperationID: [OperationID]] = [:]

  init(_ root: OperationID, _ graph: CallGraph, in module: Module) {
    self.graph = graph
    var size = 0
    module.walk(root) { _ in size += 1 }
    growthLimit = max(1_000_000, 10 * size)
    let uses = SymbolUses(of: root, in: module)
    for function in graph.calleesFirst { useCounts[function] = uses.uses(of: function).count }
  }

  mutating func inlineCalls(
    inside caller: OperationID, of module: inout Module, _ context: inout PassContext
  ) {
    var chosen: [(call: OperationID, callee: OperationID)] = []
    var chosenCounts: [OperationID: Int] = [:]
    for call in module.calls(inside: caller) {
      guard let name = module.call(call)?.callee, let callee = graph.functions[name] else {
        continue
      }
      let place = module.location(of: call)
      // The last use takes the body along.
      let isLast =
        module.isPrivate(callee)
        && useCounts[callee, default: 0] - chosenCounts[callee, default: 0] == 1
      let added = isLast ? 0 : sizes[callee] ?? 0
      if let objection = objection(toInlining: callee, adding: added, at: call, in: module) {
        left[caller, default: []].append(callee)
        context.remark(.missed, at: place, "'\(name)' was not inlined: \(objection)")
        continue
      }
      guard context.mayRewrite() else {
        left[caller, default: []].append(callee)
        continue
      }
      growth += added
      chosen.append((call, callee))
      chosenCounts[callee, default: 0] += 1
      context.remark(.passed, at: place, "'\(name)' was inlined")
      context.count("calls")
    }
    // The last call first: what follows it moves to another block if the callee has branches.
    for (call, callee) in chosen.reversed() {
      let isLast = useCounts[callee] == 1 && module.isPrivate(callee)
      module.inline(callee, at: call, isLast: isLast)
      left[caller, default: []] += left[callee] ?? []
      if isLast {
        module.erase(callee)
      } else {
        useCounts[callee, default: 0] -= 1
        for function in left[callee] ?? [] { useCounts[function, default: 0] += 1 }
      }
    }
    sizes[caller] = module.size(of: caller)
  }

  /// Why a function cannot take the place of a call; `nil` if it can.
  private func objection(
    toInlining callee: OperationID, adding added: Int, at call: OperationID, in module: Module
  ) -> String? {
    if graph.recursive.contains(callee) { return "it may call itself" }
    guard module.body(of: callee) != nil else { return "it has no body here" }
    let size = sizes[callee] ?? 0
    if size > sizeLimit { return "it has \(size) operations, more than \(sizeLimit)" }
    if let objection = module.objection(toInlining: callee, at: call) { return objection }
    if growth + added > growthLimit {
      return "with its \(size) operations more than \(growthLimit) would be added"
        + "; 'max-growth' sets another limit"
    }
    return nil
  }
}
