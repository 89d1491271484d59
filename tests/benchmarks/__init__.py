"""Benchmarks: each module has a `main()` that prints one JSON object a line. `./test bench NAME` runs one."""
