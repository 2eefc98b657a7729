"""Signatures, checked by the published library of the specification."""

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from frontdesk.kit.clock import HOUR, system_clock
from frontdesk.webhooks.signing import new_secret, sign_headers

BODY = '{"CommunityName":"Åcme"}'.encode()


def test_each_live_secret_verifies() -> None:
    secrets = [new_secret(), new_secret()]
    headers = sign_headers("msg_1_2", BODY, secrets, now=system_clock())
    for secret in secrets:
        assert Webhook(secret).verify(BODY, headers) == {"CommunityName": "Åcme"}
    assert headers["webhook-id"] == "msg_1_2"
    assert headers["content-type"] == "application/json"


@pytest.mark.parametrize("change", ["body", "id", "time", "secret"])
def test_anything_else_does_not_verify(change: str) -> None:
    secret, now = new_secret(), system_clock()
    headers = sign_headers("msg_1_2", BODY, [secret], now=now)
    if change == "id":
        headers["webhook-id"] = "msg_1_3"
    if change == "time":
        headers = sign_headers("msg_1_2", BODY, [secret], now=now - HOUR)
    verifier = Webhook(new_secret() if change == "secret" else secret)
    with pytest.raises(WebhookVerificationError):
        verifier.verify(BODY + b" " if change == "body" else BODY, headers)
