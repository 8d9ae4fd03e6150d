/// A form of a page, as far as filling it in needs: its fields, hidden ones included, and its buttons.
struct HTMLForm {
  struct Field {
    let name: String
    let type: String
    let value: String
  }

  let action: String
  let method: String
  private(set) var fields: [Field] = []
  private(set) var buttons: [Field] = []

  /// The forms of a page in order.
  static func all(in page: String) -> [HTMLForm] {
    var forms: [HTMLForm] = []
    var isOpen = false
    for tag in HTMLTag.all(in: page) {
      switch tag.name {
      case "form":
        forms.append(
          HTMLForm(action: tag.attributes["action"] ?? "", method: (tag.attributes["method"] ?? "get").uppercased()))
        isOpen = true
      case "/form": isOpen = false
      case "input" where isOpen, "button" where isOpen: forms[forms.count - 1].add(tag)
      default: break
      }
    }
    return forms
  }

  /// The pairs that a person sends who types `login` and `password` where they are asked for and presses the first
  /// button.
  func filled(login: String, password: String) -> [(String, String)] {
    var pairs: [(String, String)] = []
    for field in fields where !field.name.isEmpty {
      switch field.type {
      case "password": pairs.append((field.name, password))
      case "hidden": pairs.append((field.name, field.value))
      case "text", "email": pairs.append((field.name, field.value.isEmpty ? login : field.value))
      default: break
      }
    }
    if let button = buttons.first, !button.name.isEmpty { pairs.append((button.name, button.value)) }
    return pairs
  }

  private mutating func add(_ tag: HTMLTag) {
    let type = (tag.attributes["type"] ?? (tag.name == "button" ? "submit" : "text")).lowercased()
    let field = Field(name: tag.attributes["name"] ?? "", type: type, value: tag.attributes["value"] ?? "")
    if type == "submit" { buttons.append(field) } else { fields.append(field) }
  }
}
