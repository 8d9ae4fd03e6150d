/// What a backend serves: its name and its tools over a state of its own.
package protocol BackendModel: Sendable {
  var name: String { get }
  var tools: [BackendTool] { get }
}
