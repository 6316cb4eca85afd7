"""Settings are read once and whole; what is unknown or senseless is named, with what is allowed."""

from pathlib import Path

import pytest

from graph_catalog.errors import SettingsError
from graph_catalog.language import Language, speaking
from graph_catalog.settings import SETTINGS_REFERENCE, Settings, variable


def refusal(**environment: str) -> str:
    with speaking(Language.ENGLISH), pytest.raises(SettingsError) as refused:
        Settings.from_environment(environment)
    return str(refused.value)


def test_without_any_variable_the_local_store_is_served_to_this_machine_only() -> None:
    settings = Settings.from_environment({"PATH": "/bin"})
    assert settings == Settings()
    assert settings.neo4j_uri is None
    assert settings.host == "127.0.0.1"


def test_variables_become_values_of_their_kind(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {
            "GRAPH_CATALOG_DATA": str(tmp_path),
            "GRAPH_CATALOG_PORT": " 8080 ",
            "GRAPH_CATALOG_QUERY_DEADLINE": "2.5",
            "GRAPH_CATALOG_NEO4J_URI": "neo4j+s://store.example:7687",
            "GRAPH_CATALOG_LOG_LEVEL": "",
        }
    )
    assert settings.data == tmp_path
    assert settings.port == 8080
    assert settings.query_deadline == 2.5
    assert settings.neo4j_uri == "neo4j+s://store.example:7687"
    assert settings.log_level == "info"


def test_an_unknown_variable_is_named_with_the_nearest_known() -> None:
    assert refusal(GRAPH_CATALOG_NEO4J_URL="bolt://store.example") == (
        "There is no setting GRAPH_CATALOG_NEO4J_URL. Did you mean GRAPH_CATALOG_NEO4J_URI? "
        "Correct or remove the variable."
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("port", "65536"),
        ("port", "八千"),
        ("query_deadline", "nan"),
        ("query_deadline", "0"),
        ("max_depth", "0"),
        ("store_heap", "512"),
        ("store_heap", "63m"),
        ("log_level", "loud"),
        ("neo4j_uri", "http://store.example"),
        ("neo4j_database", "a b"),
        ("maven_repository", "file:///repository"),
    ],
)
def test_a_senseless_value_is_refused_with_what_is_allowed(name: str, text: str) -> None:
    said = refusal(**{variable(name): text})
    assert variable(name) in said
    assert text in said
    assert SETTINGS_REFERENCE[name].kind.en in said


def test_all_faults_are_said_at_once() -> None:
    said = refusal(GRAPH_CATALOG_PORT="x", GRAPH_CATALOG_MAX_PAGE="0", GRAPH_CATALOG_PROT="1")
    assert len(said.splitlines()) == 3


def test_a_password_comes_from_a_file_and_is_never_shown(tmp_path: Path) -> None:
    file = tmp_path / "password"
    word = "not for everybody"
    file.write_text(f"{word}\n")
    settings = Settings.from_environment({"GRAPH_CATALOG_NEO4J_PASSWORD_FILE": str(file)})
    assert settings.neo4j_password == word
    assert word not in repr(settings)


def test_a_password_file_that_is_away_or_one_too_many_is_refused(tmp_path: Path) -> None:
    away = str(tmp_path / "away")
    assert away in refusal(GRAPH_CATALOG_NEO4J_PASSWORD_FILE=away)
    blank = tmp_path / "blank"
    blank.write_text("\n")
    assert "is blank" in refusal(GRAPH_CATALOG_NEO4J_PASSWORD_FILE=str(blank))
    both = {"GRAPH_CATALOG_NEO4J_PASSWORD_FILE": away, "GRAPH_CATALOG_NEO4J_PASSWORD": "word"}
    assert "not both" in refusal(**both)


@pytest.mark.parametrize("name", SETTINGS_REFERENCE)
def test_every_setting_says_in_both_languages_what_it_is_for(name: str) -> None:
    setting = SETTINGS_REFERENCE[name]
    assert setting.zh.endswith("。")
    assert setting.en.endswith(".")
