"""Whether a text is a CSS selector: asked when a configuration is read, so without lxml and its parsers."""

from __future__ import annotations

from cssselect import HTMLTranslator, SelectorError


def check_selector(text: str) -> str:
    """The selector as it is. Raise ValueError, saying where it ends to be one."""
    try:
        HTMLTranslator().css_to_xpath(text)
    except SelectorError as error:
        raise ValueError(f"is no CSS selector ({error}); write for example a.headline") from None
    return text
