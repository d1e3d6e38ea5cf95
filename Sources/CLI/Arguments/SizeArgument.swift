import ArgumentParser
import Foundation
import Support

/// `NAME=SPEC` of `--dim`: `seq=1..512`, `batch=8`, `seq=1..512/8`, `seq=16,32,48`.
struct SizeArgument: ExpressibleByArgument {
  var name: String
  var range: SymbolRange

  init?(argument: String) {
    // Names of anonymous sizes may hold anything but '='.
    guard let separator = argument.lastIndex(of: "="), separator != argument.startIndex else {
      return nil
    }
    name = String(argument[..<separator])
    let text = String(argument[argument.index(after: separator)...])
    if text.contains("@") { return nil }
    if text.contains(",") {
      let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      let values = parts.compactMap { Int($0) }.filter { $0 >= 0 }
      guard values.count == parts.count else { return nil }
      range = SymbolRange(listed: values)
    } else if let dots = text.range(of: "..") {
      let rest = text[dots.upperBound...].split(
        separator: "/", omittingEmptySubsequences: false)
      guard let lower = Int(text[..<dots.lowerBound]), let first = rest.first,
        let upper = Int(first), lower >= 0, lower <= upper, rest.count <= 2
      else { return nil }
      var divisor = 1
      if rest.count == 2 {
        guard let value = Int(rest[1]), value > 0, upper / value * value >= lower else {
          return nil
        }
        divisor = value
      }
      range = SymbolRange(lower, upper, divisor: divisor)
    } else {
      guard let value = Int(text), value >= 0 else { return nil }
      range = SymbolRange(value, value)
    }
  }

  /// The sizes to time over: those listed, or the range's ends and powers of two in between.
  var samples: [Int] {
    if let listed = range.listed { return listed }
    var values: Set<Int> = []
    var value = 1
    while value < range.upper {
      if value >= range.lower { values.insert(value / range.divisor * range.divisor) }
      let (next, overflow) = value.multipliedReportingOverflow(by: 2)
      if overflow { break }
      value = next
    }
    values.insert((range.lower + range.divisor - 1) / range.divisor * range.divisor)
    values.insert(range.upper / range.divisor * range.divisor)
    return values.filter { $0 >= range.lower }.sorted()
  }
}
