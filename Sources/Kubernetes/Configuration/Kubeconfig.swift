import Curl
import FoundationEssentials
import JSON
import YAML

/// One or more kubeconfig files, read as kubectl reads them: of entries with the same name the first file's counts.
struct Kubeconfig {
  struct Document {
    /// Relative paths inside are relative to this.
    let directory: String
    let path: String
    let json: JSONValue

    init(path: String, text: String) throws(KubernetesError) {
      self.path = path
      let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      directory = parts.isEmpty ? "." : parts == [""] ? "/" : parts.joined(separator: "/")
      do {
        let documents = try YAMLDocuments.read(text)
        guard documents.count <= 1 else {
          throw KubernetesError(.configuration, "\(path): expected one document, found \(documents.count)")
        }
        json = documents.first ?? [:]
      } catch let error as YAMLError {
        throw KubernetesError(.configuration, "\(path): \(error)")
      } catch let error as KubernetesError {
        throw error
      } catch {
        throw KubernetesError(.configuration, "\(path): cannot be read")
      }
    }
  }

  /// A named entry and the file that it stands in.
  private struct Entry {
    let name: String
    let json: JSONValue
    let document: Document

    func problem(_ message: String) -> KubernetesError {
      KubernetesError(.configuration, "\(document.path): \"\(name)\": \(message)")
    }
  }

  let documents: [Document]

  /// - Parameter context: `nil` for `current-context`.
  func configuration(context: String?) throws(KubernetesError) -> ClusterConfiguration {
    let current = documents.lazy.compactMap { $0.json["current-context"]?.stringValue }.first { !$0.isEmpty }
    guard let name = context ?? current else {
      throw KubernetesError(.configuration, "\(place): no current-context is set and no context is given")
    }
    let contextEntry = try entry("contexts", "context", name)
    guard let clusterName = contextEntry.json["cluster"]?.stringValue else {
      throw contextEntry.problem("the context names no cluster")
    }
    let cluster = try entry("clusters", "cluster", clusterName)
    let user: Entry? =
      if let userName = contextEntry.json["user"]?.stringValue, !userName.isEmpty {
        try entry("users", "user", userName)
      } else {
        nil
      }
    guard let server = cluster.json["server"]?.stringValue else { throw cluster.problem("the cluster has no server") }
    if let serverName = cluster.json["tls-server-name"]?.stringValue, !serverName.isEmpty {
      throw cluster.problem("tls-server-name is not supported: name the server as its certificate does")
    }
    do {
      return try ClusterConfiguration(
        server: server, namespace: contextEntry.json["namespace"]?.stringValue ?? "default",
        trust: try trust(cluster), identity: try user.flatMap { user throws(KubernetesError) in try identity(user) },
        token: try user.flatMap { user throws(KubernetesError) in try token(user) },
        proxy: cluster.json["proxy-url"]?.stringValue.map { .url($0) } ?? .environment, origin: "context \"\(name)\"")
    } catch {
      throw error.message.hasPrefix("the server's address") ? cluster.problem(error.message) : error
    }
  }

  private var place: String { documents.map(\.path).joined(separator: ", ") }

  private func entry(_ list: String, _ member: String, _ name: String) throws(KubernetesError) -> Entry {
    for document in documents {
      for json in document.json[list]?.arrayValue ?? [] where json["name"]?.stringValue == name {
        return Entry(name: name, json: json[member] ?? [:], document: document)
      }
    }
    throw KubernetesError(.configuration, "\(place): there is no \(member) \"\(name)\"")
  }

  private func trust(_ cluster: Entry) throws(KubernetesError) -> ClusterConfiguration.Trust {
    let authorities = try source(cluster, "certificate-authority")
    guard cluster.json["insecure-skip-tls-verify"]?.boolValue == true else {
      return authorities.map { .authorities($0) } ?? .system
    }
    guard authorities == nil else {
      throw cluster.problem("certificate-authority and insecure-skip-tls-verify exclude each other")
    }
    return .anything
  }

  private func identity(_ user: Entry) throws(KubernetesError) -> ClusterConfiguration.Identity? {
    let refused = [
      "exec": "credential plugins (exec) are not run; put a token or a client certificate in the kubeconfig",
      "auth-provider": "auth-provider is not supported; put a token or a client certificate in the kubeconfig",
      "username": "basic authentication is not supported; Kubernetes removed it in 1.19",
      "as": "impersonation (as) is not supported",
    ]
    for (field, message) in refused.sorted(by: { $0.key < $1.key }) {
      if let value = user.json[field], value != .null { throw user.problem(message) }
    }
    switch (try source(user, "client-certificate"), try source(user, "client-key")) {
    case (let certificate?, let key?): return ClusterConfiguration.Identity(certificate: certificate, key: key)
    case (nil, nil): return nil
    case (nil, _): throw user.problem("there is a client-key without a client-certificate")
    case (_, nil): throw user.problem("there is a client-certificate without a client-key")
    }
  }

  private func token(_ user: Entry) throws(KubernetesError) -> CredentialSource? {
    // tokenFile takes precedence, as in client-go.
    if let file = path(user, "tokenFile") { return .file(WatchedFile(file)) }
    guard let token = user.json["token"]?.stringValue, !token.isEmpty else { return nil }
    guard token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw user.problem("the token holds a character that a token cannot")
    }
    return .data(Array(token.utf8))
  }

  /// `name-data` in base64, or the file `name`; the data wins.
  private func source(_ entry: Entry, _ name: String) throws(KubernetesError) -> CredentialSource? {
    if let text = entry.json[name + "-data"]?.stringValue, !text.isEmpty {
      guard let data = Data(base64Encoded: text) else { throw entry.problem("\(name)-data is not base64") }
      return .data(Array(data))
    }
    return path(entry, name).map { .file(WatchedFile($0)) }
  }

  private func path(_ entry: Entry, _ name: String) -> String? {
    guard let path = entry.json[name]?.stringValue, !path.isEmpty else { return nil }
    return path.hasPrefix("/") ? path : entry.document.directory + "/" + path
  }
}
