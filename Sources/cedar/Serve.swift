import ArgumentParser
import CedarLine

struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Answer cedar-line/1 on standard input and output.",
    discussion: """
      Each line is a JSON object with an `op`: \(LineOperation.allCases.map(\.rawValue).joined(separator: ", ")). Each is \
      answered by one line, in order. A line that cannot be read is answered too. The end of the input ends it with 0.
      """)

  @Option(help: ArgumentHelp("The longest line that is read.", valueName: "bytes"))
  var lineLimit = 256 << 20

  @Option(help: "compiled, interpreted, or both, which must then agree.")
  var engine = Evaluation.compiled

  func validate() throws {
    guard lineLimit > 0 else { throw ValidationError("The limit is a positive number.") }
  }

  func run() throws {
    let server = LineServer(version: CedarCommand.version, evaluation: engine)
    var splitter = LineSplitter(limit: lineLimit)
    func answer(_ line: LineSplitter.Line) throws {
      switch line {
      case .bytes(let bytes) where bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }): break
      case .bytes(let bytes): try Stream.output.write(server.answer(bytes) + [0x0A])
      case .tooLong: try Stream.output.write(server.answerToOverlong(limit: lineLimit) + [0x0A])
      }
    }
    while let bytes = try Stream.input.read() {
      for line in splitter.append(bytes) { try answer(line) }
    }
    if let line = splitter.end() { try answer(line) }
  }
}
