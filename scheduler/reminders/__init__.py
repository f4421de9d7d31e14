"""What people are to be told, when, and in which order: ladders → Triggers → Deliveries; what becomes of a failed try. Pure."""
