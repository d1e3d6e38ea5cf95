import IR
import Support

extension Module {
  /// The declared symbolic sizes by name: the discardable attribute `graph.symbols` of the module.
  public var graphSymbols: [String: SymbolRange] {
    get {
      var symbols: [String: SymbolRange] = [:]
      for entry in attribute("graph.symbols", of: top)?.dictionaryValue?.entries ?? [] {
        symbols[entry.name] = entry.value.cast(to: RangeAttribute.self)?.range
      }
      return symbols
    }
    set {
      var dictionary = AttributeDictionary()
      for (name, range) in newValue { dictionary[name] = .of(RangeAttribute(range)) }
      setAttribute(
        "graph.symbols", of: top, to: dictionary.isEmpty ? nil : .dictionary(dictionary))
    }
  }

  /// The names of the symbolic sizes in declared order, the order in which kernels take them.
  public var graphSymbolNames: [String] {
    attribute("graph.symbols", of: top)?.dictionaryValue?.entries.map(\.name) ?? []
  }

  /// What the declared ranges let one take for granted.
  public var graphAssumptions: Assumptions { Assumptions(symbols: graphSymbols) }
}

extension Graph {
  /// A model's function: a `func.func` whose body is graph operations in one block that ends in
  /// `func.return`.
  ///
  /// The names of what goes in and comes out are its discardable attributes `graph.input_names` and
  /// `graph.output_names`.
  public struct Function: Hashable, Sendable {
    public let operation: OperationID

    /// The function called `name`; `nil` if there is none or it has no body.
    public init?(in module: Module, named name: String = "main") {
      guard let operation = module.lookup(symbol: name),
        module.isA(operation, Func.Function.self), module.body(of: operation) != nil
      else { return nil }
      self.operation = operation
    }

    private init(operation: OperationID) { self.operation = operation }

    /// Adds a function with an empty body at the end of the module; call `finish` when the body
    /// is written.
    public static func make(
      named name: String = "main", inputs: [(name: String, type: Type)], in module: inout Module
    ) -> Function {
      let type = FunctionType(inputs.map(\.type), [])
      let operation = module.insert(Func.Function(name, type: type), at: .atEnd(of: module.body))
      module.setAttribute(
        "graph.input_names", of: operation, to: .array(inputs.map { .string($0.name) }))
      module.appendBlock(to: module.region(of: operation), argumentTypes: inputs.map(\.type))
      return Function(operation: operation)
    }

    /// Ends the body with a `func.return` and completes the function's type.
    public func finish(
      returning outputs: [(name: String, value: ValueID)], in module: inout Module
    ) {
      guard let body = body(in: module) else { return }
      module.insert(Func.Return(outputs.map(\.value)), at: .atEnd(of: body))
      module.setAttribute(
        "graph.output_names", of: operation, to: .array(outputs.map { .string($0.name) }))
      updateType(in: &module)
    }

    /// Makes the function's type agree with its block arguments and what it returns.
    public func updateType(in module: inout Module) {
      let type = FunctionType(
        inputs(in: module).map { module.type(of: $0) },
        outputs(in: module).map { module.type(of: $0) })
      module.setProperty("function_type", of: operation, to: .type(.function(type)))
    }

    /// The block the operations are in.
    public func body(in module: Module) -> BlockID? { module.body(of: operation) }

    /// The values that stand for what the caller passes.
    public func inputs(in module: Module) -> [ValueID] {
      body(in: module).map { module.arguments(of: $0) } ?? []
    }

    /// The `func.return`, if the body has been finished.
    public func terminator(in module: Module) -> OperationID? {
      guard let body = body(in: module), let last = module.lastOperation(in: body),
        module.isA(last, Func.Return.self)
      else { return nil }
      return last
    }

    /// The values returned.
    public func outputs(in module: Module) -> [ValueID] {
      terminator(in: module).map { module.operands(of: $0) } ?? []
    }

    /// The inputs' names; `arg0`, `arg1`, … where none is given.
    public func inputNames(in module: Module) -> [String] {
      names("graph.input_names", count: inputs(in: module).count, otherwise: "arg", in: module)
    }

    /// The outputs' names; `result0`, `result1`, … where none is given.
    public func outputNames(in module: Module) -> [String] {
      names("graph.output_names", count: outputs(in: module).count, otherwise: "result", in: module)
    }

    private func names(
      _ attribute: String, count: Int, otherwise prefix: String, in module: Module
    ) -> [String] {
      let given = module.attribute(attribute, of: operation)?.arrayValue ?? []
      return (0..<count).map { index in
        (index < given.count ? given[index].stringValue : nil) ?? "\(prefix)\(index)"
      }
    }
  }
}
