import IR
import Support

extension Vector {
  public typealias WarpExecuteOnLane0 = Plain<WarpExecuteOnLane0Member>
  public enum WarpExecuteOnLane0Member: PlainMember {
    public static var mnemonic: String { "vector.warp_execute_on_lane_0" }
    public static var documentation: String {
      """
      Runs its region in lane 0 of the `warp_size` lanes of a warp, whose number is the first operand.

      Each argument of the region is what all lanes give for an operand, and each lane gets its share of
      what is yielded: vectors are put together and divided along one dimension; what has the same type
      inside and outside is the same in all lanes.

          %r = "vector.warp_execute_on_lane_0"(%lane, %v) <{warp_size = 32 : i64}> ({
          ^bb0(%all: vector<128xf32>):
            "vector.yield"(%all) : (vector<128xf32>) -> ()
          }) : (index, vector<4xf32>) -> vector<4xf32>
      """
    }
    public static var form: Form? {
      Form(
        "`` custom<Warp>($laneid, $warp_size, $args, type($args), type($results), region(0)) attr-dict",
        ["Warp": warp])
    }

    /// `(%lane)[32] args(%v : vector<4xf32>) -> (vector<4xf32>) { … }`.
    private static var warp: FormDirective {
      FormDirective(
        write: { operation, writer in
          let module = writer.module
          let operands = module.operands(of: operation)
          let (given, results) = (operands.dropFirst(), module.resultTypes(of: operation))
          writer.write("(")
          writer.write(operands.prefix(1))
          let lanes = module.property("warp_size", of: operation)?.integerValue ?? 1
          writer.write(")[\(lanes)]")
          if !given.isEmpty {
            writer.write(" args(")
            writer.write(given)
            writer.write(" : ")
            writer.write(given.map { module.type(of: $0) })
            writer.write(")")
          }
          if !results.isEmpty {
            writer.write(" -> (")
            writer.write(results)
            writer.write(")")
          }
          writer.write(" ")
          writer.write(
            module.region(of: operation), implied: results.isEmpty ? YieldMember.mnemonic : nil)
        },
        read: { (reader) throws(FormFailure) in
          try reader.expect("(")
          try reader.readOperand("laneid")
          try reader.expect(")")
          try reader.expect("[")
          reader.set("warp_size", .i64(try reader.readInteger()))
          try reader.expect("]")
          if reader.accept("args") {
            try reader.expect("(")
            var count = 0
            repeat {
              try reader.readOperand("args")
              count += 1
            } while reader.accept(",")
            for place in 0..<count {
              try reader.expect(place == 0 ? ":" : ",")
              reader.addType(try reader.readType(), ofOperand: "args")
            }
            try reader.expect(")")
          }
          let results = reader.accept("->") ? try reader.readResultTypes() : []
          reader.setResultTypes(results)
          try reader.readRegion()
          if results.isEmpty { reader.endRegion(with: OperationState(name: YieldMember.mnemonic)) }
        })
    }
    public static var traits: Traits { [.singleBlock, .recursivelyPure] }
    public static var signature: Signature {
      Signature(
        operands: [.init("laneid", .index), .init("args", .any, .variadic)],
        results: [.init("results", .any, .variadic)],
        properties: [.init("warp_size", .integer(1...Int.max, .i64))], regions: 1,
        terminator: YieldMember.mnemonic)
    }

    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      guard let body = module.body(of: operation), let last = module.lastOperation(in: body) else {
        return ["must have a region with a block"]
      }
      let lanes = module.property("warp_size", of: operation)?.integerValue ?? 1
      let given = Array(module.operandTypes(of: operation).dropFirst())
      let taken = module.arguments(of: body).map { module.type(of: $0) }
      let yielded = module.operandTypes(of: last)
      let results = module.resultTypes(of: operation)
      guard given.count == taken.count else {
        return ["must have a region that takes its \(given.count) values; it takes \(taken.count)"]
      }
      guard yielded.count == results.count else {
        return ["must yield its \(results.count) results; it yields \(yielded.count)"]
      }
      return (Array(zip(taken, given)) + zip(yielded, results)).compactMap {
        problem(ofSharing: $0, as: $1, among: lanes)
      }
    }

    private static func problem(
      ofSharing whole: Type, as part: Type, among lanes: Int
    ) -> String? {
      if whole == part { return nil }
      guard let all = whole.vectorType, let own = part.vectorType else {
        return "cannot share '\(whole)' as '\(part)': only vectors are divided"
      }
      guard all.element == own.element, all.shape.count == own.shape.count else {
        return "cannot share '\(whole)' as '\(part)': element and rank must be the same"
      }
      var shares = 1
      for (size, share) in zip(all.shape, own.shape) {
        guard share > 0, size % share == 0 else {
          return "cannot share '\(whole)' as '\(part)': \(size) is no multiple of \(share)"
        }
        shares = shares.multipliedReportingOverflow(by: size / share).partialValue
      }
      return shares == lanes
        ? nil
        : "cannot share '\(whole)' as '\(part)' among \(lanes) lanes: those are \(shares) shares"
    }
  }
}
