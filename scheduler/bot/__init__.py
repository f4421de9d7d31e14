"""The Telegram conversation: who writes, what is meant, what is answered. It stands on the same actions as every other way in."""
