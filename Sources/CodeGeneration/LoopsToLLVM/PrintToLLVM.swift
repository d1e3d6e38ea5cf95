import Dialects
import IR
import Support

extension LoopLowering {
  /// `vector.print`, by C's `printf`: the same bytes as from MLIR's lowering and its runner's library.
  static let printRules: [String: Rule] = [
    Vector.Print.mnemonic: { lowering, operation throws(Diagnostic) in
      if let text = lowering.source.property("stringLiteral", of: operation)?.stringBytes {
        lowering.print(text)
        return
      }
      if let printed = lowering.source.operands(of: operation).first {
        let type = lowering.source.type(of: printed)
        _ = try lowering.lowered(type, at: operation)
        guard type.elementType.bitWidth ?? 64 <= 64 else {
          throw lowering.failure(
            operation, "\(type.elementType) has more bits than can be printed; print it in parts")
        }
        let value = try lowering.value(printed)
        if let vector = type.vectorType {
          // One without dimensions has brackets, too.
          let shape = vector.shape.isEmpty ? [1] : vector.shape
          try lowering.print(value, shape[...], from: lowering.constant(0), vector.element)
        } else {
          lowering.print(value, type)
        }
      }
      lowering.print(Vector.PrintMember.punctuation(of: operation, in: lowering.source).text)
    }
  ]

  /// `( ( 1, 2 ), ( 3, 4 ) )`: lanes of a vector from a number on, as many as a shape has.
  private mutating func print(
    _ value: ValueID, _ shape: ArraySlice<Int>, from start: ValueID, _ element: Type
  ) throws(Diagnostic) {
    guard let count = shape.first else {
      print(build.insert(LLVM.ExtractElement(value, at: start)), element)
      return
    }
    print("( ")
    let separator = text(", ")
    let end = text(" )")
    let inner = constant(shape.dropFirst().reduce(1, *))
    _ = try emitLoop(
      from: constant(0), to: constant(count), step: constant(1), isEntered: true
    ) { lowering, number, _ throws(Diagnostic) in
      let offset = lowering.build.insert(LLVM.Mul(number, inner))
      let first = lowering.build.insert(LLVM.Add(start, offset))
      try lowering.print(value, shape.dropFirst(), from: first, element)
      let isLast = lowering.build.insert(
        LLVM.ICmp(.equal, number, lowering.constant(count - 1)))
      let behind = lowering.build.insert(LLVM.Select(isLast, end, separator))
      lowering.printf("%s", behind)
      return []
    }
  }

  /// A number of the source type `type`.
  private mutating func print(_ value: ValueID, _ type: Type) {
    switch type {
    case .float(let kind):
      let wide =
        switch kind {
        case .bf16: widenBFloat16(value)
        case .f16: widenHalf(value)
        default: value
        }
      printf("%g", kind == .f64 ? wide : build.insert(LLVM.FPExt(wide, to: .f64)))
    case .integer(64, .unsigned), .index: printf("%llu", value)
    case .integer(64, _): printf("%lld", value)
    // A Boolean is one or zero.
    case .integer(1, _), .integer(_, .unsigned):
      printf("%llu", build.insert(LLVM.ZExt(value, to: .i64)))
    default: printf("%lld", build.insert(LLVM.SExt(value, to: .i64)))
    }
  }

  private mutating func print(_ text: String) { print(Array(text.utf8)) }

  private mutating func print(_ text: [UInt8]) {
    if !text.isEmpty { printf("%s", self.text(text)) }
  }

  private mutating func printf(_ format: String, _ value: ValueID) {
    let format = text(format)
    callVariadic("printf", [format], value)
  }

  /// Writes text to the standard error at once.
  mutating func printError(_ text: [UInt8]) {
    let file = build.insert(LLVM.Constant(.integer(2, .i32)))
    let format = self.text("%s")
    callVariadic("dprintf", [file, format], self.text(text))
  }

  private mutating func callVariadic(_ name: String, _ first: [ValueID], _ value: ValueID) {
    let type = LLVM.FunctionType(
      .i32, first.map { build.module.type(of: $0) }, isVariadic: true)
    declare(name, type)
    var call = LLVM.Call(name, first + [value], result: .i32).state
    call.properties["var_callee_type"] = .type(.of(type))
    build.insert(call)
  }

  private mutating func text(_ text: String) -> ValueID { self.text(Array(text.utf8)) }

  /// The address of a text that ends in a zero, as C has them; equal ones are there once.
  private mutating func text(_ text: [UInt8]) -> ValueID {
    if let name = texts[text] { return build.insert(LLVM.AddressOf(name)) }
    var name = "text\(texts.count)"
    while source.lookup(symbol: name) != nil { name += "_" }
    texts[text] = name
    build.at(.atStart(of: build.module.body)) { build in
      build.insertOperation(
        LLVM.Global(
          name, .of(LLVM.ArrayType(text.count + 1, .i8)), linkage: .internal,
          value: .string(bytes: text + [0])))
    }
    return build.insert(LLVM.AddressOf(name))
  }
}
