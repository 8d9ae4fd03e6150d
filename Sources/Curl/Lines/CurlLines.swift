import HTTP

/// A response whose body arrives as lines, without their line ends. The last line need not have had one; a body that was
/// cut off throws `CurlError` and does not yield its unfinished line. One reader at a time.
///
/// The exchange ends with the sequence: when its last copy goes, the connection is closed.
package struct CurlLines: AsyncSequence, Sendable {
  package typealias Element = [UInt8]

  let owner: Owner

  init(_ channel: LineChannel) { owner = Owner(channel) }

  package var status: Int { owner.channel.response.status }
  package var headers: HTTPHeaders { owner.channel.response.headers }

  func waitForHead() async throws { try await owner.channel.waitForHead() }

  package func makeAsyncIterator() -> Iterator { Iterator(owner: owner) }

  package struct Iterator: AsyncIteratorProtocol {
    let owner: Owner

    init(owner: Owner) { self.owner = owner }

    /// - Throws: `CurlError` or `CancellationError`.
    package mutating func next() async throws -> [UInt8]? { try await owner.channel.next() }
  }

  /// Ends the transfer when nobody can read any more.
  final class Owner: Sendable {
    let channel: LineChannel
    init(_ channel: LineChannel) { self.channel = channel }
    deinit { channel.cancel() }
  }
}
