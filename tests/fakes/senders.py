"""Processes that send letters until they are killed, and are replaced when they are.

Run as a program: it prepares Django once and forks, so that a new sender costs milliseconds.
"""

import os
import sys
import time

import django


def send_for_ever():
    from django.db import connection

    from talent_register.letters.actions import sending

    while True:
        try:
            sending.send_waiting(seconds=1)
        except Exception as reason:
            print(repr(reason), file=sys.stderr, flush=True)
            connection.close()
        time.sleep(0.02)


def main(how_many):
    """Keep so many senders alive; say the process id of each new one."""
    django.setup()
    from talent_register.letters.actions import sending  # noqa: F401 - loaded once, before the forks

    alive = set()
    while True:
        while len(alive) < how_many:
            child = os.fork()
            if child == 0:
                send_for_ever()
            alive.add(child)
            print(child, flush=True)
        alive.discard(os.wait()[0])


if __name__ == "__main__":
    main(int(sys.argv[1]))
