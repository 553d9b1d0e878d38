"""What money exists: sources, yearly appropriations and the append-only double-entry journal.

Holds the state's khuyến công money (NĐ 45/2012 Điều 11-14) from the decision that allots it to the
settlement; the beneficiary's own counterpart is proven in the scheme and never passes through here.
Knows no scheme: a journal names its subject by public id alone.
"""
