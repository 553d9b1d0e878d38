#!/usr/bin/env python
"""Run a management command of Khuyến Công."""

from khuyencong.config.manage import main

if __name__ == "__main__":
    main()
