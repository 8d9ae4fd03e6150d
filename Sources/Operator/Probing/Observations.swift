/// What was last heard from servers and gateways: a value, read while decisions are made.
package struct Observations: Sendable {
  private var all: [WorkItem: ProbeObservation] = [:]

  package init() {}

  package subscript(item: WorkItem) -> ProbeObservation? {
    get { all[item] }
    set { all[item] = newValue }
  }
}
