import IR
import Support

extension GPU {
  public struct ModuleOp: VerifiableOperation {
    public static var mnemonic: String { "gpu.module" }
    public static var documentation: String { "Functions that run on the device, compiled apart." }
    public static var traits: Traits { [.isolatedFromAbove, .singleBlock, .symbolTable, .symbol] }
    public static var signature: Signature {
      Signature(
        properties: [
          .init("sym_name", .symbolName), .init("targets", .array, optional: true),
          .init("offloadingHandler", .any, optional: true),
        ], regions: 1, terminator: ModuleEnd.mnemonic)
    }

    public var name: String

    public init(_ name: String) { self.name = name }

    public init(_ operation: OperationID, in module: borrowing Module) {
      name = module.property("sym_name", of: operation)?.stringValue ?? ""
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, properties: ["sym_name": .string(name)], regionCount: 1)
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      guard let targets = module.property("targets", of: operation)?.arrayValue else { return }
      if targets.isEmpty {
        diagnostics.error(
          "the targets of 'gpu.module' must be at least one, or not be given",
          at: module.location(of: operation))
      }
      for target in targets where !GPUTargets.holds(target) {
        diagnostics.error(
          "a target of 'gpu.module' must be such as '#nvvm.target', not '\(target)'",
          at: module.location(of: operation))
      }
    }
  }

  public struct ModuleEnd: OperationDefinition {
    public static var mnemonic: String { "gpu.module_end" }
    public static var documentation: String { "Ends a `gpu.module`." }
    public static var form: Form? { "attr-dict" }
    public static var traits: Traits { [.terminator] }
    public static var signature: Signature { Signature(parents: [ModuleOp.mnemonic]) }

    public init() {}
    public init(_ operation: OperationID, in module: borrowing Module) {}

    public var state: OperationState { OperationState(name: Self.mnemonic) }
  }

  public struct Func: VerifiableOperation {
    public static var mnemonic: String { "gpu.func" }
    public static var documentation: String {
      """
      A function that runs on the device; a kernel if it has the attribute `gpu.kernel`.

      The arguments of its entry block are those of its type, then memory that the threads of a
      block share, as many as `workgroup_attributions` says, then memory of each thread alone. MLIR 19
      keeps its name among the attributes.
      """
    }
    public static var traits: Traits { [.isolatedFromAbove] }
    public static var signature: Signature {
      Signature(
        properties: [
          .init(
            "function_type",
            AttributeConstraint("a function type") {
              if case .type(.function) = $0 { true } else { false }
            }),
          .init("arg_attrs", .array, optional: true), .init("res_attrs", .array, optional: true),
          .init("workgroup_attrib_attrs", .array, optional: true),
          .init("private_attrib_attrs", .array, optional: true),
          .init(knownBlockSize, .integerArray, optional: true),
          .init(knownGridSize, .integerArray, optional: true),
        ], regions: 1)
    }

    public var name: String
    public var type: FunctionType
    public var isKernel: Bool
    /// How many arguments after those of the type are memory of the block.
    public var workgroupCount: Int

    public init(
      _ name: String, type: FunctionType, isKernel: Bool = true, workgroupCount: Int = 0
    ) {
      self.name = name
      self.type = type
      self.isKernel = isKernel
      self.workgroupCount = workgroupCount
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      name = module.attribute("sym_name", of: operation)?.stringValue ?? ""
      isKernel = module.attribute(kernelAttribute, of: operation) != nil
      workgroupCount =
        module.attribute(workgroupAttributions, of: operation)?.integerValue ?? 0
      if case .type(.function(let type)) = module.property("function_type", of: operation) {
        self.type = type
      } else {
        type = FunctionType([], [])
      }
    }

    public var state: OperationState {
      var state = OperationState(
        name: Self.mnemonic, properties: ["function_type": .type(.function(type))],
        attributes: [
          "sym_name": .string(name), workgroupAttributions: .i64(workgroupCount),
        ], regionCount: 1)
      if isKernel { state.attributes[kernelAttribute] = .unit }
      return state
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let function = Func(operation, in: module)
      let place = module.location(of: operation)
      guard let parent = module.parent(of: operation), module.isA(parent, ModuleOp.self) else {
        diagnostics.error("'gpu.func' must be directly in a 'gpu.module'", at: place)
        return
      }
      module.verifyFunctionAttributes(
        of: operation, arguments: function.type.inputs, results: function.type.results,
        &diagnostics)
      if function.name.isEmpty {
        diagnostics.error(
          "'gpu.func' needs a name: the attribute 'sym_name', a string", at: place)
      }
      if function.isKernel, !function.type.results.isEmpty {
        diagnostics.error(
          "the kernel '\(function.name)' must give nothing; let it write to memory", at: place)
      }
      guard let entry = module.body(of: operation) else {
        diagnostics.error("'gpu.func' must have a body", at: place)
        return
      }
      let types = module.arguments(of: entry).map { module.type(of: $0) }
      if Array(types.prefix(function.type.inputs.count)) != function.type.inputs {
        diagnostics.error(
          "the entry block of '\(function.name)' must begin with the"
            + " \(function.type.inputs.count) arguments of the function type", at: place)
        return
      }
      verifyAttributions(
        Array(types.dropFirst(function.type.inputs.count)), workgroup: function.workgroupCount,
        of: operation, in: module, &diagnostics)
    }
  }

  /// The attribute that tells how many arguments are memory of the block.
  static var workgroupAttributions: String { "workgroup_attributions" }

  /// Checks the memory that the threads of a block share, and that of each alone.
  static func verifyAttributions(
    _ types: [Type], workgroup: Int, of operation: OperationID, in module: Module,
    _ diagnostics: inout Diagnostics
  ) {
    let name = module.name(of: operation)
    let place = module.location(of: operation)
    guard (0...types.count).contains(workgroup) else {
      diagnostics.error(
        "'\(name)' must have the \(workgroup) arguments of memory of the block that"
          + " '\(workgroupAttributions)' says; it has \(types.count)", at: place)
      return
    }
    for (index, type) in types.enumerated() {
      let wanted = index < workgroup ? AddressSpace.workgroup : .private
      // A target's own number of a memory, or none, is not looked into.
      let space = type.memrefType.map { $0.memorySpace?.cast(to: AddressSpace.self) ?? wanted }
      if space != wanted {
        diagnostics.error(
          "memory of '\(name)' must be a memref in '#gpu.address_space<\(wanted.rawValue)>', not"
            + " '\(type)'", at: place)
      }
    }
  }

  public struct Return: VerifiableOperation {
    public static var mnemonic: String { "gpu.return" }
    public static var documentation: String { "Leaves a `gpu.func` with these values." }
    public static var form: Form? { "attr-dict ($operands^ `:` type($operands))?" }
    public static var traits: Traits { [.pure, .terminator, .returns] }
    public static var signature: Signature {
      Signature(operands: [.init("operands", .any, .variadic)], parents: [Func.mnemonic])
    }

    public var values: [ValueID]

    public init(_ values: [ValueID] = []) { self.values = values }

    public init(_ operation: OperationID, in module: borrowing Module) {
      values = module.operands(of: operation)
    }

    public var state: OperationState { OperationState(name: Self.mnemonic, operands: values) }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      guard let parent = module.parent(of: operation),
        let function = module.match(parent, as: Func.self)
      else { return }
      if module.operands(of: operation).map({ module.type(of: $0) }) != function.type.results {
        diagnostics.error(
          "'gpu.return' must give the \(function.type.results.count) results of"
            + " '\(function.name)', of the same types", at: module.location(of: operation))
      }
    }
  }
}
