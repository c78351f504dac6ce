"""The signature under a push, by the Standard Webhooks scheme."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from gateway.transport import signature

MOMENTS = st.datetimes(timezones=st.just(UTC)).filter(lambda moment: moment.year > 1970)
MOMENT = datetime.fromtimestamp(1614265330, UTC)


def test_the_example_of_the_scheme_itself() -> None:
    """Secret, id, moment, content and signature as its own libraries are tested with."""
    geheim = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    assert signature.headers([geheim], "msg_p5jXN8AQM9LWM0D4loKWxJek", MOMENT, b'{"test": 2432232314}') == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


@given(st.lists(st.binary(min_size=24, max_size=64), max_size=3), st.binary(), MOMENTS)
def test_each_secret_gives_a_signature_over_id_moment_and_content(
    secrets: list[bytes], content: bytes, moment: datetime
) -> None:
    found = signature.headers(secrets, "id-1", moment, content)
    signed = b"id-1." + found["webhook-timestamp"].encode() + b"." + content
    expected = [base64.b64encode(hmac.new(each, signed, hashlib.sha256).digest()).decode() for each in secrets]
    assert found.get("webhook-signature", "").split() == [f"v1,{each}" for each in expected]


def test_a_secret_is_written_as_its_libraries_read_it() -> None:
    text = signature.to_text(b"0" * 32)
    assert base64.b64decode(text.removeprefix("whsec_")) == b"0" * 32
