import Foundation
import Support

/// Records as lines of JSON: what the database holds, and what is exported and imported.
public enum RecordLine {
  /// One line, without its end; equal records give equal lines.
  package static func text(of record: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(record)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  static func record<Record: Decodable>(_ type: Record.Type, in text: String) -> Record? {
    try? JSONDecoder().decode(type, from: Data(text.utf8))
  }

  /// All of a database, one record a line: tuned schedules, then timings.
  ///
  /// - Throws: a diagnostic when it cannot be read.
  public static func export(_ database: TuningDatabase) throws(Diagnostic) -> String {
    let lines =
      try database.schedules().map { text(of: $0) } + (try database.timings().map { text(of: $0) })
    return lines.map { $0 + "\n" }.joined()
  }

  /// Adds what `export` wrote; of two tuned schedules for one program the better one stays
  /// (`TunedRecord.replaces`).
  ///
  /// Nothing is added, nor a database made, unless all lines can be read.
  ///
  /// - Returns: how many records were read.
  /// - Throws: a diagnostic at the first line that is no record.
  public static func importLines(
    _ contents: String, from path: String,
    into database: @autoclosure () throws(Diagnostic) -> TuningDatabase
  ) throws(Diagnostic) -> Int {
    var timings: [TuningRecord] = []
    var schedules: [TunedRecord] = []
    for (number, line) in contents.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    where !line.allSatisfy(\.isWhitespace) {
      let text = String(line)
      let flaw: String?
      if let record = record(TuningRecord.self, in: text) {
        timings.append(record)
        flaw = record.flaw
      } else if let record = record(TunedRecord.self, in: text) {
        schedules.append(record)
        flaw = record.flaw
      } else {
        flaw =
          "this is no record of a tuning database, as 'tangram db export' writes them: "
          + reason(text)
      }
      if let flaw { throw .error(flaw, at: .file(path, line: number + 1, column: 1)) }
    }
    let database = try database()
    try database.insert(timings)
    for record in schedules { try database.insert(record) }
    return timings.count + schedules.count
  }

  /// Why a line is no record.
  private static func reason(_ text: String) -> String {
    let object = try? JSONSerialization.jsonObject(with: Data(text.utf8))
    guard let fields = object as? [String: Any] else { return "it is no JSON object" }
    do {
      let decoder = JSONDecoder()
      if fields["trace"] != nil || fields["ranges"] != nil {
        _ = try decoder.decode(TunedRecord.self, from: Data(text.utf8))
      } else {
        _ = try decoder.decode(TuningRecord.self, from: Data(text.utf8))
      }
    } catch DecodingError.keyNotFound(let key, _) {
      return "'\(key.stringValue)' is missing"
    } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
      DecodingError.dataCorrupted(let context)
    {
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      return path.isEmpty ? "it is no JSON object" : "'\(path)' is of another type"
    } catch {}
    return "it has other fields"
  }
}
