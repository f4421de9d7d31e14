"""The application: reads plans, understands their timing phrases, plans the year and tells people."""
