"""The page about ERPs: its examples are settings and files that work."""

import json
import re
import tomllib
from decimal import Decimal
from pathlib import Path

from domain.ports import Store
from erp import adapters
from erp.files.folder import Acknowledgement
from tests.test_erp_adapters import FakeArchive

PAGE = (Path(__file__).parent.parent / "docs" / "erp.md").read_text(encoding="utf-8")


def examples(language: str) -> list[str]:
    found = re.findall(rf"^ *```{language}\n(.*?)^ *```", PAGE, flags=re.MULTILINE | re.DOTALL)
    return ["\n".join(line.removeprefix("   ") for line in each.splitlines()) + "\n" for each in found]


def test_the_settings_for_tryton_are_options_that_it_has(store: Store) -> None:
    tryton = tomllib.loads(examples("toml")[0])
    options = tryton["erp_options"] | {"key": "k"}
    assert adapters.connect(tryton["erp"], store, FakeArchive(), options).name == "tryton"


def test_the_export_is_read_with_the_settings_beside_it(store: Store, tmp_path: Path) -> None:
    files = tomllib.loads(examples("toml")[1])
    export = tmp_path / "open-orders.csv"
    export.write_text(examples("csv")[0], encoding=files["erp_options"]["encoding"])
    options = files["erp_options"] | {"orders": str(export), "settle_seconds": "0"}
    for name in ("postings", "acknowledgements"):
        (tmp_path / name).mkdir()
        options[name] = str(tmp_path / name)
    order = adapters.connect(files["erp"], store, FakeArchive(), options).order("4500017325")
    assert order is not None
    assert [(line.quantity, line.unit_price, line.price_unit) for line in order.lines] == [
        (1250, Decimal("76.42"), 1000),
        (2, Decimal("1076.50"), 1),
    ]


def test_the_acknowledgements_are_understood() -> None:
    _, posted, refused = (json.loads(each) for each in examples("json"))
    assert Acknowledgement.model_validate(posted).status == "posted"
    assert Acknowledgement.model_validate(refused).message == "Period 06 is closed."
