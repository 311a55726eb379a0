"""A real mail server (Dovecot, from Debian) on loopback, started in a folder of its own, and a wire to it that can be cut."""

from __future__ import annotations

import base64
import hmac
import imaplib
import json
import os
import pwd
import shutil
import signal
import smtplib
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path
from tempfile import mkdtemp

import trustme

USER, PASSWORD = "orders", "secret"
_TOKEN_KEY = b"a key that only the test and its server know"
_CONF = """
base_dir = {d}/run
state_dir = {d}/run
log_path = {d}/dovecot.log
listen = 127.0.0.1
protocols = imap lmtp
ssl = required
ssl_cert = <{d}/cert.pem
ssl_key = <{d}/key.pem
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{d}/mail/%u
mail_uid = {user}
mail_gid = {group}
mail_max_userip_connections = 100
auth_failure_delay = 0 secs
mail_fsync = never
auth_mechanisms = plain login xoauth2
passdb {{
  driver = passwd-file
  mechanisms = plain login
  args = scheme=PLAIN username_format=%u {d}/users
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {d}/oauth2.conf
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={d}/mail/%u allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {imap}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
"""


def is_installed() -> bool:
    """Whether the server's program is there (Debian: dovecot-imapd and dovecot-lmtpd)."""
    return _program() is not None


