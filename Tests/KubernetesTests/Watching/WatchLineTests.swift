import Testing

@testable import Kubernetes

@Suite struct WatchLineTests {
  private func problem(_ line: String) -> KubernetesError.Code? {
    do throws(KubernetesError) {
      _ = try WatchLine(Array(line.utf8))
      return nil
    } catch {
      return error.code
    }
  }

  @Test(
    "A line that is not a whole event is refused",
    arguments: [
      "", "{", #"{"type":"ADDED","object":{"metadata":{"resourceVersion":"1"#, #"{"type":"ADDED"}"#, "[]",
      #"{"type":"ADDED","object":{"metadata":{}}}"#, #"{"type":"NEW","object":{"metadata":{"resourceVersion":"1"}}}"#,
    ])
  func refuses(line: String) {
    #expect(problem(line) == .badResponse)
  }

  @Test("An ERROR event carries its Status")
  func errors() throws {
    let line = try WatchLine(
      Array(#"{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old"}}"#.utf8))
    guard case .error(let error) = line else {
      Issue.record("not an error")
      return
    }
    #expect(error.code == .gone)
    #expect(error.message == "too old")
  }
}
