/// What types become in a conversion, and how a value goes from one to the other.
///
///     var types = TypeConverter()
///     types.addConversion { $0 == .index ? .i64 : nil }
public struct TypeConverter: Sendable {
  /// What a type becomes; `nil` if this says nothing about it.
  public typealias Conversion = @Sendable (Type) -> Type?
  /// Builds `value` as a value of `type`; `nil` if this cannot.
  public typealias Materialization =
    @Sendable (_ value: ValueID, _ type: Type, _ build: inout Builder) -> ValueID?

  private var conversions: [Conversion] = []
  private var materializations: [Materialization] = []

  public init() {}

  /// Adds a conversion; the last one added is asked first.
  public mutating func addConversion(_ conversion: @escaping Conversion) {
    conversions.append(conversion)
  }

  /// Adds a way to make a value of another type, for where converted and other operations meet; the
  /// last one added is asked first.
  public mutating func addMaterialization(_ materialization: @escaping Materialization) {
    materializations.append(materialization)
  }

  /// What `type` becomes: itself if nothing is said about it; inputs and results of functions are
  /// converted one by one.
  public func convert(_ type: Type) -> Type {
    for conversion in conversions.reversed() {
      if let new = conversion(type) { return new }
    }
    if case .function(let function) = type {
      return .function(
        FunctionType(function.inputs.map(convert), function.results.map(convert)))
    }
    return type
  }

  /// Whether a type stays what it is.
  public func isLegal(_ type: Type) -> Bool { convert(type) == type }

  /// Whether the types of an operation's operands, results and blocks' arguments all stay.
  public func isLegal(_ operation: OperationID, in module: Module) -> Bool {
    let arguments = module.regions(of: operation).flatMap { module.blocks(in: $0) }
      .flatMap { module.arguments(of: $0) }
    return (module.operands(of: operation) + module.results(of: operation) + arguments)
      .allSatisfy { isLegal(module.type(of: $0)) }
  }

  func materialize(_ value: ValueID, as type: Type, _ build: inout Builder) -> ValueID? {
    for materialization in materializations.reversed() {
      if let new = materialization(value, type, &build) { return new }
    }
    return nil
  }
}
