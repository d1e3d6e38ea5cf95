import Dialects
import IR
import Support

/// Writes a tensor program: a stage for each tensor that is computed, as mathematics would say it.
///
///     var program = ProgramWriter(context: context)
///     …
///     let product = program.reduce("matmul", [m, 3072], over: [768], .sum, .f32) { i, k in
///       x[i[0], k[0]] * w[i[1], k[0]]
///     }
///     program.compute("gelu", into: y) { i in gelu(product[i] + b[i[1]]) }
///
/// A stage is a perfect nest of serial loops around one block whose iterators are bound to the loops
/// one to one: first one for each dimension of what is computed, then those that are reduced over.
public struct ProgramWriter: Sendable {
  /// Where the stages go.
  public var build: Builder
  /// What people call the loops of the next stage, if there are as many; `i0…` and `k0…` otherwise.
  var loopNames: [String] = []
  private var names: [String: Int] = [:]
  /// The loops around what is written step by step, `d0…` of its expressions (`SteppedLoops`).
  var openLoops: [OpenLoop] = []

  /// Writes into a module of its own until `build` is replaced.
  public init(context: Context) {
    let module = Module(context: context)
    let body = module.body
    build = Builder(module, at: .atEnd(of: body))
  }

  init(build: Builder) { self.build = build }

  /// Begins a function; further stages go into it.
  ///
  /// Arguments are the tensors of `parameters`, the last `outputCount` of which are written; `orders`
  /// has those that do not lie row by row in memory. Elements of less than a byte share bytes in the
  /// parameters that are `packed`.
  public mutating func beginFunction(
    named name: String, symbols: [Program.Function.Symbol],
    parameters: [(shape: [IndexExpression], element: Type)], outputCount: Int,
    orders: [Int: [Int]] = [:], packed: Set<Int> = []
  ) -> (function: OperationID, tensors: [Tensor]) {
    let function = build.insertOperation(
      Program.Function(name: name, symbols: symbols, outputCount: outputCount))
    let types = parameters.enumerated().map { place, parameter in
      let shape = orders[place]?.map { parameter.shape[$0] } ?? parameter.shape
      let element = parameter.element
      return Type.of(
        Program.BufferType(shape, packed.contains(place) ? element.signless : element.inBuffer))
    }
    let region = build.module.region(of: function)
    let body = build.module.appendBlock(to: region, argumentTypes: types)
    build.point = .atEnd(of: body)
    let arguments = build.module.arguments(of: body)
    let tensors = parameters.enumerated().map { place, parameter in
      Tensor(
        buffer: arguments[place], shape: parameter.shape, element: parameter.element,
        order: orders[place])
    }
    return (function, tensors)
  }

  /// Memory for an intermediate tensor, row by row unless there is an `order`.
  public mutating func allocate(
    _ shape: [IndexExpression], _ element: Type, order: [Int]? = nil
  ) -> Tensor {
    let dimensions = order?.map { shape[$0] } ?? shape
    let buffer = build.insert(Program.Allocate(Program.BufferType(dimensions, element.inBuffer)))
    return Tensor(buffer: buffer, shape: shape, element: element, order: order)
  }

  /// A new tensor whose element at each position is what `rule` gives.
  public mutating func compute(
    _ name: String, _ shape: [IndexExpression], _ element: Type, order: [Int]? = nil,
    _ rule: ([IndexExpression]) -> Scalar
  ) -> Tensor {
    let target = allocate(shape, element, order: order)
    compute(name, into: target, rule)
    return target
  }

  /// A new tensor whose element at each position combines what `term` gives for every position in
  /// `extents`.
  public mutating func reduce(
    _ name: String, _ shape: [IndexExpression], over extents: [IndexExpression],
    _ combination: Combination, _ element: Type, order: [Int]? = nil,
    _ term: (_ position: [IndexExpression], _ reduced: [IndexExpression]) -> Scalar
  ) -> Tensor {
    let target = allocate(shape, element, order: order)
    reduce(name, into: target, over: extents, combination, term)
    return target
  }

