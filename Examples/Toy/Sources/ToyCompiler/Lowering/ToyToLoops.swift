import Dialects
import IR
import Support

/// Computes tensors in loops over memory; what prints stays as it is, so that levels mix.
///
/// Before:
///
///     %2 = "toy.add"(%0, %1) : (tensor<4xf64>, tensor<4xf64>) -> tensor<4xf64>
///     "toy.print"(%2) : (tensor<4xf64>) -> ()
///
/// After:
///
///     %2 = "memref.alloc"() : () -> memref<4xf64>
///     "scf.for"(%c0, %c4, %c1) ({
///     ^bb0(%i: index):
///       %3 = "memref.load"(%0, %i) : (memref<4xf64>, index) -> f64
///       %4 = "memref.load"(%1, %i) : (memref<4xf64>, index) -> f64
///       %5 = "arith.addf"(%3, %4) : (f64, f64) -> f64
///       "memref.store"(%5, %2, %i) : (f64, memref<4xf64>, index) -> ()
///       "scf.yield"() : () -> ()
///     }) : (index, index, index) -> ()
///     "toy.print"(%2) : (memref<4xf64>) -> ()
///     "memref.dealloc"(%2) : (memref<4xf64>) -> ()
public let toyToLoops = Pass(
  "toy-to-loops", "computes tensors in loops over memory"
) { module, root, context in
  var target = ConversionTarget()
  target.addLegal(dialects: "builtin", "func", "scf", "memref", "arith")
  target.addIllegal(dialects: "toy")
  target.addLegal(Toy.Print.mnemonic) { print, module in
    module.type(of: module.operand(0, of: print)).memrefType != nil
  }
  var types = TypeConverter()
  types.addConversion { $0.toyShape.map { .memref(MemRefType($0, .f64)) } }
  let report = try module.convert(
    to: target, with: .toyToLoops, types: types, in: root)
  for (rule, times) in report.applied { context.count(rule, times) }
}

extension [ConversionRule] {
  /// What becomes of each operation of the dialect.
  static let toyToLoops: [ConversionRule] = [
    .elementByElement(Toy.Add.self), .elementByElement(Toy.Multiply.self),
    .elementByElement(Toy.MatMul.self), .elementByElement(Toy.Transpose.self),
    ConversionRule("function-to-func", on: Toy.Function.self) { function, _, conversion in
      guard function.type.inputs.isEmpty, function.type.results.isEmpty else {
        return .noMatch(
          "its parameters have no shapes; inline it with the passes 'inline' and"
            + " 'symbol-dead-code-elimination' first")
      }
      let operation = conversion.operation
      conversion.replace { build in
        let new = build.insertOperation(Func.Function(function.name, type: function.type))
        let body = build.module.appendBlock(to: build.module.region(of: new))
        if let old = build.module.body(of: operation) {
          build.module.moveOperations(from: old, to: body)
        }
        return []
      }
      return .rewritten
    },
    ConversionRule("return-to-func", on: Toy.Return.self) { _, operands, conversion in
      conversion.replace { build in
        build.insertOperation(Func.Return(operands))
        return []
      }
      return .rewritten
    },
    ConversionRule("constant-to-stores", on: Toy.Constant.self) { constant, _, conversion in
      guard case .dense(let elements) = constant.value, let numbers = elements.numbers,
        case .memref(let type) = conversion.types.convert(constant.type)
      else { return .noMatch("it is a struct, and structs have no place in memory") }
      conversion.replaceByMemory(type) { build, memory in
        build.storeConstant(numbers, isUniform: elements.isSplat, in: memory, type)
      }
      return .rewritten
    },
    ConversionRule("reshape-to-view", on: Toy.Reshape.self) { reshape, operands, conversion in
      guard case .memref(let type) = conversion.types.convert(reshape.type),
        conversion.module.type(of: operands[0]).memrefType != nil
      else { return .noMatch("the shape of its operand is not known; run 'infer-shapes' first") }
      conversion.replace { build in
        [build.insert(MemRef.ReinterpretCast(operands[0], asCompact: type))]
      }
      return .rewritten
    },
    ConversionRule("print-memory", on: Toy.Print.self) { _, operands, conversion in
      guard conversion.module.type(of: operands[0]).memrefType != nil else {
        return .noMatch("the shape of its operand is not known; run 'infer-shapes' first")
      }
      conversion.modify(operands) { _ in }
      return .rewritten
    },
  ]
}
