"""One HTTP request to an address of the settings that reaches no machine inside the house by accident, and ends by a deadline.

A name of the settings is somebody else's to point anywhere, tomorrow at a machine of ours: so every address that it stands for is looked
at, and the very one that was looked at is called. httpx has no place for that (and follows the environment's proxies, behind which nobody
could look); httpcore, which it is built on, has one for it: the network below the protocol.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

import httpcore

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

_TRANSLATED = ip_network("64:ff9b::/96")
"""IPv6 addresses that a gateway turns into the IPv4 address of their last four bytes (RFC 6052)."""


class NotCalledError(OSError):
    """The name stands for an address that must not be called."""


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    networks: Collection[Network],
    seconds: float,
    ca_file: str | None = None,
) -> int:
    """Posts the body and returns the status. No redirect is followed, and the answer's body is not read: it may be endless.

    Args:
        url: the address, https or http.
        body: what is sent.
        headers: what goes with it.
        networks: the private networks that may be called; all others are refused.
        seconds: after which it is given up, however steadily the receiver drips.
        ca_file: the certificates that prove the receiver's, where not those of the system.

    Raises:
        NotCalledError: it stands for an address that may not be called.
        TimeoutError: there was no answer in time. OSError: it cannot be reached, or does not speak HTTP.
    """
    network = _Guarded(networks, time.monotonic() + seconds)
    try:
        with (
            httpcore.ConnectionPool(ssl_context=ssl.create_default_context(cafile=ca_file), network_backend=network) as pool,
            pool.stream("POST", url, headers=list(headers.items()), content=body) as answer,
        ):
            status: int = answer.status
            return status
    except httpcore.TimeoutException:
        raise TimeoutError from None
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise ConnectionError(str(error) or type(error).__name__) from error


def reach(url: str, *, networks: Collection[Network], seconds: float) -> None:
    """Connects to where the address leads, and says nothing there. Raises as `post`."""
    place = httpcore.URL(url)
    host, port = place.host.decode(), place.port or {b"https": 443, b"http": 80}[place.scheme]
    try:
        _Guarded(networks, time.monotonic() + seconds).connect_tcp(host.strip("[]"), port).close()
    except httpcore.TimeoutException:
        raise TimeoutError(f"nothing answered within {seconds:g} seconds") from None
    except httpcore.NetworkError as error:
        raise ConnectionError(str(error)) from error


def forbidden(address: str, networks: Collection[Network]) -> bool:
    """Whether that address must not be called: it is none of the public ones, and in none of the networks that may be."""
    found = _meant(ip_address(address.partition("%")[0]))
    if any(found in network for network in networks if network.version == found.version):
        return False
    return not found.is_global or found.is_multicast


def _meant(address: Address) -> Address:
    """The IPv4 address that an IPv6 one wraps, so that none of ours is reached in a disguise."""
    if isinstance(address, IPv6Address):
        if address in _TRANSLATED:
            return IPv4Address(int(address) & 0xFFFFFFFF)
        return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None) or address
    return address


@dataclass
class _Guarded(httpcore.NetworkBackend):
    """Connects only to addresses that may be called, and lets nothing take longer than until the deadline."""

    networks: Collection[Network]
    deadline: float

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - one deadline stands for all of them
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        found = list(dict.fromkeys(str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
        if any(forbidden(address, self.networks) for address in found):
            raise NotCalledError(f"{host} is an address inside the house; 'networks' says which of those may be called")
        failed: Exception = ConnectionError(f"{host} has no address")
        for address in found:
            try:
                stream = httpcore.SyncBackend().connect_tcp(address, port, _left(self.deadline), socket_options=socket_options)
            except httpcore.ConnectError as error:
                failed = error
            else:
                return _Timed(stream, self.deadline)
        raise failed


@dataclass
class _Timed(httpcore.NetworkStream):
    """A connection on which everything together ends by the deadline."""

    stream: httpcore.NetworkStream
    deadline: float

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self.stream.read(max_bytes, _left(self.deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self.stream.write(buffer, _left(self.deadline))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        return _Timed(self.stream.start_tls(ssl_context, server_hostname, _left(self.deadline)), self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left
