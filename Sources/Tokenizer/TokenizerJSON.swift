import Formats

extension WordPieceTokenizer {
  /// Reads a Hugging Face `tokenizer.json` that describes a WordPiece tokenizer.
  ///
  /// Its truncation becomes ``maximumLength``, which may be changed; its padding strategy is left to
  /// ``encode(batch:padding:)``.
  ///
  /// - Throws: ``FormatError`` of kind `unsupported`, naming the member, when the file asks for
  ///   something that this tokenizer does not do: another model, normalizer or word splitter.
  public init(tokenizerJSON bytes: ByteView) throws(FormatError) {
    let root = JSONObject(try JSONReader.read(bytes), at: "", in: bytes.name)
    let model = try root.object("model")
    try model.expect("type", "WordPiece", what: "tokenizer model")
    let vocabulary = Vocabulary(try model.numbers("vocab"))
    let unknown = try model.string("unk_token", default: "[UNK]")
    guard let unknownID = vocabulary.id(of: unknown) else {
      throw model.error("the unknown token '\(unknown)' is not in the vocabulary", at: "unk_token")
    }
    let splitter = try root.object("pre_tokenizer")
    try splitter.expect("type", "BertPreTokenizer", what: "word splitter")
    let padding = try root.optionalObject("padding")
    let padID = try padding?.integer("pad_id") ?? vocabulary.id(of: "[PAD]")
    let padType = try padding?.integer("pad_type_id", default: 0) ?? 0
    self.init(
      maximumLength: try root.optionalObject("truncation")?.integer("max_length"),
      model: WordPieceModel(
        vocabulary: vocabulary, unknownID: unknownID,
        longestWord: try model.integer("max_input_chars_per_word", default: 100),
        continuationPrefix: try model.string("continuing_subword_prefix", default: "##")),
      normalizer: try TextNormalizer(root),
      addedTokens: try root.objects("added_tokens").map(AddedToken.init),
      template: try SequenceTemplate(root),
      padding: padID.map { ($0, padType) })
  }
}

extension TextNormalizer {
  fileprivate init(_ root: JSONObject) throws(FormatError) {
    guard let object = try root.optionalObject("normalizer") else {
      self.init(
        cleansText: false, separatesIdeographs: false, stripsAccents: false, lowersCase: false)
      return
    }
    try object.expect("type", "BertNormalizer", what: "normalizer")
    let lowersCase = try object.bool("lowercase", default: true)
    self.init(
      cleansText: try object.bool("clean_text", default: true),
      separatesIdeographs: try object.bool("handle_chinese_chars", default: true),
      // Left open, accents go where upper case goes.
      stripsAccents: try object.bool("strip_accents", default: lowersCase),
      lowersCase: lowersCase)
  }
}

extension AddedToken {
  fileprivate init(_ object: JSONObject) throws(FormatError) {
    for option in ["normalized", "single_word"] where try object.bool(option, default: false) {
      throw object.error(
        "added tokens with '\(option)' are not supported", at: option, .unsupported)
    }
    self.init(
      content: try object.string("content"), id: try object.integer("id"),
      stripsLeft: try object.bool("lstrip", default: false),
      stripsRight: try object.bool("rstrip", default: false))
  }
}

extension SequenceTemplate {
  fileprivate init(_ root: JSONObject) throws(FormatError) {
    guard let object = try root.optionalObject("post_processor") else {
      self.init(single: [.first(type: 0)], pair: [.first(type: 0), .second(type: 1)])
      return
    }
    if try object.string("type") == "BertProcessing" {
      self = .bert(
        start: try object.tokenAndNumber("cls").number, end: try object.tokenAndNumber("sep").number
      )
      return
    }
    try object.expect("type", "TemplateProcessing", what: "post-processor")
    let specials = try object.object("special_tokens")
    func pieces(_ name: String) throws(FormatError) -> [Piece] {
      var pieces: [Piece] = []
      for entry in try object.objects(name) {
        if let special = try entry.optionalObject("SpecialToken") {
          let ids = try specials.object(try special.string("id")).integers("ids")
          pieces.append(.special(ids: ids, type: try special.integer("type_id")))
          continue
        }
        let sequence = try entry.object("Sequence")
        let type = try sequence.integer("type_id")
        pieces.append(try sequence.string("id") == "A" ? .first(type: type) : .second(type: type))
      }
      return pieces
    }
    self.init(single: try pieces("single"), pair: try pieces("pair"))
  }
}
