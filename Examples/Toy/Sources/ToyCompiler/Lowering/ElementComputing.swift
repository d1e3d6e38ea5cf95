import Dialects
import IR

/// An operation whose result can be told element by element: all that its lowering to loops needs.
protocol ElementComputing: ShapeInferring {
  /// Builds the element at `indices` of the result out of the elements of `operands`, which are in
  /// memory.
  func element(
    at indices: [ValueID], of operands: [ValueID], _ build: inout Builder
  ) -> ValueID
}

extension ConversionRule {
  /// Computes the result in loops over its sizes, in memory of its own.
  static func elementByElement<Definition: ElementComputing>(
    _ definition: Definition.Type
  ) -> ConversionRule {
    ConversionRule("\(Definition.mnemonic.dropFirst("toy.".count))-to-loops", on: definition) {
      operation, operands, conversion in
      let old = conversion.module.type(of: conversion.module.result(of: conversion.operation))
      guard case .memref(let type) = conversion.types.convert(old) else {
        return .noMatch("the shape of its result is not known; run 'infer-shapes' first")
      }
      conversion.replaceByMemory(type) { build, memory in
        build.insertLoops(over: type) { build, indices in
          let element = operation.element(at: indices, of: operands, &build)
          build.insertOperation(MemRef.Store(element, to: memory, indices))
        }
      }
      return .rewritten
    }
  }
}

extension Toy.Elementwise: ElementComputing {
  func element(
    at indices: [ValueID], of operands: [ValueID], _ build: inout Builder
  ) -> ValueID {
    let elements = operands.map { operand in
      // A number has no indices, and goes with every element.
      let isNumber = build.module.type(of: operand).memrefType?.shape.isEmpty ?? false
      return build.insert(MemRef.Load(operand, isNumber ? [] : indices))
    }
    return Member.build(elements[0], elements[1], &build)
  }
}

extension Toy.Transpose: ElementComputing {
  func element(
    at indices: [ValueID], of operands: [ValueID], _ build: inout Builder
  ) -> ValueID {
    build.insert(MemRef.Load(operands[0], indices.reversed()))
  }
}

extension Toy.MatMul: ElementComputing {
  func element(
    at indices: [ValueID], of operands: [ValueID], _ build: inout Builder
  ) -> ValueID {
    let depth = build.module.type(of: operands[0]).memrefType?.shape[1] ?? 0
    let (zero, one) = (build.insertIndex(0), build.insertIndex(1))
    let bound = build.insertIndex(depth)
    let start = build.insertFloat(0, .f64)
    return build.insertLoop(from: zero, to: bound, step: one, initial: [start]) { build, k, sums in
      let a = build.insert(MemRef.Load(operands[0], [indices[0], k]))
      let b = build.insert(MemRef.Load(operands[1], [k, indices[1]]))
      let product = build.insert(Arith.MulF(a, b))
      return [build.insert(Arith.AddF(sums[0], product))]
    }[0]
  }
}
