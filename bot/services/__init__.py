"""Use cases, one a file, a verb each. They know ports and the store, not Flask, Twilio or Rasa."""
