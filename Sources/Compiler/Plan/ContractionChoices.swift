import Dialects
import IR
import Scheduling
import Support

/// The matrix products and convolutions of a model, and which of its programs each one runs where.
public struct ContractionChoices: Sendable {
  /// Contractions of one form, whose programs and costs are the same.
  public struct Contraction: Sendable {
    /// What is multiplied, as `batch * sequence x 384 x 1536`: rows, depth, columns.
    public let name: String
    /// The choices in the program: one for whole column tiles, one for what is left of the columns.
    public let choices: [Program.Choose]
    /// How often the model runs it.
    public internal(set) var count = 0
    /// Floating-point operations of all of them; a multiplication with its addition counts two.
    public internal(set) var operations: IndexExpression = 0

    /// The names of the alternatives that run at these sizes, as `14x32`; several where whole
    /// tiles and the rest differ, none where there is no choice.
    public func chosen(at sizes: [String: Int]) -> [String] {
      var found: [String] = []
      for choice in choices {
        guard let number = choice.chosen(at: sizes), number < choice.names.count,
          !found.contains(choice.names[number])
        else { continue }
        found.append(choice.names[number])
      }
      return found
    }
  }

  /// In the order of their first use.
  public private(set) var contractions: [Contraction] = []

  /// Reads the choices out of the model's scheduled programs.
  ///
  /// - Throws: a diagnostic when a kernel cannot be scheduled.
  public init(_ model: LoweredModel) throws(Diagnostic) {
    let module = model.graph.module
    guard let function = Graph.Function(in: module), let body = function.body(in: module) else {
      return
    }
    let kernels = try KernelCode(
      function, in: module, options: model.options, level: .scheduled)
    let choices = kernels.modules.map { Self.choices(in: $0) }
    for kernel in module.operations(in: body) {
      guard let number = kernels.numbers[kernel] else { continue }
      module.walk(kernel) { operation in
        guard let name = Self.name(of: operation, in: module) else { return }
        add(name, choices[number], GraphWork.work(of: operation, in: module))
      }
    }
  }

  private mutating func add(
    _ name: String, _ choices: [Program.Choose], _ work: IndexExpression
  ) {
    let known = contractions.firstIndex {
      $0.name == name && $0.choices.map(\.names) == choices.map(\.names)
        && $0.choices.map(\.costs) == choices.map(\.costs)
    }
    if known == nil { contractions.append(Contraction(name: name, choices: choices)) }
    let place = known ?? contractions.count - 1
    contractions[place].count += 1
    contractions[place].operations += work
  }

  private static func choices(in module: Module) -> [Program.Choose] {
    var found: [Program.Choose] = []
    module.walk { operation in
      if let choice = module.match(operation, as: Program.Choose.self) { found.append(choice) }
    }
    return found
  }

  /// The sizes of a matrix product or convolution; `nil` for other operations.
  private static func name(of operation: OperationID, in module: Module) -> String? {
    if let product = module.match(operation, as: Graph.MatMul.self) {
      guard let left = module.type(of: product.lhs).sizes,
        let right = module.type(of: product.rhs).sizes, let result = product.resultType.sizes,
        left.count > 1, result.count > 1
      else { return nil }
      let depth = left[left.count - (product.transposesLHS ? 2 : 1)]
      let columns = result[result.count - 1]
      if right.count == 2 { return "\(product: result.dropLast()) x \(depth) x \(columns)" }
      let each = "\(result[result.count - 2]) x \(depth) x \(columns)"
      return result.count == 2 ? each : "\(product: result.dropLast(2)) of \(each)"
    }
    guard let convolution = module.match(operation, as: Graph.Conv.self),
      let window = module.type(of: convolution.weight).sizes, window.count > 2
    else { return nil }
    let kernel = window.dropFirst(2).map { "\($0)" }.joined(separator: "x")
    return "convolution \(kernel), \(window[1]) to \(window[0])"
  }
}

extension DefaultStringInterpolation {
  fileprivate mutating func appendInterpolation(product factors: some Sequence<IndexExpression>) {
    appendInterpolation(IndexExpression.product(factors))
  }
}
