import Dialects
import IR
import TestSupport
import Testing

/// What is known of memory, beside a list that is looked through.
@Suite struct KnownElementsTests {
  private static let text = """
    func.func @f(%a: memref<8x8xf32>, %b: memref<8x8xf32>, %i: index, %j: index, %x: f32) {
      %0 = arith.constant 0 : index
      %1 = arith.constant 1 : index
      %2 = arith.constant 2 : index
      %m = memref.alloca() : memref<8x8xf32>
      %n = memref.alloc() : memref<8x8xf32>
      "check.effect"(%n) : (memref<8x8xf32>) -> ()
      %v = memref.cast %a : memref<8x8xf32> to memref<?x?xf32>
      %w = memref.subview %m[%i, 0] [4, 4] [1, 1] : memref<8x8xf32> to memref<4x4xf32, strided<[8, 1], offset: ?>>
      %u = memref.cast %v : memref<?x?xf32> to memref<8x8xf32>
      func.return
    }
    """

  /// All memory and indices that the function has.
  private func values() throws -> (module: Module, memory: [ValueID], indices: [ValueID]) {
    let module = try Module.parse(
      Self.text, file: "f", context: Context(dialects: Dialects.all + [Check.dialect]))
    let body = try #require(module.lookup(symbol: "f").flatMap { module.body(of: $0) })
    let all =
      module.arguments(of: body)
      + module.operations(in: body).flatMap { module.results(of: $0) }
    return (
      module, all.filter { module.type(of: $0).memrefType != nil },
      all.filter { module.type(of: $0) == .index }
    )
  }

  @Test(arguments: 0..<20)
  func knowsWhatAListKnows(_ seed: UInt64) throws {
    let (module, memory, indices) = try values()
    #expect(memory.count == 7 && indices.count == 5)
    let aliasing = Aliasing(of: module.top, in: module)
    var random = RandomSource(seed: seed)
    var known = KnownElements<Int>(aliasing)
    var list: [(access: MemoryAccess, number: Int)] = []
    var scopes: [(mark: Int, list: [(access: MemoryAccess, number: Int)])] = []
    func isSame(_ a: MemoryAccess, _ b: MemoryAccess) -> Bool {
      aliasing.relation(a, b, in: module) == .same
    }
    for step in 0..<400 {
      let element = [indices, indices].map { $0[Int(random.next() % UInt64($0.count))] }
      var access = MemoryAccess(
        .write, memory[Int(random.next() % UInt64(memory.count))], element: element)
      switch random.next() % 12 {
      case 0: access.element = nil
      case 1: scopes.append((known.enterScope(), list))
      case 2:
        if let (mark, outer) = scopes.popLast() {
          known.leaveScope(mark, in: module)
          list = outer
        }
      case 3 where step % 5 == 0:
        known.forgetAll(butKept: true, in: module)
        list.removeAll { !aliasing.isKept($0.access.memory, in: module) }
      default: break
      }
      known.forget(whatMayBe: access, in: module)
      list.removeAll {
        if case .none = aliasing.relation($0.access, access, in: module) { false } else { true }
      }
      if access.element != nil {
        known[access, in: module] = step
        list.append((access, step))
      }
      for memory in memory {
        for first in indices {
          for second in indices {
            let place = MemoryAccess(.read, memory, element: [first, second])
            let expected = list.last { isSame($0.access, place) }?.number
            #expect(known[place, in: module] == expected)
          }
        }
      }
    }
  }
}
