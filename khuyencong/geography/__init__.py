"""Places, dated: units before and after 2025-07-01 with kind, successors and place on the map.

Nghị quyết 202/2025/QH15 made 34 provinces of 63 and ended the districts; later changes are rows with
their resolution. Dated lists (difficult areas, selection regions, city classes) are known or unknown,
never guessed. Units come with `migrate`; the lists of a province are handed down by `norms`.
"""
