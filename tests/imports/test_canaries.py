"""Nothing raw is ever written: canaries planted in the exports are nowhere on disk."""

import gzip
import shutil

from privacy.contracts.roles import Role

NUMBER = "+46701740605"
ADDRESS = "198.51.100.77"
ADDRESS6 = "2001:db8:77:88::99"
WORD = "kanariefågel"
PERSON = "8112289874"
CANARIES = [NUMBER, NUMBER[3:], ADDRESS, ADDRESS6, PERSON, "Kanariesson", "hemligt"]


def exports(home):
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    lines = [
        f'{ADDRESS} - Kanariesson [05/Oct/2026:10:00:{n:02} +0200] "GET /sok?q='
        f'{word} HTTP/1.1" 200 512 "https://example.com/?mejl=hemligt@example.se" '
        f'"{agent}"'
        for n, word in enumerate([WORD, PERSON, "hemligt@example.se", NUMBER])
    ]
    lines.append(lines[0].replace(ADDRESS, ADDRESS6))
    lines.append(f'{ADDRESS} - - [bad date] "GET / HTTP/1.1" 200 1 "-" "-"')
    home.put("web/access.log", ("\n".join(lines) + "\n").encode())
    home.put("web/old.log.gz", gzip.compress(("\n".join(lines[:2]) + "\n").encode()))
    call = (
        f'"","{NUMBER}","4010","skador","""Kanariesson"" <{NUMBER}>",'
        '"SIP/trunk-1","SIP/4010","Queue","skador","2026-10-05 09:00:00",'
        '"2026-10-05 09:00:05","2026-10-05 09:01:00",60,55,"ANSWERED",'
        '"DOCUMENTATION","1759647600.1",""'
    )
    home.put("telephone/Master.csv", (call + "\n" + call + "x,y\n").encode())
    home.put(
        "requests/requests.csv",
        (
            "request_id,request_type,received_at,extension_reason,subject\n"
            "R1,registerutdrag,2026-10-05T10:00:00+02:00,hemligt skäl,Kanariesson\n"
        ).encode(),
    )


def every_file(home):
    for folder in (home.installation.data, home.organisation.keys.parent):
        yield from (file for file in folder.rglob("*") if file.is_file())


def test_no_canary_is_in_any_byte_that_an_import_writes(home, monkeypatch, capfd):
    kept = []
    remove = shutil.rmtree

    def look_before_removing(folder, *args, **kwargs):
        kept.extend(f.read_bytes() for f in folder.rglob("*") if f.is_file())
        remove(folder, *args, **kwargs)

    monkeypatch.setattr(shutil, "rmtree", look_before_removing)
    exports(home)
    home.take_in()
    output = "".join(capfd.readouterr())
    for canary in CANARIES:
        assert canary not in output
        for file in every_file(home):
            if "exports" not in file.parts:
                assert canary.encode() not in file.read_bytes(), (canary, file.name)
        assert all(canary.encode() not in content for content in kept)


def test_a_word_is_kept_but_never_with_who_searched(home):
    exports(home)
    home.take_in()
    desk = home.desk(Role.DPO)._register.cursor()
    desk.execute("use build")
    facts = dict(
        desk.execute(
            "select fact, sum(count)::int from register.source_facts "
            "where source = 'search' group by fact"
        ).fetchall()
    )
    assert facts["searches"] == 5
    assert facts["personal_searches"] == 3
