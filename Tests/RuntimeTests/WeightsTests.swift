import Foundation
import TangramRuntime
import Testing

@Suite struct WeightsTests {
  private let data = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7) }
  private let hash: UInt64 = 0xd7bd_5146_a066_4966
  private let hashText = "d7bd5146a0664966"

  /// The file format depends on these values: they come from another implementation.
  @Test func hashIsThatOfTheFileFormat() {
    #expect(tangram_tg_hash([] as [UInt8], 0) == 0xd69b_29da_3698_8afe)
    #expect(tangram_tg_hash(Array("abc".utf8), 3) == 0x9fb9_80af_3d40_85c0)
    #expect(tangram_tg_hash(Array(0..<32) as [UInt8], 32) == 0x79a9_933c_4509_27da)
    #expect(tangram_tg_hash(data, 1000) == hash)
  }

  @Test func hashSeesEveryBitAndTheLength() {
    var seen = Set<UInt64>()
    for length in 0...66 { seen.insert(tangram_tg_hash(data.map { _ in 0 }, length)) }
    for bit in 0..<(72 * 8) {
      var flipped = [UInt8](repeating: 0, count: 72)
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      seen.insert(tangram_tg_hash(flipped, 72))
    }
    #expect(seen.count == 67 + 72 * 8)
  }

  @Test func maps() throws {
    let folder = try TemporaryFolder()
    try folder.write("w.safetensors", safetensors(data, hash: hashText))
    var weights = tg_weights()
    let status = tangram_tg_weights_open(&weights, folder.path("w.safetensors"), 1000, hash, 1)
    #expect(status == 0, "\(lastError())")
    #expect(UInt(bitPattern: weights.data) % 64 == 0)
    #expect(Array(UnsafeRawBufferPointer(start: weights.data, count: 1000)) == data)
    tangram_tg_weights_close(&weights)
    #expect(weights.data == nil)
    tangram_tg_weights_close(&weights)
  }

  /// Opens what `contents` makes of a file, and expects an error that ends in `message`.
  private func expectFailure(
    _ message: String, verify: Int32 = 0, sourceLocation: SourceLocation = #_sourceLocation,
    _ contents: [UInt8]
  ) throws {
    let folder = try TemporaryFolder()
    try folder.write("w", contents)
    var weights = tg_weights()
    let status = tangram_tg_weights_open(&weights, folder.path("w"), 1000, hash, verify)
    #expect(status == TANGRAM_IO.rawValue, sourceLocation: sourceLocation)
    #expect(weights.data == nil && weights.mapping == nil, sourceLocation: sourceLocation)
    #expect(
      lastError() == "weights file '\(folder.path("w"))' \(message)", sourceLocation: sourceLocation
    )
  }

  @Test func brokenFiles() throws {
    let whole = safetensors(data, hash: hashText)
    try expectFailure(
      "is truncated or of another model: it has 999 bytes of weights, expected 1000",
      whole.dropLast())
    try expectFailure(
      "is of another model: it has 1001 bytes of weights, expected 1000", whole + [0])
    try expectFailure(
      "is truncated: its header has \(whole.count - 1008) bytes, but only 92 follow",
      Array(whole.prefix(100)))
    try expectFailure("is not a safetensors file: it has 0 bytes", [])
    try expectFailure("is not a safetensors file: it has 8 bytes", Array(whole.prefix(8)))
    try expectFailure(
      "is not a safetensors file", [UInt8](repeating: 255, count: 8) + whole.dropFirst(8))
    try expectFailure("is not a safetensors file", Array("no model of any kind".utf8))
  }

  @Test func filesOfOtherModels() throws {
    let advice = "use the file that was written with the model"
    try expectFailure(
      "is not the one this model was compiled with: its hash is 0123456789abcdef, expected "
        + "\(hashText): \(advice)", safetensors(data, hash: "0123456789abcdef"))
    for hash in [nil, "0123", "0123456789ABCDEF", "0123456789abcdef0"] {
      try expectFailure(
        "has no 'tangram.hash' in its metadata: it was not written by Tangram, or was rewritten "
          + "since", safetensors(data, hash: hash))
    }
    try expectFailure(
      "has weights that are not aligned to 64 bytes",
      safetensors(data, hash: hashText, alignment: 1))
  }

  @Test func damageIsFoundWhenAskedFor() throws {
    var damaged = data
    damaged[500] ^= 4
    let file = safetensors(damaged, hash: hashText)
    let found = String(tangram_tg_hash(damaged, 1000), radix: 16)
    let padded = String(repeating: "0", count: 16 - found.count) + found
    try expectFailure(
      "is not the one this model was compiled with: the weights are damaged: their hash is "
        + "\(padded), expected \(hashText): use the file that was written with the model",
      verify: 1, file)
  }

  /// Cut anywhere, a file is refused and nothing is read beyond it.
  @Test func everyTruncationIsRefused() throws {
    let folder = try TemporaryFolder()
    let whole = safetensors(data, hash: hashText)
    for length in stride(from: 0, to: whole.count, by: 7) {
      try folder.write("w", whole.prefix(length))
      var weights = tg_weights()
      #expect(tangram_tg_weights_open(&weights, folder.path("w"), 1000, hash, 1) == 4)
    }
  }

  @Test func pathsThatAreNoFiles() throws {
    let folder = try TemporaryFolder()
    var weights = tg_weights()
    #expect(tangram_tg_weights_open(&weights, folder.path("none"), 1000, hash, 0) == 4)
    #expect(
      lastError() == "cannot open weights file '\(folder.path("none"))': No such file or directory")
    #expect(tangram_tg_weights_open(&weights, folder.url.path, 1000, hash, 0) == 4)
    #expect(lastError() == "cannot read weights file '\(folder.url.path)': not a regular file")
    #expect(tangram_tg_weights_open(&weights, nil, 1000, hash, 0) == 1)
  }

  // MARK: - As a context finds them

  /// A model without inputs that expects `data` as its weights and copies its first to the output.
  private func table(embedded: Bool) -> ModelTable {
    let table = ModelTable(
      symbols: [], sizes: [("1", 1)],
      outputs: [.init(name: "first", type: Tensor.float32, dims: [0])],
      run: { _, outputs, _, _, weights, _ in
        guard let weights, let output = outputs?[0] else { return 5 }
        output.storeBytes(
          of: Float(weights.load(fromByteOffset: 1, as: UInt8.self)), as: Float.self)
        return 0
      })
    table.model.weights_bytes = 1000
    table.model.weights_hash = hash
    if embedded {
      let bytes = table.memory.bytes(1000)
      bytes.copyMemory(from: data, byteCount: 1000)
      table.model.embedded_weights = UnsafeRawPointer(bytes)
    }
    return table
  }

  private func expectRun(_ table: ModelTable, _ options: inout tangram_options) {
    var context: OpaquePointer?
    #expect(tangram_tg_create(&table.model, &options, &context) == 0, "\(lastError())")
    let output = Tensor(Tensor.float32, [1])
    var view = output.view
    #expect(tangram_tg_run(context, nil, 0, &view, 1) == 0)
    #expect(output.floats(1) == [7])
    tangram_tg_destroy(context)
  }

  @Test func embedded() {
    let table = table(embedded: true)
    var options = tangram_options()
    options.verify_weights = 1
    expectRun(table, &options)

    var context: OpaquePointer?
    table.model.weights_hash ^= 1
    #expect(tangram_tg_create(&table.model, &options, &context) == 4)
    #expect(lastError() == "the embedded weights of model 'sample' are damaged")
    table.model.embedded_weights += 1
    #expect(tangram_tg_create(&table.model, &options, &context) == 5)
  }

  @Test func byPath() throws {
    let folder = try TemporaryFolder()
    try folder.write("w.safetensors", safetensors(data, hash: hashText))
    let table = table(embedded: false)
    let path = table.memory.string(folder.path("w.safetensors"))
    var options = tangram_options()
    options.weights_path = path
    expectRun(table, &options)
  }

  @Test func notFound() {
    let table = table(embedded: false)
    var context: OpaquePointer?
    #expect(tangram_tg_create(&table.model, nil, &context) == 4)
    #expect(context == nil)
    #expect(lastError().hasPrefix("cannot find the weights of model 'sample': no file /"))
    #expect(lastError().hasSuffix("./sample.safetensors: set the option 'weights_path'"))
  }
}
