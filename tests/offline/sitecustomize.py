"""Every Python that finds this on its path reaches its own computer, and nothing beyond.

Python imports a module of this name by itself when it starts. conftest.py puts the folder on the
path of all that the tests start: the kernels of the notebooks, and JupyterLab in the browser.
An audit hook sees each connection of Python's sockets, whoever asks for it, and cannot be removed.
"""

import ipaddress
import socket
import sys
from typing import Any

_OWN_NAMES = frozenset({"", "localhost", "localhost.localdomain", "ip6-localhost"})


def _refuse_the_network(event: str, arguments: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        _check(arguments[-1])
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        _check((arguments[0],))


def _check(address: Any) -> None:
    # Anything but a tuple is the path of a local socket, or None on one that is connected.
    if isinstance(address, tuple) and not _is_here(address[0]):
        raise ConnectionRefusedError(
            f"Tests and notebooks run without a network. Got a connection to {address[0]!r}."
        )


def _is_here(host: Any) -> bool:
    host = host.decode() if isinstance(host, bytes | bytearray) else str(host or "")
    if host.lower() in _OWN_NAMES or host == socket.gethostname():
        return True
    try:
        at = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    # 0.0.0.0 as a target means this computer.
    return at.is_loopback or at.is_unspecified


sys.addaudithook(_refuse_the_network)
