"""A manager who types every address of the DPO's, to a server that just started."""

from server.conftest import CANARY
from server.going import cookie_of, links, open_at, wear
from server.raw import ask
from server.test_signing_in import FOR_THE_DPO, addresses, events

from privacy.contracts.roles import Role


def test_a_manager_reaches_no_page_of_the_dpos_cold_or_warm(served, visit):
    context = visit()
    wear(context, served, "max", "chefer")
    first, *others = FOR_THE_DPO
    with served.start():
        page = open_at(context, f"{served.address}/{first}")
        assert links(page) == addresses(Role.MANAGER)
        heard = [frame for frame in context.heard if isinstance(frame, bytes)]
        cookie = cookie_of(served, "max", "chefer")
        for name in others:
            heard.append(ask(served.address, page=name, signed_in=cookie))
            assert b"Inloggad: max" in heard[-1]
        dora = cookie_of(served)
        assert CANARY.encode() in ask(served.address, page="requests", signed_in=dora)
    assert CANARY.encode() not in b"".join(heard)
    request = {
        item["page"] for who, item in events(served, "refused") if "page" in item
    }
    assert request >= {first}