  /// As `compute`, into a tensor in memory.
  public mutating func compute(
    _ name: String, into target: Tensor, _ rule: ([IndexExpression]) -> Scalar
  ) {
    guard let buffer = target.buffer else { return }
    let place = target.shape.indices.map { IndexExpression.dimension($0) }
    let value = rule(target.loopPosition).converted(to: target.element)
    nest(name, spatial: target.dimensions, reduction: [], initial: nil) { build, iterators in
      var emission = ScalarEmission(iterators: iterators)
      let result = emission.emit(value, &build)
      let stored = build.stored(result, target.element)
      build.insertOperation(Program.Store(stored, to: buffer, iterators, map: place))
    }
  }

  /// As `reduce`, into a tensor in memory, whose elements must be of the type computed in.
  ///
  /// With `initialises` false the elements are there already.
  public mutating func reduce(
    _ name: String, into target: Tensor, over extents: [IndexExpression],
    _ combination: Combination, initialises: Bool = true,
    _ term: (_ position: [IndexExpression], _ reduced: [IndexExpression]) -> Scalar
  ) {
    guard let buffer = target.buffer else { return }
    let rank = target.shape.count
    let place = target.shape.indices.map { IndexExpression.dimension($0) }
    let reduced = extents.indices.map { IndexExpression.dimension(rank + $0) }
    let element = target.element
    let value = term(target.loopPosition, reduced).converted(to: element)
    let start = combination.identity(of: element)
    let function = combination.function(isBoolean: element == .i1)
    let mnemonic = function.mnemonic(isFloat: element.isFloat, isUnsigned: element.isUnsigned)
    let initial = { (build: inout Builder, iterators: [ValueID]) in
      var emission = ScalarEmission(iterators: iterators)
      let identity = build.stored(emission.emit(start, &build), element)
      build.insertOperation(Program.Store(identity, to: buffer, iterators, map: place))
    }
    nest(
      name, spatial: target.dimensions, reduction: extents, initial: initialises ? initial : nil
    ) { build, iterators in
      var emission = ScalarEmission(iterators: iterators)
      var sum = build.insert(Program.Load(buffer, iterators, map: place))
      if element.takesByte { sum = build.insert(Arith.TruncI(sum, to: element.signless)) }
      let next = emission.emit(value, &build)
      let combined = build.insert(
        OperationState(name: mnemonic, operands: [sum, next], resultTypes: [element.signless]))
      let result = build.stored(build.module.result(of: combined), element)
      build.insertOperation(Program.Store(result, to: buffer, iterators, map: place))
    }
  }

  /// As `reduce`, by a rule over partial results of several components, one tensor for each.
  ///
  /// `identity` has the components of no terms; `whole` those of two partial results together, whose
  /// components are the arguments. The tensors lie row by row.
  mutating func reduce(
    _ name: String, into targets: [Tensor], over extents: [IndexExpression], _ identity: [Scalar],
    _ terms: [Scalar], _ whole: [Scalar], initialises: Bool
  ) {
    guard let shape = targets.first?.shape else { return }
    let buffers = targets.compactMap(\.buffer)
    let place = shape.indices.map { IndexExpression.dimension($0) }
    let initial = { (build: inout Builder, iterators: [ValueID]) in
      var emission = ScalarEmission(iterators: iterators)
      for (buffer, start) in zip(buffers, identity) {
        let value = emission.emit(start, &build)
        build.insertOperation(Program.Store(value, to: buffer, iterators, map: place))
      }
    }
    nest(
      name, spatial: shape, reduction: extents, initial: initialises ? initial : nil
    ) { build, iterators in
      var emission = ScalarEmission(iterators: iterators)
      let before = buffers.map { build.insert(Program.Load($0, iterators, map: place)) }
      let term = terms.map { emission.emit($0, &build) }
      let after = build.insertCombine(before, term) { build, left, right in
        var rule = ScalarEmission(iterators: [], arguments: left + right)
        return whole.map { rule.emit($0, &build) }
      }
      for (buffer, value) in zip(buffers, after) {
        build.insertOperation(Program.Store(value, to: buffer, iterators, map: place))
      }
    }
  }

