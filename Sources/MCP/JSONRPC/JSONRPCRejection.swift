/// Why a text is not a message, and whom to tell.
package struct JSONRPCRejection: Error, Sendable, Equatable {
  /// The message's id, when it could be told.
  package let id: JSONRPCID?
  package let error: JSONRPCError

  package init(id: JSONRPCID?, error: JSONRPCError) {
    self.id = id
    self.error = error
  }
}
