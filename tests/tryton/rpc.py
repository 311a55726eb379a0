"""What an administrator does in Tryton's own client, over its JSON-RPC; only tests need it."""

import base64
from typing import Any

import httpx

PASSWORD = "administrators-own"


class Admin:
    """Tryton's administrator, signed in; with the `token` of an earlier visit that is not done again, for it takes long on purpose."""

    def __init__(self, address: str, database: str, token: str = "") -> None:
        self._http = httpx.Client(base_url=address, timeout=180)
        self._path = f"/{database}/rpc/"
        self.context: dict[str, Any] = {}
        if not token:
            user, session, *_ = self._call("common.db.login", "admin", {"password": PASSWORD})
            token = base64.b64encode(f"admin:{user}:{session}".encode()).decode()
        self.token = token
        self._http.headers["Authorization"] = f"Session {token}"

    def __call__(self, model: str, method: str, *arguments: Any) -> Any:
        """Calls a method of a model."""
        return self._call(f"model.{model}.{method}", *arguments, self.context)

    def create(self, model: str, **values: Any) -> int:
        """Makes a record, and says its id."""
        (made,) = self(model, "create", [values])
        return int(made)

    def ids(self, model: str, *clauses: list[Any]) -> list[int]:
        """The ids of the records that fit, oldest first."""
        found = self(model, "search", list(clauses), 0, None, [["id", "ASC"]])
        return [int(each) for each in found]

    def read(self, model: str, *clauses: list[Any], fields: tuple[str, ...]) -> list[dict[str, Any]]:
        """The records that fit, with those fields, oldest first."""
        return list(self(model, "search_read", list(clauses), 0, None, [["id", "ASC"]], list(fields)))

    def _call(self, method: str, *parameters: Any) -> Any:
        response = self._http.post(self._path, json={"id": 1, "method": method, "params": list(parameters)})
        response.raise_for_status()
        said = response.json()
        if isinstance(said, dict):
            if said.get("error"):
                raise AssertionError(f"{method}: {said['error'][:2]}")
            return said["result"]
        return said


def decimal(value: object) -> dict[str, Any]:
    """A decimal as Tryton's JSON has it."""
    return {"__class__": "Decimal", "decimal": str(value)}


def day(value: str) -> dict[str, Any]:
    """A date as Tryton's JSON has it."""
    year, month, number = map(int, value.split("-"))
    return {"__class__": "date", "year": year, "month": month, "day": number}
