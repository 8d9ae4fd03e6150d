/// `$(NAME)` in arguments and variables, as Kubernetes replaces it.
enum VariableExpansion {
  /// `$$` stands for `$`; a variable that is not known stays as it is written.
  static func expand(_ text: String, _ variables: [String: String]) -> String {
    var result = ""
    var rest = Substring(text)
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      if rest.first == "$" {
        result += "$"
        rest = rest.dropFirst()
      } else if rest.first == "(", let close = rest.firstIndex(of: ")") {
        let name = String(rest[rest.index(after: rest.startIndex)..<close])
        result += variables[name] ?? "$(\(name))"
        rest = rest[rest.index(after: close)...]
      } else {
        result += "$"
      }
    }
    return result + rest
  }
}
