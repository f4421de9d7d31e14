"""Planning: a plan, the office's policy and calendar → the Schedule of its year, each date with the trace of why."""
