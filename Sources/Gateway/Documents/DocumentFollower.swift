import JSON
import Kubernetes
import Logging

/// Compiles every document that comes and puts the good ones in force.
struct DocumentFollower: Sendable {
  let source: any DocumentSource
  let compiler: SnapshotCompiler
  let holder: SnapshotHolder
  let keepers: BackendKeepers
  let time: any TimeSource
  let logger: Logger

  func run() async {
    for await update in source.documents() {
      switch update {
      case .documents(let documents): take(documents)
      case .unreadable(let reason): refuse(SnapshotRefusal("", reason))
      }
    }
  }

  private func take(_ documents: GatewayDocuments) {
    do throws(SnapshotRefusal) {
      let snapshot = try compiler.compile(documents, previous: holder.current)
      compiler.services.storages.keep(snapshot.services.sharedStore)
      holder.publish(snapshot, at: time.wallTime())
      keepers.keep(snapshot)
      logger.info(
        "configuration in force",
        metadata: [
          "team": "\(snapshot.configuration.name)", "hash": "\(snapshot.hash)",
          "backends": "\(snapshot.configuration.backends.count)",
          "policies": "\(snapshot.configuration.authorization.policies.count)",
        ])
    } catch {
      refuse(error)
    }
  }

  private func refuse(_ refusal: SnapshotRefusal) {
    holder.refuse(refusal, at: time.wallTime())
    logger.error(
      "configuration refused",
      metadata: ["reason": "\(refusal)", "in_force": "\(holder.current?.hash ?? "none")"])
  }
}
