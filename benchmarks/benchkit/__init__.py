"""What the benchmarks share: bases made in memory, questions, peers, clocks and tables."""
