import Dialects
import IR
import Support
import TestSupport

/// Random programs of loops, conditions, branches, calls and memory, from a seed.
struct RandomLoops {
  private var random: RandomSource
  private var build: Builder
  /// What may be used here, by type.
  private var numbers: [Type: [ValueID]] = [:]
  private var memory: [ValueID] = []
  private let usesMemory: Bool
  private var functions: [String] = []

  static let memoryType = Type.memref(MemRefType([4], .i8))
  private static let viewType = Type.memref(
    MemRefType([2], .i8, layout: .strided([1], offset: nil)))

  /// A module whose function `f` takes an `index`, an `i8` and, if `usesMemory`, two buffers of four
  /// `i8`, and gives an `i8` and an `index`.
  static func make(
    seed: UInt64, usesMemory: Bool = false, context: Context
  ) -> Module {
    let empty = Module(context: context)
    var maker = RandomLoops(
      random: RandomSource(seed: seed), build: Builder(empty, at: .atEnd(of: empty.body)),
      usesMemory: usesMemory)
    maker.function("g", isPrivate: true)
    maker.functions = ["g"]
    maker.function("f", isPrivate: false)
    return maker.build.module
  }

  private init(random: RandomSource, build: Builder, usesMemory: Bool) {
    self.random = random
    self.build = build
    self.usesMemory = usesMemory
  }

  private var inputs: [Type] {
    [.index, .i8] + (usesMemory ? [Self.memoryType, Self.memoryType] : [])
  }

  private mutating func function(_ name: String, isPrivate: Bool) {
    let function = build.insertOperation(
      Func.Function(name, type: FunctionType(inputs, [.i8, .index]), isPrivate: isPrivate))
    let region = build.module.region(of: function)
    let entry = build.module.appendBlock(to: region, argumentTypes: inputs)
    let outer = build.point
    build.point = .atEnd(of: entry)
    let arguments = build.module.arguments(of: entry)
    numbers = [.index: [arguments[0]], .i8: [arguments[1]]]
    memory = usesMemory ? Array(arguments[2...]) : []
    if usesMemory {
      for number in 0..<2 { allocate(number) }
    }
    statements(Int.random(in: 3...6, using: &random), depth: 2)
    if Bool.random(using: &random) { branches(in: region) }
    build.insertOperation(Func.Return([recent(.i8), recent(.index)]))
    build.point = outer
  }

  private mutating func allocate(_ number: Int) {
    let type = MemRefType([4], .i8)
    let new =
      number == 0
      ? build.insert(MemRef.Alloca(type, alignment: nil))
      : build.insert(MemRef.Alloc(type, alignment: nil))
    memory.append(new)
    for place in 0..<4 {
      build.insertOperation(
        MemRef.Store(
          build.insertInteger(place, .i8), to: new, [build.insertInteger(place, .index)]))
    }
  }

  private mutating func recent(_ type: Type) -> ValueID {
    let known = numbers[type] ?? []
    if known.isEmpty || Int.random(in: 0..<5, using: &random) == 0 {
      let least = type == .i1 ? -1 : -9
      return build.insertInteger(
        Int.random(in: least...(type == .i1 ? 0 : 9), using: &random), type)
    }
    return known[max(0, known.count - 1 - Int.random(in: 0..<5, using: &random))]
  }

  private mutating func add(_ value: ValueID) {
    numbers[build.module.type(of: value), default: []].append(value)
  }

  // MARK: Statements

  private mutating func statements(_ count: Int, depth: Int) {
    for _ in 0..<count {
      switch Int.random(in: 0..<(usesMemory ? 16 : 12), using: &random) {
      case 0 where depth > 0: loop(depth)
      case 1 where depth > 0: condition(depth)
      case 2 where depth > 0: repetition(depth)
      case 3 where !functions.isEmpty: call()
      case 12, 13: store()
      case 14: load()
      case 15: view()
      default: arithmetic()
      }
    }
  }

  /// Builds a block's content, whose values are not seen outside.
  private mutating func inside(
    _ block: BlockID, _ body: (inout Self, [ValueID]) -> Void
  ) {
    let (outer, values, buffers) = (build.point, numbers, memory)
    build.point = .atEnd(of: block)
    let arguments = build.module.arguments(of: block)
    for argument in arguments { add(argument) }
    body(&self, arguments)
    (build.point, numbers, memory) = (outer, values, buffers)
  }

