"""Results as people read them: tables in the terminal, documentation pages."""
