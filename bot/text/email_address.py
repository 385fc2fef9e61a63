"""Whether a text is an e-mail address, by the `email_validator` library. Pure; nothing is asked."""

from __future__ import annotations


def email_address(text: str) -> str | None:
    """Return the address as it is to be written, or None if `text` is none."""
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415

    try:
        return validate_email(
            text.strip(), check_deliverability=False, test_environment=True
        ).normalized
    except EmailNotValidError:
        return None
