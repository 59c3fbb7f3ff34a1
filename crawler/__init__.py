"""The web: everything that comes from it, and the only way out to it.

The only importer of scrapy, twisted, feedparser and trafilatura. It never touches the database.
"""
