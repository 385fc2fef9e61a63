"""Text as carriers and people write it. Pure: standard library, phonenumbers, bot.errors."""
