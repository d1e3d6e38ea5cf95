import Dialects
import IR
import Support
import TensorExpressions

/// The lowering of one kernel: which tensor each graph value has become, and where results go.
struct KernelLowering {
  let source: Module
  let assumptions: Assumptions
  var program: ProgramWriter
  private var tensors: [ValueID: Tensor] = [:]
  private var destinations: [ValueID: Tensor] = [:]
  private(set) var operation: OperationID

  init(_ source: Module) {
    self.source = source
    assumptions = source.graphAssumptions
    program = ProgramWriter(context: source.context)
    operation = source.top
    function = source.top
  }

  /// Begins the function: buffers for operands and results of the kernel.
  mutating func begin(
    _ kernel: OperationID, _ body: BlockID, named name: String
  ) throws(Diagnostic) -> OperationID {
    operation = kernel
    let ranges = source.graphSymbols
    let symbols = source.graphSymbolNames.map {
      Program.Function.Symbol($0, ranges[$0] ?? .any)
    }
    var parameters: [(shape: [IndexExpression], element: Type)] = []
    for value in source.operands(of: kernel) + source.results(of: kernel) {
      parameters.append((try sizes(of: value), source.type(of: value).elementType))
    }
    let operands = source.operands(of: kernel)
    let packed = operands.indices.filter { source.isPackedConstant(operands[$0]) }
    let arguments = source.arguments(of: body)
    let flags = Graph.Kernel(kernel, in: source).channelsLast
    var orders: [Int: [Int]] = [:]
    for (place, flag) in flags.enumerated() where flag && place < parameters.count {
      orders[place] = Self.channelsLast(parameters[place].shape.count)
    }
    hasChannelsLast = !flags.isEmpty
    let (function, buffers) = program.beginFunction(
      named: name, symbols: symbols, parameters: parameters,
      outputCount: source.resultCount(of: kernel), orders: orders, packed: Set(packed))
    for (argument, buffer) in zip(arguments, buffers) { tensors[argument] = buffer }
    outputs = Array(buffers.dropFirst(arguments.count))
    self.function = function
    return function
  }

  /// The function that is written.
  private var function: OperationID
  private var outputs: [Tensor] = []
  /// Whether tensors have channels last between the stages.
  private var hasChannelsLast = false
  /// Whether they may in what the operation makes.
  private var computesChannels = false

  /// Batch, positions, channels.
  private static func channelsLast(_ rank: Int) -> [Int] { [0] + Array(2..<rank) + [1] }

  /// The order in memory of a tensor that the operation makes; `nil` is row by row.
  func order(of rank: Int) -> [Int]? {
    hasChannelsLast && computesChannels && rank > 2 ? Self.channelsLast(rank) : nil
  }

  /// Writes the stages of everything in the kernel.
  mutating func lower(_ body: BlockID) throws(Diagnostic) {
    let operations = source.operations(in: body)
    guard let yield = operations.last, source.isA(yield, Graph.Yield.self) else {
      throw .error("a 'graph.kernel' must end in 'graph.yield'", at: source.location(of: operation))
    }
    let kernelFlags = source.fastMath(of: operation)
    let yielded = source.operands(of: yield)
    for (value, output) in zip(yielded, outputs) where destinations[value] == nil {
      destinations[value] = output
    }
    for operation in operations.dropLast() {
      self.operation = operation
      program.build.location = source.location(of: operation)
      guard let definition = source.definition(of: operation) as? any LowerableOperation.Type
      else {
        throw unsupported("it has no lowering to tensor programs yet")
      }
      let lowerable = definition.init(operation, in: source)
      let before = stages.count
      computesChannels = (lowerable as? any AnyOrderOperation)?.hasChannels == true
      try lowerable.lower(into: &self)
      let flags = kernelFlags.union(source.fastMath(of: operation))
      if !flags.isEmpty {
        for stage in stages.dropFirst(before) {
          program.build.module.allow(flags, inside: stage)
        }
      }
    }
    for (value, output) in zip(yielded, outputs) {
      let tensor = try tensor(value)
      if tensor.buffer != output.buffer { program.compute("copy", into: output) { tensor[$0] } }
    }
  }

  /// What has been written so far.
  private var stages: [OperationID] {
    let module = program.build.module
    return module.body(of: function).map { module.operations(in: $0) } ?? []
  }

