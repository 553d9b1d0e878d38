"""The life of a support scheme (đề án) from draft to closed (TT 36/2013)."""
