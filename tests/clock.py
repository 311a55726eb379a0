"""A clock that can be set."""

from datetime import UTC, datetime, timedelta


class FakeClock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)  # a Monday

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, **duration: float) -> None:
        self.now += timedelta(**duration)
