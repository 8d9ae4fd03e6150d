import HTTP
import JSON
import YAML

extension ClusterConfiguration {
  static let serviceAccountDirectory = "/var/run/secrets/kubernetes.io/serviceaccount"

  /// Finds the configuration: the file given, else the files of `KUBECONFIG`, else the pod's service account, else
  /// `~/.kube/config`.
  /// - Throws: code `configuration`, saying what is missing or not supported, and where.
  package static func load(
    kubeconfig: String? = nil, context: String? = nil, environment: [String: String]
  ) throws(KubernetesError) -> ClusterConfiguration {
    if let kubeconfig, !kubeconfig.isEmpty { return try fromKubeconfig([kubeconfig], context: context) }
    if let variable = environment["KUBECONFIG"], !variable.isEmpty {
      return try fromKubeconfig(variable.split(separator: ":").map(String.init), context: context)
    }
    if environment["KUBERNETES_SERVICE_HOST"] != nil, context == nil { return try inCluster(environment) }
    guard let home = environment["HOME"] else {
      throw KubernetesError(.configuration, "no kubeconfig is given and there is no home directory to look in")
    }
    return try fromKubeconfig([home + "/.kube/config"], context: context)
  }

  /// - Parameter paths: in order of precedence; of several, files that do not exist are left out, as kubectl does.
  static func fromKubeconfig(_ paths: [String], context: String?) throws(KubernetesError) -> ClusterConfiguration {
    var documents: [Kubeconfig.Document] = []
    var missing: KubernetesError?
    for path in paths {
      let bytes: [UInt8]
      do {
        bytes = try WatchedFile.read(path)
      } catch {
        missing = error
        continue
      }
      documents.append(try Kubeconfig.Document(path: path, text: String(decoding: bytes, as: UTF8.self)))
    }
    if documents.isEmpty, let missing { throw missing }
    return try Kubeconfig(documents: documents).configuration(context: context)
  }

  /// What a pod is given: address, rotating token, authority and namespace.
  static func inCluster(
    _ environment: [String: String], directory: String = serviceAccountDirectory
  ) throws(KubernetesError) -> ClusterConfiguration {
    guard let host = environment["KUBERNETES_SERVICE_HOST"], let port = environment["KUBERNETES_SERVICE_PORT"] else {
      throw KubernetesError(
        .configuration, "not in a pod: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not both set")
    }
    let token = CredentialSource.file(WatchedFile(directory + "/token"))
    let authorities = CredentialSource.file(WatchedFile(directory + "/ca.crt"))
    _ = try token.bytes()
    _ = try authorities.bytes()
    return try ClusterConfiguration(
      server: "https://" + (host.contains(":") ? "[\(host)]" : host) + ":" + port,
      namespace: try CredentialSource.file(WatchedFile(directory + "/namespace")).text(),
      trust: .authorities(authorities), token: token, origin: "in-cluster")
  }
}
