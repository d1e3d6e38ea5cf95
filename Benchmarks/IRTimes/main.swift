// How long the infrastructure takes for a module of text: reading, checking, canonicalising, merging
// equal operations, writing, and copying its largest function.
//
//   swift run -c release IRTimes FILE      prints JSON; started by bench_ir.py
//
// Seconds are of one thread's processor time, so that neighbours on a shared machine count less.

import Dialects
import Foundation
import IR
import Transforms

guard CommandLine.arguments.count == 2,
  let text = try? String(contentsOfFile: CommandLine.arguments[1], encoding: .utf8)
else {
  FileHandle.standardError.write(Data("usage: IRTimes FILE, a '.mlir' file\n".utf8))
  exit(64)
}

/// What was measured, in order.
var figures: [(name: String, value: Double)] = []

func measure<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
  let start = clock()
  defer { figures.append((name + "_s", Double(clock() - start) / Double(CLOCKS_PER_SEC))) }
  return try body()
}

let context = Context(dialects: Dialects.all, allowsUnregisteredDialects: true)
var module = try measure("parse") { try Module.parse(text, context: context) }
var operations = 0
module.walk { _ in operations += 1 }
figures.append(("operations", Double(operations)))
measure("verify") { precondition(!module.verify().hasErrors, "the module does not verify") }

// The best of several copies of the operation with the most inside, each into a module that holds
// no other copy.
var sizes: [(operation: OperationID, size: Int)] = []
for operation in module.operations(in: module.body) {
  var size = 0
  module.walk(operation) { _ in size += 1 }
  sizes.append((operation, size))
}
if let (largest, size) = sizes.max(by: { $0.size < $1.size }) {
  var best = Double.infinity
  for _ in 0..<20 {
    var target = Module(context: context)
    var mapping = ValueMapping()
    let start = ContinuousClock.now
    target.clone(largest, from: module, at: .atEnd(of: target.body), mapping: &mapping)
    let time = start.duration(to: .now) / .seconds(1)
    best = min(best, time)
  }
  figures.append(("clone_operations", Double(size)))
  figures.append(("clone_us_per_1000", best * 1e9 / Double(size)))
}

for pass in [canonicalize, commonSubexpressionElimination] {
  var passContext = PassContext(pass: pass.name)
  try measure(pass.name) { try pass.run(&module, module.top, &passContext) }
}
var left = 0
module.walk { _ in left += 1 }
figures.append(("operations_left", Double(left)))
let length = measure("print") { module.text().utf8.count }
figures.append(("bytes_written", Double(length)))
print("{" + figures.map { "\"\($0.name)\": \($0.value)" }.joined(separator: ", ") + "}")
