import Dialects
import IR
import Scheduling
import Support

// Sums of products of bytes, four steps at a time.

extension LoopEmitter {
  /// Writes an unrolled loop in lanes whose four iterations add products of neighbouring bytes to one sum, if
  /// the processor has something for that.
  ///
  ///     vectorised for l in 16 { unrolled for s in 4 { y[l] += extui(a[s]) * extsi(b[4 * l + s]) } }
  ///       -> y[0..15] = vpdpbusd(y[0..15], the word at a in all lanes, the 16 words at b)
  ///
  /// - Returns: whether anything was written.
  mutating func emitDotProduct(_ body: BlockID, _ counter: ValueID, count: Int) -> Bool {
    guard count == Self.bytesOfWord, let lane, mask == nil, launch == nil, update == nil,
      let form = hardware.byteDotProduct(lanes: lane.width)
    else { return false }
    let step = makeLeaf()
    assumptions.setExtent(of: step, to: IndexExpression(count))
    indices[counter] = .dimension(step)
    guard let product = byteProduct(in: body, step: step), let sums = memory[product.sum.buffer]
    else { return false }
    let vector = Type.vector(VectorType([lane.width], .i32))
    let start = value(of: product.sum.start)
    let held: ValueID = build.insert(Vector.Load(sums, [start], as: vector))
    // What is the same for all lanes comes first.
    let factors = product.factors.sorted { !$0.variesInLanes && $1.variesInLanes }
    let (left, right) = (words(of: factors[0]), words(of: factors[1]))
    var dot = DotProductEmitter(build: build, lanes: lane.width, hardware: hardware)
    let sum = dot.sum(
      held, left, isSigned: factors[0].isSigned, right, isSigned: factors[1].isSigned, as: form)
    build = dot.build
    build.insertOperation(Vector.Store(sum, to: sums, [start]))
    return true
  }
  private static let bytesOfWord = 4

  /// A byte that is multiplied.
  private struct Factor {
    var buffer: ValueID
    var isSigned: Bool
    /// Where the first lane's first byte is.
    var start: IndexExpression
    var variesInLanes: Bool
  }

  /// What the statement of an unrolled loop multiplies and adds, if it is a sum of products of bytes whose
  /// iterations are neighbours.
  private mutating func byteProduct(
    in body: BlockID, step: Int
  ) -> (sum: (buffer: ValueID, start: IndexExpression), factors: [Factor])? {
    let operations = source.operations(in: body)
    guard operations.count == 1, let operation = operations.first,
      let block = source.match(operation, as: Program.Block.self), !source.holdsBlocks(operation),
      source.entryBlock(of: source.region(1, of: operation)) == nil,
      let statement = source.entryBlock(of: source.region(0, of: operation)),
      block.predicate.enumerated().allSatisfy({ number, condition in
        held.contains(HeldCondition(block: operation, number: number))
          || assumptions.isNonNegative(simplified(condition, block.counters))
      })
    else { return nil }
    for (iterator, binding) in zip(source.arguments(of: statement), block.bindings) {
      indices[iterator] = simplified(binding, block.counters)
    }
    var store: Program.Store?
    for inner in source.operations(in: statement) {
      if let index = source.match(inner, as: Program.Index.self) {
        indices[source.result(of: inner)] = simplified(index.expression, index.indices)
      } else if let found = source.match(inner, as: Program.Store.self) {
        guard store == nil else { return nil }
        store = found
      }
    }
    guard let store, let lane, let type = source.bufferType(of: store.buffer),
      type.element == .i32, let sum = source.match(definitionOf: store.value, as: Arith.AddI.self)
    else { return nil }
    let address = linearAddress(store.map, store.indices, type)
    guard let base = address.linear(in: lane.leaf), base.coefficient == 1, !varies(base.rest),
      !address.dimensionNumbers.contains(step)
    else { return nil }
    for (addend, term) in [(sum.lhs, sum.rhs), (sum.rhs, sum.lhs)] {
      guard let accumulator = source.match(definitionOf: addend, as: Program.Load.self),
        accumulator.buffer == store.buffer,
        linearAddress(accumulator.map, accumulator.indices, type) == address,
        let product = source.match(definitionOf: term, as: Arith.MulI.self),
        let left = byteFactor(product.lhs, step: step),
        let right = byteFactor(product.rhs, step: step)
      else { continue }
      return ((store.buffer, base.rest), [left, right])
    }
    return nil
  }

