"""Invented settings: for the demonstration, the tests, the benchmarks, and for trying things out."""
