"""The frame of every page: templates, static files, lists, forms, access decorators, error pages."""
