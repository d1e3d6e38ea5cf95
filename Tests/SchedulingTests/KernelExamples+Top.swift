import Dialects
import IR
import Support

extension KernelExample {
  /// The first of rows, by what they are or by where they are.
  static let tops: [KernelExample] = [
    .plane("values of the largest five", from: 5, [([m, n], .f32)]) { write, x in
      try write.addTop(of: x[0], 5, axis: 1)
    },
    .plane("places of the largest five", from: 5, [([m, n], .f32)]) { write, x in
      try write.addTop(of: x[0], 5, axis: 1, result: 1)
    },
    .plane("places of the smallest half of columns", [([m, n], .integer(width: 8, .unsigned))]) {
      write, x in
      try write.addTop(of: x[0], m.floorDivided(by: 2), axis: 0, takesLargest: false, result: 1)
    },
    .plane("values of the largest in the middle", from: 1, [([m, 3, n], .i32)]) { write, x in
      try write.addTop(of: x[0], 1, axis: 1)
    },
    .row("places of all of f64", [([2, m], .f64)]) { write, x in
      try write.addTop(of: x[0], m, axis: 1, takesLargest: false, result: 1)
    },
    .row("places of all but one of f16", from: 1, [([m], .f16)]) { write, x in
      try write.addTop(of: x[0], m - 1, axis: 0, result: 1)
    },
    .row("places of the largest ui64", from: 3, [([3, m], .integer(width: 64, .unsigned))]) {
      write, x in
      try write.addTop(of: x[0], 3, axis: 1, result: 1)
    },
    manyPlaces("f32", .f32), manyPlaces("i64", .i64),
    // More rows than are worked on at a time, more groups than are compared at once.
    KernelExample(
      description: "places of the smallest of many rows",
      inputs: { @Sendable in [([m, n], .f32)] },
      ranges: ["m": SymbolRange(0, 40), "n": SymbolRange(7, 2000)],
      sizes: [["m": 37, "n": 18], ["m": 1, "n": 1100], ["m": 1, "n": 17]],
      write: { write, x in
        try write.addTop(of: x[0], 7, axis: 1, takesLargest: false, result: 1)
      }),
  ]

  /// All of them, so many that they are put in order by their digits, or just not.
  private static func manyPlaces(_ name: String, _ element: Type) -> KernelExample {
    KernelExample(
      description: "places of many of \(name)", inputs: { [([m], element)] },
      ranges: ["m": SymbolRange(0, 2000)], sizes: [0, 1, 256, 257, 600].map { ["m": $0] },
      write: { write, x in try write.addTop(of: x[0], m, axis: 0, result: 1) })
  }
}

extension KernelExample.Writer {
  /// One of the results of `Graph.TopK`.
  fileprivate mutating func addTop(
    of x: ValueID, _ count: IndexExpression, axis: Int, takesLargest: Bool = true,
    result: Int = 0
  ) throws -> ValueID {
    let top = try Graph.TopK(
      x, count: count, axis: axis, takesLargest: takesLargest, in: module)
    let operation = module.insert(top, at: .atEnd(of: body))
    return module.result(result, of: operation)
  }
}
