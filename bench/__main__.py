"""`make bench`: every benchmark, one after the other."""

from bench import explain_start, feeds, province, sending, serving, timing_speed, wakeup

for benchmark in (explain_start, timing_speed, feeds, wakeup, sending, serving, province):
    benchmark.main()
