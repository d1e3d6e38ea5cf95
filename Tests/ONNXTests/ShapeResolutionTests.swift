import Dialects
import Formats
import ONNX
import Support
import Testing

/// Nodes that compute sizes leave nothing behind.
struct ShapeResolutionTests {
  /// The way PyTorch splits heads: sizes are taken apart, multiplied and put together.
  @Test func reshapeByComputedSizes() throws {
    var text = ModelText()
    text.input("x", ["batch", "seq", "768"])
    text.constant("zero", [0], shape: [])
    text.constant("one", [1], shape: [])
    text.constant("axis", [0])
    text.constant("heads", [12, 64])
    text.node("Shape", ["x"], ["shape"])
    text.node("Gather", ["shape", "zero"], ["batch"], ["axis": .int(0)])
    text.node("Gather", ["shape", "one"], ["seq"], ["axis": .int(0)])
    text.node("Unsqueeze", ["batch", "axis"], ["b"])
    text.node("Unsqueeze", ["seq", "axis"], ["s"])
    text.node("Concat", ["b", "s", "heads"], ["target"], ["axis": .int(0)])
    text.node("Reshape", ["x", "target"], ["y"])
    text.output("y")
    let imported = try text.imported()
    #expect(imported.operations == ["reshape"])
    #expect(imported.outputSizes == ["[batch, seq, 12, 64]"])
  }

  /// More of the largest than there are elements: refused, whether the axis is known or not.
  @Test func largestOfMoreThanThereAre() {
    var text = ModelText()
    text.input("x", ["5", "4"])
    text.constant("k", [9])
    text.node("TopK", ["x", "k"], ["values", "positions"], ["axis": .int(0)])
    text.output("values")
    #expect(text.failure().contains("shorter than 'k', 9"))
  }

  @Test func sizesThroughFloats() throws {
    var text = ModelText()
    text.input("x", ["1", "8", "h", "w"])
    text.constant("last", [2, 3])
    text.constant("factor", floats: [0.5, 2])
    text.constant("none", floats: [])
    text.node("Shape", ["x"], ["shape"])
    text.node("Gather", ["shape", "last"], ["hw"])
    text.node("Cast", ["hw"], ["f"], ["to": .int(1)])
    text.node("Mul", ["f", "factor"], ["scaled"])
    text.node("Floor", ["scaled"], ["floored"])
    text.node("Cast", ["floored"], ["sizes"], ["to": .int(7)])
    text.constant("first", [1, 8])
    text.node("Concat", ["first", "sizes"], ["target"], ["axis": .int(0)])
    text.node("Resize", ["x", "none", "none", "target"], ["y"], ["mode": string("linear")])
    text.output("y")
    let imported = try text.imported()
    #expect(imported.operations == ["resize"])
    #expect(imported.outputSizes == ["[1, 8, h floordiv 2, w * 2]"])
  }

  /// Exporters guard sizes that may be -1; the ranges decide.
  @Test func conditionsOnSizes() throws {
    var text = ModelText()
    text.input("x", ["n", "1"])
    text.constant("minus", [-1, -1])
    text.constant("ones", [1, 1])
    text.constant("wanted", [-1, 7])
    text.node("Shape", ["x"], ["shape"])
    text.constant("end", [7])
    text.node("Equal", ["wanted", "minus"], ["open"])
    text.node("Where", ["open", "ones", "wanted"], ["target"])
    text.node("Expand", ["x", "target"], ["y"])
    text.output("y")
    let imported = try text.imported()
    #expect(imported.operations == ["broadcast"])
    #expect(imported.outputSizes == ["[n, 7]"])
  }

  @Test func rangesOverSizes() throws {
    var text = ModelText()
    text.input("x", ["seq"])
    text.constant("zero", [0], shape: [])
    text.constant("two", [2], shape: [])
    text.node("Size", ["x"], ["count"])
    text.node("Range", ["zero", "count", "two"], ["y"])
    text.output("y")
    let imported = try text.imported()
    #expect(imported.operations == ["iota"])
    #expect(imported.outputSizes == ["[seq ceildiv 2]"])
  }

