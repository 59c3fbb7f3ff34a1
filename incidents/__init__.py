"""What happened: articles become incidents, and incidents become notices.

Pure: no I/O but reading its own packaged data, no clock, no network, no database.
It imports none of the other packages.
"""
