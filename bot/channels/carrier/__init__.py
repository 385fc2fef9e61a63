"""The pretend carrier: a server that speaks Twilio's Messages API, and phones to read texts on.

For the demo and the tests only (decision 9). It knows nothing of Sayso: they meet over HTTP alone.
"""

from bot.channels.carrier.app import create_carrier
from bot.channels.carrier.behaviour import Behaviour
from bot.channels.carrier.config import CarrierConfig, OptOutMode
from bot.channels.carrier.exchange import Exchange
from bot.channels.carrier.here import exchange_of
from bot.channels.carrier.server import RunningCarrier, running, serve

__all__ = [
    "Behaviour",
    "CarrierConfig",
    "Exchange",
    "OptOutMode",
    "RunningCarrier",
    "create_carrier",
    "exchange_of",
    "running",
    "serve",
]