  @Test func slicesWithOpenEnds() throws {
    var text = ModelText()
    text.input("x", ["seq", "9"])
    text.constant("starts", [-3, 1])
    text.constant("ends", [.max, -1])
    text.constant("axes", [0, 1])
    text.constant("steps", [1, 2])
    text.node("Slice", ["x", "starts", "ends", "axes", "steps"], ["y"])
    text.output("y")
    #expect(
      try text.imported(ImportOptions(sizes: ["seq": SymbolRange(8, 512)])).outputSizes
        == ["[3, 4]"])
    #expect(try text.imported().outputSizes == ["[min(3, seq), 4]"])
  }

  @Test func sizesThatAreNeededAsData() throws {
    var text = ModelText()
    text.input("x", ["seq"])
    text.node("Shape", ["x"], ["y"])
    text.output("y")
    let imported = try text.imported()
    #expect(imported.operations == ["size_tensor"])
    #expect(imported.outputSizes == ["[1]"])
  }

  @Test func anonymousSizesThatMustBeEqual() throws {
    var text = ModelText()
    text.input("a", ["batch", "?"])
    text.input("b", ["?", "?"])
    text.node("Add", ["a", "b"], ["y"])
    text.output("y")
    let imported = try text.imported()
    #expect(imported.outputSizes == ["[batch, a.1]"] || imported.outputSizes == ["[batch, b.1]"])
    #expect(imported.remarks.count == 2)
    #expect(imported.remarks.first?.message == "size 'b.0' is taken to be equal to 'batch'")
  }

  @Test func declaredSizes() throws {
    var text = ModelText()
    text.input("a", ["batch", "?"])
    text.node("Relu", ["a"], ["y"])
    text.output("y")
    let options = ImportOptions(sizes: ["batch": SymbolRange(4, 4), "a.1": SymbolRange(1, 9)])
    let imported = try text.imported(options)
    #expect(imported.outputSizes == ["[4, a.1]"])
    #expect(imported.module.graphSymbols == ["a.1": SymbolRange(1, 9)])
    #expect(
      text.failure(ImportOptions(sizes: ["bacth": SymbolRange(1, 2)]))
        == "error: the model has no symbolic size 'bacth'; it has 'a.0', 'a.1', 'batch'")
  }

  @Test func declaredSizesThatTheModelCannotHave() throws {
    var text = ModelText()
    text.input("x", ["seq"])
    text.constant("table", floats: Array(repeating: 0, count: 16))
    text.constant("zero", [0])
    text.node("Shape", ["x"], ["length"])
    text.node("Slice", ["table", "zero", "length"], ["part"])
    text.node("Add", ["x", "part"], ["y"])
    text.output("y")
    #expect(try text.imported().module.graphSymbols == ["seq": SymbolRange(1, 16)])
    let message = text.failure(ImportOptions(sizes: ["seq": SymbolRange(1, 32)]))
    #expect(message.contains("note: the model only works with 'seq' in 1..16; declare it so"))
  }

  @Test func frozenInputs() throws {
    var text = ModelText()
    text.input("x", ["n", "6"])
    text.input("shape", ["3"], .int64)
    text.node("Reshape", ["x", "shape"], ["y"])
    text.output("y")
    #expect(
      text.failure().contains(
        "input 'shape' decides about sizes, but its values are known only at run time"))
    let shape = try #require(StoredTensor(shape: [3], elements: [-1, 2, 3] as [Int64]))
    let imported = try text.imported(ImportOptions(frozenInputs: ["shape": shape]))
    #expect(imported.outputSizes == ["[n, 2, 3]"])
    #expect(Graph.Function(in: imported.module)?.inputNames(in: imported.module) == ["x"])
  }

  private func string(_ text: String) -> AttributeProto.Value {
    .string(ByteView(copying: Array(text.utf8)))
  }
}
