"""What is written for operators fits what there is: alerts, runbook, deployment files, threat model."""

from __future__ import annotations

import ast
import inspect
import re
import shlex
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.process import settings
from bot.web import app as web

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
COMPOSE_ONLY = {"SITE", "UPSTREAMS", "POSTGRES_PASSWORD", "POSTGRES_USER", "POSTGRES_DB"}
OF_THE_IMAGE = {"PATH", "PYTHONUNBUFFERED"}


def text(*parts: str) -> str:
    """A file of the project."""
    return ROOT.joinpath(*parts).read_text("utf-8")


def procfile() -> dict[str, str]:
    """The Procfile's processes."""
    return dict(line.split(": ", 1) for line in text("Procfile").splitlines() if line)


def known_variables() -> set[str]:
    """Every variable that the settings read."""
    names = set(re.findall(r'"([A-Z][A-Z_]{3,})"', inspect.getsource(settings)))
    assert {"SECRET_KEY", "DATABASE_URL", "METRICS_TOKEN"} <= names
    return names


def compose() -> Any:
    """compose.yaml, with its anchors resolved."""
    return yaml.safe_load(text("deploy", "compose.yaml"))


def unit(name: str) -> dict[str, list[str]]:
    """A systemd unit's settings, by name."""
    found: dict[str, list[str]] = {}
    for line in text("deploy", "systemd", name).splitlines():
        if "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


# Alerts and the runbook


def test_every_alert_has_its_section_in_the_runbook_and_no_section_is_left_over() -> None:
    rules = yaml.safe_load(text("docs", "alerts.yaml"))
    alerts = [rule["alert"] for group in rules["groups"] for rule in group["rules"]]
    sections = re.split(r"^## (.+)$", text("docs", "runbook.md"), flags=re.M)
    written = dict(zip(sections[1::2], sections[2::2], strict=True))
    assert [name for name in written if name.startswith("Rapsamak")] == alerts
    for name in alerts:
        assert "**Means**" in written[name] and "**Do**" in written[name], name


def test_every_figure_and_command_that_is_written_about_exists() -> None:
    metrics = text("bot", "process", "metrics.py")
    table = text("docs", "operating.md")
    for file in ("runbook.md", "alerts.yaml", "operating.md", "threat-model.md"):
        for name in re.findall(r"rapsamak_[a-z_]+[a-z]", text("docs", file)):
            bare = re.sub(r"_(total|bucket|sum|count)$", "", name)
            assert f'"{bare}"' in metrics, f"{file}: {name}"
    from bot.cli import _COMMANDS

    for file in ("runbook.md", "operating.md", "threat-model.md", "configuration.md"):
        for name in re.findall(r"`rapsamak ([a-z]+)", text("docs", file)):
            assert name in _COMMANDS, f"{file}: rapsamak {name}"
    assert "rapsamak backup" in table and "rapsamak restore" in table


# Container, compose, Caddy


def test_compose_runs_the_procfiles_processes() -> None:
    services = compose()["services"]
    for name, command in procfile().items():
        assert shlex.join(services[name]["command"]) == command
    assert services["web-2"]["command"] == services["web"]["command"]
    assert {"database", "caddy"} <= set(services)
    assert [name for name, it in services.items() if "ports" in it] == ["caddy"]
    for name in ("web", "web-2", "scheduler"):
        assert services[name]["depends_on"]["release"]["condition"] == "service_completed_successfully"
        assert services[name]["restart"] == "unless-stopped" and services[name]["read_only"] is True
    assert int(services["web"]["stop_grace_period"].removesuffix("s")) > 10  # what SIGTERM may take


def test_compose_keeps_what_must_be_kept() -> None:
    made = compose()
    mounted = {v.split(":")[0] for it in made["services"].values() for v in it.get("volumes", ())}
    assert set(made["volumes"]) == {name for name in mounted if not name.startswith(".")}
    data = made["services"]["web"]["environment"]["DATA_DIR"]
    assert f"data:{data}" in made["services"]["web"]["volumes"]
    assert f"DATA_DIR={data}" in text("deploy", "Containerfile")
    assert f"VOLUME {data}" in text("deploy", "Containerfile")


