import Scheduling
import Support

/// The schedule that needs no measurement, as a step.
extension PrimitiveCase {
  static let analytic: [String: PrimitiveCase] = [
    "default": .init(rows) { (s) throws(Refusal) in
      // Steps may follow.
      try s.applyDefault()
      try s.serial(try s.loops(of: try s.block("twice"))[0])
    } refused: { (s) throws(Refusal) in
      try s.applyDefault([.init(Decisions(["colour": "blue"]), cost: 1)])
    },
    "default_ways": .init(matmul) { (s) throws(Refusal) in
      // What other steps have scheduled stays.
      try s.parallel(try s.loops(of: try s.block("finish"))[0])
      try s.applyDefault([
        .init(Decisions(), cost: .symbol("m") * 9), .init(Decisions(), cost: 40),
      ])
    } refused: { (s) throws(Refusal) in
      let wide = Decisions(["tile": "6x16"])
      try s.applyDefault([.init(wide, cost: 40)])
    },
  ]
}
