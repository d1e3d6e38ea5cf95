import Dialects
import IR
import Support

/// A function of tensors, written as its mathematics.
///
///     var f = TensorFunction("dense", context: context)
///     let m = f.size("m", 1...2048)
///     let x = f.input("x", [m, 768], .f32)
///     let w = f.input("w", [3072, 768], .f32)
///     let b = f.input("b", [3072], .f32)
///     let y = f.output("y", [m, 3072], .f32)
///
///     let (i, j, k) = (f.axis("i", m), f.axis("j", 3072), f.axis("k", 768))
///     let product = f.define("product", [i, j], sum(x[i, k] * w[j, k], over: k))
///     f.define(y, [i, j], maximum(product[i, j] + b[j], 0))
///     let program = try f.finish()
///
/// Every definition is one stage: a nest of loops over its axes around one block. What is wrong (a
/// position of the wrong rank or outside of the tensor for some size, operands of two types, an axis
/// that is not bound) is told by `finish`, all at once, each with the line that says it.
public struct TensorFunction: Sendable {
  var writer: ProgramWriter
  private(set) var axes: [(name: String, extent: IndexExpression)] = []
  private(set) var symbols: [Program.Function.Symbol] = []
  // Parameters are allocations until the end: arguments that are appended move those before them.
  private var inputs: [ValueID] = []
  private var outputs: [ValueID] = []
  private var constants: [Program.Function.Constant] = []
  private var names: [ValueID: String] = [:]
  private(set) var written: Set<ValueID> = []
  private var problems: [Diagnostic] = []
  private let function: OperationID
  private let body: BlockID
  private let name: String

  /// A function without parameters or definitions.
  public init(_ name: String, context: Context) {
    self.name = name
    var module = Module(context: context)
    function = module.insert(
      Program.Function(name: name, symbols: [], outputCount: 0), at: .atEnd(of: module.body))
    body = module.appendBlock(to: module.region(of: function))
    writer = ProgramWriter(build: Builder(module, at: .atEnd(of: body)))
  }

  // MARK: Sizes, axes, tensors

  /// A size that is known only when the function is called.
  public mutating func size(
    _ name: String, _ range: ClosedRange<Int>, multipleOf divisor: Int = 1
  ) -> IndexExpression {
    let declared = SymbolRange(range.lowerBound, range.upperBound, divisor: divisor)
    if let known = symbols.first(where: { $0.name == name }), known.range != declared {
      fail("the size '\(name)' is declared twice, with different ranges", at: .unknown)
    } else if !symbols.contains(where: { $0.name == name }) {
      symbols.append(.init(name, declared))
    }
    return .symbol(name)
  }

  /// An axis: an index that runs over `0 ..< extent` wherever a definition or a reduction names it.
  public mutating func axis(_ name: String, _ extent: IndexExpression) -> IndexExpression {
    if let constant = extent.constantValue, constant < 0 {
      fail("the axis '\(name)' has \(constant) places; it must have at least 0", at: .unknown)
    }
    axes.append((name, extent))
    return .dimension(Self.firstAxis + axes.count - 1)
  }

  /// A tensor that is given; inputs are parameters in the order in which they are declared.
  public mutating func input(
    _ name: String, _ shape: [IndexExpression], _ element: Type
  ) -> Tensor {
    let tensor = intermediate(name, shape, element)
    if let buffer = tensor.buffer { inputs.append(buffer) }
    return tensor
  }

  /// A tensor that is given and always the same, a weight: a schedule may want it packed, once (`pack_constant`).
  ///
  /// `TensorKernel` takes it as it is declared, and packs it.
  public mutating func constant(
    _ name: String, _ shape: [IndexExpression], _ element: Type
  ) -> Tensor {
    constants.append(Program.Function.Constant(input: inputs.count))
    return input(name, shape, element)
  }

