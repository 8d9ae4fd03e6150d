extension MetricsRegistry {
  /// The `process_…` metrics that Prometheus' own clients have.
  package func collectProcess() {
    func add(
      _ name: String, _ help: String, _ type: MetricType, _ value: @escaping @Sendable () -> Double?
    ) {
      collect("process_" + name, help, type) { value().map { [([], $0)] } ?? [] }
    }
    add("cpu_seconds_total", "User and system CPU time spent, in seconds.", .counter) {
      ProcessUsage.now()?.cpuSeconds
    }
    add("resident_memory_bytes", "Resident memory, in bytes.", .gauge) { ProcessUsage.now()?.residentBytes }
    add("virtual_memory_bytes", "Virtual memory, in bytes.", .gauge) { ProcessUsage.now()?.virtualBytes }
    add("start_time_seconds", "When the process started, in Unix time.", .gauge) { ProcessUsage.now()?.startTime }
    add("threads", "Threads.", .gauge) { ProcessUsage.now()?.threads }
    add("open_fds", "Open file descriptors.", .gauge) { ProcessUsage.openDescriptors() }
  }
}
