"""Decisions on a policy's text: kept, put in force, and what a new text changes."""

import datetime
import tomllib

import pytest
from conftest import AS_OF, AT, DPO

from privacy.contracts.roles import Role
from privacy.desk import Desk
from privacy.errors import BadJournal, BadPolicy, Outdated
from privacy.installation import Installation
from privacy.journal import Journal
from privacy.operations import importing
from privacy.operations.policy_texts import PolicyTexts
from privacy.policy import read_policy
from privacy.policy.edits import seal_of
from privacy.policy_reader import Decision, is_complete, new_policy, read
from privacy.storage.encrypted import unreadable_files

FIRST = """\
Integritetspolicy

Hur länge sparar vi dina uppgifter?
Kunduppgifter sparas i tre år efter att avtalet upphört.
Ansökningar sparas i 12 månader.
Uppgifter om besökare sparas så länge det är nödvändigt.

Dina rättigheter
Du har rätt att begära ett registerutdrag utan kostnad.
Vi svarar inom 20 dagar.
"""
SECOND = FIRST.replace("tre år", "två år").replace("Vi svarar inom 20 dagar.\n", "")
MAY = datetime.date(2026, 5, 1)
JUNE = datetime.date(2026, 6, 1)


@pytest.fixture
def texts(tmp_path):
    home = Installation(tmp_path / "data")
    new_policy(home.data, "acme", "Acme AB", "privacy")
    return PolicyTexts(home, home.organisation("acme"))


def take(texts, text=FIRST, begins=MAY):
    texts.keep_text(read(text.encode(), "policy.txt"), begins)
    return texts.review()


def key_of(review, template):
    result = review.proposed.items()
    return next(k for k, p in result if p.template.template_id == template)


def accepted(review, key, **answers):
    proposal = review.proposed[key]
    template, quote = proposal.template.template_id, proposal.sentence.text
    return Decision("accepted", template, quote, answers, who="dpo")


def accept_all(texts, review):
    result = {key: accepted(review, key) for key in review.undecided()}
    texts.decide(result, {})


def promises(texts, day):
    policy = read_policy(texts.organisation.folder).on(day)
    return {str(row["quote"]): row for row in policy.table("promise")}


def test_a_decision_is_kept_and_changes_no_policy(texts):
    review = take(texts)
    key = key_of(review, "kept_after_event")
    texts.decide({key: accepted(review, key)}, {})
    assert texts.review().waiting() == [key]
    assert promises(texts, MAY) == {}
    assert (
        b"Kunduppgifter"
        not in (texts.organisation.readings / "decisions.parquet").read_bytes()
    )
    assert (
        unreadable_files(texts.organisation, texts.home.keyring(texts.organisation))
        == []
    )


def test_two_who_decide_different_sentences_both_keep_theirs(texts):
    review = take(texts)
    one, other = review.undecided()[:2]
    texts.decide({one: accepted(review, one)}, {one: None})
    texts.decide({other: accepted(review, other)}, {other: None})
    assert texts.review().waiting() == [one, other]


def test_who_decides_a_sentence_that_was_decided_meanwhile_is_told_by_whom(texts):
    review = take(texts)
    key = review.undecided()[0]
    first = accepted(review, key)
    texts.decide({key: first}, {key: None})
    declined = Decision("declined", first.template, first.quote)
    with pytest.raises(Outdated, match="dpo decided this sentence meanwhile"):
        texts.decide({key: declined}, {key: None})
    assert texts.review().decisions[key] == first


def test_what_a_sentence_leaves_open_is_complete_once_it_is_answered(texts):
    review = take(texts)
    key = key_of(review, "kept_as_needed")
    assert not is_complete(review.proposed[key])
    assert key not in review.complete()
    answered = accepted(review, key, number=2, unit="years", base="last_seen_on")
    texts.decide({key: answered}, {})
    assert is_complete(texts.review().proposals[key])
    texts.put_in_force(DPO, AT)
    own = [
        r
        for r in read_policy(texts.organisation.folder).table("retention_rule")
        if str(r["rule_id"]).startswith("A-")
    ]
    assert [(r["period"], r["unit"], r["base"], r["kind"]) for r in own] == [
        (2, "years", "last_seen_on", "maximum")
    ]


def test_putting_in_force_writes_the_policy_and_the_journal(texts):
    review = take(texts)
    declined = key_of(review, "answer_time")
    accept_all(texts, review)
    seen = texts.review().decisions[declined]
    texts.decide(
        {declined: Decision("declined", seen.template, seen.quote)}, {declined: seen}
    )
    written = texts.put_in_force(DPO, AT)
    rows = tomllib.loads(written.file.read_text("utf-8"))
    assert len(rows["promise"]) == written.promises == len(review.proposed) - 1
    assert "Vi svarar inom 20 dagar." not in promises(texts, MAY)
    (entry,) = Journal.of(texts.organisation).entries("policy_read")
    assert entry.actor == DPO
    assert entry.details["promises"] == [row["promise_id"] for row in rows["promise"]]
    assert entry.details["sha256"] == review.text.document.sha256
    with pytest.raises(BadPolicy, match="in force already"):
        texts.put_in_force(DPO, AT)


