import JSON

/// How an image is run on this machine.
///
/// In `command` and in the values of `env` these are replaced: `{port:NAME}` and `{port:8080}` by the loopback port that
/// stands for a container port, `{mount:/path}` by the directory that stands for a mount, `{pod}` and `{namespace}` by the
/// pod's names, `{programs}` by the directory of the running executable, `{here}` by that of the file with the mapping;
/// and `$(NAME)` by a variable of the container.
package struct ImageMapping: Sendable, JSONRecord {
  package enum Arguments: String, JSONEnumeration {
    case append
    case ignore
  }

  package enum Mounts: String, JSONEnumeration {
    /// A container with a mount that `command` and `env` do not mention is not started.
    case mention
    /// The mount paths in the container's arguments and variables are replaced by the directories too.
    case rewrite
  }

  package var image = ""
  package var subcommand: String?
  package var command: [String] = []
  package var environment: [String: String] = [:]
  package var portEnvironment: String?
  package var arguments = Arguments.append
  package var mounts = Mounts.mention

  package init() {}

  package static let fields: [JSONField<ImageMapping>] = [
    JSONField("image", \.image, "The image's name. Without a tag it stands for all tags."),
    JSONField("subcommand", \.subcommand, "The container's first argument, where the mapping is for that one only."),
    JSONField("command", \.command, "The program to run instead, and its first arguments."),
    JSONField("env", \.environment, fallback: [:], "Variables beside those of the container."),
    JSONField("portEnvironment", \.portEnvironment, "The variable that gets the loopback port of the first port."),
    JSONField("arguments", \.arguments, fallback: .append, "What becomes of the container's arguments."),
    JSONField("mounts", \.mounts, fallback: .mention, "How the program learns of mounts."),
  ]
}
