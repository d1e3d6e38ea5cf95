import IR
import Support

extension GPU.Position: FoldableOperation {
  /// In a kernel whose sizes are known: the size, and zero for the place among one.
  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> [FoldResult]? {
    let position = Self(operation, in: module)
    guard let known = Self.sizeAttribute else { return nil }
    var current = module.parent(of: operation)
    while let around = current, !module.isA(around, GPU.Func.self) {
      current = module.parent(of: around)
    }
    guard let function = current,
      let sizes = module.property(known.name, of: function)?.integerArrayValue, sizes.count == 3
    else { return nil }
    let size = sizes[position.dimension.number]
    if known.isSize { return [.constant(.index(size))] }
    return size == 1 ? [.constant(.index(0))] : nil
  }

  /// The property of a kernel that this number is, or is less than.
  private static var sizeAttribute: (name: String, isSize: Bool)? {
    switch mnemonic {
    case GPU.ThreadId.mnemonic: (GPU.knownBlockSize, false)
    case GPU.BlockDim.mnemonic: (GPU.knownBlockSize, true)
    case GPU.BlockId.mnemonic: (GPU.knownGridSize, false)
    case GPU.GridDim.mnemonic: (GPU.knownGridSize, true)
    default: nil
    }
  }
}

extension GPU.Launch: CanonicalizableOperation {
  /// In a direction with one block, or one thread, its number is zero and their count one.
  ///
  ///     launch blocks(%b) in (1) { use(%b) }  -->  launch blocks(%b) in (1) { use(0) }
  public static var canonicalization: RuleSet {
    RuleSet([
      RewriteRule("launch-of-one", on: GPU.Launch.self) { launch, operation, rewriter in
        guard let body = rewriter.module.body(of: operation) else { return .noMatch }
        let arguments = rewriter.module.arguments(of: body)
        guard arguments.count >= 12 else { return .noMatch("it does not verify") }
        // The arguments: block numbers, thread numbers, sizes of the grid, sizes of a block.
        let places = zip([0, 3], [launch.grid.values, launch.block.values]).flatMap {
          start, sizes in sizes.enumerated().map { (start + $0.offset, $0.element) }
        }
        let known = places.filter { place, size in
          rewriter.module.constantValue(of: size)?.integerValue == 1
            && (rewriter.module.hasUses(arguments[place])
              || rewriter.module.hasUses(arguments[place + 6]))
        }
        guard !known.isEmpty else { return .noMatch("no direction has one, or none is asked for") }
        let zero = rewriter.insert(Arith.Constant.index(0), before: operation)
        let number = rewriter.module.result(of: zero)
        for (place, size) in known {
          rewriter.replaceAllUses(of: arguments[place], with: number)
          rewriter.replaceAllUses(of: arguments[place + 6], with: size)
        }
        return .rewritten
      }
    ])
  }
}

extension GPU.Barrier: CanonicalizableOperation {
  /// `barrier; barrier  -->  barrier`.
  public static var canonicalization: RuleSet {
    RuleSet([
      RewriteRule("barrier-again", on: GPU.Barrier.self) { _, operation, rewriter in
        guard let next = rewriter.module.next(after: operation),
          rewriter.module.isA(next, GPU.Barrier.self)
        else { return .noMatch("something happens before the next barrier") }
        rewriter.erase(operation)
        return .rewritten
      }
    ])
  }
}

extension GPU.Wait: CanonicalizableOperation {
  /// Waits for nothing, and waits for what has been waited for.
  public static var canonicalization: RuleSet { RuleSet([finished, needless]) }

  /// `t = async wait; async wait [t, u]  -->  async wait [u]`.
  private static let finished = RewriteRule("wait-for-finished", on: GPU.Wait.self) {
    wait, operation, rewriter in
    let kept = wait.dependencies.filter { value in
      guard let earlier: GPU.Wait = rewriter.module.match(definitionOf: value) else { return true }
      return !earlier.dependencies.isEmpty
    }
    guard kept.count < wait.dependencies.count else { return .noMatch("each is under way") }
    rewriter.modify(operation) { $0.setOperands(of: operation, to: kept) }
    return .rewritten
  }

  /// `wait  -->  nothing`, `t = async wait [u]  -->  t = u`.
  private static let needless = RewriteRule("needless-wait", on: GPU.Wait.self) {
    wait, operation, rewriter in
    if wait.givesToken {
      if rewriter.module.isUnused(operation) {
        rewriter.erase(operation)
      } else if wait.dependencies.count == 1 {
        rewriter.replace(operation, with: wait.dependencies)
      } else {
        return .noMatch("its token is used")
      }
      return .rewritten
    }
    guard wait.dependencies.isEmpty else { return .noMatch("there is something to wait for") }
    rewriter.erase(operation)
    return .rewritten
  }
}

extension GPU.Transfer: CanonicalizableOperation, InPlaceFoldableOperation {
  /// `memset (cast m)  -->  memset m` where the cast only hides static sizes.
  public static func simplerForm(
    of operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> SimplerForm? {
    let transfer = Self(operation, in: module)
    return SimplerForm(
      operands: transfer.dependencies + transfer.operands.map { module.withoutHidingCast($0) })
  }

  /// Copies to itself, and copies to memory that nobody reads.
  public static var canonicalization: RuleSet {
    guard mnemonic == GPU.Memcpy.mnemonic else { return RuleSet() }
    return RuleSet([
      RewriteRule("needless-memcpy", on: Self.self) { copy, operation, rewriter in
        guard copy.operands.count == 2 else { return .noMatch }
        let isToItself = copy.operands[0] == copy.operands[1]
        guard
          isToItself || rewriter.module.isWrittenOnly(copy.operands[0], by: operation)
        else { return .noMatch("the copy may be read") }
        if copy.givesToken {
          let wait = rewriter.insert(
            GPU.Wait(copy.dependencies, givesToken: true), before: operation)
          rewriter.replace(operation, with: rewriter.module.results(of: wait))
        } else {
          if !copy.dependencies.isEmpty {
            rewriter.insert(GPU.Wait(copy.dependencies), before: operation)
          }
          rewriter.erase(operation)
        }
        return .rewritten
      }
    ])
  }
}

extension Module {
  /// Whether memory that was allocated here has no use but `writer` and giving it back.
  fileprivate func isWrittenOnly(_ memory: ValueID, by writer: OperationID) -> Bool {
    guard let definer = definingOperation(of: memory),
      isA(definer, GPU.Alloc.self) || isA(definer, MemRef.Alloc.self)
        || isA(definer, MemRef.Alloca.self)
    else { return false }
    return users(of: memory).allSatisfy {
      $0 == writer || isA($0, GPU.Dealloc.self) || isA($0, MemRef.Dealloc.self)
    }
  }
}

extension GPU.Alloc: CanonicalizableOperation {
  /// Memory that is only given back is not taken.
  public static var canonicalization: RuleSet {
    RuleSet([
      RewriteRule("unused-device-memory", on: GPU.Alloc.self) { memory, operation, rewriter in
        let users = rewriter.module.users(of: rewriter.module.result(of: operation))
        let isSynchronous = users.allSatisfy { user in
          guard let release: GPU.Dealloc = rewriter.module.match(user) else { return false }
          return release.dependencies.isEmpty && !release.givesToken
        }
        guard isSynchronous, !memory.givesToken, memory.dependencies.isEmpty else {
          return .noMatch("it is used, or others wait for it")
        }
        for user in users { rewriter.erase(user) }
        rewriter.erase(operation)
        return .rewritten
      }
    ])
  }
}
