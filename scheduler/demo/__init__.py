"""`dateline demo`: an invented news site, a mail server, a webhook, and the real service among them.

Everything the service does here it does in earnest; only the world is invented. It reaches no network.
"""
