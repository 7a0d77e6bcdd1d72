"""A packet as one page of HTML: no script, nothing loaded, light and dark, and made to be printed, too."""

from functools import cache
from importlib import resources

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from bot.domain.packet.packet import Packet
from bot.packet import words
from bot.packet.figures import Figure, figures


def html(packet: Packet) -> bytes:
    """Return the packet as one self-contained page; all words in it are escaped."""
    return _template().render(packet=packet, words=words, figures=figures(packet), drawn=_drawn).encode()


def _drawn(figure: Figure) -> Markup:
    """Return a drawing with its text for who can't see it."""
    opening = Markup('<svg role="img" aria-label="{}" ').format(figure.text)
    return opening + Markup(figure.svg.removeprefix("<svg "))  # made and escaped by `figures`


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    source = resources.files("bot.packet").joinpath("page.html").read_text(encoding="utf-8")
    return environment.from_string(source)
