/// Why a container cannot be started as the pod wants it, in the words that kubelet uses for it.
struct PodProblem: Error, Sendable, Hashable {
  /// `CreateContainerConfigError`, `ErrImagePull`, `InvalidImageName`, …
  let reason: String
  let message: String

  static func configuration(_ message: String) -> PodProblem {
    PodProblem(reason: "CreateContainerConfigError", message: message)
  }

  static func image(_ image: String) -> PodProblem {
    PodProblem(
      reason: "ErrImagePull",
      message: "no command is mapped to the image \"\(image)\": add it to the list of images of this local cluster")
  }
}