  /// A widened byte of which lanes have neighbouring words, or all the same.
  private mutating func byteFactor(_ value: ValueID, step: Int) -> Factor? {
    let signed = source.match(definitionOf: value, as: Arith.ExtSI.self)
    let unsigned = source.match(definitionOf: value, as: Arith.ExtUI.self)
    guard let lane, let byte = signed?.operand ?? unsigned?.operand,
      let load = source.match(definitionOf: byte, as: Program.Load.self),
      let type = source.bufferType(of: load.buffer), type.element == .i8,
      load.indices.allSatisfy({ indices[$0] != nil }), existence(of: load, type) == nil
    else { return nil }
    let address = linearAddress(load.map, load.indices, type)
    guard let bytes = address.linear(in: step), bytes.coefficient == 1 else { return nil }
    var factor = Factor(
      buffer: load.buffer, isSigned: signed != nil, start: assumptions.simplified(bytes.rest),
      variesInLanes: false)
    if varies(bytes.rest) {
      guard let words = bytes.rest.linear(in: lane.leaf), !varies(words.rest),
        words.coefficient == IndexExpression(Self.bytesOfWord)
      else { return nil }
      factor.start = assumptions.simplified(words.rest)
      factor.variesInLanes = true
    }
    return factor
  }

  /// The words that begin at a factor's bytes: a vector of them, or the one of all lanes.
  private mutating func words(of factor: Factor) -> ValueID {
    let memref = memory[factor.buffer] ?? build.insertIndex(0)
    let count = factor.variesInLanes ? lane?.width ?? 1 : 1
    let bytes = Type.vector(VectorType([count * Self.bytesOfWord], .i8))
    let start = value(of: factor.start)
    let loaded: ValueID = build.insert(Vector.Load(memref, [start], as: bytes))
    let words = build.insert(Vector.Bitcast(loaded, to: .vector(VectorType([count], .i32))))
    return factor.variesInLanes ? words : build.insert(Vector.Extract(words, at: [0]))
  }
}

/// Writes what adds the products of the four bytes of each lane's words to a sum.
private struct DotProductEmitter {
  var build: Builder
  let lanes: Int
  let hardware: HardwareDescription

  private var vector: Type { .vector(VectorType([lanes], .i32)) }

  /// `sum` with the four products of each lane; `left` may be one word for all lanes.
  ///
  /// What corrects signs is computed from `right` alone, so that rows of a tile share it.
  mutating func sum(
    _ sum: ValueID, _ left: ValueID, isSigned isLeftSigned: Bool, _ right: ValueID,
    isSigned isRightSigned: Bool, as form: HardwareDescription.ByteDotProduct
  ) -> ValueID {
    switch form {
    case .wordPairs:
      let (a, b) = (
        wordsOfBytes(splat(left), isSigned: isLeftSigned),
        wordsOfBytes(right, isSigned: isRightSigned)
      )
      let (even, odd) = (products(a.even, b.even), products(a.odd, b.odd))
      return add(sum, add(even, odd))
    case .mixedSigns:
      switch (isLeftSigned, isRightSigned) {
      case (false, true): return mixed(sum, splat(left), right)
      case (true, false): return mixed(sum, right, splat(left))
      case (true, true):
        // a * b = (a + 128) * b - 128 * b, and -b = ~b + 1.
        let inverted: ValueID = build.insert(Arith.XOrI(right, all(-1)))
        let correction = mixed(all(4 * 128), all(Self.bytes(0x80)), inverted)
        return add(mixed(sum, splat(flipped(left)), right), correction)
      case (false, false):
        // a * b = (a - 128) * b + 2 * 64 * b.
        let half = mixed(all(0), right, all(Self.bytes(0x40)))
        return add(mixed(sum, right, splat(flipped(left))), add(half, half))
      }
    case .equalSigns:
      if isLeftSigned == isRightSigned {
        return neon(isLeftSigned ? "sdot" : "udot", sum, splat(left), right)
      }
      if hardware.has("i8mm") {
        return isLeftSigned
          ? neon("usdot", sum, right, splat(left)) : neon("usdot", sum, splat(left), right)
      }
      // As above; the unsigned one is made signed, which leaves 128 of the signed one.
      let signed = isLeftSigned ? splat(left) : right
      let other = isLeftSigned ? flipped(right) : splat(flipped(left))
      let half = neon("sdot", all(0), all(Self.bytes(0x40)), signed)
      return add(neon("sdot", sum, other, signed), add(half, half))
    }
  }

