import IR
import Support

extension Vector {
  public enum CombiningKind: String, AttributeDefinition, CaseIterable {
    case add, mul, minui, minsi, minnumf, maxui, maxsi, maxnumf, and, or, xor, minimumf, maximumf

    public static var mnemonic: String { "vector.kind" }
    public static var documentation: String { "How the elements of a reduction are combined." }
    public var body: String? { rawValue }

    /// Whether it combines elements of this type.
    public func takes(_ type: Type) -> Bool {
      switch self {
      case .add, .mul: type.isFloat || type.isInteger || type == .index
      case .minnumf, .maxnumf, .minimumf, .maximumf: type.isFloat
      case .minui, .minsi, .maxui, .maxsi, .and, .or, .xor: type.isInteger || type == .index
      }
    }

    public static func parse(
      body: String?, in context: Context
    ) throws(Diagnostic) -> CombiningKind {
      guard let kind = CombiningKind(rawValue: body ?? "") else {
        throw .error(
          "expected one of \(allCases.map(\.rawValue).joined(separator: ", ")), found"
            + " '\(body ?? "")'")
      }
      return kind
    }
  }

  public struct Reduction: ResultTypeInferring, VerifiableOperation {
    public static var mnemonic: String { "vector.reduction" }
    public static var documentation: String {
      """
      The elements of a 1-D vector combined, with an accumulator if given.

      A sum or product of floats goes from the first element to the last unless `fastMath` allows
      `reassociation`.
      """
    }
    public static var form: Form? {
      """
      $kind `,` $vector (`,` $acc^)? (`fastmath` `` $fastmath^)? attr-dict `:` type($vector)
      `into` type($dest)
      """
    }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(
        operands: [.init("vector", .vector), .init("acc", .any, .optional)],
        results: [.init("dest", .any)],
        properties: [
          .init("kind", .dialect(CombiningKind.self)),
          .init(
            "fastmath", .dialect(Arith.FastMath.self), optional: true,
            implied: .of(Arith.FastMath())),
        ])
    }

    /// `nil` only when read from an operation that does not verify.
    public var kind: CombiningKind?
    public var vector: ValueID
    public var accumulator: ValueID?
    public var fastMath: Arith.FastMath

    public init(
      _ kind: CombiningKind, _ vector: ValueID, accumulator: ValueID? = nil,
      fastMath: Arith.FastMath = []
    ) {
      self.kind = kind
      self.vector = vector
      self.accumulator = accumulator
      self.fastMath = fastMath
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      kind = module.property("kind", of: operation)?.cast(to: CombiningKind.self)
      fastMath = module.property("fastmath", of: operation)?.cast(to: Arith.FastMath.self) ?? []
      vector = module.operandOrMissing(0, of: operation)
      accumulator = module.operandCount(of: operation) > 1 ? module.operand(1, of: operation) : nil
    }

    public var state: OperationState {
      var state = OperationState(
        name: Self.mnemonic, operands: [vector] + (accumulator.map { [$0] } ?? []))
      state.properties["kind"] = kind.map { .of($0) }
      if !fastMath.isEmpty { state.properties["fastmath"] = .of(fastMath) }
      return state
    }

    public func resultTypes(in module: Module) -> [Type] { [module.type(of: vector).elementType] }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let reduction = Reduction(operation, in: module)
      let type = module.type(of: reduction.vector)
      let element = type.elementType
      var problems: [String] = []
      if let rank = type.vectorType?.shape.count, rank > 1 {
        problems.append(
          "reduces a vector of one dimension, not '\(type)'; 'vector.multi_reduction' reduces more")
      }
      if let kind = reduction.kind, !kind.takes(element) {
        problems.append("cannot combine elements of type '\(element)' by '\(kind.rawValue)'")
      }
      let result = module.resultTypeOrNone(of: operation)
      if result != element {
        problems.append("must give the type of an element, '\(element)', not '\(result)'")
      }
      if let start = reduction.accumulator.map({ module.type(of: $0) }), start != element {
        problems.append("must start from the type of an element, '\(element)', not '\(start)'")
      }
      for problem in problems {
        diagnostics.error(
          "'\(mnemonic)' \(problem)", at: module.location(of: operation))
      }
    }
  }
}
