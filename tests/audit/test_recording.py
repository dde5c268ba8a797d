"""Every change is noted by the session itself, in one chain, without personal values; what was rolled back is not there."""

import sqlalchemy as sa

from partnership.audit.models import AuditEntry, PersonalDataRead
from partnership.audit.queries import verify
from partnership.audit.recording import HIDDEN, Author, because, record_event, set_author
from partnership.organisations.models import Organisation
from partnership.participants.models import Identity
from tests.support.make import Make


def lines(session: sa.orm.Session, table: str) -> list[AuditEntry]:
    return list(
        session.scalars(sa.select(AuditEntry).where(AuditEntry.subject_table == table).order_by(AuditEntry.position))
    )


def test_creation_change_and_deletion_stand_with_before_and_after(make: Make, session: sa.orm.Session) -> None:
    set_author(Author(7, "Lena Brandt"))
    organisation = make.organisation(name_en="Tema School")
    organisation.name_en = "Tema Port School"
    with because("renamed after the merger"):
        session.commit()
    session.delete(organisation)
    session.commit()
    created, changed, deleted = lines(session, "organisation")[-3:]
    assert (created.action, created.changes["name_en"]) == ("create", [None, "Tema School"])
    assert (changed.action, changed.changes) == ("update", {"name_en": ["Tema School", "Tema Port School"]})
    assert (changed.actor_id, changed.actor_name) == (7, "Lena Brandt")
    assert (deleted.action, deleted.changes["name_en"]) == ("delete", ["Tema Port School", None])
    assert verify()[1] == []


def test_reason_given_while_flushing_stands_with_the_change(make: Make, session: sa.orm.Session) -> None:
    organisation = make.organisation()
    with because("asked by letter of 3 July"):
        organisation.short_name = "X"
        session.flush()
    session.commit()
    assert lines(session, "organisation")[-1].reason == "asked by letter of 3 July"


def test_saving_without_a_change_leaves_no_line(make: Make, session: sa.orm.Session) -> None:
    organisation = make.organisation()
    number = len(lines(session, "organisation"))
    organisation.name_en = str(organisation.name_en)
    session.commit()
    assert len(lines(session, "organisation")) == number


def test_personal_values_never_reach_the_log(make: Make, session: sa.orm.Session) -> None:
    participant = make.participant(given_name="Adjoa", family_name="Ɔsɛi-Bonsu")
    identity = session.scalars(sa.select(Identity).where(Identity.participant_id == participant.id)).one()
    identity.family_name = "Nyarkɔ"
    session.commit()
    assert lines(session, "participant_identity")[-1].changes == {"family_name": [HIDDEN, HIDDEN]}
    everything = str([entry.changes for entry in session.scalars(sa.select(AuditEntry))])
    for name in ("Adjoa", "Ɔsɛi", "Nyarkɔ", "1996-03-04", "adjoa", "nyarko"):
        assert name not in everything


def test_rolled_back_change_is_not_in_the_log(make: Make, session: sa.orm.Session) -> None:
    organisation = make.organisation()
    number = len(lines(session, "organisation"))
    organisation.name_en = "Never stored"
    session.flush()
    session.rollback()
    session.add(Organisation(code="other", name_en="Other"))
    session.commit()
    found = lines(session, "organisation")
    assert len(found) == number + 1
    assert "Never stored" not in str([entry.changes for entry in found])


def test_events_without_a_row_can_be_noted(app: object, session: sa.orm.Session) -> None:
    record_event(session, action="sign-in", subject_table="user", subject_id=3)
    session.commit()
    entry = lines(session, "user")[-1]
    assert (entry.action, entry.subject_id) == ("sign-in", 3)
    assert verify()[1] == []


def test_tampering_in_the_database_is_found(make: Make, session: sa.orm.Session) -> None:
    for _number in range(3):
        make.organisation()
    last, breaks = verify()
    assert breaks == []
    session.connection().exec_driver_sql("UPDATE audit_head SET hash = 'x'")
    assert [one.position for one in verify()[1]] == [last]


def test_reads_of_personal_data_are_not_part_of_the_chain(app: object, session: sa.orm.Session) -> None:
    before = verify()[0]
    session.add(PersonalDataRead(actor_id=1, participant_id=None, page="participants.index", shown=50))
    session.commit()
    assert verify()[0] == before