  private static func bytes(_ byte: Int) -> Int {
    Int(Int32(truncatingIfNeeded: byte * 0x0101_0101))
  }

  private mutating func splat(_ word: ValueID) -> ValueID {
    if case .vector = build.module.type(of: word) { return word }
    return build.insert(Vector.Broadcast(word, to: vector))
  }

  private mutating func all(_ number: Int) -> ValueID {
    splat(build.insertInteger(number, .i32))
  }

  private mutating func add(_ left: ValueID, _ right: ValueID) -> ValueID {
    build.insert(Arith.AddI(left, right))
  }

  /// Bytes plus or minus 128: signed ones as unsigned ones, or the other way round.
  private mutating func flipped(_ words: ValueID) -> ValueID {
    var mask = build.insertInteger(Self.bytes(0x80), .i32)
    if case .vector = build.module.type(of: words) { mask = splat(mask) }
    return build.insert(Arith.XOrI(words, mask))
  }

  private mutating func mixed(
    _ sum: ValueID, _ unsigned: ValueID, _ signed: ValueID
  ) -> ValueID {
    let name = "llvm.x86.avx512.vpdpbusd.\(lanes * 32)"
    let call = build.insertOperation(
      LLVM.CallIntrinsic(name, [sum, unsigned, signed], result: vector))
    return build.module.result(of: call)
  }

  private mutating func neon(
    _ name: String, _ sum: ValueID, _ left: ValueID, _ right: ValueID
  ) -> ValueID {
    let bytes = Type.vector(VectorType([4 * lanes], .i8))
    let operands = [left, right].map { build.insert(Vector.Bitcast($0, to: bytes)) }
    let call = build.insertOperation(
      LLVM.CallIntrinsic(
        "llvm.aarch64.neon.\(name).v4i32.v16i8", [sum] + operands, result: vector))
    return build.module.result(of: call)
  }

  /// The even and the odd bytes of words, widened to half a word each.
  private mutating func wordsOfBytes(
    _ words: ValueID, isSigned: Bool
  ) -> (even: ValueID, odd: ValueID) {
    let halves = Type.vector(VectorType([2 * lanes], .i16))
    let pairs: ValueID = build.insert(Vector.Bitcast(words, to: halves))
    func number(_ number: Int) -> ValueID {
      let scalar = build.insertInteger(number, .i16)
      return build.insert(Vector.Broadcast(scalar, to: halves))
    }
    guard isSigned else {
      let low = number(0xff)
      let eight = number(8)
      return (build.insert(Arith.AndI(pairs, low)), build.insert(Arith.ShRUI(pairs, eight)))
    }
    let eight = number(8)
    let raised: ValueID = build.insert(Arith.ShLI(pairs, eight))
    return (build.insert(Arith.ShRSI(raised, eight)), build.insert(Arith.ShRSI(pairs, eight)))
  }

  /// The sums of two neighbouring products of half words.
  private mutating func products(_ left: ValueID, _ right: ValueID) -> ValueID {
    let name =
      [4: "sse2.pmadd.wd", 8: "avx2.pmadd.wd", 16: "avx512.pmaddw.d.512"][lanes] ?? ""
    let call = build.insertOperation(
      LLVM.CallIntrinsic("llvm.x86.\(name)", [left, right], result: vector))
    return build.module.result(of: call)
  }
}
