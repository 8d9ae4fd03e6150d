import JSON

extension LineServer {
  /// Which of the requests the schema allows.
  func checkRequests(_ message: LineMessage) throws(LineFailure) -> JSONObject {
    let requests = try message.requests(try message.requiredSchema(), isAlwaysValidated: true)
    let valid = requests.map { request -> JSONValue in
      if case .success = request { true } else { false }
    }
    return ["valid": .array(valid)]
  }
}
