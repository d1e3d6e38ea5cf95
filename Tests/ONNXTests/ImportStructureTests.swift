import Dialects
import Evaluation
import Formats
import IR
import ONNX
import Support
import Testing

/// Functions, control flow, versions, and where operations say they come from.
struct ImportStructureTests {
  private func evaluate(
    _ text: ModelText, _ inputs: [String: StoredTensor]
  ) throws -> [String: TensorValue] {
    try ModelRunner.evaluate(try text.imported().module, inputs: inputs)
  }

  private func floats(_ values: [Float], _ shape: [Int]? = nil) throws -> StoredTensor {
    try #require(StoredTensor(shape: shape ?? [values.count], elements: values))
  }

  @Test func functionsAreInlined() throws {
    var function = FunctionProto()
    (function.name, function.domain) = ("Scale", "local")
    (function.inputs, function.outputs) = (["a", "bias"], ["r"])
    var one = OperatorSetIDProto()
    one.version = 17
    function.operatorSets = [one]
    function.defaultAttributes = [AttributeProto(name: "alpha", value: .float(3))]
    function.nodes = [
      ModelText.makeNode("LeakyRelu", ["a"], ["r"], ["alpha": .reference("alpha")])
    ]
    var text = ModelText()
    text.operatorSet("local", 1)
    text.function(function)
    text.input("x", ["2"])
    text.node("Scale", ["x"], ["y"], domain: "local")
    text.node("Scale", ["y"], ["z"], ["alpha": .float(10)], domain: "local")
    text.output("z")
    let imported = try text.imported()
    #expect(imported.operations == ["leaky_relu", "leaky_relu"])
    let outputs = try evaluate(text, ["x": try floats([1, -1])])
    #expect(outputs["z"]?.doubles == [1, -30])
    var locations: [String] = []
    imported.module.walk { locations.append(imported.module.location(of: $0).summary) }
    #expect(locations.contains("'r' called from 'y'"))
  }

  @Test func functionsThatCallThemselves() {
    var function = FunctionProto()
    (function.name, function.domain) = ("Loop", "local")
    (function.inputs, function.outputs) = (["a"], ["r"])
    function.nodes = [ModelText.makeNode("Loop", ["a"], ["r"], domain: "local")]
    var text = ModelText()
    text.function(function)
    text.input("x", ["2"])
    text.node("Loop", ["x"], ["y"], domain: "local")
    text.output("y")
    #expect(text.failure().contains("nested more than 64 deep"))
  }

  @Test func branchesOfAKnownCondition() throws {
    var text = ModelText()
    text.input("x", ["n", "3"])
    text.constant("three", [3], shape: [])
    text.constant("one", [1], shape: [])
    text.node("Shape", ["x"], ["shape"])
    text.node("Gather", ["shape", "one"], ["columns"])
    text.node("Equal", ["columns", "three"], ["isThree"])
    text.node(
      "If", ["isThree"], ["y"],
      [
        "then_branch": ModelText.subgraph(
          outputs: ["t"], [ModelText.makeNode("Relu", ["x"], ["t"])]),
        "else_branch": ModelText.subgraph(
          outputs: ["e"], [ModelText.makeNode("Unknown", ["x"], ["e"])]),
      ])
    text.output("y")
    #expect(try text.imported().operations == ["relu"])
  }

