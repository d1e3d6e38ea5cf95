import Foundation
import GRDB
import Support

/// Timings and tuned schedules in a file: SQLite, for several processes at once.
///
/// Every insertion is a transaction that is on the disk when it returns, so that nothing that was
/// measured is lost when the power or the process goes.
public final class TuningDatabase: Sendable {
  public let path: String
  private let queue: DatabaseQueue

  /// Opens the database at `path` to read and to write, and makes it if there is none.
  ///
  /// - Throws: a diagnostic when the file cannot be opened, or is no tuning database.
  public init(path: String) throws(Diagnostic) {
    self.path = path
    let bytes = try TuningFile.byteCount(path)
    if let bytes, bytes > 0 {
      // Nothing is written to what is not ours.
      let known = try TuningDatabase(unchecked: path)
      let (isOurs, isEmpty) = (try known.isOurs(), try known.isEmpty())
      guard isOurs || isEmpty else { throw TuningFile.foreign(path) }
    }
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA journal_mode = WAL")
      try database.execute(sql: "PRAGMA synchronous = FULL")
    }
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      // Of several that make the file at once one is first; the others then find it made.
      do { try Self.migrator.migrate(queue) } catch is DatabaseError {
        try Self.migrator.migrate(queue)
      }
    } catch { throw TuningFile.failure(path, "open", error) }
  }

  /// Opens the database at `path` to read it; nothing is written, nor made beside it, so that one that may
  /// not be written to can be read.
  ///
  /// - Throws: a diagnostic when there is none, or it cannot be read.
  public convenience init(reading path: String) throws(Diagnostic) {
    guard try TuningFile.byteCount(path) != nil else {
      throw .error("there is no tuning database '\(path)'; 'tangram tune' makes one")
    }
    try self.init(unchecked: path)
    guard try isOurs() else { throw TuningFile.foreign(path, isEmpty: try isEmpty()) }
  }

  /// Opens whatever SQLite can read.
  private init(unchecked path: String) throws(Diagnostic) {
    self.path = path
    do { queue = try TuningFile.queue(reading: path) } catch {
      throw TuningFile.failure(path, "open", error)
    }
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("records") { database in
      try database.execute(
        sql: """
          CREATE TABLE IF NOT EXISTS timing (
            program TEXT NOT NULL, hardware TEXT NOT NULL, threads INTEGER NOT NULL,
            decisions TEXT NOT NULL, sizes TEXT NOT NULL, line TEXT NOT NULL,
            PRIMARY KEY (program, hardware, threads, decisions, sizes)) WITHOUT ROWID;
          CREATE TABLE IF NOT EXISTS tuned (
            program TEXT NOT NULL, hardware TEXT NOT NULL, threads INTEGER NOT NULL,
            line TEXT NOT NULL, PRIMARY KEY (program, hardware, threads)) WITHOUT ROWID;
          """)
    }
    // What was found before schedules were traces is found again from its timings.
    migrator.registerMigration("traces") { try $0.execute(sql: "DELETE FROM tuned") }
    // Schedules for different ranges of one program stand beside each other.
    migrator.registerMigration("ranges") { database in
      let lines = try String.fetchAll(database, sql: "SELECT line FROM tuned")
      try database.execute(
        sql: """
          DROP TABLE tuned;
          CREATE TABLE tuned (
            program TEXT NOT NULL, hardware TEXT NOT NULL, threads INTEGER NOT NULL,
            ranges TEXT NOT NULL, line TEXT NOT NULL,
            PRIMARY KEY (program, hardware, threads, ranges)) WITHOUT ROWID;
          """)
      for line in lines {
        if let record = RecordLine.record(TunedRecord.self, in: line) {
          try insert(record, into: database)
        }
      }
    }
    migrator.registerMigration("mark") {
      try $0.execute(sql: "PRAGMA application_id = \(TuningFile.applicationID)")
    }
    // Timings say something of other programs of the family.
    migrator.registerMigration("families") {
      try $0.execute(
        sql: """
          ALTER TABLE timing ADD COLUMN family TEXT;
          CREATE INDEX timing_family ON timing (family);
          """)
    }
    return migrator
  }

  private static func key(of record: TunedRecord) -> [any DatabaseValueConvertible] {
    [record.program, record.hardware, record.threads, record.ranges.joined(separator: " ")]
  }

  private static func insert(_ record: TunedRecord, into database: Database) throws {
    try database.execute(
      sql: "INSERT OR REPLACE INTO tuned VALUES (?, ?, ?, ?, ?)",
      arguments: StatementArguments(key(of: record) + [try line(of: record)]))
  }

  /// What is written of a record; what cannot be written is not.
  private static func line(of record: some Encodable) throws -> String {
    let text = RecordLine.text(of: record)
    if text.isEmpty { throw DatabaseError(message: "a record has numbers that are none") }
    return text
  }

  /// Whether it has our mark, or none and our tables, as those that were made before there was one.
  private func isOurs() throws(Diagnostic) -> Bool {
    try reading { database in
      let mark = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
      if mark != 0 { return mark == TuningFile.applicationID }
      return try Self.tables.allSatisfy { try database.tableExists($0) }
    }
  }
  private static let tables = ["timing", "tuned", "grdb_migrations"]

  /// Whether nothing is in it, so that it may become ours.
  private func isEmpty() throws(Diagnostic) -> Bool {
    try reading { database in
      try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
        && Int.fetchOne(database, sql: "PRAGMA application_id") == 0
    }
  }

  // MARK: Timings

  /// Keeps timings; those of the same code at the same sizes are replaced.
  ///
  /// - Throws: a diagnostic when they cannot be written.
  public func insert(_ records: [TuningRecord]) throws(Diagnostic) {
    try write { database in
      for record in records {
        let key = record.identity
        try database.execute(
          sql: "INSERT OR REPLACE INTO timing VALUES (?, ?, ?, ?, ?, ?, ?)",
          arguments: [
            key[0], key[1], record.threads, key[3], key[4], try Self.line(of: record),
            record.family,
          ])
      }
    }
  }

  /// The timings of a program on a machine; all where a key is `nil`.
  ///
  /// - Throws: a diagnostic when they cannot be read.
  public func timings(
    program: String? = nil, hardware: String? = nil, threads: Int? = nil
  ) throws(Diagnostic) -> [TuningRecord] {
    try lines("timing", program, hardware, threads, orderedBy: ", decisions, sizes")
  }

  /// The timings of a family of programs, on all machines, of what analysis has costs of.
  ///
  /// - Throws: a diagnostic when they cannot be read.
  public func timings(family: String) throws(Diagnostic) -> [TuningRecord] {
    records(
      try reading { database in
        try String.fetchAll(
          database,
          sql: """
            SELECT line FROM timing WHERE family = ?
            ORDER BY program, hardware, threads, decisions, sizes
            """, arguments: [family])
      })
  }

  // MARK: Schedules

  /// Keeps a schedule, in the place of an earlier one for the same program, ranges, machine and threads that
  /// it `replaces`; where both were timed beside each other, `isFaster` decides.
  ///
  /// - Returns: what the database has now: the record, or the earlier one.
  /// - Throws: a diagnostic when it cannot be written.
  @discardableResult
  public func insert(
    _ record: TunedRecord, isFaster: Bool? = nil
  ) throws(Diagnostic) -> TunedRecord {
    try write { database in
      // One transaction: another writer's better one is not replaced either.
      let line = try String.fetchOne(
        database,
        sql: """
          SELECT line FROM tuned WHERE program = ? AND hardware = ? AND threads = ? AND ranges = ?
          """, arguments: StatementArguments(Self.key(of: record)))
      let known = line.flatMap { RecordLine.record(TunedRecord.self, in: $0) }
      if let known, !(isFaster ?? record.replaces(known)) { return known }
      try Self.insert(record, into: database)
      return record
    }
  }

  /// The schedules for a machine; all where a key is `nil`.
  ///
  /// - Throws: a diagnostic when they cannot be read.
  public func schedules(
    program: String? = nil, hardware: String? = nil, threads: Int? = nil
  ) throws(Diagnostic) -> [TunedRecord] {
    try lines("tuned", program, hardware, threads, orderedBy: ", line")
  }

  /// Removes the timings of programs that have a tuned schedule, except those of what it is made of; where that
  /// cannot be read, none.
  ///
  /// Records that cannot be read go, too.
  ///
  /// - Returns: how many went.
  /// - Throws: a diagnostic when the database cannot be written.
  public func prune() throws(Diagnostic) -> Int {
    var (keep, tuned, unreadable): (Set<[String]>, Set<[String]>, Set<[String]>) = ([], [], [])
    for record in try schedules() {
      let program = [record.program, record.hardware, "\(record.threads)"]
      do throws(Diagnostic) {
        for way in try record.candidates() + [""] { keep.insert(program + [way]) }
        tuned.insert(program)
      } catch { unreadable.insert(program) }
    }
    tuned.subtract(unreadable)
    let gone = try timings().map(\.identity).filter {
      tuned.contains(Array($0.prefix(3))) && !keep.contains(Array($0.prefix(4)))
    }
    let unread = try write { database in
      let unread = try Self.removeUnreadable(in: database)
      for key in gone {
        try database.execute(
          sql: """
            DELETE FROM timing WHERE program = ? AND hardware = ? AND threads = ? AND decisions = ?
            AND sizes = ?
            """, arguments: [key[0], key[1], Int(key[2]), key[3], key[4]])
      }
      return unread
    }
    return gone.count + unread
  }

  private static func removeUnreadable(in database: Database) throws -> Int {
    func remove(_ table: String, _ canRead: (String) -> Bool) throws -> Int {
      let lines = try String.fetchAll(database, sql: "SELECT line FROM \(table)")
        .filter { !canRead($0) }
      for line in lines {
        try database.execute(sql: "DELETE FROM \(table) WHERE line = ?", arguments: [line])
      }
      return lines.count
    }
    return try remove("timing") { RecordLine.record(TuningRecord.self, in: $0) != nil }
      + remove("tuned") { RecordLine.record(TunedRecord.self, in: $0) != nil }
  }

  // MARK: -

  private func lines<Record: Decodable>(
    _ table: String, _ program: String?, _ hardware: String?, _ threads: Int?,
    orderedBy order: String
  ) throws(Diagnostic) -> [Record] {
    let texts = try reading { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT line FROM \(table) WHERE (?1 IS NULL OR program = ?1)
          AND (?2 IS NULL OR hardware = ?2) AND (?3 IS NULL OR threads = ?3)
          ORDER BY program, hardware, threads\(order)
          """, arguments: [program, hardware, threads])
    }
    return records(texts)
  }

  /// The records that can be read; `prune` removes the others.
  private func records<Record: Decodable>(_ lines: [String]) -> [Record] {
    lines.compactMap { RecordLine.record(Record.self, in: $0) }
  }

  private func reading<Result>(_ body: (Database) throws -> Result) throws(Diagnostic) -> Result {
    do { return try queue.read(body) } catch { throw TuningFile.failure(path, "read", error) }
  }

  private func write<Result>(_ body: (Database) throws -> Result) throws(Diagnostic) -> Result {
    do { return try queue.write(body) } catch { throw TuningFile.failure(path, "write to", error) }
  }
}
