"""Pages of imports."""

from partnership.exchange.operations import background
from partnership.exchange.views.pages import imports

__all__ = ["background", "imports"]
