import Dialects
import IR
import Support
import TensorExpressions

/// Programs at random, such as image pipelines and small models are made of: stencils, filters with given
/// weights, products, means of pixels, and what is done to each element, of random sizes and depths.
struct RandomProgram {
  private var random: SeededGenerator
  private var function: TensorFunction
  private let name: String
  /// What may be read, with its sizes.
  private var tensors: [(tensor: Tensor, rows: Int, columns: Int)] = []
  private var inputCount = 0
  private var axisCount = 0
  /// Operations so far.
  private var work = 0.0

  /// Operations of a program, at most: a run takes some milliseconds.
  private static let mostWork = 3e7
  private static let mostElements = 1 << 20

  /// The program of a seed.
  ///
  /// - Throws: a diagnostic when it came out wrong, which is a defect.
  static func program(seed: UInt64, context: Context) throws(DiagnosticError) -> TensorProgram {
    var maker = RandomProgram(seed, context)
    return try maker.make()
  }

  private init(_ seed: UInt64, _ context: Context) {
    random = SeededGenerator(seed)
    name = "random\(seed)"
    function = TensorFunction(name, context: context)
  }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }

  private mutating func make() throws(DiagnosticError) -> TensorProgram {
    let sizes = [48, 64, 100, 128, 192, 256, 320, 384, 500, 512, 640, 768, 1024, 1536, 2048]
    var (rows, columns) = (pick(sizes), pick(sizes))
    while rows * columns > Self.mostElements { (rows, columns) = (pick(sizes), pick(sizes)) }
    tensors.append((input([rows, columns]), rows, columns))
    let depth = Int.random(in: 1...5, using: &random)
    for number in 0..<depth { addStage(isLast: number == depth - 1) }
    return try function.finish()
  }

  // MARK: Stages

  private enum Kind: CaseIterable {
    case stencil, filter, elements, pair, product, mean, enlarged, transposed, rowBounds
  }

  private mutating func addStage(isLast: Bool) {
    let source = Bool.random(using: &random) ? tensors[tensors.count - 1] : pick(tensors)
    var kind = pick(Kind.allCases)
    let elements = Double(source.rows * source.columns)
    if kind == .mean, min(source.rows, source.columns) < 32 { kind = .stencil }
    if kind == .enlarged, source.rows * source.columns * 4 > Self.mostElements { kind = .stencil }
    if work + elements * 40 > Self.mostWork { kind = .elements }
    switch kind {
    case .stencil: stencil(source.tensor, source.rows, source.columns, isLast)
    case .filter: filter(source.tensor, source.rows, source.columns, isLast)
    case .elements: elementwise(source.tensor, nil, source.rows, source.columns, isLast)
    case .pair:
      let others = tensors.filter { $0.rows == source.rows && $0.columns == source.columns }
      let other = pick(others).tensor
      elementwise(source.tensor, other, source.rows, source.columns, isLast)
    case .product: product(source.tensor, source.rows, source.columns, isLast)
    case .mean:
      define(source.rows / 2, source.columns / 2, 4, isLast) { y, x in
        (source.tensor[y * 2, x * 2] + source.tensor[y * 2, x * 2 + 1]
          + source.tensor[y * 2 + 1, x * 2] + source.tensor[y * 2 + 1, x * 2 + 1]) * 0.25
      }
    case .enlarged:
      define(source.rows * 2, source.columns * 2, 1, isLast) { y, x in
        source.tensor[y.floorDivided(by: 2), x.floorDivided(by: 2)] * 0.5
      }
    case .transposed:
      define(source.columns, source.rows, 1, isLast) { y, x in source.tensor[x, y] + 1 }
    case .rowBounds: rowBounds(source.tensor, source.rows, source.columns, isLast)
    }
  }

  private mutating func stencil(_ tensor: Tensor, _ rows: Int, _ columns: Int, _ isLast: Bool) {
    let reach = pick([1, 1, 2, 3])
    let direction = pick([0, 1, 2])
    let edges = tensor.clamped
    let steps = Array(-reach...reach)
    let count = Double(direction == 2 ? steps.count * 2 : steps.count)
    define(rows, columns, 2 * count, isLast) { y, x in
      var sum = edges[y, x] * 0.5
      for step in steps where step != 0 {
        let offset = IndexExpression(step)
        if direction != 0 { sum = sum + edges[y, x + offset] * (0.1 * Double(step)) }
        if direction != 1 { sum = sum + edges[y + offset, x] * (0.2 * Double(step)) }
      }
      return sum
    }
  }

  private mutating func filter(_ tensor: Tensor, _ rows: Int, _ columns: Int, _ isLast: Bool) {
    let (height, width) = (pick([1, 3, 5]), pick([1, 3, 5, 7]))
    let weights = input([height, width])
    let (y, x) = (axis(rows), axis(columns))
    let (i, j) = (axis(height), axis(width))
    let edges = tensor.clamped
    let term =
      edges[y + i - IndexExpression(height / 2), x + j - IndexExpression(width / 2)]
      * weights[i, j]
    work += 2 * Double(rows * columns * height * width)
    finish(rows, columns, isLast, [y, x], sum(term, over: i, j))
  }

  private mutating func elementwise(
    _ tensor: Tensor, _ other: Tensor?, _ rows: Int, _ columns: Int, _ isLast: Bool
  ) {
    let way = pick([0, 1, 2, 3, 4, 5])
    define(rows, columns, 4, isLast) { y, x in
      let value = tensor[y, x]
      let second = other?[y, x] ?? value
      switch way {
      case 0: return value * 0.5 + second
      case 1: return maximum(value - second * 0.3, 0)
      case 2: return value / (abs(second) + 1)
      case 3: return sqrt(abs(value * second) + 1)
      case 4: return exp(minimum(value, second) * 0.1)
      default: return select(value .< 0.0, second * 0.2, value)
      }
    }
  }

  private mutating func product(_ tensor: Tensor, _ rows: Int, _ depth: Int, _ isLast: Bool) {
    let most = (Self.mostWork - work) / 2 / Double(rows * depth)
    let columns = pick(
      [16, 24, 48, 64, 100, 128, 256, 384, 512].filter { Double($0) <= max(16, most) })
    let weights = input([depth, columns])
    let (y, x, k) = (axis(rows), axis(columns), axis(depth))
    work += 2 * Double(rows * depth * columns)
    finish(rows, columns, isLast, [y, x], sum(tensor[y, k] * weights[k, x], over: k))
  }

  private mutating func rowBounds(_ tensor: Tensor, _ rows: Int, _ columns: Int, _ isLast: Bool) {
    let (p, k) = (axis(rows), axis(columns))
    let most = function.define("most\(axisCount)", [p], maximum(tensor[p, k], over: k))
    define(rows, columns, 3, isLast) { y, x in tensor[y, x] - most[y] * 0.01 }
  }

  // MARK: Parts

  private mutating func input(_ shape: [Int]) -> Tensor {
    inputCount += 1
    return function.input("in\(inputCount)", shape.map { IndexExpression($0) }, .f32)
  }

  private mutating func axis(_ extent: Int) -> IndexExpression {
    axisCount += 1
    return function.axis("a\(axisCount)", IndexExpression(extent))
  }

  private mutating func define(
    _ rows: Int, _ columns: Int, _ operations: Double, _ isLast: Bool,
    _ formula: (IndexExpression, IndexExpression) -> Scalar
  ) {
    let (y, x) = (axis(rows), axis(columns))
    work += operations * Double(rows * columns)
    let value = formula(y, x)
    if isLast {
      let out = function.output("out", [IndexExpression(rows), IndexExpression(columns)], .f32)
      function.define(out, [y, x], value)
    } else {
      tensors.append((function.define("stage\(axisCount)", [y, x], value), rows, columns))
    }
  }

  private mutating func finish(
    _ rows: Int, _ columns: Int, _ isLast: Bool, _ axes: [IndexExpression], _ value: Reduction
  ) {
    if isLast {
      let out = function.output("out", [IndexExpression(rows), IndexExpression(columns)], .f32)
      function.define(out, axes, value)
    } else {
      tensors.append((function.define("stage\(axisCount)", axes, value), rows, columns))
    }
  }
}