def test_nothing_is_put_in_force_that_the_journal_cannot_tell_of(texts):
    accept_all(texts, take(texts))
    before = seal_of(texts.organisation.folder)
    texts.organisation.anchors.mkdir(parents=True)
    with pytest.raises(BadJournal):
        texts.put_in_force(DPO, AT)
    assert seal_of(texts.organisation.folder) == before
    assert texts.review().waiting()


def test_what_is_accepted_later_stands_in_a_file_of_its_own(texts):
    review = take(texts)
    one, *others = review.undecided()
    texts.decide({one: accepted(review, one)}, {})
    first = texts.put_in_force(DPO, AT).file
    before = first.read_bytes()
    texts.decide({key: accepted(review, key) for key in others}, {})
    second = texts.put_in_force(DPO, AT).file
    assert first != second
    assert first.read_bytes() == before
    result = read_policy(texts.organisation.folder).table("promise")
    assert (
        len({row["promise_id"] for row in result})
        == len(review.proposed)
        == len(result)
    )


def test_of_a_new_text_only_what_changed_needs_a_decision(texts):
    accept_all(texts, take(texts))
    texts.put_in_force(DPO, AT)
    review = take(texts, SECOND, JUNE)
    assert [review.proposed[k].sentence.text for k in review.undecided()] == [
        "Kunduppgifter sparas i två år efter att avtalet upphört."
    ]
    standing = {
        pair.standing: (pair.old or pair.new).text
        for pair in review.compared
        if pair.standing != "same"
    }
    assert standing == {
        "changed": "Kunduppgifter sparas i tre år efter att avtalet upphört.",
        "gone": "Vi svarar inom 20 dagar.",
    }


def test_a_changed_sentence_is_a_new_version_and_one_that_is_gone_ends(texts):
    accept_all(texts, take(texts))
    first = texts.put_in_force(DPO, AT).file
    by_hand = first.read_text("utf-8") + "\n# by hand\n"
    first.write_text(by_hand, "utf-8")
    review = take(texts, SECOND, JUNE)
    accept_all(texts, review)
    written = texts.put_in_force(DPO, AT)
    before, after = promises(texts, MAY), promises(texts, JUNE)
    old = "Kunduppgifter sparas i tre år efter att avtalet upphört."
    new = "Kunduppgifter sparas i två år efter att avtalet upphört."
    assert before[old]["promise_id"] == after[new]["promise_id"]
    assert old not in after
    assert "Vi svarar inom 20 dagar." in before
    assert "Vi svarar inom 20 dagar." not in after
    assert written.ended == [before["Vi svarar inom 20 dagar."]["promise_id"]]
    assert "# by hand" in first.read_text("utf-8")
    assert texts.review().gone == {}


def test_rules_written_in_braces_end_with_their_promises(texts):
    accept_all(texts, take(texts))
    texts.put_in_force(DPO, AT)
    later = FIRST.split("Dina rättigheter")[0]
    made = read_policy(texts.organisation.folder).on(MAY).table("promise")
    ids = [row["promise_id"] for row in made if str(row["quote"]) not in later]
    rule = (
        '{{ rule_id = "{}", kind = "maximum", method = "period", base = "event_on", '
        'period = 1, unit = "years", gloss_sv = "a", citation = "b", '
        "valid_from = 2026-05-01 }}"
    )
    by_hand = texts.organisation.folder / "policy" / "by-hand.toml"
    others = ",\n  ".join(rule.format(one) for one in [*ids, "OTHER"])
    by_hand.write_text(f"retention_rule = [{others}]\n", "utf-8")
    accept_all(texts, take(texts, later, JUNE))
    written = texts.put_in_force(DPO, AT)
    rules = tomllib.loads(by_hand.read_text("utf-8"))["retention_rule"]
    last_days = {row["rule_id"]: row.get("valid_to") for row in rules}
    assert sorted(written.ended) == sorted(ids)
    assert len(ids) == 3
    ended = dict.fromkeys(ids, datetime.date(2026, 5, 31))
    assert last_days == {**ended, "OTHER": None}


def test_a_new_text_begins_after_the_one_before_and_is_another(texts):
    accept_all(texts, take(texts))
    texts.put_in_force(DPO, AT)
    with pytest.raises(BadPolicy, match="nothing in it is new"):
        take(texts, FIRST, JUNE)
    with pytest.raises(BadPolicy, match="begins on a later day"):
        take(texts, SECOND, MAY)


def test_a_policy_that_would_not_be_sound_is_not_written(texts):
    review = take(texts)
    accept_all(texts, review)
    folder = texts.organisation.folder / "policy"
    broken = folder / "own.toml"
    broken.write_text('[[promise]]\npromise_id = "X"\n', "utf-8")
    with pytest.raises(BadPolicy):
        texts.put_in_force(DPO, AT)
    assert not list(folder.glob("read-*"))
    assert not Journal.of(texts.organisation).entries("policy_read")
    assert texts.review().waiting()


