"""Splits of figures that lie in the vault: codes of refusals, and checks and consulents of overrides.

Only rows of refused messages and overruled decisions are decrypted.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from gateway.store.db.database import Connection
from gateway.store.db.places import OVERRIDE
from gateway.store.insight.care import CareTerms
from gateway.store.insight.cells import Scope, fetch_long
from gateway.store.ledger.latest_verdict import AS_JUDGED, FINDINGS, VERDICT, open_findings

SplitKey = tuple[str, str, str, str, str]
"""Measure, municipality, segment, provider, and the name of the part."""

_PROVIDER: Final = "case b.richting when 'in' then b.verzender else b.ontvanger end"
_IN_YEAR: Final = """{0}.vastgelegd_op >= $3::date::timestamp at time zone 'Europe/Amsterdam'
        and {0}.vastgelegd_op < $4::date::timestamp at time zone 'Europe/Amsterdam'"""
_REFUSALS: Final = f"""
select b.gemeente, b.id, {_PROVIDER} as aanbieder, 'afkeur-gemeente' as meting, {FINDINGS}
from {AS_JUDGED}
where b.gemeente = any($1::text[]) and ($2::text is null or {_PROVIDER} = $2)
    and b.heenbericht_id is null and b.richting = 'in' and {VERDICT} = 'afgekeurd'
    and b.oordeel = any (array['afgekeurd', 'geparkeerd'])
    and {_IN_YEAR.format("b")}
union all
select b.gemeente, b.id, {_PROVIDER}, 'afkeur-aanbieder', b.bevindingen, null, null
from berichten b join berichten h on h.gemeente = b.gemeente and h.id = b.heenbericht_id
where b.gemeente = any($1::text[]) and ($2::text is null or {_PROVIDER} = $2)
    and b.richting = 'in' and b.uitkomst = 'afgekeurd' and {_IN_YEAR.format("h")}
"""
_OVERRIDES: Final = """
select v.gemeente, v.nummer, v.versie, p.segment, t.aanbieder, v.overrule
from toewijzing_versies v
join toewijzingen t on t.gemeente = v.gemeente and t.nummer = v.nummer
join unnest($5::text[], $6::text[]) as p (code, segment) on p.code = v.code
where v.gemeente = any($1::text[]) and ($2::text is null or t.aanbieder = $2)
    and v.toewijzingsdatum >= $3 and v.toewijzingsdatum < $4 and not v.verwijderd and v.overrule is not null
"""


async def count_refusals_by_code(tx: Connection, scope: Scope) -> Counter[SplitKey]:
    """Return how many messages were refused for each code; one that was refused for two counts under both."""
    found: Counter[SplitKey] = Counter()
    rows = await fetch_long(tx, _REFUSALS, list(scope.gemeenten), scope.aanbieder, scope.begin, scope.end)
    for row in rows:
        for code in _refused_for(row["meting"], open_findings(row)):
            found[row["meting"], row["gemeente"], "", row["aanbieder"], code] += 1
    return found


def _refused_for(meting: str, findings: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the codes behind a refusal: those of our rules, or the return codes in an answer."""
    ours = meting == "afkeur-gemeente"
    return {str(each["code"]) for each in findings if not ours or each.get("severity") == "afkeur"}


async def count_overrides(tx: Connection, scope: Scope, terms: CareTerms) -> Counter[SplitKey]:
    """Return how many decisions were overruled, by check and by consulent; under several checks under each."""
    codes, segmenten, *_ = terms.values()
    found: Counter[SplitKey] = Counter()
    rows = await fetch_long(
        tx, _OVERRIDES, list(scope.gemeenten), scope.aanbieder, scope.begin, scope.end, codes, segmenten
    )
    for row in rows:
        overrule = json.loads(row["overrule"].open(OVERRIDE.at(row["gemeente"], row["nummer"], row["versie"])))
        parts = {str(each["code"]) for each in overrule["bevindingen"]} | {f"consulent {overrule['consulent']}"}
        for part in parts:
            found["overrules", row["gemeente"], row["segment"], row["aanbieder"], part] += 1
    return found
