"""Parts of a message that several rules look at, in document order."""

import pytest

from gateway.messages.common import Geboortedatum
from gateway.rules.parts.shared import addresses, birth_dates, clients, contacts, dagtekening, names
from tests.support.messages.claims import client, wmo323, wmo325
from tests.support.messages.messages import BSN_2, contact, relatie, wmo301, wmo305, wmo307
from tests.support.messages.requests import wmo315, wmo317


@pytest.mark.parametrize("message", [wmo301(), wmo305(), wmo307(), wmo315(), wmo317()])
def test_most_messages_have_one_client(message):
    assert clients(message) == (message.client,)


def test_a_claim_has_clients_and_a_decision_on_it_may_have_none():
    both = (client(), client(bsn=BSN_2))
    assert clients(wmo323(clienten=both)) == both
    assert clients(wmo325()) == ()


def test_dates_names_contacts_and_addresses_are_those_of_the_client_and_of_relations():
    born = Geboortedatum(datum="1950-01-01")
    related = (relatie(geboortedatum=born), relatie(nummer="2"))
    message = wmo301(relaties=related, contactgegevens=(contact(), contact(soort="02", adres=None)))
    assert [*birth_dates(message)] == [message.client.geboortedatum, born]
    assert [*names(message)] == [message.client.naam, *(each.naam for each in related)]
    assert [*contacts(message)] == [*(each.contact for each in related), *message.client.contactgegevens]
    assert len([*addresses(message)]) == 3


def test_dagtekening_stands_in_the_header():
    header = wmo305().header
    assert dagtekening(header) == (header, ("BerichtIdentificatie", "Dagtekening"))