def test_a_quote_leads_to_its_place_in_the_newest_text_that_has_it(texts):
    accept_all(texts, take(texts))
    texts.put_in_force(DPO, AT)
    take(texts, SECOND, JUNE)
    for quote, begins in (
        ("Vi svarar inom 20 dagar.", MAY),
        ("Ansökningar sparas i 12 månader.", JUNE),
    ):
        text, sentence = texts.place_of(quote)
        assert text.valid_from == begins
        assert text.document.text[sentence.start : sentence.end] == quote
    assert texts.place_of("Det står ingenstans.") is None


RIGHTS = """\
Dina rättigheter
Du har rätt att:
- Begära ut en kopia av de uppgifter vi har om dig.
- Få felaktiga uppgifter rättade.
"""


def test_a_list_of_rights_is_one_promise_that_leads_to_its_place(texts):
    review = take(texts, RIGHTS)
    accept_all(texts, review)
    texts.put_in_force(DPO, AT)
    (promise,) = promises(texts, MAY).values()
    place = texts.place_of(promise["quote"])
    assert place is not None
    text, sentence = place
    assert "kopia" in text.document.text[sentence.start : sentence.end]
    assert text.document.text[: sentence.end].endswith("rättade.")


def test_a_right_more_in_a_list_is_a_new_version_of_its_promise(texts):
    accept_all(texts, take(texts, RIGHTS))
    texts.put_in_force(DPO, AT)
    later = f"{RIGHTS}- Begära radering av uppgifter.\n"
    accept_all(texts, take(texts, later, JUNE))
    texts.put_in_force(DPO, AT)
    (before,) = promises(texts, MAY).values()
    (now,) = promises(texts, JUNE).values()
    assert before["promise_id"] == now["promise_id"]
    assert "erasure_requests_late" not in before["checks"]
    assert "erasure_requests_late" in now["checks"]


def test_the_days_of_new_texts_are_an_export_and_the_first_is_no_change(texts):
    accept_all(texts, take(texts))
    texts.put_in_force(DPO, AT)
    assert texts.write_versions() is None
    review = take(texts, SECOND, JUNE)
    accept_all(texts, review)
    texts.put_in_force(DPO, AT)
    version = review.text.document.sha256[:12]
    file = texts.write_versions()
    assert file.read_text().splitlines()[1:] == [f"{version},2026-06-01,2026-06-01,"]
    texts.inform(MAY)
    texts.write_versions()
    assert file.read_text().splitlines()[1] == f"{version},2026-06-01,2026-06-01,{MAY}"


@pytest.mark.parametrize(("informed", "result"), [(None, 1), (MAY, 0)])
def test_the_check_of_changes_knows_when_a_new_text_began(texts, informed, result):
    accept_all(texts, take(texts))
    texts.put_in_force(DPO, AT)
    accept_all(texts, take(texts, SECOND, JUNE))
    texts.put_in_force(DPO, AT)
    if informed:
        texts.inform(informed)
    texts.write_versions()
    home, organisation = texts.home, texts.organisation
    importing.import_exports(
        home,
        organisation,
        [],
        source=None,
        at=AT,
        as_of=AS_OF,
        progress=lambda output: None,
    )
    desk = Desk(Role.DPO, organisation, home.keyring(organisation))
    (row,) = desk.ask("checks/policy_changes_not_told", as_of=AS_OF).records()
    assert (row["has_data"], row["found"], row["population"]) == (True, result, 1)


WHO = "Vi lämnar ut uppgifter till Klarna och PostNord."
SHOPS = f"""\
Integritetspolicy

Vilka får dina uppgifter?
{WHO}
Vi delar dina uppgifter med Klarna.
"""


def listed_on(texts, day):
    rows = read_policy(texts.organisation.folder).on(day).table("listed")
    return sorted({row["value"] for row in rows} & {"Klarna", "PostNord", "Bring"})


def test_what_a_promise_had_listed_ends_with_it_but_what_another_names_stays(texts):
    accept_all(texts, take(texts, SHOPS))
    texts.put_in_force(DPO, AT)
    assert listed_on(texts, MAY) == ["Klarna", "PostNord"]
    accept_all(texts, take(texts, SHOPS.replace(WHO, ""), JUNE))
    texts.put_in_force(DPO, AT)
    assert listed_on(texts, JUNE) == ["Klarna"]
    assert listed_on(texts, MAY) == ["Klarna", "PostNord"]
    accept_all(texts, take(texts, SHOPS, JUNE.replace(month=8)))
    texts.put_in_force(DPO, AT)
    assert listed_on(texts, JUNE.replace(month=9)) == ["Klarna", "PostNord"]


def test_a_changed_sentence_ends_who_it_no_longer_names(texts):
    accept_all(texts, take(texts, SHOPS))
    texts.put_in_force(DPO, AT)
    accept_all(texts, take(texts, SHOPS.replace("PostNord", "Bring"), JUNE))
    texts.put_in_force(DPO, AT)
    assert listed_on(texts, JUNE) == ["Bring", "Klarna"]
    assert listed_on(texts, MAY) == ["Klarna", "PostNord"]
