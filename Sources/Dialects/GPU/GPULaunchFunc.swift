import IR
import Support

extension GPU {
  public struct LaunchFunc: VerifiableOperation, SymbolUserOperation {
    public static var mnemonic: String { "gpu.launch_func" }
    public static var documentation: String {
      "Runs a kernel, `@module::@function`, in every thread of a grid of blocks."
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [.init("asyncDependencies", token, .variadic)]
          + ["gridSizeX", "gridSizeY", "gridSizeZ", "blockSizeX", "blockSizeY", "blockSizeZ"].map {
            .init($0, launchIndex)
          }
          + ["clusterSizeX", "clusterSizeY", "clusterSizeZ"].map {
            .init($0, launchIndex, .optional)
          }
          + [
            .init("dynamicSharedMemorySize", .integer, .optional),
            .init("kernelOperands", .any, .variadic), .init("asyncObject", .any, .optional),
          ],
        results: [.init("asyncToken", token, .optional)],
        properties: [
          .init(
            "kernel",
            AttributeConstraint("a symbol in a symbol, '@module::@function'") {
              if case .symbol(_, let nested) = $0 { nested.count == 1 } else { false }
            }), Signature.operandSegmentSizes,
        ])
    }

    public var kernelModule: String
    public var kernel: String
    public var dependencies: [ValueID]
    public var grid: Size
    public var block: Size
    public var cluster: Size?
    /// Bytes of memory of the block beyond what the kernel declares.
    public var dynamicMemory: ValueID?
    public var arguments: [ValueID]
    public var asyncObject: ValueID?
    public var givesToken: Bool

    public init(
      _ kernel: String, in kernelModule: String, grid: Size, block: Size, _ arguments: [ValueID],
      dependencies: [ValueID] = [], cluster: Size? = nil, dynamicMemory: ValueID? = nil,
      givesToken: Bool = false
    ) {
      self.kernel = kernel
      self.kernelModule = kernelModule
      self.grid = grid
      self.block = block
      self.arguments = arguments
      self.dependencies = dependencies
      self.cluster = cluster
      self.dynamicMemory = dynamicMemory
      self.givesToken = givesToken
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let groups = module.operandSegments(of: operation, count: 13)
      dependencies = groups[0]
      grid = Size(groups[1...3].compactMap(\.first))
      block = Size(groups[4...6].compactMap(\.first))
      let cluster = groups[7...9].compactMap(\.first)
      self.cluster = cluster.isEmpty ? nil : Size(cluster)
      dynamicMemory = groups[10].first
      arguments = groups[11]
      asyncObject = groups[12].first
      givesToken = module.resultCount(of: operation) > 0
      if case .symbol(let root, let nested)? = module.property("kernel", of: operation) {
        kernelModule = root
        kernel = nested.first ?? ""
      } else {
        kernelModule = ""
        kernel = ""
      }
    }

    public var state: OperationState {
      var state = OperationState(
        name: Self.mnemonic, resultTypes: givesToken ? [.of(AsyncToken())] : [],
        properties: ["kernel": .symbol(kernelModule, nested: [kernel])])
      state.setOperandSegments(
        [dependencies] + (grid.values + block.values).map { [$0] }
          + (cluster?.values.map { [$0] } ?? [[], [], []])
          + [dynamicMemory.map { [$0] } ?? [], arguments, asyncObject.map { [$0] } ?? []])
      return state
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      verifyClusters(operation, from: 7, in: module, &diagnostics)
    }

    public static func verifySymbols(
      of operation: OperationID, in module: Module, _ symbols: inout SymbolTables,
      _ diagnostics: inout Diagnostics
    ) {
      let launch = LaunchFunc(operation, in: module)
      let place = module.location(of: operation)
      guard let table = module.container(of: operation) else { return }
      if module.attribute(containerAttribute, of: table) == nil {
        diagnostics.error(
          "the module around 'gpu.launch_func' must have the attribute '\(containerAttribute)'",
          at: place)
        return
      }
      guard let kernels = symbols.symbol(named: launch.kernelModule, in: table, of: module) else {
        diagnostics.error("no 'gpu.module' is called '\(launch.kernelModule)'", at: place)
        return
      }
      // Binaries and functions of other dialects may be launched too.
      guard module.isA(kernels, ModuleOp.self) else { return }
      guard let target = symbols.symbol(named: launch.kernel, in: kernels, of: module) else {
        diagnostics.error(
          "'\(launch.kernelModule)' has no function called '\(launch.kernel)'", at: place)
        return
      }
      guard let function = module.match(target, as: Func.self) else { return }
      let notes: [Diagnostic] = [
        .note("'\(launch.kernel)' is here", at: module.location(of: target))
      ]
      if !function.isKernel {
        diagnostics.error(
          "'\(launch.kernel)' is not a kernel; give it the attribute '\(kernelAttribute)'",
          at: place, notes: notes)
      }
      if launch.arguments.map({ module.type(of: $0) }) != function.type.inputs {
        diagnostics.error(
          "the arguments of the launch do not fit the type of '\(launch.kernel)'", at: place,
          notes: notes)
      }
    }
  }
}

extension Module {
  /// The nearest table of symbols around an operation that holds modules of kernels.
  func container(of operation: OperationID) -> OperationID? {
    var current = parent(of: operation)
    while let around = current, !isA(around, Builtin.ModuleOp.self) {
      current = parent(of: around)
    }
    return current
  }
}
