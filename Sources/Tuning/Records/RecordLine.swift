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
  /// Nothing is added unless all lines can be read.
  ///
  /// - Returns: how many records were read.
  /// - Throws: a diagnostic at the first line that is no record.
  public static func importLines(
    _ contents: String, from path: String, into database: TuningDatabase
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
        flaw = "this is no record of a tuning database, as 'tangram db export' writes them"
      }
      if let flaw { throw .error(flaw, at: .file(path, line: number + 1, column: 1)) }
    }
    try database.insert(timings)
    for record in schedules { try database.insert(record) }
    return timings.count + schedules.count
  }
}
