"""Every channel over HTTP takes the same addresses, and refuses the others in the same words."""

from ipaddress import ip_network

import pytest

from gateway.transport.channel import AddressUnfit, Allowed
from gateway.transport.ggk import Ggk
from gateway.transport.push import Push
from gateway.transport.web import WebChannel

HERE = (ip_network("127.0.0.0/8"),)
CHANNELS = pytest.mark.parametrize("kind", [Push, Ggk])


@CHANNELS
@pytest.mark.parametrize(
    ("address", "code"),
    [
        (None, "afleveradres-ontbreekt"),
        ("zorg.example", "afleveradres-ongeldig"),
        ("https://zorg.example:0/", "afleveradres-ongeldig"),
        ("https://mij:geheim@zorg.example/", "afleveradres-onveilig"),
        ("http://zorg.example/", "afleveradres-onveilig"),
        ("https://10.0.0.1/", "afleveradres-afgeschermd"),
        ("https://localhost/", None),
        ("http://127.0.0.1:8000/", None),
        ("https://zorg.example/iwmo?a=b", None),
    ],
)
def test_an_address_is_one_over_https_or_in_an_allowed_network(
    kind: type[WebChannel], address: str | None, code: str | None
) -> None:
    channel = kind(Allowed(HERE))
    if code is None:
        channel.check(address)
        return
    with pytest.raises(AddressUnfit) as refused:
        channel.check(address)
    assert refused.value.code == code


@CHANNELS
def test_the_figures_of_an_ip_address_are_not_for_people_to_read(kind: type[WebChannel]) -> None:
    assert "127" not in kind(Allowed(HERE)).check("https://127.0.0.1/a?b=1")["het_adres"]
    assert "127" in kind(Allowed()).check("https://zorg127.example/a?b=1")["het_adres"]
