"""`make bench`: every benchmark, one after the other."""

from bench import documents, explain_start, feeds, province, scans, sending, serving, timing_speed, wakeup

for benchmark in (explain_start, timing_speed, documents, feeds, wakeup, scans, sending, serving, province):
    benchmark.main()
