"""A stream of news of armed attacks, all of it invented: incidents, and the articles that tell of them."""
