import Support

/// A transformation of a module: a name and a closure, a plain value.
///
///     let deadCode = Pass("dead-code-elimination", "erases what nothing uses") { module, root, context in
///       …
///     }
public struct Pass: Sendable {
  /// Changes the module inside the given operation: the outermost one, or each of those that a
  /// nested pipeline picks.
  ///
  /// What it throws makes the pass fail.
  public typealias Body =
    @Sendable (_ module: inout Module, _ root: OperationID, _ context: inout PassContext) throws
    -> Void

  /// Kebab-case, as in pipelines.
  public let name: String
  /// One line for lists.
  public let summary: String
  public let options: [PassOption]
  public let run: Body

  public init(
    _ name: String, _ summary: String, options: [PassOption] = [], run: @escaping Body
  ) {
    self.name = name
    self.summary = summary
    self.options = options
    self.run = run
  }
}

/// The passes that pipelines may name: a value, made where the program starts.
public struct PassRegistry: Sendable {
  /// Sorted by name.
  public private(set) var passes: [Pass]

  /// - Precondition: names are unique.
  public init(_ passes: [Pass]) {
    self.passes = passes.sorted { $0.name < $1.name }
    for (left, right) in zip(self.passes, self.passes.dropFirst()) {
      precondition(left.name != right.name, "two passes are called '\(left.name)'")
    }
  }

  public static func + (left: PassRegistry, right: PassRegistry) -> PassRegistry {
    PassRegistry(left.passes + right.passes)
  }

  /// The pass called `name`.
  public subscript(name: String) -> Pass? { passes.first { $0.name == name } }

  /// The pass that someone who writes `name` may mean: one with nearly this name, or with these
  /// initials, as `cse`.
  public func nearest(to name: String) -> String? {
    let names = passes.map(\.name)
    let initials = names.filter { $0.split(separator: "-").compactMap(\.first) == Array(name) }
    return initials.count == 1 && name.count > 1 ? initials[0] : names.nearest(to: name)
  }
}
