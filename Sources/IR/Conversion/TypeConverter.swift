/// What types become in a conversion, and how values go from one to the other.
///
///     var types = TypeConverter()
///     types.addConversion { $0 == .index ? .i64 : nil }
///     types.addExpansion { type in
///       if case .complex(let part) = type { [part, part] } else { nil }
///     }
public struct TypeConverter: Sendable {
  /// What a type becomes; `nil` if this says nothing about it.
  public typealias Conversion = @Sendable (Type) -> Type?
  /// The types of which a value takes the place of one of a type: several, one or none; `nil` if this
  /// says nothing about it.
  public typealias Expansion = @Sendable (Type) -> [Type]?
  /// Builds `value` as a value of `type`; `nil` if this cannot.
  public typealias Materialization =
    @Sendable (_ value: ValueID, _ type: Type, _ build: inout Builder) -> ValueID?
  /// Builds the value of an old type from those that took its place; `nil` if this cannot.
  public typealias Merging =
    @Sendable (_ values: [ValueID], _ type: Type, _ build: inout Builder) -> ValueID?
  /// Builds values of the new types from an old value; `nil` if this cannot.
  public typealias Splitting =
    @Sendable (_ value: ValueID, _ types: [Type], _ build: inout Builder) -> [ValueID]?

  private var expansions: [Expansion] = []
  private var sources: [Merging] = []
  private var arguments: [Merging] = []
  private var targets: [Splitting] = []

  public init() {}

  // MARK: Types

  /// Adds a conversion; what was added last is asked first.
  public mutating func addConversion(_ conversion: @escaping Conversion) {
    expansions.append { type in conversion(type).map { [$0] } }
  }

  /// Adds a conversion of one value to several, or to none; what was added last is asked first.
  public mutating func addExpansion(_ expansion: @escaping Expansion) {
    expansions.append(expansion)
  }

  /// The types that take the place of `type`: itself if nothing is said about it; those of inputs and
  /// results of functions one after another.
  public func expand(_ type: Type) -> [Type] {
    for expansion in expansions.reversed() {
      if let new = expansion(type) { return new }
    }
    if case .function(let function) = type {
      return [
        .function(FunctionType(function.inputs.flatMap(expand), function.results.flatMap(expand)))
      ]
    }
    return [type]
  }

  /// The one type that `type` becomes; itself if it becomes none or several, see `expand`.
  public func convert(_ type: Type) -> Type {
    let new = expand(type)
    return new.count == 1 ? new[0] : type
  }

  /// Whether a type stays what it is.
  public func isLegal(_ type: Type) -> Bool { expand(type) == [type] }

  /// Whether the types of an operation's operands, results and blocks' arguments all stay, and so
  /// does the type of a function.
  public func isLegal(_ operation: OperationID, in module: Module) -> Bool {
    if case .type(let type)? = module.property("function_type", of: operation), !isLegal(type) {
      return false
    }
    let arguments = module.regions(of: operation).flatMap { module.blocks(in: $0) }
      .flatMap { module.arguments(of: $0) }
    return (module.operands(of: operation) + module.results(of: operation) + arguments)
      .allSatisfy { isLegal(module.type(of: $0)) }
  }

  // MARK: Values

  /// Adds a way to make one value of one other, wherever converted and other operations meet.
  ///
  /// Of each of these kinds, what was added last is asked first.
  public mutating func addMaterialization(_ materialization: @escaping Materialization) {
    addSourceMaterialization { values, type, build in
      values.count == 1 ? materialization(values[0], type, &build) : nil
    }
    addTargetMaterialization { value, types, build in
      types.count == 1 ? materialization(value, types[0], &build).map { [$0] } : nil
    }
  }

  /// Adds a way to make an old value of new ones, for users that are not converted.
  public mutating func addSourceMaterialization(_ materialization: @escaping Merging) {
    sources.append(materialization)
  }

  /// Adds a way to make an old value of the new arguments of a block, for users that are not
  /// converted; where there is none it is made as any other old value.
  public mutating func addArgumentMaterialization(_ materialization: @escaping Merging) {
    arguments.append(materialization)
  }

  /// Adds a way to make new values of an old one, for operations that are converted.
  public mutating func addTargetMaterialization(_ materialization: @escaping Splitting) {
    targets.append(materialization)
  }

  func materialize(
    _ values: [ValueID], as types: [Type], _ role: ConversionCasts.Role, _ build: inout Builder
  ) -> [ValueID]? {
    if role == .target {
      for materialization in targets.reversed() {
        if let new = materialization(values[0], types, &build) { return new }
      }
      return nil
    }
    let ways = role == .argument ? arguments.reversed() + sources.reversed() : sources.reversed()
    for materialization in ways {
      if let new = materialization(values, types[0], &build) { return [new] }
    }
    return nil
  }
}