def test_every_variable_that_deployment_names_is_one_that_is_read() -> None:
    known = known_variables() | COMPOSE_ONLY
    used = set(re.findall(r"^([A-Z_]+)=", text("deploy", "example.env"), re.M))
    for service in compose()["services"].values():
        used |= set(service.get("environment", {}))
    used |= set(re.findall(r"\$\{([A-Z_]+)", text("deploy", "compose.yaml")))
    used |= set(re.findall(r"\{\$([A-Z_]+)", text("deploy", "Caddyfile")))
    used |= set(re.findall(r"([A-Z_]{4,})=", text("deploy", "Containerfile"))) - OF_THE_IMAGE
    for file in (DEPLOY / "systemd").glob("*.service"):
        used |= {line.split("=")[0] for line in unit(file.name).get("Environment", [])}
    assert used - known == set()
    assert {"LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN", "SECRET_KEY"} <= used


def test_health_checks_ask_for_paths_that_exist_and_caddy_lets_through_what_outsiders_need() -> None:
    paths = set(re.findall(r'\.(?:get|post)\("(/[a-z]+)', inspect.getsource(web)))
    assert {"/callback", "/healthz", "/readyz", "/metrics"} <= paths
    asked = re.findall(r"127\.0\.0\.1:8000(/\w+)", text("deploy", "compose.yaml"))
    caddy = text("deploy", "Caddyfile")
    asked += re.findall(r"health_uri (/\w+)", caddy)
    assert asked and set(asked) <= paths
    (outside,) = re.findall(r"@outside path (.+)", caddy)
    console = ["/console", "/console/*", "/static/*"]
    assert outside.split() == ["/callback", "/healthz", "/calendar/*", "/my-data/*", *console]
    assert caddy.count("{") == caddy.count("}")
    (limit,) = re.findall(r"max_size (\d+)MB", caddy)
    assert int(limit) * 1024 * 1024 >= web.MAX_BODY
    upstreams = compose()["services"]["caddy"]["environment"]["UPSTREAMS"].split()
    assert upstreams == [
        f"{name}:{compose()['services']['web']['environment']['PORT']}" for name in ("web", "web-2")
    ]


def test_the_container_installs_from_the_locked_files_and_runs_as_nobody_special() -> None:
    file = text("deploy", "Containerfile")
    assert "--require-hashes -r requirements.txt" in file
    assert "--require-hashes -r requirements-build.txt" in file
    assert "--build-constraint" not in file, "pip knows it since 25.3 only; the image's is older"
    assert re.search(r"^USER rapsamak$", file, re.M) and "postgresql-client" in file
    for name in re.findall(r"^COPY (?!--from)(.+) \S+$", file, re.M):
        for part in name.split():
            assert (ROOT / part).exists(), part
    (server,) = re.findall(r"postgres:(\d+)", text("deploy", "compose.yaml"))
    assert server == "15" and "bookworm" in file  # Debian 12 has the client of 15


# systemd


@pytest.mark.parametrize("name", ["release", "web", "scheduler"])
def test_the_units_run_the_procfiles_processes(name: str) -> None:
    file = "rapsamak-web@.service" if name == "web" else f"rapsamak-{name}.service"
    (command,) = unit(file)["ExecStart"]
    assert command.removeprefix("/opt/rapsamak/bin/") == procfile()[name]
    assert unit(file)["NoNewPrivileges"] == ["yes"] and unit(file)["ProtectSystem"] == ["strict"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    command = tmp_path / "rapsamak"
    command.write_text("#!/bin/sh\n")
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    files = []
    for file in sorted((DEPLOY / "systemd").iterdir()):
        # systemd looks whether the programs exist: ours is not installed where it will be.
        body = file.read_text("utf-8").replace("/opt/rapsamak/bin/rapsamak", str(command))
        target = tmp_path / file.name.replace("@.", "@8000.")
        target.write_text(body)
        files.append(str(target))
    ran = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *files],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    ours = [line for line in ran.stderr.splitlines() if "rapsamak" in line]
    assert ours == [] and ran.returncode == 0, ran.stderr


# The threat model


def test_every_threat_names_a_test_that_there_is() -> None:
    rows = [line for line in text("docs", "threat-model.md").splitlines() if line.startswith("| T")]
    assert len(rows) >= 20
    for row in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", row)
        assert named, row
        for path, name in named:
            tree = ast.parse(text(path))
            functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
            assert name in functions, f"{path}::{name}"
