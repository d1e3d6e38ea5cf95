import Dialects
import IR
import Support
import TensorExpressions

/// The places of the `count` largest keys of each row, in order; of equal ones the earlier comes first.
///
/// The work is about two vector steps for an element, and what the elements taken need: no element is
/// compared with every other, and no order of them takes longer. With groups of 16 neighbours:
///
///     largest[g] = the largest of group g
///     least      = the count-th of largest: no smaller key is among the first; the lowest if there are fewer groups
///     hits       = the groups with largest[g] >= least
///     candidates = the elements of the hits with key >= least, in order
///     last       = the count-th of the candidates' keys
///     taken      = the candidates above last, and the first of those equal to it, in order
///     their places, by rank
///
/// The count-th key is found digit by digit: how many are at least as large as each of three bounds
/// says what its next two bits are.
struct TopSelection {
  /// The sizes of the space of rows.
  let rows: [IndexExpression]
  let length: IndexExpression
  let count: IndexExpression
  /// i32 or i64.
  let key: Type
  /// What how many elements a row has is counted in.
  private let counter: Type
  private let assumptions: Assumptions

  init(
    rows: [IndexExpression], length: IndexExpression, count: IndexExpression, key: Type,
    in kernel: KernelLowering
  ) {
    (self.rows, self.length, self.count, self.key) = (rows, length, count, key)
    assumptions = kernel.assumptions
    let isShort = assumptions.proves(length, atMost: IndexExpression(1 << 30))
    counter = isShort ? .i32 : .i64
  }

  /// Elements of a group, and lanes.
  static let width: IndexExpression = 16
  /// Elements that are compared side by side.
  private static let block = 4 * width
  /// Rows that are worked on at a time have memory of their own.
  private static let mostSlots: IndexExpression = 16
  /// About how many cycles are worth another thread.
  private static let leastCycles: IndexExpression = 4000

  /// Elements of a row of keys, in whole groups; the last are filled up here.
  var paddedLength: IndexExpression { groups * Self.width }
  private var groups: IndexExpression { length.ceilDivided(by: Self.width) }
  private var width: Int { key.bitWidth ?? 32 }

  /// Says where the element of a rank is.
  typealias Result = (
    inout ProgramWriter, _ row: [IndexExpression], _ rank: Index, _ place: Scalar
  ) -> Void

  /// Writes the loops over all rows of `keys`, whose elements beyond `length` need not be there.
  func insert(_ keys: Tensor, into kernel: inout KernelLowering, _ result: Result) {
    let name = kernel.name("rows")
    let all = assumptions.simplified(.product(rows))
    let slots = assumptions.simplified(.minimum(Self.mostSlots, all))
    let padded = groups.ceilDivided(by: 4) * Self.block
    let memory = Memory(
      largest: kernel.program.allocate(
        [slots, groups.ceilDivided(by: Self.block) * Self.block], key),
      hits: kernel.program.allocate([slots, groups], .i64),
      candidates: Keyed(
        keys: kernel.program.allocate([slots, padded + Self.block], key),
        places: kernel.program.allocate([slots, padded + Self.block], .i64)))
    let order = TopOrder(count: count, key: key, slots: slots, assumptions, &kernel.program)
    let work = all.ceilDivided(by: .maximum(1, slots)) * (length + Self.leastCycles)
    let grain = (8 * Self.leastCycles).ceilDivided(by: .maximum(1, work))
    kernel.program.loop(name, slots, .parallel, grain: assumptions.simplified(grain)) {
      program, slot in
      let begin = program.bind((slot * all).floorDivided(by: slots))
      let end = program.bind(((slot + 1) * all).floorDivided(by: slots))
      program.loop("row", end - begin) { program, number in
        let row = place(begin + number, &program)
        let state = State(key, counter, &program)
        pad(keys, row, from: length, to: paddedLength, &program)
        insertGroups(keys, row, memory, slot, state, &program)
        insertCandidates(keys, row, memory, slot, state, &program)
        insertTaken(memory.candidates, slot, order, state, &program)
        order.insert(at: slot, into: &program) { program, rank, element in
          result(&program, row, rank, element)
        }
      }
    }
  }

  /// Keys and the places that they come from.
  struct Keyed {
    var keys: Tensor
    var places: Tensor
  }

  /// What is found of a row; the first axis is the slot.
  private struct Memory {
    var largest: Tensor
    var hits: Tensor
    var candidates: Keyed
  }

