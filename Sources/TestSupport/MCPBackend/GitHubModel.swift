import JSON
import Synchronization

/// A small code host in memory: repositories with files and issues. Each instance starts from the same state.
package final class GitHubModel: BackendModel {
  private struct Issue {
    let number: Int
    let title: String
    let body: String
    let labels: [String]
    let state = "open"

    var json: JSONValue {
      [
        "number": .int(number), "title": .string(title), "body": .string(body),
        "labels": .array(labels.map { .string($0) }), "state": .string(state),
      ]
    }
  }

  private struct Repository {
    var files: [String: String]
    var issues: [Issue]
  }

  package let name = "github"
  private let repositories = Mutex<[String: Repository]>([
    "example/web": Repository(
      files: [
        "README.md": "# web\n\nThe shop's front end.\n",
        "src/cart.ts":
          "export function total(items: Item[]): number {\n  return items.reduce((sum, i) => sum + i.price, 0);\n}\n",
      ],
      issues: [
        Issue(number: 1, title: "Cart total ignores quantity", body: "Two of the same count once.", labels: ["bug"])
      ]),
    "example/infra": Repository(
      files: ["README.md": "# infra\n", "k8s/api.yaml": "kind: Deployment\nmetadata:\n  name: api\n"], issues: []),
  ])

  package init() {}

  package var tools: [BackendTool] {
    let repository: JSONValue = ["type": "string", "description": "owner/name"]
    return [
      BackendTool(
        "create_issue", "Opens an issue.",
        properties: [
          "repository": repository, "title": ["type": "string"], "body": ["type": "string"],
          "labels": ["type": "array", "items": ["type": "string"]],
        ], required: ["repository", "title"]
      ) { (arguments) throws(BackendTool.Failure) in try self.createIssue(arguments) },
      BackendTool(
        "list_issues", "Lists the issues of a repository.",
        properties: ["repository": repository, "label": ["type": "string"]], required: ["repository"], isReadOnly: true
      ) { (arguments) throws(BackendTool.Failure) in
        let label = try arguments.optionalString("label")
        let issues = try self.repository(try arguments.string("repository")).issues
        return ["issues": .array(issues.filter { label.map($0.labels.contains) ?? true }.map(\.json))]
      },
      BackendTool(
        "search_code", "Finds the lines that contain a text.",
        properties: ["query": ["type": "string"], "repository": repository], required: ["query"], isReadOnly: true
      ) { (arguments) throws(BackendTool.Failure) in
        try self.search(try arguments.string("query"), in: try arguments.optionalString("repository"))
      },
      BackendTool(
        "get_file_contents", "Reads a file.", properties: ["repository": repository, "path": ["type": "string"]],
        required: ["repository", "path"], isReadOnly: true
      ) { (arguments) throws(BackendTool.Failure) in
        let (name, path) = (try arguments.string("repository"), try arguments.string("path"))
        guard let text = try self.repository(name).files[path] else {
          throw BackendTool.Failure("\(name) has no file \"\(path)\"")
        }
        return ["repository": .string(name), "path": .string(path), "content": .string(text)]
      },
    ]
  }

  private func createIssue(_ arguments: ToolArguments) throws(BackendTool.Failure) -> JSONValue {
    let name = try arguments.string("repository")
    let (title, body) = (try arguments.string("title"), try arguments.optionalString("body") ?? "")
    let labels = try arguments.strings("labels")
    guard !title.isEmpty else { throw BackendTool.Failure("an issue needs a title") }
    let issue: Issue? = repositories.withLock { repositories in
      guard let count = repositories[name]?.issues.count else { return nil }
      let issue = Issue(number: count + 1, title: title, body: body, labels: labels)
      repositories[name]?.issues.append(issue)
      return issue
    }
    guard let issue else { throw Self.notFound(name) }
    return issue.json
  }

  private func search(_ query: String, in only: String?) throws(BackendTool.Failure) -> JSONValue {
    guard !query.isEmpty else { throw BackendTool.Failure("the query is empty") }
    if let only { _ = try repository(only) }
    var matches: [JSONValue] = []
    for (name, repository) in repositories.withLock({ $0 }).sorted(by: { $0.key < $1.key })
    where only == nil || name == only {
      for (path, text) in repository.files.sorted(by: { $0.key < $1.key }) {
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where line.contains(query) {
          matches.append([
            "repository": .string(name), "path": .string(path), "line": .int(index + 1), "text": .string(String(line)),
          ])
        }
      }
    }
    return ["matches": .array(matches)]
  }

  private func repository(_ name: String) throws(BackendTool.Failure) -> Repository {
    guard let repository = repositories.withLock({ $0[name] }) else { throw Self.notFound(name) }
    return repository
  }

  private static func notFound(_ name: String) -> BackendTool.Failure {
    BackendTool.Failure("repository \"\(name)\" not found")
  }
}
