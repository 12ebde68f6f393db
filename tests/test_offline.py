"""Notebooks run without a network: here is what refuses one, and that it would notice."""

import subprocess
import sys

import pytest
from nbval.kernel import CURRENT_ENV_KERNEL_NAME, start_new_kernel

# Addresses that are set aside for documentation (RFC 5737, 3849) and for names that do not exist
# (RFC 2606): should the block fail, nobody is disturbed.
ASKING = {
    "address": "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)",
    "address of version 6": "import socket\n"
    "socket.socket(socket.AF_INET6).connect(('2001:db8::1', 80))",
    "private address": "import socket; socket.socket().connect(('10.0.0.1', 80))",
    "name": "import socket; socket.getaddrinfo('data.invalid', 443)",
    "name, the old way": "import socket; socket.gethostbyname('data.invalid')",
    "packet": "import socket\nsocket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('192.0.2.1', 53))",
    "urllib": "import urllib.request; urllib.request.urlopen('http://data.invalid', timeout=1)",
    "asyncio": "import asyncio; asyncio.run(asyncio.open_connection('192.0.2.1', 80))",
}
OWN = """
import os, socket
for family, here in [(socket.AF_INET, '127.0.0.1'), (socket.AF_INET, 'localhost')]:
    server = socket.create_server((here, 0), family=family)
    socket.create_connection(server.getsockname()).close()
    server.close()
if hasattr(socket, 'AF_UNIX'):
    server = socket.socket(socket.AF_UNIX)
    server.bind('own')
    server.listen()
    socket.socket(socket.AF_UNIX).connect('own')
left, right = socket.socketpair()
left.send(b'heard')
print(right.recv(5).decode())
"""


def python(code, folder):
    """Run `code` in a Python of its own, with the environment that all tests hand on."""
    command = [sys.executable, "-W", "ignore", "-c", code]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("way", ASKING)
def test_what_asks_for_the_network_is_refused(way, tmp_path):
    """Each way to reach another computer ends in an error that says why, before it is tried."""
    done = python(ASKING[way], tmp_path)
    assert done.returncode == 1
    assert "Tests and notebooks run without a network." in done.stderr


def test_the_own_computer_can_be_reached(tmp_path):
    """Kernels and clusters talk to themselves: addresses of the same computer stay open."""
    done = python(OWN, tmp_path)
    assert (done.stdout, done.returncode) == ("heard\n", 0), done.stderr


def test_the_kernels_of_nbval_are_refused(tmp_path):
    """A cell that reaches out fails in a kernel started as nbval starts those of the notebooks."""
    kernel, client = start_new_kernel(
        kernel_name=CURRENT_ENV_KERNEL_NAME, cwd=str(tmp_path), stderr=subprocess.DEVNULL
    )
    try:
        asked = client.execute(ASKING["address"], reply=True, timeout=60)
    finally:
        client.stop_channels()
        kernel.shutdown_kernel(now=True)
    assert asked["content"]["status"] == "error"
    assert asked["content"]["evalue"].startswith("Tests and notebooks run without a network.")
