import Formats
import Testing

/// The structure of a model: nodes, attributes, types, functions.
struct ONNXModelTests {
  private func graph(_ bytes: [UInt8]) throws -> GraphProto {
    try #require(try ONNXFile.decode(ByteView(copying: bytes)).graph)
  }

  private func attribute(_ body: (inout WireEncoder) -> Void) throws -> AttributeProto {
    let graph = try graph(
      WireEncoder.model {
        $0.message(1) {
          $0.string(4, "Op")
          $0.message(5, body)
        }
      })
    return try #require(graph.nodes.first?.attributes.first)
  }

  @Test func readsTheModelItself() throws {
    let bytes = WireEncoder.message {
      $0.int(1, 9)
      $0.string(2, "maker")
      $0.string(3, "2.1")
      $0.string(4, "org.example")
      $0.int(5, -3)
      $0.string(6, "what it does")
      $0.message(7) { $0.string(2, "main") }
      $0.message(8) { $0.int(2, 18) }
      $0.message(8) {
        $0.string(1, "com.example")
        $0.int(2, 2)
      }
      $0.message(14) {
        $0.string(1, "licence")
        $0.string(2, "free")
      }
      $0.message(20) { _ in }
    }
    let model = try ONNXFile.decode(ByteView(copying: bytes))
    #expect(model.irVersion == 9)
    #expect(model.producerName == "maker")
    #expect(model.producerVersion == "2.1")
    #expect(model.domain == "org.example")
    #expect(model.modelVersion == -3)
    #expect(model.documentation == "what it does")
    #expect(model.graph?.name == "main")
    #expect(model.operatorSets.map(\.domain) == ["", "com.example"])
    #expect(model.operatorSets.map(\.version) == [18, 2])
    #expect(model.metadata.map(\.key) == ["licence"])
    #expect(model.metadata.map(\.value) == ["free"])
    #expect(model.trainingGraphCount == 1)
  }

  @Test func readsNodes() throws {
    let graph = try graph(
      WireEncoder.model {
        $0.message(1) {
          $0.string(1, "x")
          $0.string(1, "")
          $0.string(1, "w")
          $0.string(2, "y")
          $0.string(3, "layer/0")
          $0.string(4, "Conv")
          $0.string(7, "com.example")
          $0.string(8, "fast")
        }
      })
    let node = try #require(graph.nodes.first)
    #expect(node.inputs == ["x", "", "w"])
    #expect(node.outputs == ["y"])
    #expect(node.name == "layer/0")
    #expect(node.operatorType == "Conv")
    #expect(node.domain == "com.example")
    #expect(node.overload == "fast")
  }

