"""LINE's own description of its bodies, as a strict check; and the limits it leaves to the documentation.

The description (tests/data/line, Apache-2.0) is OpenAPI 3.0, whose `discriminator` JSON Schema does not
know: a base such as `Message` is turned into "whatever its `type` says", and every finished object refuses
properties it does not name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import regex
import yaml
from jsonschema_rs import Draft202012Validator

DATA = Path(__file__).parent / "data" / "line"
FILES = ("messaging-api.yml", "webhook.yml")
REF = "#/components/schemas/"
Schemas = dict[str, Any]


def validate(name: str, body: Any) -> list[str]:
    """What LINE's description says is wrong with a body of this schema; the deepest place first."""
    errors = sorted(validator(name).iter_errors(body), key=lambda error: -len(error.instance_path))
    return [f"{path_of(error.instance_path)}: {error.message[:200]}" for error in errors]


@cache
def validator(name: str) -> Draft202012Validator:
    """The check for one named schema of either file."""
    schemas = next(found for found in map(strict_schemas, FILES) if name in found)
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": schemas})


@cache
def strict_schemas(file: str) -> Schemas:
    """All schemas of one file as strict JSON Schema."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw: Schemas = yaml.load((DATA / file).read_text(encoding="utf-8"), Loader=loader)["components"][
        "schemas"
    ]
    bases = {name: schema["discriminator"] for name, schema in raw.items() if "discriminator" in schema}
    strict: Schemas = {}
    for name, schema in raw.items():
        plain = translated(schema, bases)
        if name in bases:
            strict[f"{name}-own"] = plain
            strict[name] = by_kind(bases[name])
        elif schema.get("type") == "object" or "allOf" in schema:
            strict[name] = {"unevaluatedProperties": False, **plain}
        else:
            strict[name] = plain
    return strict


def translated(node: Any, bases: Schemas) -> Any:
    """OpenAPI's dialect in JSON Schema's words. Inheriting from a base means its own properties only."""
    if isinstance(node, list):
        return [translated(item, bases) for item in node]
    if not isinstance(node, dict):
        return node
    result = {key: translated(value, bases) for key, value in node.items() if key != "discriminator"}
    if "$ref" in result:
        result["$ref"] = result["$ref"].replace(REF, "#/$defs/")
    if result.pop("nullable", False) and isinstance(result.get("type"), str):
        result["type"] = [result["type"], "null"]
    for parent in result.get("allOf", ()):
        if parent.get("$ref", "").removeprefix("#/$defs/") in bases:
            parent["$ref"] += "-own"
    return result


def by_kind(discriminator: dict[str, Any]) -> Schemas:
    """Whatever the tag says: one branch for each kind, and no other kind."""
    tag, kinds = discriminator["propertyName"], discriminator["mapping"]
    branches = [
        {
            "if": {"required": [tag], "properties": {tag: {"const": kind}}},
            "then": {"$ref": target.replace(REF, "#/$defs/")},
        }
        for kind, target in kinds.items()
    ]
    return {
        "type": "object",
        "required": [tag],
        "properties": {tag: {"enum": list(kinds)}},
        "allOf": branches,
    }


# Limits that only the documentation states

LINKS = ("http://", "https://", "line://", "tel:")
QUICK_ONLY = {"camera", "cameraRoll", "location"}


def extra_rules(body: dict[str, Any]) -> list[str]:
    """What the documentation forbids though the description allows it, in a body with `messages`."""
    return list(faults(body))


def faults(body: dict[str, Any]) -> Iterator[str]:
    """Each fault with its place."""
    to = body.get("to", [])
    for one in [to] if isinstance(to, str) else to:
        if not regex.fullmatch(r"[UCR][0-9a-f]{32}", one):
            yield f"to: {one!r} is no chat's id"
    if len(json.dumps(body)) > 2 * 1024 * 1024:
        yield "the body is over 2 MB"
    for place, message in enumerate(body.get("messages", [])):
        where = f"messages[{place}]"
        yield from length(message.get("altText"), f"{where}.altText", 1500, units)
        if message["type"] == "text":
            yield from length(message["text"], f"{where}.text", 5000, units)
        for item, quick in enumerate(message.get("quickReply", {}).get("items", [])):
            yield from action_faults(
                quick["action"], f"{where}.quickReply.items[{item}].action", 20, quick=True
            )
        if message["type"] == "template":
            yield from template_faults(message["template"], f"{where}.template")
        if message["type"] == "flex":
            yield from flex_faults(message["contents"], f"{where}.contents")


def action_faults(
    action: dict[str, Any], where: str, label: int, *, needed: bool = True, quick: bool = False
) -> Iterator[str]:
    """What is wrong with an action whose label may be so long."""
    if needed or "label" in action:
        yield from length(action.get("label", ""), f"{where}.label", label, seen)
    for name in ("displayText", "fillInText", "text"):
        yield from length(action.get(name), f"{where}.{name}", 300, seen)
    if action["type"] == "uri":
        yield from length(action["uri"], f"{where}.uri", 1000, units)
        if not action["uri"].startswith(LINKS) or not action["uri"].isascii() or " " in action["uri"]:
            yield f"{where}.uri: no link that LINE opens, or not percent-encoded"
    if action["type"] in QUICK_ONLY and not quick:
        yield f"{where}.type: {action['type']} is for quick replies"
    if action["type"] == "postback" and not action.get("data"):
        yield f"{where}.data: missing"


def template_faults(template: dict[str, Any], where: str) -> Iterator[str]:
    """Templates: lengths, and how many buttons."""
    columns = template.get("columns", [template])
    longest, least, most = {"buttons": (160, 1, 4), "confirm": (240, 2, 2)}.get(template["type"], (120, 1, 3))
    if not 1 <= len(columns) <= 10:
        yield f"{where}.columns: 1 to 10"
    for place, column in enumerate(columns):
        at = where if column is template else f"{where}.columns[{place}]"
        actions = column.get("actions", [])
        crowded = column.get("title") or column.get("thumbnailImageUrl")
        yield from length(column.get("title"), f"{at}.title", 40, seen)
        yield from length(column["text"], f"{at}.text", 60 if crowded else longest, seen)
        if not least <= len(actions) <= most:
            yield f"{at}.actions: {least} to {most}"
        for number, action in enumerate(actions):
            yield from action_faults(action, f"{at}.actions[{number}]", 20)
    if len({len(column.get("actions", [])) for column in columns}) > 1:
        yield f"{where}.columns: not the same number of actions"


def flex_faults(container: dict[str, Any], where: str) -> Iterator[str]:
    """Flex: sizes in bytes, how many bubbles, and every part inside."""
    bubbles = container["contents"] if container["type"] == "carousel" else [container]
    if not 1 <= len(bubbles) <= 12:
        yield f"{where}.contents: 1 to 12 bubbles"
    if len({bubble.get("size", "mega") for bubble in bubbles}) > 1:
        yield f"{where}.contents: bubbles of different sizes"
    if len(json.dumps(container)) > 50 * 1024 or any(len(json.dumps(one)) > 30 * 1024 for one in bubbles):
        yield f"{where}: a bubble over 30 KB or a carousel over 50 KB"
    yield from part_faults(container, where)


def part_faults(part: dict[str, Any], where: str) -> Iterator[str]:
    """One part of a Flex message and all in it."""
    kind = part.get("type")
    if "action" in part:
        yield from action_faults(part["action"], f"{where}.action", 40, needed=kind == "button")
    if kind == "text" and not part.get("contents"):
        yield from length(part.get("text", ""), f"{where}.text", 5000, units)
    for address in (part[name] for name in ("url", "previewUrl") if name in part):
        if not address.startswith("https://") or len(address) > 2000:
            yield f"{where}: a picture needs https and at most 2000 characters"
    for name in ("header", "hero", "body", "footer"):
        if isinstance(part.get(name), dict):
            yield from part_faults(part[name], f"{where}.{name}")
    for place, inner in enumerate(part.get("contents") or ()):
        yield from part_faults(inner, f"{where}.contents[{place}]")


def length(text: str | None, where: str, most: int, measure: Any) -> Iterator[str]:
    """A text that is there must say something, and not too much."""
    if text is None:
        return
    if not text.strip():
        yield f"{where}: empty"
    elif measure(text) > most:
        yield f"{where}: {measure(text)} over {most}"


def units(text: str) -> int:
    """UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def seen(text: str) -> int:
    """Characters as a reader counts them."""
    return len(regex.findall(r"\X", text))


def path_of(steps: Any) -> str:
    """`messages[0].text` from the steps to it."""
    words = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return words.removeprefix(".") or "body"
