import AuthorizationServer
import GatewayDocument
import HTTP
import JSON
import OAuth
import Policy

/// Everything that can be said of a document without its secrets.
package struct DocumentCheck: Sendable {
  package let configuration: GatewayConfiguration
  /// Why the gateway would refuse the document; empty for a good one.
  package let problems: [JSONProblem]
  let decider: Decider?
  /// One for each backend.
  let backendURLs: [HTTPURL?]

  /// - Throws: `SnapshotRefusal` for a text that is no document at all.
  init(_ text: String) throws(SnapshotRefusal) {
    do throws(GatewayDocumentError) {
      configuration = try GatewayConfiguration.read(text)
    } catch {
      throw SnapshotRefusal(error.problems)
    }
    var problems: [JSONProblem] = []
    backendURLs = BackendRules.urls(configuration, &problems)
    do throws(SnapshotRefusal) {
      _ = try IssuerSettings(configuration)
    } catch {
      problems += error.problems
    }
    do throws(AuthorizationServerError) {
      try configuration.authorizationServer?.checkForServing()
    } catch {
      problems.append(JSONProblem(path: "authorizationServer." + error.path, message: error.reason))
    }
    do throws(PolicyCompilationError) {
      decider = try Decider(configuration.authorization)
    } catch {
      decider = nil
      problems += error.problems.map { JSONProblem(path: "authorization", message: $0.description) }
    }
    self.problems = problems
  }

  /// What is wrong with a text, be it a document or not.
  package static func problems(in text: String) -> [JSONProblem] {
    do throws(SnapshotRefusal) {
      return try DocumentCheck(text).problems
    } catch {
      return error.problems
    }
  }
}
