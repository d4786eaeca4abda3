"""The documentation is held to the code: codes, limits, operations, examples and links."""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from graphql import (
    DocumentNode,
    InterfaceTypeDefinitionNode,
    ObjectTypeDefinitionNode,
    is_interface_type,
    is_object_type,
    parse,
    print_ast,
    validate,
)

from app.graphql_request import LARGEST_BODY
from app.settings import Settings
from app.uploads import LARGEST_UPLOAD, MOST_UPLOADED_ROWS
from app.ws_handler import MOST_OPERATIONS
from domain.errors import ErrorCode
from resolvers.importing import MOST_ROWS
from schema.limits import DEFAULT_LIMITS, Limits, check_document
from schema.matrix import roles_page
from schema.root import build_schema

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
API = (ROOT / "docs" / "api.md").read_text()

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE_ROW = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)
LIMIT_ROW = re.compile(r"^\| `([A-Za-z]+)` \| ([\d,]+) \|", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?://)([^)#]*)(?:#([^)]*))?\)")
CODE_IN_SOURCE = re.compile(r'"code": "([A-Z_]+)"|return "([A-Z_]{4,})"')
# GraphQL as the examples in other languages quote it.
QUOTED = re.compile(r'(?:"""|`)\s*((?:query|mutation|subscription)\b.*?)(?:"""|`)', re.DOTALL)
SENT = re.compile(r"-d '(\{.*?\})'", re.DOTALL)

SCHEMA = build_schema()._schema

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda found: found[1].upper(), name)


def blocks(page: Path, *languages: str) -> Iterator[str]:
    """What a page shows in one of the languages."""
    return (text for language, text in BLOCK.findall(page.read_text()) if language in languages)


def operations(page: Path) -> Iterator[str]:
    """Every operation on a page, on its own or quoted in an example."""
    yield from (text for text in blocks(page, "graphql") if "interface " not in text)
    for text in blocks(page, "python", "ts"):
        yield from QUOTED.findall(text)
    for text in blocks(page, "sh"):
        bodies = (json.loads(body) for body in SENT.findall(text))
        yield from (body["query"] for body in bodies if "query" in body)


@each_page
def test_every_operation_shown_is_one_that_we_serve(page: Path) -> None:
    for text in operations(page):
        document = parse(text)
        assert validate(SCHEMA, document) == [], text
        assert check_document(SCHEMA, document) == [], text


def test_operations_are_found_in_every_language() -> None:
    found = [" ".join(text.split()) for text in operations(ROOT / "docs" / "api.md")]
    for start in ("mutation Book", "query Load", "query Where", "{ viewer", "subscription Board"):
        assert any(text.startswith(start) for text in found), start


@each_page
def test_every_type_shown_is_the_schemas(page: Path) -> None:
    for text in blocks(page, "graphql"):
        for shown in _types(parse(text)):
            known = SCHEMA.type_map[shown.name.value]
            assert is_interface_type(known) or is_object_type(known)
            for field in shown.fields or ():
                assert print_ast(field.type) == str(known.fields[field.name.value].type)


def _types(
    document: DocumentNode,
) -> Iterator[InterfaceTypeDefinitionNode | ObjectTypeDefinitionNode]:
    for definition in document.definitions:
        if isinstance(definition, InterfaceTypeDefinitionNode | ObjectTypeDefinitionNode):
            yield definition


@each_page
def test_python_shown_is_python(page: Path) -> None:
    for text in blocks(page, "python"):
        if "…" not in text:
            ast.parse(text)


def test_the_python_client_gives_up_after_the_codes_for_which_the_table_says_so() -> None:
    final = re.search(r"^FINAL = \{(.*?)\}", API, re.MULTILINE)
    rows = re.findall(r"^\| (\d{4}(?:, \d{4})*) \|.*\| no\b[^|]*\|$", API, re.MULTILINE)
    assert final
    assert final[1].split(", ") == sorted(", ".join(rows).split(", "))


def test_every_code_is_documented_and_no_other() -> None:
    sources = [*ROOT.glob("app/*.py"), *ROOT.glob("schema/*.py")]
    of_requests = {
        code
        for source in sources
        for found in CODE_IN_SOURCE.findall(source.read_text())
        for code in found
        if code
    }
    assert set(CODE_ROW.findall(API)) == of_requests | set(ErrorCode)


def test_the_page_about_roles_is_what_the_code_declares() -> None:
    page = (ROOT / "docs" / "roles.md").read_text()
    assert page == roles_page(SCHEMA) + "\n", "run: python -m app.cli schema roles > docs/roles.md"


def test_every_limit_is_documented_with_its_value_and_no_other() -> None:
    documented = {name: int(most.replace(",", "")) for name, most in LIMIT_ROW.findall(API)}
    of_documents = {
        camel(field.name): getattr(DEFAULT_LIMITS, field.name) for field in fields(Limits)
    }
    assert documented == of_documents | {
        "bodyBytes": LARGEST_BODY,
        "operationsPerConnection": MOST_OPERATIONS,
        "uploadBytes": LARGEST_UPLOAD,
        "uploadRows": MOST_UPLOADED_ROWS,
        "rowsPerImport": MOST_ROWS,
        "connectionsPerUser": Settings().connections_per_user,
        "connectionsPerStudio": Settings().connections_per_studio,
        "connectionsPerAddress": Settings().connections_per_address,
        "subscriptionsPerUser": Settings().subscriptions_per_user,
    }


@each_page
def test_every_link_leads_somewhere(page: Path) -> None:
    for target, heading in LINK.findall(page.read_text()):
        there = (page.parent / target).resolve() if target else page
        assert there.exists(), target
        if heading:
            assert heading in set(_headings(there)), f"{target}#{heading}"


def _headings(page: Path) -> Iterator[str]:
    for heading in re.findall(r"^#+ (.*)$", page.read_text(), re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
