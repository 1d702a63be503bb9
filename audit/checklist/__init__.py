"""The checklists: YAML in, :class:`audit.model.Checklist` out, every fault placed at its line."""
