"""Tokens of an identity provider by which systems call (OAuth2 client credentials)."""

from dataclasses import dataclass
from typing import Final

from gateway.api.caller.token_claims import Unfit, name_of_caller
from gateway.api.http.problems import Problem
from gateway.exchange.parties.identity.issuer import BadToken, Issuer, NoKeys

MAX_TOKEN_AGE_S: Final = 24 * 3600.0
"""Seconds that a token is good since it was issued, whatever it says itself, unless the operator set another age."""


@dataclass(frozen=True, slots=True)
class Provider:
    """The identity provider whose tokens are accepted."""

    issuer: str
    audience: str
    jwks_url: str | None = None
    """Where its public keys are; None: as it says itself, below the issuer URL."""
    claim: str = "client_id"
    """The claim that names the caller."""
    max_age_s: float = MAX_TOKEN_AGE_S


class Tokens:
    """Finds the caller in tokens of the provider."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self._issuer = Issuer(provider.issuer, provider.jwks_url)

    async def caller(self, token: str) -> str:
        """Return the provider's name for the caller. Raises Problem 401 when the token isn't good, 503 without keys."""
        provider = self._provider
        try:
            claims = await self._issuer.check(token, provider.audience, max_age_s=provider.max_age_s)
            return name_of_caller(claims, provider.claim)
        except (BadToken, Unfit) as error:
            raise Problem(
                401, "token-ongeldig", f"Het token {error}. Vraag een nieuw aan, of controleer de instellingen."
            ) from None
        except NoKeys:
            raise Problem(
                503,
                "tokens-niet-te-controleren",
                "De sleutels van de identiteitsprovider zijn niet op te halen. Probeer het later opnieuw.",
                headers={"retry-after": "30"},
            ) from None
