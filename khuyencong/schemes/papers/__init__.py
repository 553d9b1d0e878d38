"""The official papers of schemes: estimate, list, memo, decision, contract, acceptance minutes."""

from khuyencong.schemes.papers.kinds import PAPER_KINDS, papers_for, papers_for_batch

__all__ = ["PAPER_KINDS", "papers_for", "papers_for_batch"]
