import Dialects
import IR
import Support

// Integers of up to four bits as floats, by a table in a register.

extension LoopLowering {
  /// The float of each of 16 integers of at most four bits, where one instruction looks them up.
  ///
  /// Before: `%n = arith.trunci %words : vector<16xi32> to vector<16xi4>`, `arith.sitofp %n : vector<16xi4>
  /// to vector<16xf32>`. After: `vpermps` of a table and `%words`, of which it takes the four lowest bits
  /// alone; else it would be two shifts, or a mask, and a conversion.
  mutating func lookUp<Conversion: OperationDefinition>(
    _ operation: OperationID, _ conversion: Conversion.Type, _ type: Type
  ) throws(Diagnostic) -> ValueID? {
    let operand = source.operand(0, of: operation)
    let narrow = source.type(of: operand)
    guard options.hardware.looksUpNarrowIntegers, type == .vector(Self.tableLength, .f32),
      let width = narrow.elementType.bitWidth, (2...4).contains(width)
    else { return nil }
    let words = Type.vector(Self.tableLength, .i32)
    let places: ValueID
    if let cut = source.definingOperation(of: operand), source.isA(cut, Arith.TruncI.self),
      source.type(of: source.operand(0, of: cut)).flat == words
    {
      places = try value(source.operand(0, of: cut))
    } else {
      places = build.insert(LLVM.ZExt(try value(operand), to: words))
    }
    let isSigned = conversion.mnemonic == LLVM.SIToFP.mnemonic
    let numbers = (0..<Self.tableLength).map { place -> Double in
      let low = place % (1 << width)
      return Double(isSigned && low >= 1 << (width - 1) ? low - (1 << width) : low)
    }
    let bytes = numbers.flatMap { ElementCoding.bytes(of: $0, as: .f32) }
    let table = build.insert(LLVM.Constant(.dense(DenseElements(type: type, bytes: bytes))))
    return build.insert(
      LLVM.CallIntrinsic("llvm.x86.avx512.permvar.sf.512", [table, places], result: type))
  }

  private static let tableLength = 16
}
