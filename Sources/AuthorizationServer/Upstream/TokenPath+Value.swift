import GatewayDocument
import JSON

extension TokenPath {
  func value(in json: JSONValue) -> JSONValue? {
    steps.reduce(json) { value, step in
      switch step {
      case .member(let name): value?[name] ?? Int(name).flatMap { value?[$0] }
      case .token: (value?.stringValue).flatMap(UpstreamTokens.claims).map(JSONValue.object)
      }
    }
  }
}
