"""How the demo's pretend carrier is set up: like `sayso carrier`, and its phones have names."""

from __future__ import annotations

from collections.abc import Mapping

from bot.channels.carrier import CarrierConfig
from bot.demo.people import LEAD, phone_book
from bot.settings import Settings


def config_of(settings: Settings, port: int) -> CarrierConfig:
    """Return the carrier of a demo, on `port` of the loopback."""
    webhooks = f"{settings.public_base_url}/webhooks/twilio"
    return CarrierConfig(
        account_sid=settings.twilio.account_sid,
        auth_token=settings.twilio.auth_token,
        inbound_url=f"{webhooks}/inbound",
        fallback_url=f"{webhooks}/fallback",
        number=settings.twilio.from_number or "",
        messaging_service_sid=settings.twilio.messaging_service_sid or "",
        port=port,
        names={**phone_book(), **_rota(settings)},
        zone=settings.timezone,
    )


def _rota(settings: Settings) -> Mapping[str, str]:
    """Alerts about concerns reach this phone."""
    phone = settings.safeguarding_phone
    return {phone: f"{LEAD.name}, {LEAD.title}"} if phone else {}
