import Dialects
import Foundation
import IR
import Support
import Transforms

/// How long the infrastructure takes for a module of text: reading, checking, writing and reading
/// the binary form, copying its largest function, canonicalising, merging equal operations, writing.
///
///     swift run -c release IRTimes FILE      prints JSON; started by bench_ir.py
///
/// Seconds are of the processor, so that neighbours on a shared machine count less.
@main struct IRTimes {
  private var figures: [(name: String, value: Double)] = []

  static func main() {
    guard CommandLine.arguments.count == 2 else {
      fail("usage: IRTimes FILE, a '.mlir' file", 64)
    }
    var times = IRTimes()
    do {
      try times.run(CommandLine.arguments[1])
    } catch {
      fail("IRTimes: error: \(error)", 1)
    }
    let list = times.figures.map { "\"\($0.name)\": \($0.value)" }.joined(separator: ", ")
    print("{\(list)}")
  }

  private static func fail(_ message: String, _ code: Int32) -> Never {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    exit(code)
  }

  private mutating func run(_ file: String) throws {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
    let context = Context(dialects: Dialects.all, allowsUnregisteredDialects: true)
    var module = try measure("parse_s") { try Module.parse(bytes: bytes, context: context) }
    figures.append(("operations", Double(count(inside: module.top, of: module))))
    let found = measure("verify_s") { module.verify() }
    guard !found.hasErrors else { throw found.all[0] }
    let binary = measure("write_binary_s") { module.binary() }
    figures.append(("binary_bytes", Double(binary.count)))
    // A context of its own, as a new process has.
    let fresh = Context(dialects: Dialects.all, allowsUnregisteredDialects: true)
    let again = try measure("parse_binary_s") {
      try Module.parse(binary: binary, context: fresh)
    }
    guard again.isStructurallyEqual(to: module) else {
      throw Diagnostic.error("the binary form reads back as another module")
    }
    measureCopies(of: module)
    for pass in [canonicalize, commonSubexpressionElimination] {
      var context = PassContext(pass: pass.name)
      try measure(pass.name + "_s") { try pass.run(&module, module.top, &context) }
    }
    figures.append(("operations_left", Double(count(inside: module.top, of: module))))
    let text = measure("print_s") { module.text() }
    figures.append(("bytes_written", Double(text.utf8.count)))
  }

  private mutating func measure<Result>(
    _ name: String, _ body: () throws -> Result
  ) rethrows -> Result {
    let start = clock()
    let result = try body()
    figures.append((name, Double(clock() - start) / Double(CLOCKS_PER_SEC)))
    return result
  }

  private func count(inside root: OperationID, of module: Module) -> Int {
    var count = 0
    module.walk(root) { _ in count += 1 }
    return count
  }

  /// The best of several copies of the operation with the most inside, each into an empty module.
  private mutating func measureCopies(of module: Module) {
    let sizes = module.operations(in: module.body).map { ($0, count(inside: $0, of: module)) }
    guard let (largest, size) = sizes.max(by: { $0.1 < $1.1 }) else { return }
    var best = Double.infinity
    for _ in 0..<20 {
      var target = Module(context: module.context)
      var mapping = ValueMapping()
      let start = ContinuousClock.now
      target.clone(largest, from: module, at: .atEnd(of: target.body), mapping: &mapping)
      best = min(best, start.duration(to: .now) / .seconds(1))
    }
    figures.append(("clone_operations", Double(size)))
    figures.append(("clone_us_per_1000", best * 1e9 / Double(size)))
  }
}
