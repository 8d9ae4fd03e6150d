import HTTPEdge
import Kubernetes
import Logging

extension ServiceMap {
  /// A resolver for the client. What the map does not know is left to the system; a map that cannot be read is said.
  func resolver(logger: Logger) -> HTTPResolver {
    { endpoint in
      do throws(KubernetesError) {
        guard let found = try resolve(host: endpoint.host, port: endpoint.port) else { return nil }
        return HTTPEndpoint(host: found.address, port: found.port)
      } catch {
        logger.warning("service map unreadable", metadata: ["error": "\(error)"])
        return nil
      }
    }
  }
}
