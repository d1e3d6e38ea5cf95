import Dialects
import IR
import Support
import TestSupport
import Testing

/// Ranges of integers beside those of MLIR: ours are at least as tight.
@Suite struct RangeOracleTests {
  static let files = Corpus.files(in: "ranges")

  /// The values that go into `test.reflect_bounds`, in order.
  private func reflections(in module: Module) -> [OperationID] {
    var found: [OperationID] = []
    module.walk { if module.name(of: $0) == "test.reflect_bounds" { found.append($0) } }
    return found
  }

  /// What MLIR wrote beside a value; `nil` where control does not get to.
  private func range(written operation: OperationID, in module: Module) -> IntegerRange? {
    func bound(_ name: String) -> Int? { module.property(name, of: operation)?.integerValue }
    guard let all = IntegerRange(of: module.type(of: module.result(of: operation))),
      let low = bound("smin"), let high = bound("smax"), let least = bound("umin"),
      let greatest = bound("umax"), low <= high
    else { return nil }
    let mask = IntegerRange.greatestUnsigned(all.width)
    func bits(_ value: Int) -> UInt64 { UInt64(bitPattern: Int64(value)) & mask }
    guard bits(least) <= bits(greatest) else { return nil }
    return IntegerRange(
      signed: low...high, unsigned: bits(least)...bits(greatest), width: all.width)
  }

  @Test(.enabled("MLIR's mlir-opt is not installed") { Tool.mlirOpt != nil }, arguments: files)
  func oursAreAtLeastAsTight(_ file: CorpusFile) throws {
    let tool = try #require(Tool.mlirOpt)
    let context = Context(dialects: Dialects.all, allowsUnregisteredDialects: true)
    let options = ["--split-input-file", "--mlir-print-op-generic"]
    let plain = try tool.run(options, on: file.text)
    let known = try tool.run(options + ["--int-range-optimizations"], on: file.text)
    #expect(plain.status == 0, "\(plain.errors)")
    #expect(known.status == 0, "\(known.errors)")
    var count = 0
    for (text, expected) in zip(
      plain.output.split(separator: "// -----\n"), known.output.split(separator: "// -----\n"))
    {
      let module = try Module.parse(String(text), file: file.name, context: context)
      let other = try Module.parse(String(expected), file: file.name, context: context)
      let analysis = SparseAnalysis<IntegerRangeTransfer>(of: module.top, in: module)
      let (ours, theirs) = (reflections(in: module), reflections(in: other))
      #expect(ours.count == theirs.count)
      for (mine, yours) in zip(ours, theirs) {
        guard let range = range(written: yours, in: other), let block = module.block(of: mine)
        else { continue }
        let fact = analysis.fact(of: module.operand(0, of: mine), in: block, of: module)
        count += 1
        // What is never reached is as tight as can be.
        if fact == .unreached { continue }
        #expect(
          fact.range.map { $0.union(range) == range } ?? false,
          "\(fact) is not inside of \(range) in \(text)")
      }
    }
    #expect(count >= 150)
  }
}
