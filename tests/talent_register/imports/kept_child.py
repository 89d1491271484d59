"""A child that stays, for tests that read files by the thousand: in forks of itself it does what the reader's own child
does, the same code within the same limits, without a new interpreter for each file.
"""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from talent_register.imports.reading.process import ROOM

START, WAIT = b"s", b"w"
KEPT = """
import os, socket, sys
sys.path.insert(0, sys.argv[1])
from reading.worker import main
asked = socket.socket(fileno=0)
while True:
    word, files, *_ = socket.recv_fds(asked, 1, 2)
    if not word:
        break
    if not files:
        asked.send(bytes([os.waitpid(child, 0)[1] != 0]))
        continue
    child = os.fork()
    if child:
        for file in files:
            os.close(file)
        asked.send(child.to_bytes(4, "little"))
        continue
    code = 1
    try:
        sys.stdin, sys.stdout = os.fdopen(files[0]), os.fdopen(files[1], "w")
        main()
        sys.stdout.flush()
        code = 0
    finally:
        os._exit(code)
"""


class Fork:
    """What the reader asks of its child, and no more. Nobody collects it before `wait`, so its number stays its own."""

    def __init__(self, asked: socket.socket):
        self.asked, self.code = asked, -1
        order, answer = os.pipe(), os.pipe()
        socket.send_fds(asked, [START], [order[0], answer[1]])
        os.close(order[0])
        os.close(answer[1])
        self.stdin, self.stdout = os.fdopen(order[1], "wb"), os.fdopen(answer[0], "rb")
        self.pid = int.from_bytes(asked.recv(4), "little")

    def wait(self) -> int:
        if self.code < 0:
            self.asked.send(WAIT)
            self.code = self.asked.recv(1)[0]
        return self.code

    def kill(self) -> None:
        if self.code < 0:
            os.kill(self.pid, signal.SIGKILL)

    def communicate(self) -> None:
        self.wait()
        self.stdout.close()
        self.stdin.close()


@contextmanager
def kept_child() -> Iterator[socket.socket]:
    """Where a `Fork` is asked for, as long as the context lasts."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        keeper = subprocess.Popen([sys.executable, "-I", "-c", KEPT, ROOM], stdin=theirs, stderr=subprocess.DEVNULL)
        theirs.close()
        yield ours
    keeper.wait()
