/// What every policy of a set says to a request. Those that do not apply are not listed.
package struct PolicyOutcomes: Sendable {
  package internal(set) var permits: [String] = []
  package internal(set) var forbids: [String] = []
  package internal(set) var failures: [PolicyFailure] = []
}
