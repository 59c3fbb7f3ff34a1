"""The telling: notices become messages, and messages reach their receivers.

The only importer of SMTP and webhook clients. It never touches the database: it declares the outbox it needs.
"""
