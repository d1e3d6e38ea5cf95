import IR

extension FormReader {
  /// `(%i, %j)`, the counters of a loop of several dimensions.
  mutating func readCounters() throws(FormFailure) -> [FormArgument] {
    var counters: [FormArgument] = []
    try expect("(")
    while !accept(")") {
      if !counters.isEmpty { try expect(",") }
      var counter = try readArgument()
      counter.type = .index
      counters.append(counter)
    }
    return counters
  }
}
