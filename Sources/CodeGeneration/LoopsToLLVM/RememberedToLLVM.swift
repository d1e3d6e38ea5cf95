import Dialects
import IR
import Support

// Functions that remember what they gave last.

extension LoopLowering {
  /// The bits of the arguments and the result, if the function is marked and a word holds them.
  func rememberedBits(of function: OperationID) -> [Int]? {
    let bits = source.attribute(Func.rememberedAttribute, of: function)?.integerArrayValue
    guard let bits, bits.count > 1, bits.allSatisfy({ $0 > 0 }),
      bits.reduce(0, +) < UInt64.bitWidth
    else { return nil }
    return bits
  }

  /// Writes a function that calls another only where its arguments are others than in the call before.
  ///
  ///     let known = last                  // arguments, one bit that is set, and the result
  ///     let key = (((a << 10 | b) << 10 | c) << 1) | 1
  ///     if known >> 5 == key { return known & 31 }
  ///     let result = computed(a, b, c)
  ///     last = key << 5 | result
  ///
  /// All of it is one word, which is read and written whole: whichever thread wrote it, arguments and result
  /// belong together.
  mutating func insertRemembering(
    _ function: Func.Function, computedBy callee: String, _ bits: [Int]
  ) {
    let last = function.name + ".last"
    build.insertOperation(
      LLVM.Global(
        last, .i64, linkage: .internal, value: .integer(0, .i64), isConstant: false, alignment: 8))
    let inputs = bits.dropLast().map { _ in Type.i64 }
    let target = build.insertOperation(
      LLVM.Function(
        function.name, LLVM.FunctionType(.i64, inputs), linkage: .internal,
        attributes: machineAttributes))
    let region = build.module.region(of: target)
    let entry = build.module.appendBlock(to: region, argumentTypes: inputs)
    let (isKnown, isNew) = (
      build.module.appendBlock(to: region), build.module.appendBlock(to: region)
    )
    let arguments = build.module.arguments(of: entry)
    let resultBits = bits[bits.count - 1]
    var pointer: ValueID?
    var key: ValueID?
    build.at(.atEnd(of: entry)) { build in
      func number(_ value: Int) -> ValueID { build.insert(LLVM.Constant(.integer(value, .i64))) }
      let address = build.insert(LLVM.AddressOf(last))
      let known = build.insert(LLVM.Load(address, as: .i64, alignment: 8, ordering: .monotonic))
      var packed = arguments[0]
      for (argument, count) in zip(arguments, bits).dropFirst() {
        packed = build.insert(LLVM.Or(build.insert(LLVM.Shl(packed, number(count))), argument))
      }
      packed = build.insert(LLVM.Or(build.insert(LLVM.Shl(packed, number(1))), number(1)))
      let kept = build.insert(LLVM.LShr(known, number(resultBits)))
      let isSame = build.insert(LLVM.ICmp(.equal, kept, packed))
      build.insertOperation(LLVM.ConditionalBranch(isSame, isKnown, else: isNew))
      build.point = .atEnd(of: isKnown)
      build.insertOperation(
        LLVM.Return(build.insert(LLVM.And(known, number(1 << resultBits - 1)))))
      (pointer, key) = (address, packed)
    }
    guard let pointer, let key else { return }
    build.at(.atEnd(of: isNew)) { build in
      let shift = build.insert(LLVM.Constant(.integer(resultBits, .i64)))
      let result = build.insert(LLVM.Call(callee, arguments, result: .i64))
      let word = build.insert(LLVM.Or(build.insert(LLVM.Shl(key, shift)), result))
      build.insertOperation(LLVM.Store(word, to: pointer, alignment: 8, ordering: .monotonic))
      build.insertOperation(LLVM.Return(result))
    }
  }
}
