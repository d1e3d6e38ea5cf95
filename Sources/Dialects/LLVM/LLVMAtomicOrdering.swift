import IR

extension LLVM {
  /// The order in which other threads see an access; the raw value is MLIR's, and LLVM's.
  public enum AtomicOrdering: Int, CaseIterable, Sendable {
    case notAtomic = 0
    case unordered = 1
    case monotonic = 2
    /// After it comes what is behind it.
    case acquire = 4
    /// Before it comes what is before it.
    case release = 5
    case acquireRelease = 6
    case sequentiallyConsistent = 7

    /// How forms write it.
    public var word: String {
      switch self {
      case .notAtomic: "not_atomic"
      case .unordered: "unordered"
      case .monotonic: "monotonic"
      case .acquire: "acquire"
      case .release: "release"
      case .acquireRelease: "acq_rel"
      case .sequentiallyConsistent: "seq_cst"
      }
    }

    /// What a property says; `nil` if it is no order.
    public init?(_ attribute: Attribute?) {
      guard let order = attribute?.integerValue.flatMap(Self.init(rawValue:)) else { return nil }
      self = order
    }

    /// What a property that holds one must be.
    static var constraint: AttributeConstraint {
      AttributeConstraint("an order of atomic accesses: 0, 1, 2, 4, 5, 6 or 7") {
        Self($0) != nil
      }
    }

    /// A property that holds one, as a word.
    static func directive(_ property: String) -> FormDirective {
      FormDirective(
        accepts: { operation, module in
          guard case .integer(let number, .i64)? = module.property(property, of: operation) else {
            return false
          }
          return Self(rawValue: number) != nil
        },
        write: { operation, writer in
          let order = Self(writer.module.property(property, of: operation)) ?? .notAtomic
          writer.write(order.word)
        },
        read: { (reader) throws(FormFailure) in try read(property, from: &reader) })
    }

    fileprivate static func read(
      _ property: String, from reader: inout FormReader
    ) throws(FormFailure) {
      guard let order = allCases.first(where: { reader.accept($0.word) }) else {
        let words = allCases.map { "'\($0.word)'" }.joined(separator: ", ")
        throw reader.fail(expected: "one of \(words)")
      }
      reader.set(property, .i64(order.rawValue))
    }
  }

  /// What is wrong with the order of an operation that always has one.
  static func problems(
    withOrder property: String, of operation: OperationID, in module: Module,
    allowed: [AtomicOrdering]
  ) -> [String] {
    guard let order = AtomicOrdering(module.property(property, of: operation)),
      !allowed.contains(order)
    else { return [] }
    let words = allowed.map { "'\($0.word)'" }.joined(separator: ", ")
    return ["has the \(property) '\(order.word)'; it must be one of \(words)"]
  }

  /// Whether such a value can be read or written at once: its bits are a power of two.
  static func isAtomic(_ type: Type) -> Bool {
    switch type {
    case .integer(let width, _): width >= 8 && width & (width - 1) == 0
    case .float(let kind): kind != .f80
    default: type.cast(to: PointerType.self) != nil
    }
  }
}

extension FormDirective {
  /// `atomic syncscope("x") monotonic`, if an access is atomic.
  static let atomicAccess = FormDirective(
    accepts: { operation, module in
      guard let order = module.property("ordering", of: operation) else {
        return module.property("syncscope", of: operation) == nil
      }
      guard case .integer(_, .i64) = order, let order = LLVM.AtomicOrdering(order) else {
        return false
      }
      return order != .notAtomic
    },
    write: { operation, writer in
      guard let order = LLVM.AtomicOrdering(writer.module.property("ordering", of: operation))
      else { return }
      writer.write("atomic ")
      if let scope = writer.module.property("syncscope", of: operation)?.stringValue {
        writer.write("syncscope(")
        writer.write(quoted: scope)
        writer.write(") ")
      }
      writer.write(order.word)
    },
    read: { (reader) throws(FormFailure) in
      guard reader.accept("atomic") else { return }
      if reader.accept("syncscope") {
        try reader.expect("(")
        guard let scope = try reader.readOptionalString() else {
          throw reader.fail(expected: "the name of a scope in quotes")
        }
        reader.set("syncscope", .string(scope))
        try reader.expect(")")
      }
      try LLVM.AtomicOrdering.read("ordering", from: &reader)
    })
}
