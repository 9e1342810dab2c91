"""Where shipped cases and measurements are: in the source tree, or beside an installed copy's Python."""
import pathlib


def shipped(kind, name):
    top = pathlib.Path(__file__).resolve().parents[2]
    for there in (top / "inputs" / kind / name, top / kind / name):
        if there.exists():
            return there
    raise FileNotFoundError(f"{top}: holds neither inputs/{kind}/{name} nor {kind}/{name}: the installation is not complete")
