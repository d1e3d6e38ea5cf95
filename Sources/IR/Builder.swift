import Support

/// Writes operations one after another at an insertion point.
///
/// The builder owns the module while it works:
///
///     var build = Builder(module, at: .atEnd(of: body))
///     let sum = build.insert(Arith.AddF(lhs: a, rhs: b))
///     module = build.module
public struct Builder: Sendable {
  public var module: Module
  public var point: InsertionPoint
  /// Given to every operation that is inserted.
  public var location: Location

  public init(_ module: consuming Module, at point: InsertionPoint, location: Location = .unknown) {
    self.module = module
    self.point = point
    self.location = location
  }

  /// Inserts an operation; the next one goes after it.
  @discardableResult
  public mutating func insertOperation<Definition: OperationDefinition>(
    _ definition: Definition
  ) -> OperationID {
    let operation = module.insert(definition, at: point, location: location)
    advance(past: operation)
    return operation
  }

  /// Inserts an operation with one result, and gives the result.
  public mutating func insert<Definition: OperationDefinition>(
    _ definition: Definition
  ) -> ValueID {
    // In two steps: the receiver of a call is read before its arguments change it.
    let operation = insertOperation(definition)
    return module.result(of: operation)
  }

  /// Inserts an operation given as plain data.
  @discardableResult
  public mutating func insert(_ state: OperationState) -> OperationID {
    var state = state
    if state.location == .unknown { state.location = location }
    let operation = module.insert(state, at: point)
    advance(past: operation)
    return operation
  }

  /// Runs `body` with the insertion point elsewhere, then comes back.
  @discardableResult
  public mutating func at<Result>(
    _ other: InsertionPoint, _ body: (inout Builder) throws -> Result
  ) rethrows -> Result {
    let saved = point
    point = other
    defer { point = saved }
    return try body(&self)
  }

  private mutating func advance(past operation: OperationID) {
    switch point {
    case .before, .atEnd: break
    case .after, .atStart: point = .after(operation)
    }
  }
}

extension Module {
  /// Builds operations at `point` in place.
  public mutating func build<Result>(
    at point: InsertionPoint, location: Location = .unknown,
    _ body: (inout Builder) throws -> Result
  ) rethrows -> Result {
    // The module moves into the builder and back, so that no copy is made.
    var builder = Builder(exchange(), at: point, location: location)
    defer { self = builder.module }
    return try body(&builder)
  }

  /// Gives the module away and leaves one that holds nothing.
  mutating func exchange() -> Module {
    let whole = self
    releaseArenas()
    return whole
  }

  /// Empties the arenas without making a new module.
  private mutating func releaseArenas() {
    operationRows = []
    operandRows = []
    valueRows = []
    blockRows = []
    regionRows = []
    successorRows = []
    resources = [:]
    dialectResources = [:]
    externalResources = [:]
    argumentLocations = [:]
  }
}
