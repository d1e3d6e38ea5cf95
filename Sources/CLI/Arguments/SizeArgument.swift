import ArgumentParser
import Foundation
import Support

/// `NAME=SPEC` of `--dim`: `seq=1..512`, `batch=8`, `seq=1..512/8`, `seq=16,32,48`, and any of these
/// with `@hist.json`, a file that says how often each size is expected.
struct SizeArgument {
  var name: String
  var range: SymbolRange
  /// The file with the sizes' shares.
  var sharesFile: String?

  /// - Throws: what is wrong with it.
  init(argument: String) throws(ValidationError) {
    // Names of anonymous sizes may hold anything but '='.
    let head = argument.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    guard let declaration = head.first, let separator = declaration.lastIndex(of: "="),
      separator != declaration.startIndex
    else { throw ValidationError("expected a name and sizes, as in 'seq=1..512'") }
    if head.count == 2 {
      guard !head[1].isEmpty else { throw ValidationError("there is no file behind '@'") }
      sharesFile = String(head[1])
    }
    name = String(declaration[..<separator])
    do throws(Diagnostic) {
      range = try SymbolRange(parsing: declaration[declaration.index(after: separator)...])
    } catch {
      throw ValidationError(error.message)
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

  /// How often each size is expected, by the file; `nil` without one.
  ///
  /// - Throws: a diagnostic when the file is not an object of sizes in the range and positive numbers.
  func shares() throws(Diagnostic) -> [Int: Double]? {
    guard let sharesFile else { return nil }
    guard let data = FileManager.default.contents(atPath: sharesFile) else {
      throw .error("cannot read '\(sharesFile)', which '--dim \(name)' names")
    }
    guard let entries = try? JSONDecoder().decode([String: Double].self, from: data),
      !entries.isEmpty
    else {
      throw .error(
        "'\(sharesFile)': expected a JSON object of sizes and shares, as in "
          + "'{\"16\": 0.7, \"128\": 0.3}'")
    }
    var shares: [Int: Double] = [:]
    for (text, share) in entries.sorted(by: { $0.key < $1.key }) {
      guard let size = Int(text), range.contains(size) else {
        throw .error(
          "'\(sharesFile)': '\(text)' is no value of the size '\(name)' (\(range.text))")
      }
      guard share.isFinite, share > 0 else {
        throw .error("'\(sharesFile)': the share of \(size) is \(share), expected more than 0")
      }
      shares[size] = share
    }
    return shares
  }
}
