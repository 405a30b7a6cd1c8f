"""Scripted faults while she writes: `make faults` runs them all, three times each, on real
processes.

`wire`, `tabs` and `server` hold the faults, each a function whose name is said beside it; `writer`
is she herself at her page; `house` is what they happen to; `run` counts.
"""
