"""Files and official papers: bytes kept once, Word in the layout of NĐ 30/2020.

Which papers exist is declared by the packages above in their `papers.py`; this package draws them
(NĐ 30/2020/NĐ-CP, Phụ lục I) and gives attachments to those who may see their owner.
"""
