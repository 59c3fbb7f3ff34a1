"""The words of a language, and how a text is cut into words, sentences and lines.

What a text tells is not decided here.
"""
