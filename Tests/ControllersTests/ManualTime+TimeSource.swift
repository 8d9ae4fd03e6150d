import Kubernetes
import TestDoubles

extension ManualTime: TimeSource {}
