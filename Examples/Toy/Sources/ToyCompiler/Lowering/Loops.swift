import Dialects
import IR

extension Builder {
  /// Loops over the sizes of a piece of memory, the last index innermost; `body` builds what is done
  /// at `indices`, and `afterLoop` what is done when the loop over an axis has ended.
  mutating func insertLoops(
    over type: MemRefType, afterLoop: (inout Builder, _ axis: Int) -> Void = { _, _ in },
    _ body: (inout Builder, _ indices: [ValueID]) -> Void
  ) {
    let sizes = type.shape.map { $0 ?? 0 }
    func nest(_ build: inout Builder, _ indices: [ValueID]) {
      let axis = indices.count
      guard axis < sizes.count else { return body(&build, indices) }
      let (zero, one) = (build.insertIndex(0), build.insertIndex(1))
      let bound = build.insertIndex(sizes[axis])
      build.insertLoop(from: zero, to: bound, step: one) { build, counter, _ in
        nest(&build, indices + [counter])
        return []
      }
      afterLoop(&build, axis)
    }
    nest(&self, [])
  }

  /// Stores numbers, row-major: by loops if they are all alike, else one by one.
  mutating func storeConstant(
    _ numbers: [Double], isUniform: Bool, in memory: ValueID, _ type: MemRefType
  ) {
    if isUniform, numbers.count > 4 {
      let value = insertFloat(numbers[0], .f64)
      return insertLoops(over: type) { build, indices in
        build.insertOperation(MemRef.Store(value, to: memory, indices))
      }
    }
    for (place, number) in numbers.enumerated() {
      var rest = place
      var indices: [ValueID] = []
      for size in type.shape.reversed() {
        let size = size ?? 1
        indices.insert(insertIndex(rest % size), at: 0)
        rest /= size
      }
      let value = insertFloat(number, .f64)
      insertOperation(MemRef.Store(value, to: memory, indices))
    }
  }
}

extension OperationConversion {
  /// Replaces the operation by memory that `fill` fills, and that is given back at the block's end.
  mutating func replaceByMemory(
    _ type: MemRefType, _ fill: (inout Builder, _ memory: ValueID) -> Void
  ) {
    let last = module.block(of: operation).flatMap { module.lastOperation(in: $0) }
    replace { build in
      let memory = build.insert(MemRef.Alloc(type))
      if let last { build.at(.before(last)) { $0.insertOperation(MemRef.Dealloc(memory)) } }
      fill(&build, memory)
      return [memory]
    }
  }
}

extension MemRef.ReinterpretCast {
  /// Compact memory seen with other sizes.
  init(_ source: ValueID, asCompact type: MemRefType) {
    let strides = type.shape.indices.map { axis in
      type.shape[(axis + 1)...].reduce(1) { $0 * ($1 ?? 1) }
    }
    self.init(
      source, staticOffsets: [0], staticSizes: type.shape, staticStrides: strides, as: type)
  }
}