  @Test func readsTypes() throws {
    let graph = try graph(
      WireEncoder.model {
        $0.value(11, name: "ids", dims: ["batch", "16", "", "-1", "?"])
        $0.message(12) {
          $0.string(1, "list")
          $0.message(2) {
            $0.message(4) { $0.message(1) { $0.message(1) { $0.int(1, 7) } } }
          }
        }
        $0.message(12) {
          $0.string(1, "table")
          $0.message(2) { $0.message(5) { $0.int(1, 7) } }
        }
        $0.message(13) {
          $0.string(1, "scalar")
          $0.message(2) {
            $0.message(1) {
              $0.int(1, 9)
              $0.message(2) { _ in }
            }
          }
        }
      })
    let ids = TensorTypeProto(
      format: .float32, shape: [.symbol("batch"), .size(16), .unknown, .unknown, .unknown])
    #expect(graph.inputs.first?.type == .tensor(ids))
    #expect(graph.outputs.first?.type == .sequence(.tensor(TensorTypeProto(format: .int64))))
    #expect(graph.outputs.last?.type == .other("map"))
    #expect(
      graph.valueInfo.first?.type == .tensor(TensorTypeProto(format: .bool, shape: [])))
  }

  @Test func readsAttributesOfEveryKind() throws {
    guard
      case .float(1.5) = try attribute({
        $0.float(2, 1.5)
        $0.int(20, 1)
      }).value,
      case .int(-7) = try attribute({
        $0.int(3, -7)
        $0.int(20, 2)
      }).value,
      case .string(let text) = try attribute({
        $0.string(4, "same_upper")
        $0.int(20, 3)
      }).value,
      case .tensor(let tensor) = try attribute({
        $0.tensor(5, name: "t", type: 1, dims: [1]) { $0.packed(4, floats: [2]) }
        $0.int(20, 4)
      }).value,
      case .graph(let branch) = try attribute({
        $0.message(6) { $0.string(2, "then") }
        $0.int(20, 5)
      }).value,
      case .floats([1, 2, 3]) = try attribute({
        $0.packed(7, floats: [1])
        $0.float(7, 2)
        $0.float(7, 3)
        $0.int(20, 6)
      }).value,
      case .ints([1, -1, 300]) = try attribute({
        $0.int(8, 1)
        $0.packed(8, ints: [-1, 300])
        $0.int(20, 7)
      }).value,
      case .strings(let texts) = try attribute({
        $0.string(9, "a")
        $0.string(9, "b")
        $0.int(20, 8)
      }).value,
      case .type(.tensor) = try attribute({
        $0.message(14) { $0.message(1) { $0.int(1, 1) } }
        $0.int(20, 13)
      }).value,
      case .reference("alpha") = try attribute({
        $0.string(21, "alpha")
        $0.int(20, 1)
      }).value
    else {
      Issue.record("an attribute came back as something else")
      return
    }
    #expect(text.text == "same_upper")
    #expect(tensor.stored?.elements(as: Float.self) == [2])
    #expect(branch.name == "then")
    #expect(texts.map(\.text) == ["a", "b"])
  }

  @Test func guessesTheKindOfAttributesWithoutOne() throws {
    guard case .ints([4, 5]) = try attribute({ $0.packed(8, ints: [4, 5]) }).value,
      case .float(0.5) = try attribute({ $0.float(2, 0.5) }).value
    else {
      Issue.record("an attribute came back as something else")
      return
    }
  }

  @Test func readsFunctions() throws {
    let bytes = WireEncoder.message {
      $0.message(7) { $0.string(2, "main") }
      $0.message(25) {
        $0.string(1, "Gelu")
        $0.string(10, "com.example")
        $0.string(4, "x")
        $0.string(5, "y")
        $0.string(6, "alpha")
        $0.message(7) { $0.string(4, "Erf") }
        $0.message(9) { $0.int(2, 13) }
        $0.message(11) {
          $0.string(1, "beta")
          $0.float(2, 2)
          $0.int(20, 1)
        }
      }
    }
    let function = try #require(try ONNXFile.decode(ByteView(copying: bytes)).functions.first)
    #expect(function.name == "Gelu")
    #expect(function.domain == "com.example")
    #expect(function.inputs == ["x"])
    #expect(function.outputs == ["y"])
    #expect(function.requiredAttributes == ["alpha"])
    #expect(function.nodes.map(\.operatorType) == ["Erf"])
    #expect(function.operatorSets.map(\.version) == [13])
    #expect(function.defaultAttributes.map(\.name) == ["beta"])
  }

  @Test func skipsFieldsItDoesNotKnow() throws {
    let bytes = WireEncoder.message {
      $0.int(999, 5)
      $0.double(1000, 1)
      $0.float(1001, 1)
      $0.data(1002, [1, 2, 3])
      $0.tag(1003, type: 3)
      $0.int(1, 77)
      $0.tag(1004, type: 3)
      $0.tag(1004, type: 4)
      $0.tag(1003, type: 4)
      $0.message(7) { $0.string(2, "main") }
    }
    let model = try ONNXFile.decode(ByteView(copying: bytes))
    #expect(model.graph?.name == "main")
    #expect(model.irVersion == 0)
  }

  @Test func mergesAGraphThatIsWrittenInTwoParts() throws {
    let bytes = WireEncoder.message {
      $0.message(7) { $0.message(1) { $0.string(4, "Relu") } }
      $0.message(7) { $0.message(1) { $0.string(4, "Add") } }
    }
    let model = try ONNXFile.decode(ByteView(copying: bytes))
    #expect(model.graph?.nodes.map(\.operatorType) == ["Relu", "Add"])
  }
}
