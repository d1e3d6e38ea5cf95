import ArgumentParser
import Tuning

/// `tangram runner`: runs compiled code for `tangram tune`; not for people.
struct RunnerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runner", abstract: "Times code that 'tangram tune' sends.",
    shouldDisplay: false)

  func run() throws { try reporting { try RunnerService.serve() } }
}
