import IR

extension LLVM.Alloca {
  /// `inalloca %0 x f32 {alignment = 4} : (i64) -> !llvm.ptr`.
  public static var form: Form? {
    Form(
      """
      (`inalloca` $inalloca^)? $arraySize `x` custom<Type>($elem_type) attr-dict `:`
      functional-type(operands, results)
      """, ["Type": .type("elem_type")])
  }
}

extension FormDirective {
  /// A property that is a type, written as one.
  static func type(_ property: String) -> FormDirective {
    FormDirective(
      write: { operation, writer in
        writer.write(writer.module.property(property, of: operation)?.typeValue ?? .none)
      },
      read: { (reader) throws(FormFailure) in
        reader.set(property, .type(try reader.readType()))
      })
  }
}

extension LLVM.GetElementPointer {
  /// `inbounds %0[%i, 1] : (!llvm.ptr, i64) -> !llvm.ptr, f32`.
  public static var form: Form? {
    Form(
      """
      (`inbounds` $inbounds^)? $base `` custom<Indices>($dynamicIndices, $rawConstantIndices)
      attr-dict `:` functional-type(operands, results) `,` custom<Type>($elem_type)
      """, ["Indices": indices, "Type": .type("elem_type")])
  }

  private static var indices: FormDirective {
    FormDirective(
      accepts: { operation, module in
        guard
          case .denseArray(.i32, let numbers)? = module.property(
            "rawConstantIndices", of: operation)
        else { return false }
        return numbers.count { $0 == dynamicIndex } == module.operandCount(of: operation) - 1
      },
      write: { operation, writer in
        writer.write("[")
        for (index, part) in Self(operation, in: writer.module).indices.enumerated() {
          if index > 0 { writer.write(", ") }
          switch part {
          case .constant(let number): writer.write(String(number))
          case .value(let value): writer.write(value)
          }
        }
        writer.write("]")
      },
      read: { (reader) throws(FormFailure) in
        let numbers = try reader.readIndices(
          "dynamicIndices", value: dynamicIndex, fitting: .integer(width: 32, .signed))
        reader.set("rawConstantIndices", .i32Array(numbers))
      })
  }
}

extension LLVM.ShuffleVector {
  /// `%0, %1 [0, 4] : vector<4xf32>`.
  public static var form: Form? {
    Form(
      "$v1 `,` $v2 custom<Mask>($mask, attr-dict, type($v1), type($res))", ["Mask": directive])
  }

  private static var directive: FormDirective {
    FormDirective(
      accepts: { operation, module in
        guard case .denseArray(.i32, let mask)? = module.property("mask", of: operation) else {
          return false
        }
        return result(mask.count, module.operandTypes(of: operation)[0])
          == module.resultTypes(of: operation)[0]
      },
      write: { operation, writer in
        let mask = writer.module.property("mask", of: operation)?.integerArrayValue ?? []
        writer.write("[\(mask.map(String.init).joined(separator: ", "))]")
        writer.write(writer.module.attributes(of: operation))
        writer.write(" : ")
        writer.write(writer.module.operandTypes(of: operation)[0])
      },
      read: { (reader) throws(FormFailure) in
        var mask: [Int] = []
        try reader.expect("[")
        while !reader.accept("]") {
          if !mask.isEmpty { try reader.expect(",") }
          mask.append(try reader.readInteger(fitting: .integer(width: 32, .signed)))
        }
        reader.set("mask", .i32Array(mask))
        reader.attributes = try reader.readOptionalAttributes()
        try reader.expect(":")
        let place = reader.place
        let type = try reader.readType()
        reader.addType(type, ofOperand: "v1")
        guard let result = result(mask.count, type) else {
          throw reader.fail(
            "expected the type of a vector of one dimension, and a mask of lanes before it",
            at: place)
        }
        reader.setResultTypes([result])
      })
  }

  private static func result(_ count: Int, _ type: Type) -> Type? {
    guard case .vector(let vector) = type, count > 0, vector.shape.count == 1 else { return nil }
    let isScalable = !vector.scalable.isEmpty && vector.scalable.contains(true)
    return isScalable ? nil : .vector(count, vector.element)
  }
}

extension LLVM.ExtractValue {
  /// `%0[1, 0] : !llvm.struct<(i32, struct<(i32, i32)>)>`.
  public static var form: Form? {
    Form(
      "$container `` $position attr-dict `:` custom<Type>(type($container), type($res))",
      ["Type": directive])
  }

  private static var directive: FormDirective {
    FormDirective(
      accepts: { operation, module in
        let position = module.property("position", of: operation)?.integerArrayValue ?? []
        return LLVM.field(position, of: module.operandTypes(of: operation)[0])
          == module.resultTypes(of: operation)[0]
      },
      write: { operation, writer in
        writer.write(writer.module.operandTypes(of: operation)[0])
      },
      read: { (reader) throws(FormFailure) in
        let place = reader.place
        let type = try reader.readType()
        reader.addType(type, ofOperand: "container")
        let position = reader.properties["position"]?.integerArrayValue ?? []
        guard let field = LLVM.field(position, of: type) else {
          throw reader.fail("'\(type)' has no field at \(position)", at: place)
        }
        reader.setResultTypes([field])
      })
  }
}

extension LLVM {
  /// The type of a field of a field of … a struct or array.
  static func field(_ position: [Int], of type: Type) -> Type? {
    var type = type
    for index in position {
      if let array = type.cast(to: LLVM.ArrayType.self) {
        guard (0..<array.count).contains(index) else { return nil }
        type = array.element
      } else if let fields = type.cast(to: LLVM.StructType.self)?.fields {
        guard fields.indices.contains(index) else { return nil }
        type = fields[index]
      } else {
        return nil
      }
    }
    return position.isEmpty ? nil : type
  }
}
