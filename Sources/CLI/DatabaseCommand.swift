import ArgumentParser
import Compiler
import Formats
import Foundation
import Support
import Tuning

/// `tangram db`: what `tangram tune` has found and timed.
struct DatabaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "db", abstract: "Shows and exchanges what tuning found.",
    subcommands: [
      List.self, Best.self, Export.self, Import.self, Merge.self, Prune.self,
    ])

  /// The database that a command is about.
  struct Place: ParsableArguments {
    @Option(name: .long, help: "The file that 'tangram tune' wrote.")
    var db = "tangram.tuning"

    func validate() throws { try requireName(db, "'--db'") }

    func open() throws(Diagnostic) -> TuningDatabase { try TuningDatabase(reading: db) }

    /// Adds lines of records, which `path` holds, to the database; makes it if there is none.
    func add(_ lines: String, from path: String) throws(Diagnostic) {
      let count = try RecordLine.importLines(lines, from: path, into: try TuningDatabase(path: db))
      print("read \(count) records")
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the programs that were tuned.",
      discussion: "Of each its key, the beginning of its machine's, threads, gain and ways.")
    @OptionGroup var place: Place
    @Flag(name: .long, help: "Print the result as JSON.") var json = false

    func run() throws {
      try reporting {
        let database = try place.open()
        let schedules = try database.schedules()
        if json { return try printJSON(schedules) }
        let timings = try database.timings()
        print("\(schedules.count) programs, \(timings.count) timings")
        for record in schedules {
          let ranges = record.ranges.joined(separator: ", ")
          print(
            "\(record.program)  \(record.hardware.prefix(8))  \(record.threads) threads  "
              + "\(record.gain.short) x"
              + (record.isPredicted == true ? " predicted  " : "  ")
              + "\(record.summary)  \(record.name)"
              + (ranges.isEmpty ? "" : " for \(ranges)"))
        }
      }
    }
  }

  struct Best: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows the schedule that was found for a program, as a trace.")
    @OptionGroup var place: Place
    @Argument(help: "The beginning of a program's key, as 'tangram db list' shows it; all without.")
    var program = ""
    @Flag(name: .long, help: "Print the result as JSON.") var json = false
    @Flag(name: .long, help: "Print the steps as Swift to paste, instead of as a trace.")
    var swift = false

    func validate() throws {
      if json, swift { throw ValidationError("'--json' has traces as text; leave out '--swift'") }
    }

    func run() throws {
      try reporting {
        let all = try place.open().schedules()
        let found = all.filter { $0.program.hasPrefix(program) }
        if found.isEmpty, !program.isEmpty {
          throw Diagnostic.error(
            "no program's key begins with '\(program)'; 'tangram db list' shows them")
        }
        if json { return try printJSON(found) }
        for record in found {
          print("// \(record.program) \(record.name), \(record.threads) threads")
          do throws(Diagnostic) {
            let text = try record.schedule().map { swift ? $0.swift : $0.description }
            print(text ?? "// the untuned schedule is as fast")
          } catch {
            // The others can be read all the same.
            print("// what is stored cannot be read: \(error.message)")
          }
        }
      }
    }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prints all records as lines of JSON.")
    @OptionGroup var place: Place

    func run() throws {
      try reporting { print(try RecordLine.export(try place.open()), terminator: "") }
    }
  }

  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Adds the records of a file that 'export' wrote.")
    @OptionGroup var place: Place
    @Argument(help: "Lines of JSON.") var file: String

    func validate() throws { try requireName(file, "the name of the file") }

    func run() throws {
      try reporting {
        let contents: FileContents
        do throws(FormatError) { contents = try FileContents(path: file) } catch {
          throw Diagnostic.error("\(error)")
        }
        let lines = contents.bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        try place.add(lines, from: file)
      }
    }
  }

  struct Merge: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Adds the records of another database.")
    @OptionGroup var place: Place
    @Argument(help: "Another file that 'tangram tune' wrote.") var other: String

    func validate() throws { try requireName(other, "the name of the other database") }

    func run() throws {
      try reporting {
        try place.add(try RecordLine.export(try TuningDatabase(reading: other)), from: other)
      }
    }
  }

  struct Prune: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Removes timings that no chosen way needs.")
    @OptionGroup var place: Place

    func run() throws {
      try reporting {
        // Only what is there is pruned.
        _ = try place.open()
        let database = try TuningDatabase(path: place.db)
        print("removed \(try database.prune()) timings")
      }
    }
  }
}
