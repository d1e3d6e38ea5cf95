import Dialects
import IR
import Support

// Stores that pass the caches.

extension LoopLowering {
  /// Whether the caches need not keep what an access touches.
  func isNonTemporal(_ operation: OperationID) -> Bool {
    source.property("nontemporal", of: operation)?.boolValue ?? false
  }

  /// Stores a vector past the caches if its place is a multiple of its size, or of a line, as the instructions
  /// ask for, and as ever elsewhere.
  ///
  ///     store %v, %p {nontemporal}
  ///       -> if %p mod 64 == 0 { store %v, %p {nontemporal, alignment = 64} } else { store %v, %p }
  mutating func streamStore(
    _ value: ValueID, _ type: Type, to pointer: ValueID, at operation: OperationID
  ) throws(Diagnostic) {
    let lanes = type.vectorType?.shape.reduce(1, *) ?? 1
    let bytes = min(Self.lineBytes, lanes * (type.elementType.byteCount ?? 0))
    guard bytes >= 16, bytes & (bytes - 1) == 0 else {
      return try store(value, type, to: pointer, at: operation)
    }
    let address = build.insert(LLVM.PtrToInt(pointer, to: .i64))
    let rest = build.insert(LLVM.And(address, constant(bytes - 1)))
    let isAligned = build.insert(LLVM.ICmp(.equal, rest, constant(0)))
    let (past, through, exit) = (makeBlock(), makeBlock(), makeBlock())
    build.insertOperation(LLVM.ConditionalBranch(isAligned, past, else: through))
    for block in [past, through] {
      moveTo(block)
      build.insertOperation(
        LLVM.Store(
          toMemory(value, from: type), to: pointer,
          alignment: block == past ? bytes : type.elementType.byteCount,
          isNonTemporal: block == past))
      build.insertOperation(LLVM.Branch(to: exit))
    }
    moveTo(exit)
  }
  private static let lineBytes = 64

  /// Waits until what a loop has stored past the caches can be seen by other threads.
  mutating func waitForStreams(of loop: OperationID) {
    var streams = false
    source.walk(loop) { if isNonTemporal($0) { streams = true } }
    if streams {
      build.insertOperation(
        LLVM.Fence(
          properties: [
            "ordering": .integer(LLVM.AtomicOrdering.sequentiallyConsistent.rawValue, .i64)
          ]))
    }
  }
}