  private mutating func loop(_ depth: Int) {
    let lower = build.insertInteger(Int.random(in: -2...2, using: &random), .index)
    let upper =
      Bool.random(using: &random)
      ? build.insertInteger(Int.random(in: -2...9, using: &random), .index)
      : build.insert(Arith.MinSI(recent(.index), build.insertInteger(9, .index)))
    let step = build.insertInteger(Int.random(in: 1...3, using: &random), .index)
    let initial = [recent(.i8), recent(.index)]
    let loop = build.insertOperation(
      SCF.For(from: lower, to: upper, step: step, initial: initial))
    let block = build.module.appendBlock(
      to: build.module.region(of: loop), argumentTypes: [.index, .i8, .index])
    inside(block) { maker, _ in
      maker.statements(3, depth: depth - 1)
      maker.build.insertOperation(SCF.Yield([maker.recent(.i8), maker.recent(.index)]))
    }
    for result in build.module.results(of: loop) { add(result) }
  }

  private mutating func condition(_ depth: Int) {
    let given = recent(.i1)
    let operation = build.insertOperation(SCF.If(given, resultTypes: [.i8, .index]))
    for region in build.module.regions(of: operation) {
      inside(build.module.appendBlock(to: region)) { maker, _ in
        maker.statements(2, depth: depth - 1)
        maker.build.insertOperation(SCF.Yield([maker.recent(.i8), maker.recent(.index)]))
      }
    }
    for result in build.module.results(of: operation) { add(result) }
  }

  /// A loop that ends because it counts, and perhaps before.
  private mutating func repetition(_ depth: Int) {
    let start = build.insertInteger(0, .index)
    let operation = build.insertOperation(
      SCF.While([start, recent(.i8)], resultTypes: [.index, .i8]))
    let regions = build.module.regions(of: operation)
    inside(build.module.appendBlock(to: regions[0], argumentTypes: [.index, .i8])) {
      maker, carried in
      maker.statements(1, depth: 0)
      let end = maker.build.insertInteger(Int.random(in: 1...6, using: &maker.random), .index)
      var goesOn = maker.build.insert(Arith.CmpI(.signedLess, carried[0], end))
      if Bool.random(using: &maker.random) {
        goesOn = maker.build.insert(Arith.AndI(goesOn, maker.recent(.i1)))
      }
      maker.build.insertOperation(SCF.Condition(goesOn, [carried[0], maker.recent(.i8)]))
    }
    inside(build.module.appendBlock(to: regions[1], argumentTypes: [.index, .i8])) {
      maker, carried in
      maker.statements(2, depth: depth - 1)
      let one = maker.build.insertInteger(1, .index)
      let next = maker.build.insert(Arith.AddI(carried[0], one))
      maker.build.insertOperation(SCF.Yield([next, maker.recent(.i8)]))
    }
    for result in build.module.results(of: operation) { add(result) }
  }

  private mutating func call() {
    let arguments = [recent(.index), recent(.i8)] + (usesMemory ? [buffer(), buffer()] : [])
    let call = build.insertOperation(
      Func.Call("g", arguments, resultTypes: [.i8, .index]))
    for result in build.module.results(of: call) { add(result) }
  }

  /// A loop of blocks, then two ways that meet.
  private mutating func branches(in region: RegionID) {
    let header = build.module.appendBlock(to: region, argumentTypes: [.index, .i8])
    let body = build.module.appendBlock(to: region)
    let left = build.module.appendBlock(to: region)
    let right = build.module.appendBlock(to: region)
    let end = build.module.appendBlock(to: region, argumentTypes: [.i8, .index])
    let zero = build.insertInteger(0, .index)
    build.insertOperation(ControlFlow.Branch(to: header, [zero, recent(.i8)]))
    let outer = (numbers, memory)
    build.point = .atEnd(of: header)
    let carried = build.module.arguments(of: header)
    for value in carried { add(value) }
    let limit = build.insertInteger(Int.random(in: 1...5, using: &random), .index)
    let goesOn = build.insert(Arith.CmpI(.signedLess, carried[0], limit))
    let inner = (numbers, memory)
    build.insertOperation(ControlFlow.ConditionalBranch(goesOn, body, [], else: left, []))
    build.point = .atEnd(of: body)
    statements(3, depth: 1)
    let next = build.insert(Arith.AddI(carried[0], build.insertInteger(1, .index)))
    build.insertOperation(ControlFlow.Branch(to: header, [next, recent(.i8)]))
    (numbers, memory) = inner
    build.point = .atEnd(of: left)
    statements(2, depth: 1)
    build.insertOperation(
      ControlFlow.ConditionalBranch(
        recent(.i1), right, [], else: end, [recent(.i8), recent(.index)]))
    build.point = .atEnd(of: right)
    statements(2, depth: 1)
    build.insertOperation(ControlFlow.Branch(to: end, [recent(.i8), recent(.index)]))
    (numbers, memory) = outer
    build.point = .atEnd(of: end)
    for value in build.module.arguments(of: end) { add(value) }
    statements(2, depth: 1)
  }

