extension Result {
  /// Runs asynchronous work and keeps its typed error.
  static func catching(_ body: () async throws(Failure) -> Success) async -> Self {
    do throws(Failure) { return .success(try await body()) } catch { return .failure(error) }
  }
}
