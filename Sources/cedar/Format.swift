import ArgumentParser
import Cedar

struct Format: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lay out policies.",
    discussion: """
      Words and comments stay; only the blanks between them change, and a comma before a closing bracket goes. Without \
      --write or --check the result goes to standard output. Without files, standard input is read.
      """)

  @Option(name: [.customShort("p"), .long], parsing: .upToNextOption, help: "Files of policies.")
  var policies: [String] = []

  @Option(name: [.customShort("l"), .long], help: ArgumentHelp("Columns of a line.", valueName: "columns"))
  var lineWidth = 80

  @Option(name: [.customShort("i"), .long], help: ArgumentHelp("Columns of a level.", valueName: "columns"))
  var indentWidth = 2

  @Flag(name: [.customShort("c"), .long], help: "Change nothing; end with 1 if a file is not laid out so.")
  var check = false

  @Flag(name: [.customShort("w"), .long], help: "Write the result to the files.")
  var write = false

  func validate() throws {
    guard !(check && write) else { throw ValidationError("Give --check or --write, not both.") }
    guard !(write && policies.isEmpty) else { throw ValidationError("--write needs files.") }
    guard (0...32).contains(indentWidth), lineWidth > 0 else { throw ValidationError("These are no widths.") }
  }

  func run() throws {
    var formatter = PolicyFormatter()
    formatter.width = lineWidth
    formatter.indentation = indentWidth
    var untidy: [String] = []
    for file in (policies.isEmpty ? ["-"] : policies).map(TextFile.init) {
      let text = try file.text()
      let formatted = try formatter.format(text, source: file.label)
      if !check, !write { try Stream.output.write(formatted) }
      guard !formatted.utf8.elementsEqual(text.utf8) else { continue }
      untidy.append(file.label)
      if write { try file.write(formatted) }
    }
    guard check, !untidy.isEmpty else { return }
    try Stream.error.write(untidy.map { "\($0): not laid out\n" }.joined())
    throw ExitCode(1)
  }
}