  // MARK: Arithmetic

  private mutating func arithmetic() {
    let type: Type = Bool.random(using: &random) ? .i8 : .index
    let (a, b) = (recent(type), recent(type))
    switch Int.random(in: 0..<24, using: &random) {
    case 0, 1: add(build.insert(Arith.AddI(a, b)))
    case 2: add(build.insert(Arith.SubI(a, b)))
    case 3: add(build.insert(Arith.MulI(a, b)))
    case 4: add(build.insert(Arith.DivSI(a, b)))
    case 5: add(build.insert(Arith.DivUI(a, b)))
    case 6: add(build.insert(Arith.FloorDivSI(a, b)))
    case 7: add(build.insert(Arith.CeilDivSI(a, b)))
    case 8: add(build.insert(Arith.RemSI(a, b)))
    case 9: add(build.insert(Arith.RemUI(a, b)))
    case 10: add(build.insert(Arith.AndI(a, b)))
    case 11: add(build.insert(Arith.OrI(a, b)))
    case 12: add(build.insert(Arith.XOrI(a, b)))
    case 13: add(build.insert(Arith.MaxSI(a, b)))
    case 14: add(build.insert(Arith.MinSI(a, b)))
    case 15:
      add(
        Bool.random(using: &random)
          ? build.insert(Arith.MaxUI(a, b)) : build.insert(Arith.MinUI(a, b)))
    case 16:
      let shift = build.insertInteger(Int.random(in: 0...7, using: &random), type)
      add(
        Bool.random(using: &random)
          ? build.insert(Arith.ShLI(a, shift)) : build.insert(Arith.ShRSI(a, shift)))
      add(build.insert(Arith.ShRUI(b, shift)))
    case 17:
      let condition = recent(.i1)
      add(build.insert(Arith.Select(condition, a, b)))
    case 18:
      if type == .i8 {
        add(build.insert(Arith.IndexCast(a, to: .index)))
        add(build.insert(Arith.IndexCastUI(b, to: .index)))
      } else {
        add(build.insert(Arith.IndexCast(a, to: .i8)))
      }
    case 19:
      let narrow = recent(.i8)
      add(build.insert(Arith.ExtSI(narrow, to: .i16)))
      add(build.insert(Arith.ExtUI(narrow, to: .i16)))
      let wide = recent(.i16)
      add(build.insert(Arith.TruncI(wide, to: .i8)))
    case 20:
      let (p, q) = (recent(.i1), recent(.i1))
      switch Int.random(in: 0..<3, using: &random) {
      case 0: add(build.insert(Arith.AndI(p, q)))
      case 1: add(build.insert(Arith.OrI(p, q)))
      default: add(build.insert(Arith.XOrI(p, build.insertInteger(-1, .i1))))
      }
    default:
      add(
        build.insert(
          Arith.CmpI(IntegerPredicate.allCases.randomElement(using: &random) ?? .equal, a, b)))
    }
  }

  // MARK: Memory

  private mutating func buffer() -> ValueID {
    let whole = memory.filter { build.module.type(of: $0) == Self.memoryType }
    return whole[Int.random(in: 0..<whole.count, using: &random)]
  }

  /// A buffer or a part of one, and a place in it.
  private mutating func place() -> (memref: ValueID, index: ValueID) {
    let memref = memory[Int.random(in: 0..<memory.count, using: &random)]
    let size = build.module.type(of: memref) == Self.memoryType ? 4 : 2
    if Int.random(in: 0..<3, using: &random) > 0 {
      return (
        memref, build.insertInteger(Int.random(in: 0..<size, using: &random), .index)
      )
    }
    let mask = build.insertInteger(size - 1, .index)
    return (memref, build.insert(Arith.AndI(recent(.index), mask)))
  }

  private mutating func store() {
    let (memref, index) = place()
    build.insertOperation(MemRef.Store(recent(.i8), to: memref, [index]))
  }

  private mutating func load() {
    let (memref, index) = place()
    add(build.insert(MemRef.Load(memref, [index])))
  }

  private mutating func view() {
    guard case .memref(let type) = Self.viewType else { return }
    let source = buffer()
    let offset = build.insert(Arith.AndI(recent(.index), build.insertInteger(1, .index)))
    memory.append(
      build.insert(
        MemRef.SubView(
          source, offsets: [offset], staticOffsets: [nil], staticSizes: [2], staticStrides: [1],
          as: type)))
  }
}
