import IR
import Support

extension SCF {
  public typealias ExecuteRegion = Plain<ExecuteRegionMember>
  public enum ExecuteRegionMember: PlainMember {
    public static var mnemonic: String { "scf.execute_region" }
    public static var documentation: String { "Runs its region, of one block or several, once." }
    public static var form: Form? {
      Form(
        "custom<Body>(type($result), region(0)) attr-dict",
        ["Body": .body()])
    }
    public static var traits: Traits { [.recursivelyPure] }
    public static var signature: Signature {
      Signature(results: [.init("result", .any, .variadic)], regions: 1)
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let region = module.region(of: operation)
      guard module.entryBlock(of: region).map({ module.arguments(of: $0).isEmpty }) == true else {
        return ["must have a body, whose first block takes nothing"]
      }
      let types = module.resultTypes(of: operation)
      let yields = module.blocks(in: region).compactMap { module.lastOperation(in: $0) }.filter {
        module.isA($0, Yield.self)
      }
      return yields.allSatisfy { module.operandTypes(of: $0) == types }
        ? [] : ["must yield its \(types.count) results"]
    }

    /// A region of one block is what is in it, and one of several is part of the function it is in.
    public static var canonicalization: RuleSet { RuleSet([oneBlock, manyBlocks]) }

    private static let oneBlock = RewriteRule("execute-one-block", on: ExecuteRegion.self) {
      _, operation, rewriter in
      let blocks = rewriter.module.blocks(in: rewriter.module.region(of: operation))
      guard blocks.count == 1,
        let last = rewriter.module.lastOperation(in: blocks[0]),
        rewriter.module.isA(last, Yield.self)
      else { return .noMatch("it has several blocks") }
      rewriter.replace(operation, with: rewriter.inline(blocks[0], before: operation))
      return .rewritten
    }

    private static let manyBlocks = RewriteRule("execute-many-blocks", on: ExecuteRegion.self) {
      _, operation, rewriter in
      let region = rewriter.module.region(of: operation)
      guard rewriter.module.parent(of: operation).flatMap({ rewriter.module.function($0) }) != nil,
        rewriter.module.blocks(in: region).count > 1
      else { return .noMatch("it is not directly in a function") }
      rewriter.modify(operation) { $0.inlineBlocks(of: operation) }
      return .rewritten
    }
  }
}

extension Module {
  /// Makes the blocks of an `scf.execute_region` blocks of the region it is in, and erases it.
  fileprivate mutating func inlineBlocks(of operation: OperationID) {
    guard let before = block(of: operation), let target = self.region(of: before) else { return }
    let blocks = blocks(in: region(of: operation))
    let rest = splitBlock(before: operation)
    var places: [BlockID: BlockID] = [:]
    for block in blocks {
      let old = arguments(of: block)
      let new = appendBlock(to: target, argumentTypes: old.map { type(of: $0) })
      for (old, new) in zip(old, arguments(of: new)) {
        replaceAllUses(of: old, with: new)
        setLocation(ofArgument: new, to: location(of: old))
      }
      moveOperations(from: block, to: new)
      places[block] = new
    }
    for block in blocks {
      guard let block = places[block], let last = lastOperation(in: block) else { continue }
      if isA(last, SCF.Yield.self) {
        insert(
          ControlFlow.Branch(to: rest, operands(of: last)), at: .before(last),
          location: location(of: last))
        erase(last)
      } else {
        setSuccessors(of: last, to: successors(of: last).map { places[$0] ?? $0 })
      }
    }
    for result in results(of: operation) {
      let argument = appendArgument(to: rest, type: type(of: result))
      replaceAllUses(of: result, with: argument)
    }
    insert(
      ControlFlow.Branch(to: places[blocks[0]] ?? rest), at: .atEnd(of: before),
      location: location(of: operation))
    erase(operation)
  }
}
