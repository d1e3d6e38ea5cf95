import Dialects
import IR
import Support

/// Puts the bodies of functions in the places of their calls, the innermost calls first.
///
/// Functions that call themselves stay, and so do calls that are not in a block of a function's own
/// region where the callee has branches. Locations tell where the code came from and where it was
/// called.
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
      .integer(atLeast: 0))
  ]
) { module, root, context in
  let graph = context.analysis(CallGraph.self, of: root, in: module)
  let limit = context.options.integer("max-operations") ?? .max
  for caller in graph.calleesFirst {
    for call in module.calls(inside: caller) {
      let place = module.location(of: call)
      guard let name = module.call(call)?.callee, let callee = graph.functions[name] else {
        continue
      }
      if let objection = module.objection(
        toInlining: callee, at: call, isRecursive: graph.recursive.contains(callee), limit: limit)
      {
        context.remark(.missed, at: place, "'\(name)' was not inlined: \(objection)")
        continue
      }
      module.inline(callee, at: call)
      context.remark(.passed, at: place, "'\(name)' was inlined")
      context.count("calls")
    }
  }
}

extension Module {
  /// Every call inside a function, in order.
  fileprivate func calls(inside function: OperationID) -> [OperationID] {
    var calls: [OperationID] = []
    walk(function) { if call($0) != nil { calls.append($0) } }
    return calls
  }

  /// Why a function cannot take the place of a call; `nil` if it can.
  fileprivate func objection(
    toInlining callee: OperationID, at call: OperationID, isRecursive: Bool, limit: Int
  ) -> String? {
    if isRecursive { return "it may call itself" }
    let blocks = regions(of: callee).flatMap { self.blocks(in: $0) }
    guard let entry = blocks.first else { return "it has no body here" }
    var count = -1
    walk(callee) { _ in count += 1 }
    if count > limit { return "it has \(count) operations, more than \(limit)" }
    guard canConvert(operands(of: call), to: arguments(of: entry), of: call) else {
      return "its arguments do not have the types of the call"
    }
    for block in blocks {
      guard let last = lastOperation(in: block), isTerminator(last) else {
        return "a block of it has no terminator"
      }
      if returns(last) {
        guard canConvert(operands(of: last), to: results(of: call), of: call) else {
          return "it does not give the types of the call"
        }
      } else if blocks.count == 1 {
        return "it does not return"
      }
    }
    if blocks.count > 1, parent(of: call).flatMap({ function($0) }) == nil {
      return "it has branches, and the call is inside an operation that cannot have any"
    }
    return nil
  }

  private func returns(_ operation: OperationID) -> Bool {
    definition(of: operation)?.traits.contains(.returns) ?? false
  }

  /// Whether each value has the type of the one that it is to stand for, or the call can convert it.
  private func canConvert(_ values: [ValueID], to others: [ValueID], of call: OperationID) -> Bool {
    values.count == others.count
      && zip(values, others).allSatisfy { value, other in
        type(of: value) == type(of: other)
          || self.call(call)?.conversion(of: value, to: type(of: other), in: self) != nil
      }
  }

  /// The values in these types, converted by the call in front of `operation`.
  private mutating func convert(
    _ values: [ValueID], to types: [Type], by call: (any CallOperation)?,
    before operation: OperationID, _ location: Location
  ) -> [ValueID] {
    zip(values, types).map { value, type in
      guard self.type(of: value) != type,
        let conversion = call?.conversion(of: value, to: type, in: self)
      else { return value }
      return build(at: .before(operation), location: location) { build in
        let made = build.insert(conversion)
        return build.module.result(of: made)
      }
    }
  }

  fileprivate mutating func inline(_ callee: OperationID, at call: OperationID) {
    let blocks = blocks(in: region(of: callee))
    if blocks.count == 1 {
      inline(block: blocks[0], at: call)
    } else {
      inline(blocks: blocks, of: callee, at: call)
    }
  }

  private mutating func inline(block: BlockID, at call: OperationID) {
    var mapping = ValueMapping()
    let caller = location(of: call)
    let passed = convert(
      operands(of: call), to: types(of: arguments(of: block)), by: self.call(call), before: call,
      caller)
    for (argument, value) in zip(arguments(of: block), passed) { mapping[argument] = value }
    var given: [ValueID] = []
    for operation in operations(in: block) {
      if returns(operation) {
        given = operands(of: operation).map { mapping[$0] }
      } else {
        let copy = clone(operation, at: .before(call), mapping: &mapping)
        locate(copy, calledFrom: caller)
      }
    }
    replace(
      call,
      with: convert(
        given, to: types(of: results(of: call)), by: self.call(call), before: call, caller))
  }

  /// Control goes from the call's block to a copy of the entry, and from each return to what
  /// followed the call.
  private mutating func inline(blocks: [BlockID], of callee: OperationID, at call: OperationID) {
    guard let before = block(of: call), let target = region(of: before) else { return }
    let caller = location(of: call)
    let converter = self.call(call)
    let passed = convert(
      operands(of: call), to: types(of: arguments(of: blocks[0])), by: converter, before: call,
      caller)
    let given = types(of: results(of: call))
    let rest = splitBlock(before: call)
    var mapping = ValueMapping()
    cloneBlocks(of: region(of: callee), from: self, to: target, mapping: &mapping)
    for result in results(of: call) {
      let argument = appendArgument(to: rest, type: type(of: result))
      replaceAllUses(of: result, with: argument)
    }
    insert(
      ControlFlow.Branch(to: mapping[blocks[0]], passed), at: .atEnd(of: before),
      location: caller)
    erase(call)
    for block in blocks.map({ mapping[$0] }) {
      for operation in operations(in: block) { locate(operation, calledFrom: caller) }
      guard let last = lastOperation(in: block), returns(last) else { continue }
      let values = convert(operands(of: last), to: given, by: converter, before: last, caller)
      insert(
        ControlFlow.Branch(to: rest, values), at: .before(last), location: location(of: last))
      erase(last)
    }
  }

  private func types(of values: [ValueID]) -> [Type] { values.map { type(of: $0) } }

  /// Gives an operation and what is inside it the location of code called from `caller`.
  private mutating func locate(_ operation: OperationID, calledFrom caller: Location) {
    var inner: [OperationID] = []
    walk(operation) { inner.append($0) }
    for operation in inner {
      setLocation(
        of: operation, to: .callSite(callee: location(of: operation), caller: caller))
    }
  }
}
