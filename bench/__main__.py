"""`make bench`: every benchmark, one after the other."""

from bench import explain_start, feeds, timing_speed

for benchmark in (explain_start, timing_speed, feeds):
    benchmark.main()
