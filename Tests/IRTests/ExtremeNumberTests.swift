import Dialects
import IR
import Support
import TestSupport
import Testing

/// Numbers at the ends of their range, in every property of every operation of the corpus: refused
/// with a reason or kept, never a trap.
struct ExtremeNumberTests {
  @Test(arguments: Corpus.all.map(\.name))
  func areRefusedOrKept(_ name: String) throws {
    let file = try #require(Corpus.all.first { $0.name == name })
    let context = Context(
      dialects: Dialects.all + [Check.dialect], allowsUnregisteredDialects: true)
    let check = ReaderCheck(context: context)
    var seen: Set<String> = []
    for part in file.text.split(separator: "// -----") {
      guard let module = try? Module.parse(String(part), file: name, context: context) else {
        continue
      }
      var operations: [OperationID] = []
      module.walk { operations.append($0) }
      for operation in operations {
        let kind = module.name(of: operation)
        guard context.definition(named: kind) != nil else { continue }
        for entry in module.properties(of: operation).entries {
          guard seen.insert("\(kind).\(entry.name)").inserted else { continue }
          for number in [Int.min, -1, 0, Int.max] {
            guard let other = entry.value.replacingNumbers(with: number) else { continue }
            var changed = module
            changed.setProperty(entry.name, of: operation, to: other)
            if let problem = check.problem(with: Array(changed.text().utf8)) {
              Issue.record("\(kind), \(entry.name) = \(number): \(problem)")
            }
          }
        }
      }
    }
  }
}

extension Attribute {
  /// The attribute with every number in it replaced; `nil` if it has none.
  fileprivate func replacingNumbers(with number: Int) -> Attribute? {
    switch self {
    case .integer(_, let type):
      let bits = type.bitWidth ?? 64
      return .integer(bits < 64 ? number.clamped(toBits: bits) : number, type)
    case .denseArray(let type, let elements) where !elements.isEmpty && type.isInteger:
      let bits = type.bitWidth ?? 64
      let value = bits < 64 ? number.clamped(toBits: bits) : number
      return .denseArray(type, elements.map { _ in value })
    case .array(let elements):
      let others = elements.map { $0.replacingNumbers(with: number) }
      guard others.contains(where: { $0 != nil }) else { return nil }
      return .array(zip(elements, others).map { $1 ?? $0 })
    default: return nil
    }
  }
}

extension Int {
  fileprivate func clamped(toBits bits: Int) -> Int {
    let limit = 1 << (bits - 1)
    return bits == 1 ? self & 1 : Swift.min(Swift.max(self, -limit), limit - 1)
  }
}
