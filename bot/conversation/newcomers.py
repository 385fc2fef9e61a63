"""Who may join by a round's word. Pure: somebody nobody knows, in a plain text of their own."""

from __future__ import annotations

from bot.conversation.model import Inbound, Situation, Understood

MOBILES = "tel:+447"  # numbers texts can go back to at the usual rate


def may_join(inbound: Inbound, situation: Situation, understood: Understood) -> bool:
    """Tell whether a message may take its writer in, if it is a round's word.

    Nobody is taken in who left, whose number is held for a concern, who says something worrying or
    wants to go, or whose message was kept aside: it may be answered too late.
    """
    address = situation.address
    known = situation.contact is not None or situation.contacts or situation.sharers
    stays = address is None or not (address.opted_out or address.held)
    plain = understood.control is None and understood.assessment is None and not understood.leaves
    return (
        inbound.urn.startswith(MOBILES)
        and not known
        and situation.staff is None
        and stays
        and plain
        and inbound.opt_out_type is None
        and not (inbound.late or inbound.replied or inbound.media)
    )
