"""Whether Bolt answers at a port of this machine: a handshake, without a driver or a password."""

import socket

_PATIENCE_SECONDS = 5.0
_MAGIC = bytes.fromhex("6060b017")
_PROPOSALS = bytes.fromhex("00000404") + bytes(12)  # Bolt 4.4, and no second, third, fourth choice


def answers(port: int) -> bool:
    """Whether somebody at `port` answers a handshake; who is merely slow counts as answering.

    A killed Neo4j holds its lock and its port for some more milliseconds; this tells it from a
    living one.
    """
    try:
        return _shakes_hands(port)
    except TimeoutError:
        return True


def speaks(port: int) -> bool:
    """Whether somebody at `port` answers a handshake by and by; who is silent hangs."""
    try:
        return _shakes_hands(port)
    except TimeoutError:
        return False


def _shakes_hands(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), _PATIENCE_SECONDS) as connection:
            connection.sendall(_MAGIC + _PROPOSALS)
            return connection.recv(4) != b""
    except TimeoutError:
        raise
    except OSError:
        return False
