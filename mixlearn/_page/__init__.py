"""What labs and questions share in the browser: a helper that nobody sees."""

from mixlearn._page._helper import PageHelper

__all__ = ["PageHelper"]
