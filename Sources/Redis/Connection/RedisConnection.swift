import NIOCore

/// One open connection, ready for commands. They are pipelined: each goes out at once, and the replies come in order.
package struct RedisConnection: Sendable {
  package let endpoint: RedisEndpoint
  let channel: any Channel
  let handler: NIOLoopBound<RedisChannelHandler>

  /// - Parameter patience: what the server may take on top of the usual time, because the command lets it wait.
  package func send(_ command: RedisCommand, patience: Duration = .zero) async throws(RedisError) -> RESPValue {
    try await withCheckedContinuation { reply in
      channel.eventLoop.execute { handler.value.send(command, patience: TimeAmount(patience), reply) }
    }.get()
  }

  /// Has a script run; the server is given its text when it does not know it.
  package func run(
    _ script: RedisScript, keys: [[UInt8]], _ arguments: [[UInt8]]
  ) async throws(RedisError) -> RESPValue {
    let rest = [Array(String(keys.count).utf8)] + keys + arguments
    do throws(RedisError) {
      return try await send(RedisCommand("EVALSHA", [Array(script.digest.utf8)] + rest))
    } catch  where error.code == .noScript {
      return try await send(RedisCommand("EVAL", [Array(script.text.utf8)] + rest))
    }
  }

  package func close() { channel.close(promise: nil) }

  /// Returns when the connection has ended.
  package func ended() async { try? await channel.closeFuture.get() }
}
