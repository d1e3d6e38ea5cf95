extension SymbolRange {
  /// As on the command line: `1..512`, `32..4096/32`, `16,32`.
  public var text: String {
    if let listed { return listed.map(String.init).joined(separator: ",") }
    return "\(lower)..\(upper)" + (divisor == 1 ? "" : "/\(divisor)")
  }

  /// Reads what ``text`` writes, and `8` for a size of one value.
  ///
  /// - Throws: a diagnostic that says what is wrong with it.
  public init(parsing text: some StringProtocol) throws(Diagnostic) {
    if text.contains(",") {
      var values: [Int] = []
      for part in text.split(separator: ",", omittingEmptySubsequences: false) {
        values.append(try Self.size(part))
      }
      self.init(listed: values)
      return
    }
    let (bounds, step) = Self.halves(of: String(text), around: "/")
    let (first, last) = Self.halves(of: bounds, around: "..")
    guard let last else {
      if step != nil { throw .error("a divisor is for a range, as in 8..64/8") }
      let value = try Self.size(first)
      self.init(value, value)
      return
    }
    let (lower, upper) = (try Self.size(first), try Self.size(last))
    guard lower <= upper else {
      throw .error("\(lower)..\(upper) is reversed; write \(upper)..\(lower)")
    }
    let divisor = try step.map { step throws(Diagnostic) in try Self.size(step) } ?? 1
    guard divisor > 0 else { throw .error("the divisor is 0; it must be at least 1") }
    guard upper / divisor * divisor >= lower else {
      throw .error("\(lower)..\(upper) holds no multiple of \(divisor)")
    }
    self.init(lower, upper, divisor: divisor)
  }

  private static func halves(of text: String, around mark: String) -> (String, String?) {
    let mark = Array(mark.utf8), bytes = Array(text.utf8)
    for start in bytes.indices where bytes[start...].starts(with: mark) {
      return (
        String(decoding: bytes[..<start], as: UTF8.self),
        String(decoding: bytes[(start + mark.count)...], as: UTF8.self)
      )
    }
    return (text, nil)
  }

  private static func size(_ text: some StringProtocol) throws(Diagnostic) -> Int {
    guard let value = Int(text) else {
      throw .error(
        "'\(text)' is no whole number; expected sizes as in 1..512, 8, 8..64/8 or 16,32")
    }
    guard value >= 0 else { throw .error("\(value) is negative; sizes are at least 0") }
    return value
  }
}
