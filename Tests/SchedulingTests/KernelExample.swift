import Dialects
import IR
import Support

/// A small model of a few operations, and the sizes it is tried at.
struct KernelExample: Sendable, CustomStringConvertible {
  /// Writes operations into the body of the model.
  struct Writer {
    var module: Module
    let body: BlockID

    mutating func add<Operation: Graph.SingleResultOperation>(
      _ make: (Module) throws -> Operation
    ) rethrows -> ValueID {
      let operation = module.insert(try make(module), at: .atEnd(of: body))
      return module.result(of: operation)
    }
  }

  typealias Inputs = [(sizes: [IndexExpression], element: Type)]
  typealias Write = @Sendable (inout Writer, [ValueID]) throws -> ValueID

  var description: String
  /// The inputs' sizes and elements.
  var inputs: @Sendable () -> Inputs
  var ranges: [String: SymbolRange]
  /// Values of the symbols, by name.
  var sizes: [[String: Int]]
  var write: Write
  /// Whether an input may hold infinities and NaN: filters may not, as the zeros of the padding are
  /// multiplied with them, nor what is multiplied with the zeros of a spread filter.
  var allowsSpecial: @Sendable (_ input: Int) -> Bool = { _ in true }

  /// Whether quantised weights stay so, which are folded to floats otherwise, small as they are.
  var keepsWeights = false

  /// The model.
  func module() throws -> Module {
    var module = Module(context: KernelCheck.context)
    module.graphSymbols = ranges
    let inputs = inputs().enumerated().map { place, input in
      ("x\(place)", Type.tensor(sizes: input.sizes, element: input.element))
    }
    let function = Graph.Function.make(inputs: inputs, in: &module)
    guard let body = function.body(in: module) else { return module }
    var writer = Writer(module: module, body: body)
    let result = try write(&writer, function.inputs(in: module))
    module = writer.module
    function.finish(returning: [("y", result)], in: &module)
    return module
  }
}

/// The size called `m`, `n` or `k`.
let (m, n, k) = (
  IndexExpression.symbol("m"), IndexExpression.symbol("n"), IndexExpression.symbol("k")
)

extension KernelExample {
  /// Lengths around multiples of every vector width, primes, and both ends of the range.
  private static let lengths = [0, 1, 2, 7, 8, 15, 16, 17, 31, 33, 40]

  /// An example over the symbol `m`.
  static func row(
    _ name: String, from lower: Int = 0, _ inputs: @autoclosure @escaping @Sendable () -> Inputs,
    _ write: @escaping Write
  ) -> KernelExample {
    KernelExample(
      description: name, inputs: inputs, ranges: ["m": SymbolRange(lower, 40)],
      sizes: lengths.filter { $0 >= lower }.map { ["m": $0] }, write: write)
  }

  /// An example over the symbols `m` and `n`.
  static func plane(
    _ name: String, from lower: Int = 0, _ inputs: @autoclosure @escaping @Sendable () -> Inputs,
    _ write: @escaping Write
  ) -> KernelExample {
    let pairs = [
      (0, 5), (5, 0), (0, 0), (1, 1), (1, 17), (17, 1), (7, 31), (16, 16), (33, 15), (40, 8),
    ]
    return KernelExample(
      description: name, inputs: inputs,
      ranges: ["m": SymbolRange(lower, 40), "n": SymbolRange(lower, 40)],
      sizes: pairs.filter { $0.0 >= lower && $0.1 >= lower }.map { ["m": $0.0, "n": $0.1] },
      write: write)
  }

  /// As `plane`, with so few columns that they are part of a vector.
  static func narrow(
    _ name: String, _ inputs: @autoclosure @escaping @Sendable () -> Inputs,
    _ write: @escaping Write
  ) -> KernelExample {
    var example = plane(name, inputs(), write)
    let pairs = [
      (0, 3), (5, 0), (1, 1), (4, 1), (11, 1), (1, 2), (2, 2), (7, 2), (1, 3), (3, 4), (4, 4),
      (6, 5),
      (7, 7), (8, 8), (5, 8), (13, 6), (40, 4), (9, 9),
    ]
    example.sizes = pairs.map { ["m": $0.0, "n": $0.1] }
    return example
  }

  /// As `plane`, at sizes around whole tiles of every vector width along both symbols.
  static func square(
    _ name: String, from lower: Int = 0, _ inputs: @autoclosure @escaping @Sendable () -> Inputs,
    _ write: @escaping Write
  ) -> KernelExample {
    var example = plane(name, from: lower, inputs(), write)
    let pairs = [
      (0, 17), (17, 0), (1, 40), (40, 1), (16, 16), (15, 17), (17, 15), (31, 33), (33, 31),
      (40, 40),
    ]
    example.sizes = pairs.filter { $0.0 >= lower && $0.1 >= lower }.map { ["m": $0.0, "n": $0.1] }
    return example
  }

  /// As `plane`, with a filter as second input.
  static func filtered(
    _ name: String, from lower: Int = 0, _ inputs: @autoclosure @escaping @Sendable () -> Inputs,
    _ write: @escaping Write
  ) -> KernelExample {
    var example = plane(name, from: lower, inputs(), write)
    example.allowsSpecial = { $0 == 0 && !name.hasPrefix("transposed") }
    return example
  }

  /// An example over `m`, `n` and `k`: rows, columns and depth of a product.
  static func product(
    _ name: String, _ inputs: @autoclosure @escaping @Sendable () -> Inputs,
    _ write: @escaping Write
  ) -> KernelExample {
    let triples = [
      (1, 1, 1), (3, 5, 0), (0, 7, 3), (7, 0, 3), (1, 16, 7), (17, 1, 31), (6, 15, 16), (5, 33, 2),
      (13, 31, 17), (16, 32, 8), (40, 40, 40),
    ]
    let range = SymbolRange(0, 40)
    return KernelExample(
      description: name, inputs: inputs, ranges: ["m": range, "n": range, "k": range],
      sizes: triples.map { ["m": $0.0, "n": $0.1, "k": $0.2] }, write: write)
  }
}
