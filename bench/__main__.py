"""`make bench`: every benchmark, one after the other."""

from bench import explain_start, feeds, province, serving, timing_speed

for benchmark in (explain_start, timing_speed, feeds, serving, province):
    benchmark.main()
