"""Whether a model is set up, and whether its server answers. No text is sent for that."""

from dataclasses import replace
from urllib.parse import urlsplit

from bot.domain.second_reading import NotRead
from bot.model import endpoint
from bot.operate.finding import DoctorFinding, ok, warning, wrong
from bot.settings import Settings

TIMEOUT = 5.0
_HERE = ("localhost", "127.0.0.1", "::1")


def examine(settings: Settings) -> DoctorFinding:
    """Ask the server for the names of its models, with the key."""
    model = endpoint.of(settings)
    if model is None:
        return ok("model", "No model is set up: rules alone answer.")
    where = f"the model {model.model} at {model.reads.host}"
    try:
        status, names = replace(model, timeout=TIMEOUT).models()
    except NotRead as error:
        todo = "Check MODEL_URL, and whether its server runs."
        return wrong("model", f"Members may ask {where}, but it doesn't answer ({error.why}).", todo)
    if status in (401, 403):
        return wrong("model", f"The server of {where} refuses the key.", "Correct MODEL_KEY.")
    if names and model.model not in names:
        todo = f"Write one of {', '.join(names[:5])} into MODEL_NAME, or load that model there."
        return wrong("model", f"The server answers, but it has no model {model.model}.", todo)
    if model.url.startswith("http://") and urlsplit(model.url).hostname not in _HERE:
        said = f"Members may ask {where}. It answers, and the way to it isn't encrypted."
        return warning("model", said, "Use an https address unless that way is your own.")
    if status != 200:
        todo = "Press Ask a model too once, to see whether it reads."
        return warning("model", f"Members may ask {where}. It answers, but lists no models ({status}).", todo)
    return ok("model", f"Members may ask {where}. It answers.")
