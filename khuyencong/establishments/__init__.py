"""Who may be supported: rural industrial establishments, their products and the support received.

Beneficiaries and trades after NĐ 45/2012 (Điều 1, 5) as amended by NĐ 235/2025 from 15/10/2025;
products and awards after TT 26/2014/TT-BCT. Below stand people, law and places; schemes and
contests above write the support and the awards they brought about into this register.
"""
