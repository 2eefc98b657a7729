"""Settings from the environment: what they may be, and that a wrong one names itself."""

from ipaddress import ip_network
from pathlib import Path

import pytest

from frontdesk.config import Rate, load_settings
from frontdesk.errors import OperatorError

WRONG = [
    ("PORT", "many"),
    ("PORT", "65536"),
    ("SECRET_KEY", "short"),
    ("MAX_BODY_BYTES", "10"),
    ("DATABASE_CONNECTIONS", "0"),
    ("LOG_LEVEL", "loud"),
    ("LOG_FORMAT", "xml"),
    ("RATE_LIMIT", ""),
    ("RATE_LIMIT", "6000"),
    ("RATE_LIMIT", "0/60"),
    ("RATE_LIMIT", "60/0"),
    ("RATE_LIMIT", "-1/60"),
    ("RATE_LIMIT", "1.5/60"),
    ("RATE_LIMIT", "6000/60s"),
    ("RATE_LIMIT", "never"),
    ("ADDRESS_RATE_LIMIT", "300 per minute"),
    ("ADDRESS_RATE_LIMIT", "٣/60"),
    ("TRUSTED_PROXIES", "proxy.example"),
    ("TRUSTED_PROXIES", "10.0.0.1/8"),
    ("TRUSTED_PROXIES", "10.0.0.1 10.0.0.2"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_names_its_setting(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"FRONTDESK_{name}", value)
    with pytest.raises(OperatorError, match=rf"^FRONTDESK_{name}: "):
        load_settings()


def test_a_wrong_rate_says_what_is_expected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_RATE_LIMIT", "a lot")
    with pytest.raises(OperatorError) as caught:
        load_settings()
    assert str(caught.value) == (
        "FRONTDESK_RATE_LIMIT: expected <requests>/<seconds>, such as 6000/60, or off"
    )


def test_limits_without_settings() -> None:
    settings = load_settings()
    assert settings.rate_limit == Rate(6000, 60)
    assert settings.address_rate_limit == Rate(300, 60)
    assert settings.trusted_proxies == ()


@pytest.mark.parametrize(
    ("value", "rate"),
    [("1/1", Rate(1, 1)), (" 100/3600 ", Rate(100, 3600)), ("off", None), ("OFF", None)],
)
def test_rates_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, value: str, rate: Rate | None
) -> None:
    monkeypatch.setenv("FRONTDESK_RATE_LIMIT", value)
    monkeypatch.setenv("FRONTDESK_ADDRESS_RATE_LIMIT", value)
    settings = load_settings()
    assert (settings.rate_limit, settings.address_rate_limit) == (rate, rate)


def test_proxies_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8,2001:db8::/32,")
    assert load_settings().trusted_proxies == (
        ip_network("127.0.0.1"),
        ip_network("10.0.0.0/8"),
        ip_network("2001:db8::/32"),
    )


def test_no_proxies_when_the_variable_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_TRUSTED_PROXIES", "")
    assert load_settings().trusted_proxies == ()


def test_values_out_of_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, text in (("RATE_LIMIT", "5/10\n"), ("TRUSTED_PROXIES", "10.0.0.1\r\n")):
        file = tmp_path / name
        file.write_text(text)
        monkeypatch.setenv(f"FRONTDESK_{name}_FILE", str(file))
    settings = load_settings()
    assert settings.rate_limit == Rate(5, 10)
    assert settings.trusted_proxies == (ip_network("10.0.0.1"),)


def test_a_wrong_value_out_of_a_file_names_its_setting(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "rate"
    file.write_text("often")
    monkeypatch.setenv("FRONTDESK_RATE_LIMIT_FILE", str(file))
    with pytest.raises(OperatorError, match=r"^FRONTDESK_RATE_LIMIT: expected"):
        load_settings()


def test_a_file_that_is_not_there_names_its_variable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FRONTDESK_RATE_LIMIT_FILE", str(tmp_path / "gone"))
    with pytest.raises(OperatorError, match=r"^FRONTDESK_RATE_LIMIT_FILE: cannot read"):
        load_settings()


def test_a_secret_is_not_shown_when_it_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_SECRET_KEY", "hunter2")
    with pytest.raises(OperatorError) as caught:
        load_settings()
    assert "hunter2" not in str(caught.value)
