import ArgumentParser
import CedarLine

extension Evaluation: ExpressibleByArgument {}
