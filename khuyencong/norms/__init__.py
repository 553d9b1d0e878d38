"""The law of khuyến công, dated: instruments, ceilings, advances, deadlines, who may benefit.

Shipped tables (`tables/*.yaml`) come in at migrate and are read-only in the database; a province's
own rows are entered at /dinh-muc/ by one person, confirmed by a second, and supersede the shipped
ones by validity. Law: NĐ 45/2012, NĐ 235/2025, TT 28/2018, TT 36/2013 and the provinces' own
resolutions. Stands on geography; schemes, establishments and budget ask it through `queries`.
"""