  /// A tensor to be computed; outputs are the last parameters, in the order of their declarations.
  public mutating func output(
    _ name: String, _ shape: [IndexExpression], _ element: Type
  ) -> Tensor {
    let tensor = intermediate(name, shape, element)
    if let buffer = tensor.buffer { outputs.append(buffer) }
    return tensor
  }

  /// Memory of a definition's own.
  mutating func intermediate(
    _ name: String, _ shape: [IndexExpression], _ element: Type
  ) -> Tensor {
    for (place, size) in shape.enumerated() {
      guard let constant = size.constantValue, constant < 0 else { continue }
      fail("size \(place) of '\(name)' is \(constant); it must be at least 0", at: .unknown)
    }
    let tensor = writer.allocate(shape, element)
    if let buffer = tensor.buffer { names[buffer] = name }
    return tensor
  }

  // MARK: The program

  /// The program that the definitions make.
  ///
  /// - Throws: everything that is wrong with them.
  public consuming func finish() throws(DiagnosticError) -> TensorProgram {
    for output in outputs where !written.contains(output) {
      fail("the output '\(names[output] ?? "")' is never defined", at: .unknown)
    }
    guard problems.isEmpty else { throw DiagnosticError(problems) }
    var module = writer.build.module
    for buffer in inputs + outputs {
      _ = module.appendArgument(to: body, type: module.type(of: buffer))
    }
    for (buffer, argument) in zip(inputs + outputs, module.arguments(of: body)) {
      guard let allocation = module.definingOperation(of: buffer) else { continue }
      module.replaceAllUses(of: buffer, with: argument)
      module.erase(allocation)
    }
    let declaration = Program.Function(
      name: name, symbols: symbols, outputCount: outputs.count, constants: constants)
    module.setProperties(of: function, to: declaration.state.properties)
    let found = module.verify()
    guard !found.hasErrors else { throw DiagnosticError(found.all) }
    return TensorProgram(module: module, function: function)
  }

  // MARK: What definitions share

  /// Axes are dimensions from this number on, until a definition gives them their places.
  static let firstAxis = 1 << 24

  /// What is called `tensor`, for messages and for the names of stages.
  func name(of tensor: Tensor) -> String { tensor.buffer.flatMap { names[$0] } ?? "the tensor" }

  func name(ofBuffer buffer: ValueID) -> String { names[buffer] ?? "the tensor" }

  /// Whether the elements of a buffer are there.
  func isDefined(_ buffer: ValueID) -> Bool { inputs.contains(buffer) || written.contains(buffer) }

  /// Notes that a tensor gets its elements.
  mutating func write(_ tensor: Tensor, at location: Location) {
    guard let buffer = tensor.buffer else {
      return fail("a tensor that is a rule cannot be defined again", at: location)
    }
    if !written.insert(buffer).inserted {
      fail(
        "'\(name(of: tensor))' is defined twice; 'update' changes elements of a tensor",
        at: location)
    }
  }

  mutating func fail(_ message: String, at location: Location) {
    problems.append(.error("\(name): \(message)", at: location))
  }

  /// Whether nothing was wrong so far.
  var isSound: Bool { problems.isEmpty }

  /// The axis that an expression is nothing but; `nil` for any other expression.
  func axisNumber(_ expression: IndexExpression) -> Int? {
    guard let number = expression.dimensionNumber, number >= Self.firstAxis,
      number - Self.firstAxis < axes.count
    else { return nil }
    return number - Self.firstAxis
  }

  /// An expression as it was written, axes by their names.
  func text(_ expression: IndexExpression) -> String {
    let named = expression.substituting { leaf in
      guard case .dimension(let number) = leaf, number >= Self.firstAxis else { return nil }
      let place = number - Self.firstAxis
      return place < axes.count ? .symbol(axes[place].name) : nil
    }
    return "\(named)"
  }
}

/// A tensor program: a module that holds one `program.func`.
public struct TensorProgram: Sendable {
  public var module: Module
  public var function: OperationID

  public init(module: Module, function: OperationID) {
    self.module = module
    self.function = function
  }
}
