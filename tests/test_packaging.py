"""Our top-level packages have plain names: nobody else's may stand in their place."""

import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent


def our_packages() -> list[str]:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
    packages: list[str] = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    return packages


def test_no_other_distribution_provides_a_package_of_our_name() -> None:
    providers = packages_distributions()
    taken = {name: providers[name] for name in our_packages() if name in providers}
    assert {name: p for name, p in taken.items() if set(p) != {"production-tool"}} == {}


def test_every_package_of_ours_is_in_the_wheel_and_under_the_import_rules() -> None:
    beside = {"bench", "tests"}
    on_disk = {path.parent.name for path in CHECKOUT.glob("*/__init__.py")} - beside
    rules = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["tool"]["importlinter"]
    assert set(our_packages()) == on_disk == set(rules["root_packages"])


def test_nothing_commits_but_the_doors_to_the_database() -> None:
    commits = [
        path.relative_to(CHECKOUT).as_posix()
        for package in our_packages()
        for path in (CHECKOUT / package).rglob("*.py")
        if ".commit(" in path.read_text()
    ]
    assert commits == []