  private mutating func nest(
    _ name: String, spatial: [IndexExpression], reduction: [IndexExpression],
    initial: ((inout Builder, [ValueID]) -> Void)?, _ body: (inout Builder, [ValueID]) -> Void
  ) {
    let extents = spatial + reduction
    let block = Program.Block(
      name: unique(name), counters: [], bindings: extents.indices.map { .dimension($0) },
      extents: extents,
      kinds: spatial.map { _ in .spatial } + reduction.map { _ in .reduction })
    let names = takeLoopNames(
      or: spatial.indices.map { "i\($0)" } + reduction.indices.map { "k\($0)" })
    Self.loops(block, names, [], &build, initial, body)
  }

  private static func loops(
    _ block: Program.Block, _ names: [String], _ counters: [ValueID], _ build: inout Builder,
    _ initial: ((inout Builder, [ValueID]) -> Void)?, _ body: (inout Builder, [ValueID]) -> Void
  ) {
    if counters.count == block.extents.count {
      var bound = block
      bound.counters = counters
      build.insertBlock(bound, initial: initial, body)
      return
    }
    let depth = counters.count
    build.insertProgramLoop(.init(extent: block.extents[depth], name: names[depth])) {
      build, counter in
      loops(block, names, counters + [counter], &build, initial, body)
    }
  }

  /// The names of the loops of this stage; the next has others.
  mutating func takeLoopNames(or usual: [String]) -> [String] {
    defer { loopNames = [] }
    return loopNames.count == usual.count ? loopNames : usual
  }

  /// The name, with a number if there was one before.
  mutating func unique(_ name: String) -> String {
    let count = names[name, default: 0]
    names[name] = count + 1
    return count == 0 ? name : "\(name)_\(count)"
  }
}

extension Type {
  /// Whether it is an integer of less than a byte that has a byte of its own, unless it is packed.
  var takesByte: Bool { isInteger && (2..<8).contains(bitWidth ?? 8) }

  /// The type of such elements in a buffer: without a sign, of a byte at least but for truth values.
  var inBuffer: Type { takesByte ? .i8 : signless }
}

extension Builder {
  /// What is computed of an element of a tensor as it is stored: halves are rounded, and an integer
  /// of less than a byte fills one.
  mutating func stored(_ value: ValueID, _ element: Type) -> ValueID {
    if element.isFloat, module.type(of: value) != element {
      return insert(Arith.TruncF(value, to: element))
    }
    guard element.takesByte else { return value }
    return element.isUnsigned
      ? insert(Arith.ExtUI(value, to: .i8)) : insert(Arith.ExtSI(value, to: .i8))
  }
}

extension Combination {
  /// What changes nothing when it is combined with a term.
  public func identity(of element: Type) -> Scalar {
    if element == .i1 { return .integer(self == .min || self == .product ? -1 : 0, .i1) }
    switch self {
    case .sum: return .integer(0, element)
    case .product: return .integer(1, element)
    case .max, .maxNumber:
      return element.isFloat ? .constant(-.infinity, element) : element.lowest
    case .min: return element.isFloat ? .constant(.infinity, element) : element.highest
    }
  }
}

extension Type {
  /// The smallest integer of this type.
  public var lowest: Scalar {
    if isUnsigned { return .integer(0, self) }
    let width = bitWidth ?? 64
    return .integer(width >= 64 ? Int.min : -(1 << (width - 1)), self)
  }

  /// The largest integer of this type.
  public var highest: Scalar {
    let width = bitWidth ?? 64
    if isUnsigned { return .integer(-1, self) }
    return .integer(width >= 64 ? Int.max : (1 << (width - 1)) - 1, self)
  }
}
