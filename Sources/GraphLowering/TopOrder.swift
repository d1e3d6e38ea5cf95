import Dialects
import IR
import Support
import TensorExpressions

/// The elements of a row that were taken, by their keys from the largest on; those that are equal stay as
/// they stand.
///
/// A few are compared with each other, in vectors: how many come before one is its rank. Many are
/// sorted digit by digit, the last first, each time by counting (a radix sort): that takes a time for each
/// element, whatever their number.
struct TopOrder {
  let count: IndexExpression
  let key: Type
  /// The axes are the slot, one of two halves, and the element; the first half is to be filled.
  let taken: TopSelection.Keyed
  private let assumptions: Assumptions

  init(
    count: IndexExpression, key: Type, slots: IndexExpression, _ assumptions: Assumptions,
    _ program: inout ProgramWriter
  ) {
    (self.count, self.key, self.assumptions) = (count, key, assumptions)
    let size = count.ceilDivided(by: TopSelection.width) * TopSelection.width + TopSelection.width
    taken = TopSelection.Keyed(
      keys: program.allocate([slots, 2, size], key),
      places: program.allocate([slots, 2, size], .i64))
  }

  /// So many are compared with each other.
  private static let mostCompared: IndexExpression = 256

  typealias Result = (inout ProgramWriter, _ rank: Index, _ place: Scalar) -> Void

  /// Writes the order of what was taken for a row.
  func insert(
    at slot: IndexExpression, into program: inout ProgramWriter, _ result: Result
  ) {
    if assumptions.isNonNegative(Self.mostCompared - count) {
      return insertRanks(slot, &program, result)
    }
    if assumptions.isNonNegative(count - Self.mostCompared - 1) {
      return insertDigits(slot, &program, result)
    }
    program.choose([
      ("digits", 1, 0), ("ranks", 0, Self.mostCompared - count),
    ]) { program, way in
      if way == 0 {
        insertDigits(slot, &program, result)
      } else {
        insertRanks(slot, &program, result)
      }
    }
  }

  // MARK: Few

  private func insertRanks(
    _ slot: IndexExpression, _ program: inout ProgramWriter, _ result: Result
  ) {
    let width = TopSelection.width
    let vectors = count.ceilDivided(by: width)
    program.loop("pad", vectors * width - count) { program, place in
      program.statement(
        "pad", (taken.keys, [.at(slot), .at(0), .at(count + place)], key.lowest))
    }
    let lanes = program.allocate([16], key, in: .register)
    let rank = program.allocate([1], .i64, in: .local)
    func inLanes(
      _ program: inout ProgramWriter, _ vector: IndexExpression,
      _ comesFirst: (_ key: Scalar, _ lane: IndexExpression) -> Scalar
    ) {
      program.loop("lanes", width, .vectorized) { program, lane in
        let isFirst = comesFirst(taken.keys[slot, 0, vector * width + lane], lane)
        program.statement(
          "count",
          (lanes, [.at(lane)], lanes[lane] + select(isFirst, .integer(1, key), .integer(0, key))))
      }
    }
    program.loop("taken", count) { program, element in
      let own = taken.keys[slot, 0, element]
      let vector = program.bind(element.floorDivided(by: width))
      program.loop("lanes", width, .vectorized) { program, lane in
        program.statement("none", (lanes, [.at(lane)], .integer(0, key)))
      }
      program.loop("before", vector) { program, before in
        inLanes(&program, before) { key, _ in key .>= own }
      }
      inLanes(&program, vector) { key, lane in
        let isBefore = Scalar.index(lane) .< .index(element - vector * width)
        return (key .> own) | (isBefore & (key .== own))
      }
      program.loop("after", vectors - 1 - vector) { program, after in
        inLanes(&program, vector + 1 + after) { key, _ in key .> own }
      }
      program.statement("none", (rank, [.at(0)], .integer(0, .i64)))
      program.loop("lanes", width, .vectorized) { program, lane in
        program.statement(
          "rank", (rank, [.at(0)], rank[0] + lanes[lane].converted(to: .i64)))
      }
      result(&program, .value(rank[0].converted(to: .index)), taken.places[slot, 0, element])
    }
  }

  // MARK: Many

  private func insertDigits(
    _ slot: IndexExpression, _ program: inout ProgramWriter, _ result: Result
  ) {
    let digits = (key.bitWidth ?? 32) / 8
    let ends = program.allocate([256], .i64, in: .local)
    let sum = program.allocate([1], .i64, in: .local)
    program.loop("digits", IndexExpression(digits)) { program, digit in
      let half = program.bind(digit.remainder(by: 2))
      /// Zero for the largest digit; the sign is one, too.
      func place(of element: IndexExpression) -> Index {
        let unsigned = taken.keys[slot, half, element] ^ key.lowest
        let shift = Scalar.index(8 * digit).converted(to: key)
        let bits = ~Scalar.apply(.shiftRight, unsigned, shift) & .integer(255, key)
        return .value(bits.converted(to: .index))
      }
      program.loop("values", 256) { program, value in
        program.statement("none", (ends, [.at(value)], .integer(0, .i64)))
      }
      program.loop("taken", count) { program, element in
        let place = place(of: element)
        program.statement("count", (ends, [place], ends[at: [place]] + .integer(1, .i64)))
      }
      program.statement("none", (sum, [.at(0)], .integer(0, .i64)))
      program.loop("values", 256) { program, value in
        program.statement(
          "begin", (ends, [.at(value)], sum[0]), (sum, [.at(0)], sum[0] + ends[value]))
      }
      program.loop("taken", count) { program, element in
        let place = place(of: element)
        let end = ends[at: [place]]
        let next: [Index] = [.at(slot), .at(1 - half), .value(end.converted(to: .index))]
        program.statement(
          "move", (taken.keys, next, taken.keys[slot, half, element]),
          (taken.places, next, taken.places[slot, half, element]),
          (ends, [place], end + .integer(1, .i64)))
      }
    }
    // After an even number of digits they are where they were.
    program.loop("taken", count) { program, element in
      result(&program, .at(element), taken.places[slot, 0, element])
    }
  }
}
