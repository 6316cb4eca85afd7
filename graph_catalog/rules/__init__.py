"""Findings: the rules, what each finds, and how they are paged (domain.md §2, §5.3)."""
