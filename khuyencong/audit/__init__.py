"""What happened, who did it and why: append-only events in a hash chain.

Every service records one event through `services.record`; higher packages declare their kinds in
their own `events.py`. An event holds names and ids as they were, no foreign keys: what it tells
outlives the records that it tells of. Neighbours: only `core` and `ui` below.
"""
