"""Many people, many rows, many kills. KILLS=200 KILL_LISTS=50 makes the long run; without them it takes a minute."""

import os

KILLS, LISTS = int(os.environ.get("KILLS", "30")), int(os.environ.get("KILL_LISTS", "20"))
ROWS, LETTERS = 250, 25 * LISTS
SECONDS = 1.2 * KILLS
