import Evaluation

/// What a warp makes of its registers by `mma.m16n8k16` and `mma.m16n8k32`, as PTX ISA has it.
///
/// Written from the tables there ("Matrix Fragments for mma.m16n8k16 with floating point type", "… for
/// mma.m16n8k32"), by element, not by register, so that it is no copy of what is tested.
struct MatrixFragments {
  let kind: ScalarKind
  let terms: Int
  /// Whether sums are `f32`, else `i32`.
  let isFloat: Bool

  private var perRegister: Int { kind == .i8 ? 4 : 2 }

  /// Row and column of the element `i` of a lane in the left factor.
  private func left(_ lane: Int, _ i: Int) -> (row: Int, column: Int) {
    let (group, thread) = (lane >> 2, lane % 4)
    if terms == 32 {
      let row = (0..<4).contains(i) || (8..<12).contains(i) ? group : group + 8
      return (row, thread * 4 + (i & 3) + (i >= 8 ? 16 : 0))
    }
    let row = (0..<2).contains(i) || (4..<6).contains(i) ? group : group + 8
    return (row, thread * 2 + (i & 1) + (i >= 4 ? 8 : 0))
  }

  /// The same in the right factor, whose rows are terms.
  private func right(_ lane: Int, _ i: Int) -> (row: Int, column: Int) {
    let (group, thread) = (lane >> 2, lane % 4)
    return terms == 32
      ? (thread * 4 + (i & 3) + (i >= 4 ? 16 : 0), group)
      : (thread * 2 + (i & 1) + (i >= 2 ? 8 : 0), group)
  }

  /// The same in the sums.
  private func sum(_ lane: Int, _ i: Int) -> (row: Int, column: Int) {
    (i < 2 ? lane >> 2 : (lane >> 2) + 8, (lane % 4) * 2 + (i & 1))
  }

  /// The elements in a register, the first one in its lowest bits.
  private func elements(_ register: UInt64) -> [Int] {
    (0..<perRegister).map { place in
      let bits = register >> UInt64(place * 32 / perRegister)
      switch kind {
      case .f16: return Int(Float16(bitPattern: UInt16(truncatingIfNeeded: bits)))
      case .bf16:
        return Int(Float(bitPattern: UInt32(UInt16(truncatingIfNeeded: bits)) << 16))
      default: return Int(Int8(truncatingIfNeeded: Int64(bitPattern: bits)))
      }
    }
  }

  /// What each lane has afterwards, of what each brings: four registers of the left factor, two of the right
  /// one, four of the sums.
  func multiply(_ lanes: [[UInt64]]) -> [[UInt64]] {
    var a = [[Int]](repeating: Array(repeating: 0, count: terms), count: 16)
    var b = [[Int]](repeating: Array(repeating: 0, count: 8), count: terms)
    var c = [[Int]](repeating: Array(repeating: 0, count: 8), count: 16)
    for (lane, registers) in lanes.enumerated() where registers.count == 10 {
      for (i, element) in registers[0..<4].flatMap(elements).enumerated() {
        let place = left(lane, i)
        a[place.row][place.column] = element
      }
      for (i, element) in registers[4..<6].flatMap(elements).enumerated() {
        let place = right(lane, i)
        b[place.row][place.column] = element
      }
      for (i, bits) in registers[6..<10].enumerated() {
        let place = sum(lane, i)
        let word = UInt32(truncatingIfNeeded: bits)
        c[place.row][place.column] =
          isFloat ? Int(Float(bitPattern: word)) : Int(Int32(bitPattern: word))
      }
    }
    return lanes.indices.map { lane in
      (0..<4).map { i in
        let place = sum(lane, i)
        let total = (0..<terms).reduce(c[place.row][place.column]) {
          $0 + a[place.row][$1] * b[$1][place.column]
        }
        return UInt64(isFloat ? Float(total).bitPattern : UInt32(bitPattern: Int32(total)))
      }
    }
  }
}
