import Dialects
import IR
import Support

// Elements of two and four bits, several in a byte from its low bits up.

extension LoopEmitter {
  /// Bits of the words in which lanes find elements of less than a byte.
  private static var wordBits: Int { 32 }

  /// An element of a buffer in which several share a byte, or one for each lane.
  ///
  /// Lanes whose elements are as far apart as there are elements in a word, which is how panels are
  /// packed, are one vector of words of which a shift brings the elements to the lowest bits:
  ///
  ///     for lane in 16 { … = load %w[lane * 8 + 3] : i4 }
  ///       -> %bytes = vector.load %w[0] : vector<64xi8>, as vector<16xi32>
  ///          trunci (shrui %words, 12) to vector<16xi4>
  ///
  /// So eight neighbouring steps of a product are one load. Other lanes get a byte each.
  mutating func emitPacked(
    _ load: Program.Load, _ type: Program.BufferType, perByte: Int
  ) -> ValueID {
    let memref = memory[load.buffer] ?? build.insertIndex(0)
    let address = linearAddress(load.map, load.indices, type)
    let exists = existence(of: load, type)
    let count = IndexExpression(perByte)
    guard let lane, varies(address) else {
      let byte = address.floorDivided(by: count)
      guard let exists else { return element(packedAt: byte, memref, address, type.element, count) }
      return choice(exists, type.element) {
        $0.element(packedAt: byte, memref, address, type.element, count)
      } otherwise: {
        $0.zero(type.element)
      }
    }
    let bits = 8 / perByte
    let wordElements = IndexExpression(Self.wordBits / bits)
    let own = Type.vector(VectorType([lane.width], type.element))
    if let base = address.linear(in: lane.leaf), base.coefficient == wordElements,
      !varies(base.rest), mask == nil, exists == nil
    {
      let word = assumptions.simplified(base.rest.floorDivided(by: wordElements))
      let place = assumptions.simplified(base.rest.remainder(by: wordElements))
      let bytes = Type.vector(VectorType([lane.width * Self.wordBits / 8], .i8))
      let start = value(of: word * IndexExpression(Self.wordBits / 8))
      let loaded: ValueID = build.insert(Vector.Load(memref, [start], as: bytes))
      let words = build.insert(
        Vector.Bitcast(loaded, to: .vector(VectorType([lane.width], .i32))))
      return build.insert(Arith.TruncI(shifted(words, by: place, bits: bits), to: own))
    }
    let lanes = exists.map { narrowed(mask, to: $0) } ?? mask
    let bytes = gather(
      memref, assumptions.simplified(address.floorDivided(by: count)),
      as: .vector(VectorType([lane.width], .i8)), mask: lanes, width: lane.width)
    let place = assumptions.simplified(address.remainder(by: count))
    return build.insert(Arith.TruncI(shifted(bytes, by: place, bits: bits), to: own))
  }

  private mutating func element(
    packedAt byte: IndexExpression, _ memref: ValueID, _ address: IndexExpression, _ type: Type,
    _ count: IndexExpression
  ) -> ValueID {
    let place = value(of: assumptions.simplified(byte))
    let loaded = build.insert(MemRef.Load(memref, [place]))
    let bits = type.bitWidth ?? 4
    let shift = assumptions.simplified(address.remainder(by: count))
    return build.insert(Arith.TruncI(shifted(loaded, by: shift, bits: bits), to: type))
  }

  /// Numbers whose element number `place`, of `bits` each, is moved to their lowest bits.
  private mutating func shifted(
    _ words: ValueID, by place: IndexExpression, bits: Int
  ) -> ValueID {
    if place == 0 { return words }
    let type = build.module.type(of: words)
    let amount = place * IndexExpression(bits)
    if let constant = amount.constantValue {
      let number = build.insertInteger(constant, type.elementType)
      return build.insert(Arith.ShRUI(words, isVector(words) ? splat(number) : number))
    }
    let isOfLanes = varies(amount)
    let index = isOfLanes ? vector(of: amount) : value(of: amount)
    let target = isOfLanes ? type : type.elementType
    let number = build.insert(Arith.IndexCastUI(index, to: target))
    return build.insert(
      Arith.ShRUI(words, isVector(words) && !isOfLanes ? splat(number) : number))
  }
}
