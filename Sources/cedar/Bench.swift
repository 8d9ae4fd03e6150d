import ArgumentParser
import CedarLine

struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time single decisions inside the engine.",
    discussion: """
      The file holds one `bench` message of cedar-line/1: policies, entities and requests. They are read once; then \
      decisions are timed one by one, cycling over the requests.
      """)

  @Argument(help: "The message, as JSON.")
  var file: String

  func run() throws {
    let answer = LineServer(version: CedarCommand.version).answer(try TextFile(name: file).bytes())
    try Stream.output.write(answer + [0x0A])
  }
}