  @Test func branchesOfAnOpenCondition() throws {
    var text = ModelText()
    text.input("x", ["2"])
    text.input("flag", [], .bool)
    text.node(
      "If", ["flag"], ["y"],
      [
        "then_branch": ModelText.subgraph(
          outputs: ["t"], [ModelText.makeNode("Neg", ["x"], ["t"])]),
        "else_branch": ModelText.subgraph(
          outputs: ["e"], [ModelText.makeNode("Abs", ["x"], ["e"])]),
      ])
    text.output("y")
    for flag in [true, false] {
      let condition = try #require(
        StoredTensor(format: .bool, shape: [], bytes: ByteView(copying: [flag ? 1 : 0])))
      let outputs = try evaluate(text, ["x": try floats([1, -2]), "flag": condition])
      #expect(outputs["y"]?.doubles == (flag ? [-1, 2] : [1, 2]))
    }
  }

  @Test func loopsAreUnrolled() throws {
    var text = ModelText()
    text.input("x", ["2"])
    text.constant("rounds", [3], shape: [])
    text.node(
      "Loop", ["rounds", "", "x"], ["last", "all"],
      [
        "body": ModelText.subgraph(
          inputs: ["i", "go", "v"], outputs: ["go", "next", "shown"],
          [
            ModelText.makeNode("Add", ["v", "v"], ["next"]),
            ModelText.makeNode("Identity", ["v"], ["shown"]),
          ])
      ])
    text.output("last")
    text.output("all")
    let outputs = try evaluate(text, ["x": try floats([1, 3])])
    #expect(outputs["last"]?.doubles == [8, 24])
    #expect(outputs["all"]?.shape == [3, 2])
    #expect(outputs["all"]?.doubles == [1, 3, 2, 6, 4, 12])
  }

  /// Of nothing but zeros the formula would divide by a span of zero.
  @Test func dynamicQuantizationOfZeros() throws {
    var text = ModelText()
    text.input("x", ["3"])
    text.node("DynamicQuantizeLinear", ["x"], ["y", "scale", "point"])
    for name in ["y", "scale", "point"] { text.output(name) }
    let zeros = try evaluate(text, ["x": try floats([0, 0, 0])])
    #expect(zeros["y"]?.doubles == [0, 0, 0])
    #expect(zeros["scale"]?.doubles == [1])
    #expect(zeros["point"]?.doubles == [0])
    let others = try evaluate(text, ["x": try floats([-1, 0, 254])])
    #expect(others["y"]?.doubles == [0, 1, 255])
    #expect(others["scale"]?.doubles == [1])
    #expect(others["point"]?.doubles == [1])
  }

  /// Before version 13 a softmax is over all axes from its own on.
  @Test func oldSoftmax() throws {
    for (version, expected) in [(11, [0.25, 0.25, 0.25, 0.25]), (13, [0.5, 0.5, 0.5, 0.5])] {
      var text = ModelText(version: version)
      text.input("x", ["1", "2", "2"])
      text.node("Softmax", ["x"], ["y"], ["axis": .int(1)])
      text.output("y")
      let outputs = try evaluate(text, ["x": try floats([0, 0, 0, 0], [1, 2, 2])])
      #expect(outputs["y"]?.doubles == expected)
    }
  }

  /// What is an input now was an attribute once.
  @Test func oldAttributes() throws {
    var text = ModelText(version: 9)
    text.input("x", ["2", "4"])
    text.node(
      "Slice", ["x"], ["s"], ["starts": .ints([1]), "ends": .ints([3]), "axes": .ints([1])])
    text.node("Clip", ["s"], ["c"], ["min": .float(0), "max": .float(6)])
    text.node("Unsqueeze", ["c"], ["u"], ["axes": .ints([0])])
    text.node("ReduceSum", ["u"], ["r"], ["axes": .ints([2]), "keepdims": .int(0)])
    text.node("Pad", ["r"], ["y"], ["pads": .ints([0, 1, 0, 0]), "value": .float(9)])
    text.output("y")
    let outputs = try evaluate(
      text, ["x": try floats([1, 2, 3, 4, -5, -6, 7, 8], [2, 4])])
    #expect(outputs["y"]?.shape == [1, 3])
    #expect(outputs["y"]?.doubles == [9, 5, 6])
  }

  @Test func nodesThatNothingNeedsAreLeftOut() throws {
    var text = ModelText()
    text.input("x", ["2"])
    text.node("Unheard", ["x"], ["unused"])
    text.node("Relu", ["x"], ["y"])
    text.output("y")
    #expect(try text.imported().operations == ["relu"])
  }

  @Test func bigConstantsStayInTheirFile() throws {
    var text = ModelText()
    text.input("x", ["n", "100"])
    text.constant("w", floats: Array(repeating: 1, count: 1000), shape: [100, 10])
    text.node("MatMul", ["x", "w"], ["y"])
    text.output("y")
    let module = try text.imported().module
    #expect(module.resources.keys.sorted() == ["w"])
    #expect(module.resources["w"]?.count == 4000)
  }

  @Test func saysWhatIsWrong() {
    func failure(_ body: (inout ModelText) -> Void) -> String {
      var text = ModelText()
      body(&text)
      return text.failure()
    }
    #expect(
      failure {
        $0.input("x", ["2"])
        $0.node("Frobnicate", ["x"], ["y"])
        $0.output("y")
      } == "'y': error: Frobnicate: operator 'Frobnicate' is not supported")
    #expect(
      failure {
        $0.input("x", ["2"])
        $0.node("Relu", ["z"], ["y"])
        $0.output("y")
      } == "'y': error: Relu: input 'z' is computed by no earlier node")
    #expect(
      failure { $0.output("y") } == "'y': error: output 'y' is computed by no node")
    #expect(
      failure {
        $0.input("x", ["2", "3"])
        $0.input("z", ["4", "5"])
        $0.node("MatMul", ["x", "z"], ["y"])
        $0.output("y")
      } == "'y': error: MatMul: shapes [2, 3] and [4, 5] cannot be multiplied: size '3' is not "
        + "equal to '4'")
    #expect(
      failure {
        $0.input("x", ["2", "3"])
        $0.node("Transpose", ["x"], ["y"], ["perm": .ints([0, 0])])
        $0.output("y")
      } == "'y': error: Transpose: [0, 0] is no permutation of 2 axes")
    #expect(
      failure {
        $0.input("x", ["2", "3"])
        $0.node("Softmax", ["x"], ["y"], ["axis": .int(5)])
        $0.output("y")
      } == "'y': error: Softmax: axis 5 is out of range for rank 2; expected -2 to 1")
    #expect(
      failure {
        $0.input("x", ["2", "3"])
        $0.node("Softmax", ["x"], ["y"], ["axis": .float(5)])
        $0.output("y")
      } == "'y': error: Softmax: attribute 'axis' must be INT, found FLOAT")
    #expect(
      failure {
        $0.input("x", ["2", "3"])
        $0.constant("shape", [4, 2])
        $0.node("Reshape", ["x", "shape"], ["y"])
        $0.output("y")
      }.contains("from [2, 3] to [4, 2] changes the number of elements"))
    #expect(
      failure {
        $0.input("x", ["n"], .string)
        $0.output("x")
      } == "'x': error: input 'x' has elements of type string, which are not supported")
  }
}
