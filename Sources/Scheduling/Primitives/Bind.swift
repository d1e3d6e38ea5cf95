import Dialects
import IR
import Support

extension Schedule {
  public struct Bind: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.bind" }
    public static var documentation: String {
      """
      Runs the iterations of a loop as the blocks of a GPU's grid or as the threads of a block (TVM
      `bind`, Halide `gpu_blocks` and `gpu_threads`).

      Rewrite; on a processor without a GPU the loop is parallel:

          for i in m { S } -> parallel for i in m {bind = "block.x"} { S }

      Between nests of threads that follow each other the threads of a block wait for each other, and
      buffers allocated in the loops of blocks belong to the block: so one thread may read in the second nest what
      another wrote in the first.

      Requires: no iteration touches what another one writes; one loop around a statement for each
      axis; loops of blocks around those of threads, with nothing in them but each other up to the
      innermost; loops of threads of constant extents, 1024 together, directly in one another.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [.loop(\.loop), .threadAxis(\.axis, label: "to")]
    }

    public var loop = ValueID.missing
    public var axis = Program.ThreadAxis.blockX

    /// How many threads a block may have.
    public static let mostThreads = 1024

    public init() {}

    public init(_ loop: ValueID, to axis: Program.ThreadAxis) {
      (self.loop, self.axis) = (loop, axis)
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let loop = try program.loop(loop)
      let (name, kind) = (program.loopName(loop), try program.snapshot(loop).kind)
      guard kind == .serial || kind == .parallel else {
        throw Refusal("the loop '\(name)' is \(kind.rawValue) already")
      }
      if let other = program.module.threadAxis(of: loop) {
        throw Refusal("the loop '\(name)' is bound to '\(other.rawValue)' already")
      }
      try program.requireIndependent(loop)
      program.module.setProperty(
        "kind", of: loop, to: .string(Program.LoopKind.parallel.rawValue))
      program.module.setAttribute(
        Program.ThreadAxis.attribute, of: loop, to: .string(axis.rawValue))
      // That the bound loops make one grid is checked behind every step.
      return []
    }
  }

  /// Runs the iterations of a loop as blocks or threads of a GPU; see `Bind`.
  public mutating func bind(_ loop: Loop, to axis: Program.ThreadAxis) throws(Refusal) {
    try apply(Bind(loop.value, to: axis))
  }
}

extension Parameter {
  /// An axis of a GPU's grid.
  static func threadAxis(
    _ path: WritableKeyPath<Step, Program.ThreadAxis>, label: String
  ) -> Parameter {
    Parameter(
      place: .property(.init("axis", .word)), label: label,
      read: { step, _, property in
        let name = property?.stringValue
        if let axis = Program.ThreadAxis.allCases.first(where: { "\($0)" == name }) {
          step[keyPath: path] = axis
        }
      },
      write: { ([], .string("\($0[keyPath: path])")) },
      swift: { step, _ in ".\(step[keyPath: path])" })
  }
}

extension ScheduledProgram {
  /// Refuses unless the bound loops of every nest make one grid of blocks of threads.
  func requireGrids() throws(Refusal) {
    var roots: [OperationID] = []
    module.walk(function) { operation in
      guard module.threadAxis(of: operation) != nil,
        !loops(around: operation).contains(where: { module.threadAxis(of: $0) != nil })
      else { return }
      roots.append(operation)
    }
    for root in roots { try requireGrid(at: root) }
  }

  /// Refuses if a loop that is to be replaced by others is bound: none of them would be the axis.
  func requireUnbound(_ loop: OperationID, for change: String) throws(Refusal) {
    guard let axis = module.threadAxis(of: loop) else { return }
    throw Refusal(
      "the loop '\(loopName(loop))' is bound to '\(axis.rawValue)'; \(change) before it is bound, or make "
        + "it serial first")
  }

  private func requireGrid(at root: OperationID) throws(Refusal) {
    var sizes: [Program.ThreadAxis: Int] = [:]
    var refusal: Refusal?
    module.walk(root) { operation in
      guard refusal == nil, let axis = module.threadAxis(of: operation) else { return }
      do throws(Refusal) {
        let size = try requirePlace(of: operation, axis)
        sizes[axis] = max(sizes[axis] ?? 1, size)
      } catch {
        refusal = error
      }
    }
    if let refusal { throw refusal }
    let threads = sizes.filter { !$0.key.isBlock }.values.reduce(1, *)
    guard threads <= Schedule.Bind.mostThreads else {
      throw Refusal(
        "a block would have \(threads) threads, more than the \(Schedule.Bind.mostThreads) that GPUs have"
      )
    }
  }

  /// Refuses unless a bound loop stands where its axis may.
  ///
  /// - Returns: the extent of a loop of threads; one for blocks.
  private func requirePlace(
    of loop: OperationID, _ axis: Program.ThreadAxis
  ) throws(Refusal) -> Int {
    let name = loopName(loop)
    // Loops around all that are bound start one launch after another.
    let outer = loops(around: loop).drop { module.threadAxis(of: $0) == nil }
    if let twin = outer.first(where: { module.threadAxis(of: $0) == axis }) {
      throw Refusal(
        "the loop '\(loopName(twin))' around '\(name)' is bound to '\(axis.rawValue)' already")
    }
    if axis.isBlock {
      for around in outer {
        guard let other = module.threadAxis(of: around), other.isBlock, onlyChild(of: around) != nil
        else {
          throw Refusal(
            "the loop '\(loopName(around))' around '\(name)' is not one of blocks that holds nothing else"
          )
        }
      }
      return 1
    }
    if let last = outer.last, let first = outer.firstIndex(where: { isThreads($0) }),
      !outer[first...].allSatisfy({ isThreads($0) }) || onlyChild(of: last) == nil
    {
      throw Refusal(
        "the loop '\(name)' of threads is not directly in the loop '\(loopName(outer[first]))' of threads; "
          + "threads could not wait for each other")
    }
    let extent = assumptions.simplified(try snapshot(loop).extent)
    guard let count = extent.constantValue else {
      throw Refusal(
        "the extent of the loop '\(name)' is '\(extent)', no constant; split it first")
    }
    return count
  }

  private func isThreads(_ loop: OperationID) -> Bool {
    module.threadAxis(of: loop).map { !$0.isBlock } ?? false
  }
}
