import Dialects
import IR
import Support

extension RuleSet {
  /// Removes casts that change nothing and joins those that lose nothing on the way.
  ///
  ///     cast(x : f32) to f32                 -->  x
  ///     cast(cast(x : i8) to i32) to f32     -->  cast(x) to f32
  ///     equal(cast(b : i1), 0)               -->  not(b)
  public static let simplifyCasts = RuleSet([
    RewriteRule("cast-to-itself", replacing: Graph.Cast.self) { (cast, build) throws(Diagnostic) in
      build.element(cast.input) == cast.resultType.elementType ? cast.input : nil
    },
    RewriteRule("cast-of-cast", replacing: Graph.Cast.self) { (cast, build) throws(Diagnostic) in
      guard let inner = build.match(cast.input, as: Graph.Cast.self),
        build.element(inner.input).embeds(in: inner.resultType.elementType)
      else { return nil }
      return build.insert(
        try Graph.Cast(
          inner.input, to: cast.resultType.elementType, saturates: cast.saturates,
          in: build.module))
    },
    RewriteRule("equal-boolean", replacing: Graph.Equal.self) { (equal, build) throws(Diagnostic) in
      guard let value = build.uniform(equal.rhs),
        let cast = build.match(equal.lhs, as: Graph.Cast.self),
        build.element(cast.input) == .i1, build.sizes(cast.input) == equal.resultType.sizes
      else { return nil }
      if value == 1 { return cast.input }
      return value == 0 ? try build.make(Graph.Not.self, cast.input) : nil
    },
    RewriteRule("is-nan-of-number", replacing: Graph.IsNaN.self) {
      (test, build) throws(Diagnostic) in
      guard build.isFinite(test.input) else { return nil }
      let no = build.insert(Graph.Constant(splat: 0, element: .i1))
      return try build.broadcast(no, to: test.resultType.sizes ?? [])
    },
  ])
}

extension Type {
  /// Whether every number of this type is one of `other`.
  fileprivate func embeds(in other: Type) -> Bool {
    switch (self, other) {
    case (.integer(1, _), _): return other.isInteger || other.isFloat
    case (.integer(let a, let sign), .integer(let b, let otherSign)):
      let (isUnsigned, otherUnsigned) = (sign == .unsigned, otherSign == .unsigned)
      return isUnsigned ? (otherUnsigned ? b >= a : b > a) : (!otherUnsigned && b >= a)
    case (.integer(let width, _), .float(let kind)): return width <= kind.exactIntegerBits
    case (.float(let a), .float(let b)):
      return a == b || b == .f64 || b == .f32 && (a == .f16 || a == .bf16)
    default: return false
    }
  }
}

extension FloatKind {
  /// Integers of this many bits, sign included, are all exact.
  fileprivate var exactIntegerBits: Int {
    switch self {
    case .f64: return 53
    case .f32: return 24
    case .f16: return 11
    case .bf16: return 8
    default: return 0
    }
  }
}

extension Builder {
  /// Whether no element of `value` can be NaN or infinite.
  func isFinite(_ value: ValueID, depth: Int = 8) -> Bool {
    guard depth > 0, let operation = module.definingOperation(of: value) else { return false }
    func all(_ values: ValueID...) -> Bool { values.allSatisfy { isFinite($0, depth: depth - 1) } }
    if let constant = match(value, as: Graph.Constant.self) {
      if !constant.resultType.elementType.isFloat { return true }
      return contents(value).map { $0.doubles.allSatisfy(\.isFinite) } ?? false
    }
    if let cast = match(value, as: Graph.Cast.self) {
      let target = cast.resultType.elementType
      if !target.isFloat { return true }
      // Integers may exceed the largest half, but nothing wider.
      return !element(cast.input).isFloat ? target != .f16 : target == .f64 && all(cast.input)
    }
    if let choice = match(value, as: Graph.Where.self) { return all(choice.lhs, choice.rhs) }
    if let larger = match(value, as: Graph.Max.self) { return all(larger.lhs, larger.rhs) }
    if let smaller = match(value, as: Graph.Min.self) { return all(smaller.lhs, smaller.rhs) }
    if let softmax = match(value, as: Graph.Softmax.self) { return all(softmax.input) }
    let keeping: [any Graph.SingleResultOperation.Type] = [
      Graph.Tanh.self, Graph.Sigmoid.self, Graph.Erf.self, Graph.Relu.self, Graph.Neg.self,
      Graph.Abs.self, Graph.Sin.self, Graph.Cos.self, Graph.Reshape.self, Graph.Transpose.self,
      Graph.Broadcast.self, Graph.Slice.self, Graph.Gather.self, Graph.Concat.self,
    ]
    let isKeeping = keeping.contains { $0.mnemonic == module.name(of: operation) }
    return isKeeping
      && module.operands(of: operation).allSatisfy {
        !element($0).isFloat || isFinite($0, depth: depth - 1)
      }
  }
}