  /// What is counted of a row.
  private struct State {
    /// The count-th key.
    var bound: Tensor
    /// For three bounds, how many keys are not below, by lanes and together.
    var lanes: Tensor
    var total: Tensor
    /// How many have been written.
    var filled: Tensor
    /// How many that are equal to the last key may be taken.
    var left: Tensor

    init(_ key: Type, _ counter: Type, _ program: inout ProgramWriter) {
      bound = program.allocate([1], key, in: .local)
      lanes = program.allocate([3, 16], key, in: .register)
      total = program.allocate([3], counter, in: .local)
      filled = program.allocate([1], .i64, in: .local)
      left = program.allocate([1], .i64, in: .local)
    }
  }

  /// The place of a row in the space of rows.
  private func place(
    _ row: IndexExpression, _ program: inout ProgramWriter
  ) -> [IndexExpression] {
    rows.indices.map { axis in
      let later = IndexExpression.product(rows[(axis + 1)...])
      let quotient = row.floorDivided(by: later)
      return program.bind(
        assumptions.simplified(axis == 0 ? quotient : quotient.remainder(by: rows[axis])))
    }
  }

  /// Writes keys that come last.
  private func pad(
    _ keys: Tensor, _ row: [IndexExpression], from begin: IndexExpression,
    to end: IndexExpression, _ program: inout ProgramWriter
  ) {
    program.loop("pad", assumptions.simplified(end - begin)) { program, place in
      program.statement("pad", (keys, at(row, begin + place), key.lowest))
    }
  }

  // MARK: Steps

  /// The largest key of each group, their count-th, and the groups that reach it.
  private func insertGroups(
    _ keys: Tensor, _ row: [IndexExpression], _ memory: Memory, _ slot: IndexExpression,
    _ state: State, _ program: inout ProgramWriter
  ) {
    let largest = memory.largest
    program.loop("groups", groups) { program, group in
      program.statement("lowest", (largest, at([slot], group), key.lowest))
      program.loop("lanes", Self.width, .vectorized) { program, lane in
        let element = keys[row + [group * Self.width + lane]]
        program.statement(
          "largest", (largest, at([slot], group), maximum(largest[slot, group], element)))
      }
    }
    let filled = groups.ceilDivided(by: Self.block)
    pad(largest, [slot], from: groups, to: filled * Self.block, &program)
    insertBound(of: largest, slot, blocks: filled, state, &program)
    program.statement("none", (state.filled, [.at(0)], .integer(0, .i64)))
    program.loop("hits", groups) { program, group in
      program.statement(
        "hit", (memory.hits, end(slot, state), .index(group)),
        (state.filled, [.at(0)], state.filled[0] + flag(largest[slot, group] .>= state.bound[0])))
    }
  }

  /// The elements of those groups that are not below the bound.
  private func insertCandidates(
    _ keys: Tensor, _ row: [IndexExpression], _ memory: Memory, _ slot: IndexExpression,
    _ state: State, _ program: inout ProgramWriter
  ) {
    let hits = program.bind(state.filled, at: [0])
    program.statement("none", (state.filled, [.at(0)], .integer(0, .i64)))
    program.loop("hits", hits) { program, hit in
      let group = program.bind(memory.hits, at: [slot, hit])
      program.loop("elements", Self.width, .unrolled) { program, element in
        let place = group * Self.width + element
        let key = keys[row + [place]]
        program.statement(
          "candidate", (memory.candidates.keys, end(slot, state), key),
          (memory.candidates.places, end(slot, state), .index(place)),
          (state.filled, [.at(0)], state.filled[0] + flag(key .>= state.bound[0])))
      }
    }
  }

