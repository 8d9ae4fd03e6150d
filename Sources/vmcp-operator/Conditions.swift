import ArgumentParser
import Operator

struct Conditions: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Prints the list of all conditions and their reasons.")

  func run() { print(ConditionsPage.text, terminator: "") }
}
