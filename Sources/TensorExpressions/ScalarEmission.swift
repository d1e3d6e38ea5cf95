import Dialects
import IR
import Support

/// Writes scalar expressions as operations inside a block.
struct ScalarEmission {
  /// The block's iterators, `d0…` of index expressions.
  let iterators: [ValueID]
  /// What arguments of a rule are.
  let arguments: [ValueID]
  private var done: [ObjectIdentifier: ValueID] = [:]
  private var constants: [ConstantKey: ValueID] = [:]

  private struct ConstantKey: Hashable {
    var bits: UInt64
    var type: Type
  }

  init(iterators: [ValueID], arguments: [ValueID] = []) {
    self.iterators = iterators
    self.arguments = arguments
  }

  /// The value of an expression; what it shares with earlier ones is not computed again.
  mutating func emit(_ scalar: Scalar, _ build: inout Builder) -> ValueID {
    let key = ObjectIdentifier(scalar.node)
    if let value = done[key] { return value }
    let value = emitNew(scalar, &build)
    done[key] = value
    return value
  }

  private mutating func emitNew(_ scalar: Scalar, _ build: inout Builder) -> ValueID {
    let type = scalar.type
    switch scalar.node.kind {
    case .constant(let value): return constant(value, type, &build)
    case .integer(let value): return constant(value, type, &build)
    case .argument(let number): return arguments[number]
    case .index(let expression):
      if let value = expression.constantValue { return constant(value, .index, &build) }
      return build.insert(Program.Index(expression, iterators))
    case .load(let buffer, let element, let position):
      var operands = iterators
      var map: [IndexExpression] = []
      for index in position {
        switch index {
        case .at(let expression): map.append(expression)
        case .value(let scalar):
          map.append(.dimension(operands.count))
          operands.append(emit(scalar, &build))
        }
      }
      let loaded = build.insert(Program.Load(buffer, operands, map: map))
      if element.takesByte, build.module.type(of: loaded) == .i8 {
        return build.insert(Arith.TruncI(loaded, to: type.signless))
      }
      return element == type ? loaded : build.insert(Arith.ExtF(loaded, to: type))
    case .unary(let function, let x):
      return insert("math.\(function.rawValue)", [emit(x, &build)], type, &build)
    case .binary(let function, let x, let y):
      let operands = [emit(x, &build), emit(y, &build)]
      let name = function.mnemonic(isFloat: type.isFloat, isUnsigned: type.isUnsigned)
      return insert(name, operands, type, &build)
    case .compare(let comparison, let x, let y):
      let (a, b) = (emit(x, &build), emit(y, &build))
      return x.type.isFloat
        ? build.insert(Arith.CmpF(comparison.float, a, b))
        : build.insert(Arith.CmpI(comparison.integer(isUnsigned: x.type.isUnsigned), a, b))
    case .select(let condition, let x, let y):
      let (c, a, b) = (emit(condition, &build), emit(x, &build), emit(y, &build))
      return build.insert(Arith.Select(c, a, b))
    case .convert(let inner):
      return convert(emit(inner, &build), from: inner.type, to: type, &build)
    case .reinterpret(let inner):
      return build.insert(Arith.Bitcast(emit(inner, &build), to: type.signless))
    }
  }

  mutating func constant(_ value: Double, _ type: Type, _ build: inout Builder) -> ValueID {
    let key = ConstantKey(bits: value.bitPattern, type: type)
    if let known = constants[key] { return known }
    let result = build.insert(Arith.Constant(.float(value, type)))
    constants[key] = result
    return result
  }

  mutating func constant(_ value: Int, _ type: Type, _ build: inout Builder) -> ValueID {
    let type = type.signless
    let key = ConstantKey(bits: UInt64(bitPattern: Int64(value)), type: type)
    if let known = constants[key] { return known }
    let result = build.insert(
      Arith.Constant.uniform(value, type) ?? Arith.Constant(.integer(value, type)))
    constants[key] = result
    return result
  }

  private func insert(
    _ name: String, _ operands: [ValueID], _ type: Type, _ build: inout Builder
  ) -> ValueID {
    let operation = build.insert(
      OperationState(name: name, operands: operands, resultTypes: [type.signless]))
    return build.module.result(of: operation)
  }
}

extension Comparison {
  fileprivate var float: FloatPredicate {
    switch self {
    case .equal: .orderedEqual
    case .notEqual: .unorderedNotEqual
    case .less: .orderedLess
    case .lessOrEqual: .orderedLessOrEqual
    case .greater: .orderedGreater
    case .greaterOrEqual: .orderedGreaterOrEqual
    }
  }

  fileprivate func integer(isUnsigned: Bool) -> IntegerPredicate {
    switch self {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: isUnsigned ? .unsignedLess : .signedLess
    case .lessOrEqual: isUnsigned ? .unsignedLessOrEqual : .signedLessOrEqual
    case .greater: isUnsigned ? .unsignedGreater : .signedGreater
    case .greaterOrEqual: isUnsigned ? .unsignedGreaterOrEqual : .signedGreaterOrEqual
    }
  }
}
