import CCurl

/// Why an exchange did not come to a complete response. It names the host at most: no query, field or body.
package struct CurlError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// The request itself cannot be sent.
    case invalidRequest
    /// The host's name has no address.
    case resolution
    case connection
    /// The handshake failed, or the peer's certificate is not trusted.
    case tls
    case timeout
    /// The response, a line or the fields are larger than the limit.
    case tooLarge
    /// The address filter admits none of the host's addresses.
    case addressRefused
    /// The peer closed too early or did not speak HTTP.
    case transfer
    /// The client was shut down.
    case closed
  }

  package let code: Code
  package let reason: String

  package init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }

  /// - Parameter detail: libcurl's words for this occurrence; empty when it has none.
  init(_ result: CURLcode, detail: String) {
    code =
      switch result {
      case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_FUNCTION_ARGUMENT, CURLE_UNKNOWN_OPTION:
        .invalidRequest
      case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .resolution
      case CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED, CURLE_PROXY: .connection
      case CURLE_OPERATION_TIMEDOUT: .timeout
      case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE,
        CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_INVALIDCERTSTATUS:
        .tls
      case CURLE_FILESIZE_EXCEEDED: .tooLarge
      default: .transfer
      }
    reason = detail.isEmpty ? String(cString: curl_easy_strerror(result)) : detail
  }

  package var description: String { reason }
}
