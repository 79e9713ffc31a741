"""The example that the rules of the data section share: two months of sales forecast from windows of the months before."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def forecast(source: str = "sales.csv", length: str = "8", column: str = "Sales", data: str = "", model: str = "") -> str:
    """The document; `data` and `model` are a further key and its value in these sections."""
    return f"""\
rnndsl: 1
data:
  source: {source}
  window: {{length: {length}, horizon: 2}}
{_line(data)}  inputs: {{history: [{column}]}}
  targets: {{next: [Sales]}}
model:
{_line(model)}  layers:
    - LSTM: {{units: 8}}
    - Dense: {{units: 2}}
train:
  loss: mse
"""


def _line(pair: str) -> str:
    return f"  {pair}\n" if pair else ""


def months(values: Iterable[object]) -> dict[str, str]:
    """The file that it reads, with a value for every month from January 2020 on."""
    rows = (f"{2020 + i // 12}-{i % 12 + 1:02},{value}\n" for i, value in enumerate(values))
    return {"sales.csv": "Month,Sales\n" + "".join(rows)}


SALES = months(i * i % 37 + i for i in range(48))
