"""The commands: parse, call, print, exit code. The only place that reads the clock."""
