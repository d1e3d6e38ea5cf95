import Dialects
import IR
import Support

extension Type {
  /// The type of the value in the `llvm` dialect that stands for a value of this type; `nil` if
  /// there is none.
  ///
  /// `bf16` is kept as the `i16` of its bits: every instruction set can move those, few can compute
  /// with them, and LLVM's own lowering of the type calls library functions on the others.
  /// The elements of a vector of any rank are the lanes of one vector, in row-major order.
  var lowered: Type? {
    switch self {
    case .index: return .i64
    case .float(.bf16): return .i16
    case .float(.f16), .float(.f32), .float(.f64): return self
    case .integer(let width, _):
      return (1...128).contains(width) ? .integer(width: width, .signless) : nil
    case .vector(let type):
      guard type.scalable.isEmpty, let element = type.element.lowered, let count = type.laneCount
      else { return nil }
      return .vector(count, element)
    case .memref, .function: return LLVM.ptr
    case .dialect(let type): return type.mnemonic.hasPrefix("llvm.") ? self : nil
    default: return nil
    }
  }

  /// A vector with its elements in one dimension; any other type as it is.
  var flat: Type {
    guard case .vector(let type) = self, type.scalable.isEmpty, let count = type.laneCount else {
      return self
    }
    return .vector(count, type.element)
  }

  /// Each lane is a value of its own to LLVM's code generator, which takes minutes for a million.
  static var mostLanes: Int { 1 << 20 }
  static var tooManyLanes: String {
    "has more than \(mostLanes) lanes, too many for registers; keep it in memory, as a memref"
  }

  /// The type of the value in memory: as `lowered`, except that each `i1` takes a byte.
  ///
  /// There is none for elements of 3 bytes and the like, between which LLVM puts padding.
  var loweredInMemory: Type? {
    if let bytes = elementType.byteCount, bytes.nonzeroBitCount != 1 { return nil }
    return elementType == .i1 ? withElement(.i8).lowered : lowered
  }

  /// Bytes of a value in memory, where an `i1` takes one; `nil` for what has no lowering.
  var byteCount: Int? {
    switch self {
    case .vector(let type):
      return type.element.byteCount.map { type.shape.reduce($0, *) }
    case .memref: return 8
    default: return bitWidth.map { max(1, ($0 + 7) / 8) }
    }
  }
}

extension VectorType {
  /// The number of its elements, unless they are too many to be lowered.
  fileprivate var laneCount: Int? {
    var count = 1
    for size in shape {
      count = count.multipliedReportingOverflow(by: size).partialValue
      guard (1...Type.mostLanes).contains(count), size <= Type.mostLanes else { return nil }
    }
    return count
  }
}

extension LoopLowering {
  /// The lowered type, or a diagnostic that says why there is none.
  func lowered(_ type: Type, at operation: OperationID) throws(Diagnostic) -> Type {
    if let lowered = type.lowered { return lowered }
    if case .vector(let vector) = type, !vector.scalable.isEmpty {
      throw failure(
        operation,
        "the vector \(type), whose size the machine decides, cannot be lowered; use one of a known"
          + " size")
    }
    if case .vector(let vector) = type, vector.laneCount == nil {
      throw failure(operation, "the vector \(type) \(Type.tooManyLanes)")
    }
    if case .tensor = type {
      throw failure(operation, "values of type \(type) \(Self.tensorAdvice)")
    }
    throw failure(operation, "the type \(type) cannot be lowered to instructions")
  }

  /// What to do about tensors, behind what they are.
  static let tensorAdvice =
    "are tensors, which have no place in memory; make them memrefs first, as "
    + "'mlir-opt --one-shot-bufferize=bufferize-function-boundaries' does"

  /// A diagnostic about an operation of the source.
  func failure(_ operation: OperationID, _ message: String) -> Diagnostic {
    .error("'\(source.name(of: operation))': \(message)", at: source.location(of: operation))
  }
}