def _program() -> str | None:
    return shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin")


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class MailServer:
    """Dovecot with one user, in a temporary folder; `start` and `stop` may be called again and again."""

    def __init__(self) -> None:
        # Root may not run it, and who does has to get into the folder.
        whose = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        self.folder = Path(mkdtemp(prefix="tallyclerk-mail-", dir="/tmp"))
        self.port, self.lmtp = _free_port(), _free_port()
        self._uid, self._gid = whose.pw_uid, whose.pw_gid
        self._process: subprocess.Popen[bytes] | None = None
        authority = trustme.CA()
        self.ca_file = self.folder / "ca.pem"
        authority.cert_pem.write_to_path(str(self.ca_file))
        issued = authority.issue_cert("127.0.0.1", "localhost")
        issued.private_key_pem.write_to_path(str(self.folder / "key.pem"))
        issued.cert_chain_pems[0].write_to_path(str(self.folder / "cert.pem"))
        (self.folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
        (self.folder / "password").write_text(PASSWORD + "\n")
        (self.folder / "oauth2.conf").write_text(
            f"introspection_mode = local\nlocal_validation_key_dict = fs:posix:prefix={self.folder}/keys/\nusername_attribute = sub\n"
        )
        key = self.folder / "keys" / "default" / "HS256" / "default"
        key.parent.mkdir(parents=True)
        key.write_text(base64.b64encode(_TOKEN_KEY).decode())
        import grp  # noqa: PLC0415 - beside pwd, where there is one

        named = {"d": self.folder, "user": whose.pw_name, "group": grp.getgrgid(whose.pw_gid).gr_name, "imap": self.port, "lmtp": self.lmtp}
        (self.folder / "dovecot.conf").write_text(_CONF.format(**named))
        for name in ("run", "mail"):
            (self.folder / name).mkdir()
        for path in (self.folder, *self.folder.rglob("*")):
            os.chown(path, self._uid, self._gid)

    def start(self) -> None:
        """Starts it and waits until it greets."""
        program = _program()
        assert program
        dropped = {"user": self._uid, "group": self._gid, "extra_groups": []} if os.geteuid() == 0 else {}
        self._process = subprocess.Popen(  # type: ignore[call-overload]
            [program, "-F", "-c", str(self.folder / "dovecot.conf")], start_new_session=True, stderr=subprocess.DEVNULL, **dropped
        )
        give_up = time.monotonic() + 10
        while True:
            try:
                self.client().logout()
            except (OSError, imaplib.IMAP4.error):
                if time.monotonic() > give_up:
                    raise AssertionError((self.folder / "dovecot.log").read_text()) from None
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        """Ends it with all that it started."""
        if self._process is not None:
            for number in (signal.SIGTERM, signal.SIGKILL):
                with suppress(ProcessLookupError):
                    os.killpg(self._process.pid, number)
                time.sleep(0.2)
            self._process.wait()
            self._process = None

    def client(self) -> imaplib.IMAP4_SSL:
        """A session of the test's own."""
        client = imaplib.IMAP4_SSL("127.0.0.1", self.port, ssl_context=ssl.create_default_context(cafile=str(self.ca_file)), timeout=10)
        try:
            client.login(USER, PASSWORD)
        except BaseException:  # while it starts it greets before it can let anybody in
            client.shutdown()
            raise
        return client

    def deliver(self, *messages: EmailMessage | bytes) -> None:
        """Hands the messages over as a mail server does."""
        with smtplib.LMTP("127.0.0.1", self.lmtp) as door:
            for message in messages:
                door.sendmail("a@supplier.example", [USER], message if isinstance(message, bytes) else message.as_bytes())

    def put_back(self, message: bytes) -> None:
        """Lays a message into the inbox as it is, as a restore from a backup does."""
        with self.client() as client:
            client.append("INBOX", "", "", message)

    def messages(self, folder: str) -> list[bytes]:
        """What is in a folder, each as it travelled."""
        with self.client() as client:
            if client.select(f'"{folder}"', readonly=True)[0] != "OK":
                return []
            numbers = client.search(None, "ALL")[1][0].split()
            return [client.fetch(number.decode(), "(BODY.PEEK[])")[1][0][1] for number in numbers]  # type: ignore[index,misc]

    def flags(self) -> bytes:
        """The flags of the first message in the inbox."""
        with self.client() as client:
            client.select("INBOX", readonly=True)
            return bytes(client.fetch("1", "(FLAGS)")[1][0])  # type: ignore[arg-type]

    def number_anew(self) -> None:
        """Has the folder numbered anew, as after a restore: another UIDVALIDITY."""
        self.stop()
        for path in (self.folder / "mail" / USER).glob("dovecot*"):
            if path.is_file():
                path.unlink()
        time.sleep(1)  # the number is the second in which it is made
        self.start()


def token(user: str = USER, *, seconds: int = 60, key: bytes | None = None) -> str:
    """An access token for that user, good for so long, as an authority that the server trusts signs them."""
    now = int(time.time())
    parts = [{"alg": "HS256", "typ": "JWT"}, {"sub": user, "iat": now - 5, "nbf": now - 5, "exp": now + seconds}]
    signed = ".".join(_coded(json.dumps(part).encode()) for part in parts)
    return f"{signed}.{_coded(hmac.digest(key or _TOKEN_KEY, signed.encode(), 'sha256'))}"


def _coded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@contextmanager
def running() -> Iterator[MailServer]:
    """A server, started, and gone with its folder at the end."""
    server = MailServer()
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(server.folder, ignore_errors=True)


class Wire:
    """A TCP connection to the server that breaks where it is told to: a proxy that counts what the client sends (TLS records)."""

    def __init__(self, port: int) -> None:
        self._to = port
        self.cut_after: list[int] = []
        self.cuts = 0
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Breaks every connection that is open now."""
        self.cuts += 1
        pairs, self._pairs = self._pairs, []
        for pair in pairs:
            _break(*pair)

    def close(self) -> None:
        """Takes no more connections."""
        self._listener.close()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self._to))
            except OSError:
                near.close()
                continue
            most = self.cut_after.pop(0) if self.cut_after else -1
            self._pairs.append((near, far))
            threading.Thread(target=self._carry, args=(near, far, most), daemon=True).start()
            threading.Thread(target=self._carry, args=(far, near, -1), daemon=True).start()

    def _carry(self, here: socket.socket, there: socket.socket, most: int) -> None:
        sent = 0
        with suppress(OSError):
            while data := here.recv(65536):
                sent += data[0] == 0x17  # a record of application data: a command, after the handshake
                there.sendall(data)
                if most >= 0 and sent > most:
                    # The server has the command; its answer never comes.
                    self.cuts += 1
                    break
        _break(here, there)


def _break(*ends: socket.socket) -> None:
    for end in ends:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
