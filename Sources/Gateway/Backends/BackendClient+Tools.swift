import JSON
import MCP

extension BackendClient {
  static let pageLimit = 100
  static let toolLimit = 10_000

  /// All of the backend's tools, page by page.
  /// - Throws: also for more pages or tools than one backend may have.
  func listTools() async throws(BackendFailure) -> [Tool] {
    guard try await session().hasTools else { return [] }
    let timeout = min(backend.timeout, .seconds(20))
    var tools: [Tool] = []
    var names: Set<String> = []
    var cursor: String?
    for _ in 0..<Self.pageLimit {
      let params = cursor.map { JSONValue.object(["cursor": .string($0)]).bytes() }
      let answer = try await call(MCPMethod.listTools, params: params, timeout: timeout)
      guard case .result(let text) = answer, let page = ToolsListResult(reading: text) else {
        throw failure(.invalidAnswer, "tools/list was answered with an error or with something else")
      }
      if page.refusedCount > 0 {
        logger.warning(
          "backend lists what is not a tool",
          metadata: ["backend": "\(backend.name)", "entries": "\(page.refusedCount)"])
      }
      tools += page.tools.filter { names.insert($0.name).inserted }
      guard tools.count <= Self.toolLimit else { throw failure(.tooLarge, "more than \(Self.toolLimit) tools") }
      guard let next = page.nextCursor, !next.isEmpty else { return tools }
      cursor = next
    }
    throw failure(.tooLarge, "more than \(Self.pageLimit) pages of tools")
  }
}