  /// The candidates that are among the first.
  private func insertTaken(
    _ candidates: Keyed, _ slot: IndexExpression, _ order: TopOrder, _ state: State,
    _ program: inout ProgramWriter
  ) {
    let found = program.bind(state.filled, at: [0])
    let blocks = program.bind(found.ceilDivided(by: Self.block))
    program.loop("pad", 4, .unrolled) { program, part in
      program.loop("lanes", Self.width, .vectorized) { program, lane in
        program.statement(
          "pad", (candidates.keys, at([slot], found + part * Self.width + lane), key.lowest))
      }
    }
    insertBound(of: candidates.keys, slot, blocks: blocks, state, &program)
    insertCount(of: candidates.keys, slot, blocks: blocks, state, bounds: 1, &program) {
      $0 .> state.bound[$1]
    }
    program.statement(
      "left",
      (
        state.left, [.at(0)], .index(count).converted(to: .i64) - state.total[0].converted(to: .i64)
      ),
      (state.filled, [.at(0)], .integer(0, .i64)))
    program.loop("candidates", found) { program, place in
      let key = candidates.keys[slot, place]
      let isLast = flag((key .== state.bound[0]) & (state.left[0] .> 0))
      program.statement(
        "take", (order.taken.keys, [.at(slot), .at(0)] + end(slot, state).dropFirst(), key),
        (
          order.taken.places, [.at(slot), .at(0)] + end(slot, state).dropFirst(),
          candidates.places[slot, place]
        ),
        (state.left, [.at(0)], state.left[0] - isLast),
        (state.filled, [.at(0)], state.filled[0] + (flag(key .> state.bound[0]) | isLast)))
    }
  }

  /// The count-th largest key, digit by digit; the lowest number if there are fewer.
  private func insertBound(
    of keys: Tensor, _ slot: IndexExpression, blocks: IndexExpression, _ state: State,
    _ program: inout ProgramWriter
  ) {
    program.statement("lowest", (state.bound, [.at(0)], key.lowest))
    program.loop("digits", IndexExpression(width / 2)) { program, digit in
      let place = Scalar.index(IndexExpression(width - 2) - 2 * digit).converted(to: key)
      let step = Scalar.apply(.shiftLeft, .integer(1, key), place)
      insertCount(of: keys, slot, blocks: blocks, state, bounds: 3, &program) { key, number in
        key .>= state.bound[0] + Scalar.index(number + 1).converted(to: self.key) * step
      }
      let reached = (0..<3).map { number in
        select(
          state.total[IndexExpression(number)] .>= .index(count).converted(to: counter),
          .integer(1, key), .integer(0, key))
      }
      program.statement(
        "digit",
        (state.bound, [.at(0)], state.bound[0] + (reached[0] + reached[1] + reached[2]) * step))
    }
  }

  /// How many keys are beyond each bound.
  private func insertCount(
    of keys: Tensor, _ slot: IndexExpression, blocks: IndexExpression, _ state: State,
    bounds: Int, _ program: inout ProgramWriter,
    _ isBeyond: (_ key: Scalar, _ bound: IndexExpression) -> Scalar
  ) {
    let bounds = IndexExpression(bounds)
    func lanes(
      _ program: inout ProgramWriter,
      _ body: (inout ProgramWriter, _ bound: IndexExpression, _ lane: IndexExpression) -> Void
    ) {
      program.loop("bounds", bounds, .unrolled) { program, bound in
        program.loop("lanes", Self.width, .vectorized) { body(&$0, bound, $1) }
      }
    }
    lanes(&program) { program, bound, lane in
      program.statement("none", (state.lanes, [.at(bound), .at(lane)], .integer(0, key)))
    }
    program.loop("blocks", blocks) { program, block in
      program.loop("vectors", 4, .unrolled) { program, vector in
        lanes(&program) { program, bound, lane in
          let place = block * Self.block + vector * Self.width + lane
          let isIn = isBeyond(keys[slot, place], bound)
          program.statement(
            "count",
            (
              state.lanes, [.at(bound), .at(lane)],
              state.lanes[bound, lane] + select(isIn, .integer(1, key), .integer(0, key))
            ))
        }
      }
    }
    program.loop("bounds", bounds, .unrolled) { program, bound in
      program.statement("none", (state.total, [.at(bound)], .integer(0, counter)))
    }
    lanes(&program) { program, bound, lane in
      program.statement(
        "total",
        (
          state.total, [.at(bound)],
          state.total[bound] + state.lanes[bound, lane].converted(to: counter)
        ))
    }
  }

  private func at(_ row: [IndexExpression], _ place: IndexExpression) -> [Index] {
    (row + [place]).map { .at($0) }
  }

  /// Behind what has been written.
  private func end(_ slot: IndexExpression, _ state: State) -> [Index] {
    [.at(slot), .value(state.filled[0].converted(to: .index))]
  }

  private func flag(_ condition: Scalar) -> Scalar {
    select(condition, .integer(1, .i64), .integer(0, .i64))
  }
}
