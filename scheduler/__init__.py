"""The service: configuration, the flow, the clock, the commands. The composition root.

The only importer of apscheduler and YAML; the only package that knows all the others.
"""
