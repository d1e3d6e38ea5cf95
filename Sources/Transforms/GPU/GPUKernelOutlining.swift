import Dialects
import IR
import Support

/// Makes each launch a kernel of its own, in a module of kernels, and launches that.
///
/// Before:
///
///     func.func @f(%m: memref<64xf32>, %n: index, %x: f32) {
///       gpu.launch blocks(%b, …) in (%gx = %n, …) threads(%t, …) in (%bx = %c32, …) {
///         memref.store %x, %m[%t] : memref<64xf32>
///         gpu.terminator
///       }
///     }
///
/// After:
///
///     func.func @f(%m: memref<64xf32>, %n: index, %x: f32) {
///       gpu.launch_func @f_kernel::@f_kernel blocks in (%n, …) threads in (%c32, …) args(%x, %m)
///     }
///     gpu.module @f_kernel {
///       gpu.func @f_kernel(%x: f32, %m: memref<64xf32>) kernel {
///         %t = gpu.thread_id x
///         memref.store %x, %m[%t] : memref<64xf32>
///         gpu.return
///       }
///     }
///
/// What the kernel refers to, functions and globals, and what these refer to, is copied into the
/// module of kernels.
public let gpuKernelOutlining = Pass(
  "gpu-kernel-outlining", "makes kernels of launches"
) { module, root, context in
  // Where the names of kernels are: the module around all, or a module inside it.
  guard module.isA(root, Builtin.ModuleOp.self), let body = module.body(of: root) else {
    throw Diagnostic.error(
      "'gpu-kernel-outlining' works on a 'builtin.module'", at: module.location(of: root))
  }
  var names = Set(
    module.operations(in: body).compactMap {
      module.property("sym_name", of: $0)?.stringValue
    })
  var symbols = SymbolTables()
  /// From which number on a name may be free.
  var numbers: [String: Int] = [:]
  var count = 0
  for function in module.operations(in: body) {
    let name = module.property("sym_name", of: function)?.stringValue ?? "main"
    var launches: [OperationID] = []
    module.walk(function) { inner in
      if module.isA(inner, GPU.Launch.self) { launches.append(inner) }
    }
    for launch in launches {
      guard !module.isErased(launch) else { continue }
      let kernel = "\(name)_kernel"
      var unique = kernel
      while !names.insert(unique).inserted {
        unique = "\(kernel)_\(numbers[kernel, default: 0])"
        numbers[kernel, default: 0] += 1
      }
      let needed = try module.symbols(neededBy: launch, from: root, &symbols)
      // Beside a copied symbol of its usual name, the kernel has that of its module.
      let isTaken = needed.contains { module.symbolName(of: $0) == kernel }
      try module.outline(
        launch, as: isTaken ? unique : kernel, in: unique, with: needed,
        at: .after(last(of: body, in: module)))
      count += 1
    }
  }
  if count > 0 { module.setAttribute(GPU.containerAttribute, of: root, to: .unit) }
  context.count("kernels", count)
  if count == 0 { context.preserveAllAnalyses() }
}

private func last(of block: BlockID, in module: Module) -> OperationID {
  module.lastOperation(in: block) ?? module.top
}

extension Module {
  /// Moves the body of a launch into a kernel at `point`, with copies of `symbols` beside it, and
  /// launches the kernel instead.
  fileprivate mutating func outline(
    _ operation: OperationID, as kernel: String, in kernels: String, with symbols: [OperationID],
    at point: InsertionPoint
  ) throws(Diagnostic) {
    guard let launch: GPU.Launch = match(operation), let body = body(of: operation) else { return }
    let place = location(of: operation)
    let region = region(of: operation)
    let captured = valuesFromAbove(of: operation)
    for value in captured where type(of: value) == .of(GPU.AsyncToken()) {
      throw .error("a kernel cannot use a token of the host", at: place)
    }
    let positions = arguments(of: body).prefix(launch.positionCount)
    let memory = Array(arguments(of: body).dropFirst(launch.positionCount))
    let inputs = captured.map { type(of: $0) }
    var function = OperationID(raw: .max)
    build(at: point, location: place) { build in
      let container = build.insertOperation(GPU.ModuleOp(kernels))
      let block = build.module.appendBlock(to: build.module.region(of: container))
      build.at(.atEnd(of: block)) { build in
        function = build.insertOperation(
          GPU.Func(
            kernel, type: FunctionType(inputs, []), workgroupCount: launch.workgroupCount))
        for symbol in symbols {
          var mapping = ValueMapping()
          _ = build.module.clone(symbol, at: build.point, mapping: &mapping)
        }
        build.insertOperation(GPU.ModuleEnd())
      }
    }
    noteSizes(of: launch, on: function)
    let entry = appendBlock(
      to: self.region(of: function), argumentTypes: inputs + memory.map { type(of: $0) })
    var numbers: [ValueID] = []
    build(at: .atEnd(of: entry), location: place) { build in
      for dimension in GPU.Dimension.allCases {
        numbers.append(build.insert(GPU.BlockId(dimension)))
      }
      for dimension in GPU.Dimension.allCases {
        numbers.append(build.insert(GPU.ThreadId(dimension)))
      }
      for dimension in GPU.Dimension.allCases {
        numbers.append(build.insert(GPU.GridDim(dimension)))
      }
      for dimension in GPU.Dimension.allCases {
        numbers.append(build.insert(GPU.BlockDim(dimension)))
      }
      guard launch.cluster != nil else { return }
      for dimension in GPU.Dimension.allCases {
        numbers.append(build.insert(GPU.ClusterId(dimension)))
      }
      for dimension in GPU.Dimension.allCases {
        numbers.append(build.insert(GPU.ClusterDim(dimension)))
      }
    }
    for (argument, number) in zip(positions, numbers) {
      replaceAllUses(of: argument, with: number)
    }
    replaceUses(
      inside: operation,
      Dictionary(uniqueKeysWithValues: zip(captured + memory, arguments(of: entry))))
    // The first block's operations follow the numbers; others come along whole.
    for block in blocks(in: region) {
      if let end = lastOperation(in: block), isA(end, GPU.Terminator.self) {
        build(at: .before(end), location: location(of: end)) { build in
          _ = build.insertOperation(GPU.Return())
        }
        erase(end)
      }
    }
    moveOperations(from: body, to: entry)
    erase(body)
    moveBlocks(of: region, toEndOf: self.region(of: function))
    let new = build(at: .before(operation), location: place) { build in
      build.insertOperation(
        GPU.LaunchFunc(
          kernel, in: kernels, grid: launch.grid, block: launch.block, captured,
          dependencies: launch.dependencies, cluster: launch.cluster,
          dynamicMemory: launch.dynamicMemory, givesToken: launch.givesToken))
    }
    replace(operation, with: results(of: new))
    if let misuse = affineMisuse(inside: function) {
      throw .error(
        "'\(name(of: misuse))' cannot go into a kernel: what a kernel is given is no symbol there;"
          + " run 'lower-affine' first", at: location(of: misuse))
    }
  }

  /// Writes the sizes of the launch that are numbers on the kernel.
  private mutating func noteSizes(of launch: GPU.Launch, on function: OperationID) {
    func numbers(_ size: GPU.Size) -> [Int]? {
      let known = size.values.compactMap { constantValue(of: $0)?.integerValue }
      return known.count == 3 && known.allSatisfy { $0 <= Int32.max } ? known : nil
    }
    for (name, size) in [(GPU.knownBlockSize, launch.block), (GPU.knownGridSize, launch.grid)] {
      if let known = numbers(size) {
        setProperty(name, of: function, to: .i32Array(known))
      }
    }
  }
}
