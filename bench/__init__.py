"""Benchmarks of List Tickets over HTTP, beside a floor measured in the same run.

`python -m bench --help` lists the options; docs/performance.md says what is measured and why.
"""
