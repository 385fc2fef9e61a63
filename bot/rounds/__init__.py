"""Pure: who a round asks, when each is asked, what it costs, and how its findings are told back."""
