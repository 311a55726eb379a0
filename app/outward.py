"""What leaves the house beside postings: webhooks and e-mail, put together from the settings, and a round of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from app.secret import read_secret
from app.settings import Settings
from domain.errors import TallyclerkError, UsageError
from domain.outward import Delivery, EventType, Via
from domain.ports import Clock, Mailer, Sender, Store
from route import notices, outward
from route.senders.guarded import reach
from route.senders.mail import SmtpAccount, SmtpMailer
from route.senders.webhook import Hook, WebhookSender, key_of

REACH_SECONDS = 5.0


@dataclass(frozen=True)
class Outward:
    """The way out. Without webhooks or a mail server in the settings, nothing is planned for them, and nothing piles up."""

    store: Store
    clock: Clock
    address: str
    """Where people reach the desk, for links."""
    receivers: Mapping[str, Collection[EventType]] = field(default_factory=dict)
    senders: Mapping[Via, Sender] = field(default_factory=dict)
    mailer: Mailer | None = None
    digest_every: timedelta = timedelta(minutes=15)
    most_attempts: int = outward.MOST_ATTEMPTS

    def send_round(self) -> list[Delivery]:
        """Plans what is new and tries everything whose time has come; returns what it tried."""
        with self.store.begin(reading=True) as work:
            told = bool(work.notices.untold())
            if not told and not work.deliveries.due(self.clock()):
                return []
        with self.store.begin() as work:
            while work.deliveries.spread(self.receivers):
                pass
            if told and self.mailer:
                notices.plan_digests(work, address=self.address, every=self.digest_every, clock=self.clock)
            elif told:
                notices.forget(work)
        return outward.deliver(self.store, self.senders, clock=self.clock, most_attempts=self.most_attempts)


def way_out(settings: Settings, store: Store, clock: Clock) -> Outward:
    """The way out that the settings describe. No secret is read before something is sent."""
    mailer = mailer_of(settings, clock)
    senders: dict[Via, Sender] = {}
    if mailer:
        senders[Via.MAIL] = mailer
    if settings.webhooks:
        senders[Via.WEBHOOK] = WebhookSender(_hooks(settings), clock)
    return Outward(
        store=store,
        clock=clock,
        address=settings.desk_url,
        receivers={name: frozenset(each.events) for name, each in settings.webhooks.items()},
        senders=senders,
        mailer=mailer,
        digest_every=timedelta(minutes=settings.mail.digest_minutes) if settings.mail else timedelta(),
        most_attempts=settings.delivery_attempts,
    )


def mailer_of(settings: Settings, clock: Clock) -> SmtpMailer | None:
    """The mailer of the settings; None where they name no mail server."""
    mail = settings.mail
    if mail is None:
        return None
    account = SmtpAccount(
        host=mail.host,
        port=mail.port or {"tls": 465, "starttls": 587, "none": 25}[mail.security],
        security=mail.security,
        sender=mail.sender,
        user=mail.user,
        secret=partial(read_secret, mail.password_file, mail.password_variable) if mail.user else None,
        ca_file=str(mail.ca_file) if mail.ca_file != Path() else None,
        timeout=mail.timeout_seconds,
    )
    return SmtpMailer(account, clock)


def reachable(settings: Settings, clock: Clock) -> Iterator[tuple[str, str, str]]:
    """Each receiver of the settings with what was found of it, and what is wrong (empty where nothing is); nothing is sent."""
    if mailer := mailer_of(settings, clock):
        try:
            yield "Mail server", mailer.reach(), ""
        except (TallyclerkError, OSError) as error:
            yield "Mail server", "cannot be used", str(error)
    for name, hook in _hooks(settings).items():
        place = urlsplit(hook.url).netloc
        try:
            key_of(hook.secret())
            reach(hook.url, networks=hook.networks, seconds=REACH_SECONDS)
        except UsageError as error:
            yield f"Webhook: {name}", "cannot be signed", str(error)
        except OSError as error:
            yield f"Webhook: {name}", f"{place} does not answer", str(error)
        else:
            yield f"Webhook: {name}", f"{place} answers", ""


def _hooks(settings: Settings) -> dict[str, Hook]:
    return {
        name: Hook(
            url=each.url,
            secret=partial(read_secret, each.secret_file, each.secret_variable),
            networks=tuple(each.networks),
            ca_file=str(each.ca_file) if each.ca_file != Path() else None,
        )
        for name, each in settings.webhooks.items()
    }
