"""Messages to people over Telegram and other channels; knows nothing of plans or calendars."""
