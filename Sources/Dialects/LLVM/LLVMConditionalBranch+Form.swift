import IR

extension LLVM.ConditionalBranch {
  /// `%0 weights([1, 2]), ^bb1(%1 : i32), ^bb2`.
  public static var form: Form? {
    Form(
      """
      $condition custom<Weights>($branch_weights) `,` successor(0)
      (`(` $trueDestOperands^ `:` type($trueDestOperands) `)`)? `,`
      successor(1) (`(` $falseDestOperands^ `:` type($falseDestOperands) `)`)? attr-dict
      """, ["Weights": weights])
  }

  private static var weights: FormDirective {
    FormDirective(
      accepts: { operation, module in
        switch module.property("branch_weights", of: operation) {
        case nil, .denseArray(.i32, _)?: true
        default: false
        }
      },
      write: { operation, writer in
        guard
          let weights = writer.module.property("branch_weights", of: operation)?.integerArrayValue
        else { return }
        writer.write("weights([\(weights.map(String.init).joined(separator: ", "))])")
      },
      read: { (reader) throws(FormFailure) in
        guard reader.accept("weights") else { return }
        try reader.expect("(")
        try reader.expect("[")
        var weights: [Int] = []
        while !reader.accept("]") {
          if !weights.isEmpty { try reader.expect(",") }
          weights.append(try reader.readInteger(fitting: .integer(width: 32, .signed)))
        }
        try reader.expect(")")
        reader.set("branch_weights", .i32Array(weights))
      })
  }
}
