import Dialects
import IR
import Support
import TestSupport
import Testing

/// Copies of operations within a module and between two.
@Suite struct CloningTests {
  let context = Context(dialects: [Check.dialect], allowsUnregisteredDialects: true)

  /// Blocks that branch in both directions, uses from outside, one operation inside another.
  private func module() throws -> Module {
    try Module.parse(
      """
      %start = "check.read"() : () -> i32
      %end = "other.nest"(%start) ({
        "check.branch"(%start)[^first] : (i32) -> ()
      ^first:
        %b = "check.add"(%start, %start) : (i32, i32) -> i32
        "other.nest"(%b) ({
          %d = "check.add"(%b, %start) : (i32, i32) -> i32
          "check.yield"(%d) : (i32) -> ()
        }) {depth = 2 : i64} : (i32) -> ()
        "check.branch"(%b)[^second] : (i32) -> ()
      ^second:
        "check.branch"()[^first, ^second] : () -> ()
      }) : (i32) -> i32
      "check.effect"(%end) : (i32) -> ()
      """, file: "f", context: context)
  }

  @Test func aCopyHasEverythingOfTheOriginal() throws {
    var module = try module()
    let before = module
    let loop = module.operations(in: module.body)[1]
    var mapping = ValueMapping()
    let copy = module.clone(loop, at: .after(loop), mapping: &mapping)
    #expect(!module.verify().hasErrors)
    #expect(module.operations(in: module.body).count == 4)
    #expect(mapping[module.result(of: loop)] == module.result(of: copy))
    // Without the original, the module is what it was.
    module.replaceAllUses(of: module.result(of: loop), with: module.result(of: copy))
    module.erase(loop)
    #expect(module.difference(from: before) == nil)
  }

  @Test func operandsGoThroughTheMapping() throws {
    var module = try module()
    let operations = module.operations(in: module.body)
    let other = module.insert(
      OperationState(name: "check.read", resultTypes: [.i32]), at: .before(operations[0]))
    var mapping = ValueMapping()
    mapping[module.result(of: operations[0])] = module.result(of: other)
    module.clone(operations[1], at: .atEnd(of: module.body), mapping: &mapping)
    // Its own operand, the branch, twice the sum, and one further in.
    #expect(module.uses(of: module.result(of: other)).count == 5)
    #expect(!module.verify().hasErrors)
  }

  @Test func anOperationIsCopiedIntoItself() throws {
    var module = try module()
    let loop = module.operations(in: module.body)[1]
    let original = module
    let inside = try #require(module.body(of: loop))
    var mapping = ValueMapping()
    let copy = module.clone(loop, at: .atStart(of: inside), mapping: &mapping)
    #expect(module.parent(of: copy) == loop)
    #expect(!module.verify().hasErrors)
    var (all, copied) = (0, 0)
    original.walk(loop) { _ in all += 1 }
    module.walk(copy) { _ in copied += 1 }
    #expect(copied == all)
  }

  @Test func aCopyIntoAnotherModuleIsTheSameText() throws {
    let source = try module()
    var target = Module(context: context)
    var mapping = ValueMapping()
    for operation in source.operations(in: source.body) {
      target.clone(operation, from: source, at: .atEnd(of: target.body), mapping: &mapping)
    }
    #expect(target.difference(from: source) == nil)
    #expect(target.text() == source.text())
  }

  @Test func aUseBeforeItsDefinitionIsCopiedToo() throws {
    var module = try module()
    let first = module.operations(in: module.body)[0]
    let text = module.text()
    let nest = module.insert(
      OperationState(name: "other.graph", regionCount: 1), at: .before(first))
    let body = module.appendBlock(to: module.region(of: nest))
    let user = module.insert(OperationState(name: "other.use"), at: .atEnd(of: body))
    let read = module.insert(
      OperationState(name: "check.read", resultTypes: [.i32]), at: .atEnd(of: body))
    module.setOperands(of: user, to: [module.result(of: read)])
    var mapping = ValueMapping()
    let copy = module.clone(nest, at: .before(nest), mapping: &mapping)
    let inner = module.operations(in: try #require(module.body(of: copy)))
    #expect(module.operands(of: inner[0]) == [module.result(of: inner[1])])
    module.erase(nest)
    module.erase(copy)
    #expect(module.text() == text)
  }

  /// Handles far apart, and uses of what is not copied, of what comes later, and of what is mapped.
  @Test func copiesOfCopiesKeepTheirUses() throws {
    var module = try module()
    let before = module
    for _ in 0..<20 {
      let operations = module.operations(in: module.body)
      var mapping = ValueMapping()
      for operation in operations {
        module.clone(operation, at: .atEnd(of: module.body), mapping: &mapping)
      }
      for operation in operations.reversed() { module.erase(operation) }
      #expect(!module.verify().hasErrors)
    }
    #expect(module.difference(from: before) == nil)
    #expect(module.uses(of: module.result(of: module.operations(in: module.body)[0])).count == 5)
  }

  @Test func blocksAreCopiedBehindThoseThatAreThere() throws {
    var module = try module()
    let nest = module.operations(in: module.body)[1]
    let region = module.region(of: nest)
    let source = module
    var mapping = ValueMapping()
    module.cloneBlocks(of: region, from: source, to: region, mapping: &mapping)
    let blocks = module.blocks(in: region)
    #expect(blocks.count == 6)
    for (original, copy) in zip(blocks, blocks.dropFirst(3)) {
      #expect(mapping[original] == copy)
      #expect(module.operations(in: original).count == module.operations(in: copy).count)
      #expect(module.region(of: copy) == region)
    }
    #expect(!module.verify().hasErrors)
  }

  /// The rows of what was parsed or copied lie together, those of what was edited do not.
  @Test(arguments: RoundTripTests.files)
  func copiesOfAllProgramsHaveTheUsesOfTheOriginal(_ file: CorpusFile) throws {
    let context = Context(
      dialects: Dialects.all + [Check.dialect], allowsUnregisteredDialects: true)
    for part in file.text.split(separator: "// -----\n") {
      guard let parsed = try? Module.parse(String(part), file: file.name, context: context) else {
        continue
      }
      // At first the rows of the originals lie together, in the end those of some copies.
      for step in [2, 3, 1] {
        var module = parsed
        for _ in 0..<2 {
          for (place, operation) in module.operations(in: module.body).enumerated()
          where place % step == 0 {
            var mapping = ValueMapping()
            let copy = module.clone(operation, at: .before(operation), mapping: &mapping)
            #expect(usesByOperands(in: module) == uses(in: module))
            for (old, new) in zip(module.results(of: operation), module.results(of: copy)) {
              module.replaceAllUses(of: old, with: new)
            }
            module.erase(operation)
          }
        }
        #expect(module.difference(from: parsed) == nil)
        #expect(uses(in: module) == uses(in: parsed))
      }
    }
  }

  /// How often each value is used, in the order of the text, by what the values say.
  private func uses(in module: Module) -> [Int] {
    values(in: module).map { module.uses(of: $0).count }
  }

  /// The same by what the operands say.
  private func usesByOperands(in module: Module) -> [Int] {
    var counts: [ValueID: Int] = [:]
    module.walk(module.top) { operation in
      for value in module.operands(of: operation) { counts[value, default: 0] += 1 }
    }
    return values(in: module).map { counts[$0, default: 0] }
  }

  private func values(in module: Module) -> [ValueID] {
    var found: [ValueID] = []
    module.walk(module.top) { operation in
      found += module.results(of: operation)
      for region in module.regions(of: operation) {
        for block in module.blocks(in: region) { found += module.arguments(of: block) }
      }
    }
    return found
  }
}