  /// A diagnostic about the operation being lowered.
  func unsupported(_ reason: String) -> Diagnostic {
    .error(
      "cannot lower '\(source.name(of: operation))': \(reason)", at: source.location(of: operation))
  }

  /// What a graph value has become.
  func tensor(_ value: ValueID) throws(Diagnostic) -> Tensor {
    if let tensor = tensors[value] { return tensor }
    throw unsupported("an operand is not defined in the kernel")
  }

  func tensor(_ value: ValueID?) throws(Diagnostic) -> Tensor? {
    guard let value else { return nil }
    return try tensor(value)
  }

  /// The buffer with a value's elements row by row, one of their kind each: a copy where it is not in memory so.
  mutating func rowByRow(_ value: ValueID) throws(Diagnostic) -> ValueID {
    let tensor = try tensor(value)
    let shape = try sizes(of: value)
    let element = source.type(of: value).elementType
    if let buffer = tensor.buffer,
      let type = program.build.module.bufferType(of: buffer),
      type.shape == shape, type.element == element.signless, tensor.order == Array(shape.indices)
    {
      return buffer
    }
    let copy = program.compute(name("input"), shape, element) { tensor[$0] }
    guard let buffer = copy.buffer else { throw unsupported("an operand is not in memory") }
    return buffer
  }

  func sizes(of value: ValueID) throws(Diagnostic) -> [IndexExpression] {
    if let sizes = source.type(of: value).sizes { return sizes }
    throw unsupported("'\(source.type(of: value))' is no tensor with known sizes")
  }

  /// The name of stages: the operation's, without its dialect.
  var name: String {
    String(source.name(of: operation).drop { $0 != "." }.dropFirst())
  }

  /// The name of a stage that is not the operation's last.
  func name(_ part: String) -> String { "\(name)_\(part)" }

  /// Lets the operation's result be a tensor that is not in memory.
  mutating func define(_ tensor: Tensor) { tensors[source.result(of: operation)] = tensor }

  /// The tensor that a result goes to, allocated if need be.
  mutating func destination(_ index: Int = 0) throws(Diagnostic) -> Tensor {
    let value = source.result(index, of: operation)
    if let known = tensors[value] { return known }
    let type = source.type(of: value)
    let sizes = try sizes(of: value)
    let order = order(of: sizes.count) ?? Array(sizes.indices)
    let tensor: Tensor
    if let output = destinations[value], output.order == order {
      tensor = output
    } else {
      tensor = program.allocate(sizes, type.elementType, order: order)
    }
    tensors[value] = tensor
    return tensor
  }

  /// The stage that computes the operation's result.
  mutating func compute(
    result index: Int = 0, _ rule: ([IndexExpression]) -> Scalar
  ) throws(Diagnostic) {
    let target = try destination(index)
    program.compute(name, into: target, rule)
  }

  /// Makes an element of the result out of what a reduction gives.
  typealias Finish = (Scalar, _ position: [IndexExpression]) -> Scalar

  /// The stage, or two, that compute the operation's result as a reduction: `finish` makes the
  /// result of what has been accumulated.
  mutating func reduce(
    over extents: [IndexExpression], _ combination: Combination, accumulator: Type? = nil,
    finish: Finish? = nil,
    _ term: (_ position: [IndexExpression], _ reduced: [IndexExpression]) -> Scalar
  ) throws(Diagnostic) {
    let target = try destination()
    let element = accumulator ?? target.element.computed
    if finish == nil, element == target.element {
      program.reduce(name, into: target, over: extents, combination, term)
      return
    }
    let sum = program.reduce(
      name("reduction"), target.shape, over: extents, combination, element, order: target.order,
      term)
    program.compute(name, into: target) { position in
      finish?(sum[position], position) ?? sum[position]
    }
  }

  /// An expression with what is known about symbols, and about loops with these extents (those of a
  /// stage that computes a tensor are its `dimensions`), made use of.
  func simplified(
    _ expressions: [IndexExpression], extents: [IndexExpression]
  ) -> [IndexExpression] {
    var known = assumptions
    for (number, extent) in extents.enumerated() { known.setExtent(of: number, to: extent) }
    return expressions.map { known.simplified($0) }
  }

  func areEqual(_ left: IndexExpression, _ right: IndexExpression) -> Bool {
    left == right || assumptions.simplified(left - right) == 0
  }
}
