"""What is measured: pages in one process, files and imports each in a process of its own."""
